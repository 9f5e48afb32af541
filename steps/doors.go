package steps

import (
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

// doorName is the name of the door that leads to a target.
func doorName(a Address) string {
	at, _ := a.door()
	return nameDoor + hostName(at.host) + "|" + strconv.Itoa(at.port)
}

// doors are the names of that kind.
func (i identity) doors() identity {
	return slices.DeleteFunc(slices.Clone(i), func(name string) bool { return !isDoor(name) })
}

func isDoor(name string) bool { return strings.HasPrefix(name, nameDoor) }

// otherDoor is the port of the device's host through which all was tried that counts
// for it; empty where something was tried through its own, or its numbers say that it
// was the same device.
func (l *ledger) otherDoor(ids identity) (port string) {
	for _, x := range l.Entries {
		if !x.counts() || !x.IDs.joins(ids) {
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
func (i identity) besideDoor(other identity) (port string) {
	if i.is(other) || meet(i.doors(), other.doors()) {
		return ""
	}
	for _, host := range other.named(nameHost) {
		for _, name := range i.named(nameDoor) {
			p, same := strings.CutPrefix(name, host+"|")
			if _, err := strconv.ParseUint(p, 10, 16); same && err == nil {
				port = p
			}
		}
	}
	return port
}

// doorWords say the doubt.
func (s Spending) doorWords() string {
	switch {
	case s.Door == "" || s.Count == 0:
		return ""
	case s.Door == "0":
		return ", through the usual port of this address, where another device may be"
	}
	return ", through port " + s.Door + " of this address, where another device may be"
}
