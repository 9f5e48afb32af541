package ledger

import (
	"strconv"
	"strings"

	"camreset/steps/lan"
)

// A port of an address may lead to another device than its other ports: a recorder
// leads to the cameras behind it so. As long as both have told no number, what was
// tried through one counts for the other too, and the doubt is said.

// DoorName is the name of the door that leads to a target.
func DoorName(a lan.Address) string {
	at, _ := a.Door()
	return nameDoor + lan.HostName(at.Host) + "|" + strconv.Itoa(at.Port)
}

// besideDoor is the port of the other's host through which this one was spoken to, if
// that was never the other's own.
func (i Identity) besideDoor(other Identity) (port string) {
	if i.Is(other) || Intersects(i.doors(), other.doors()) {
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
