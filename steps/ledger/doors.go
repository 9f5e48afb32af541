package ledger

import (
	"camreset/steps/lan"

	"slices"
	"strconv"
	"strings"
)

// A port of an address may lead to another device than its other ports: a recorder
// leads to the cameras behind it so. As long as both have told no number, what was
// tried through one counts for the other too, and the doubt is said.

// nameDoor is the port through which a device was spoken to, behind its host, as in
// "door:192.168.1.64|65001"; 0 is the usual ones. It neither joins nor separates.
const nameDoor = "door:"

// DoorName is the name of the door that leads to a target.
func DoorName(a lan.Address) string {
	at, _ := a.Door()
	return nameDoor + lan.HostName(at.Host) + "|" + strconv.Itoa(at.Port)
}

// doors are the names of that kind.
func (i Identity) doors() Identity {
	return slices.DeleteFunc(slices.Clone(i), func(name string) bool { return !isDoor(name) })
}

func isDoor(name string) bool { return strings.HasPrefix(name, nameDoor) }

// otherDoor is the port of the device's host through which all was tried that counts
// for it; empty where something was tried through its own, or its numbers say that it
// was the same device.
func (l *ledger) otherDoor(ids Identity) (port string) {
	for _, x := range l.Entries {
		if !x.counts() || !x.IDs.Joins(ids) {
			continue
		}
		other := x.IDs.besideDoor(ids)
		if other == "" {
			return ""
		}
		port = other
	}
	return port
}

// besideDoor is the port of the other's host through which this one was spoken to, if
// that was never the other's own.
func (i Identity) besideDoor(other Identity) (port string) {
	if i.Is(other) || Meet(i.doors(), other.doors()) {
		return ""
	}
	for _, host := range other.Named(NameHost) {
		for _, name := range i.Named(nameDoor) {
			p, same := strings.CutPrefix(name, host+"|")
			if _, err := strconv.ParseUint(p, 10, 16); same && err == nil {
				port = p
			}
		}
	}
	return port
}
