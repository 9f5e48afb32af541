package ledger

import (
	"cmp"
	"crypto/sha256"
	"net"
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/steps/lan"
)

// Identity is the names by which a device is known, sorted. Notes (of tries, walks
// and writes) carry one, and are about one device where their identities join.
//
// A MAC and a serial number are strong: they join, they separate, and they are
// what a proved login empties by. A host only joins: an address on any port, and
// the MAC that the network shows for it, which ties the addresses of one device
// together and may be that of a repeater with several devices behind it. A realm
// and a certificate are weak: they show that somebody else may have come to an
// address, and join nothing that the address has not joined already.
type Identity []string

// The kinds of names. Realm and certificate stand behind the address they were seen
// at, as in "realm:192.168.1.64|IP Camera".
const (
	NameMAC    = "mac:"
	nameSerial = "serial:"
	NameHost   = "host:"
	NameLink   = "link:"
	NameRealm  = "realm:"
	NamePin    = "certificate:"
)

const (
	// mostWeak bounds the weak names of an identity, and its doors: a realm may be
	// another one on every page.
	mostWeak = 8
)

// IdentityOf is a device that tells its numbers; what is not told, or stands for
// nothing, is left out.
func IdentityOf(mac, serial string) (i Identity) {
	if mac = isapi.MAC(mac); mac != "" {
		i = i.With(NameMAC+mac, NameLink+mac)
	}
	if serial = strings.ToUpper(strings.TrimSpace(serial)); strings.Trim(serial, "0") != "" {
		i = i.With(nameSerial + serial)
	}
	return i
}

// With adds names. Of the weak ones those that came first stay.
func (i Identity) With(names ...string) Identity {
	all := slices.Clone(i)
	for _, name := range names {
		if isWeak(name) && len(all.Weak()) >= mostWeak || isDoor(name) && len(all.doors()) >= mostWeak {
			continue
		}
		if at, found := slices.BinarySearch(all, name); !found {
			all = slices.Insert(all, at, name)
		}
	}
	return all
}

func isWeak(name string) bool {
	return strings.HasPrefix(name, NameRealm) || strings.HasPrefix(name, NamePin)
}

// Named are the names of a kind, without it.
func (i Identity) Named(kind string) (names []string) {
	for _, name := range i {
		if rest, is := strings.CutPrefix(name, kind); is {
			names = append(names, rest)
		}
	}
	return names
}

// Weak are the names that only show that somebody else may have come.
func (i Identity) Weak() Identity {
	return slices.DeleteFunc(slices.Clone(i), func(name string) bool { return !isWeak(name) })
}

// firm are the names by which notes are joined.
func (i Identity) firm() Identity { return slices.DeleteFunc(i.lasting(), isDoor) }

// lasting are the names that the ledger keeps.
func (i Identity) lasting() Identity { return slices.DeleteFunc(slices.Clone(i), isWeak) }

// Numbers are the strong names.
func (i Identity) Numbers() Identity {
	return slices.DeleteFunc(slices.Clone(i), func(name string) bool {
		return !strings.HasPrefix(name, NameMAC) && !strings.HasPrefix(name, nameSerial)
	})
}

// Hosts are the names that only join.
func (i Identity) Hosts() Identity {
	return slices.DeleteFunc(i.firm(), func(name string) bool { return slices.Contains(i.Numbers(), name) })
}

// numbered says whether the device has told a number of its own.
func (i Identity) numbered() bool { return len(i.Numbers()) > 0 }

// Contradicts says whether both have numbers of their own that differ. Where both
// know a serial number that decides: a device with a cable and Wi-Fi has two MACs.
func (i Identity) Contradicts(other Identity) bool {
	if a, b := i.Named(nameSerial), other.Named(nameSerial); len(a) > 0 && len(b) > 0 {
		return !meetFunc(a, b, isapi.SameSerial)
	}
	a, b := i.Named(NameMAC), other.Named(NameMAC)
	return len(a) > 0 && len(b) > 0 && !Intersects(a, b)
}

// Joins says whether both may be one device: they share a number or a host, and
// do not contradict each other.
func (i Identity) Joins(other Identity) bool {
	return !i.Contradicts(other) && (Intersects(i.firm(), other.firm()) || i.Is(other))
}

// Is says whether both are one device for sure: they share a number.
func (i Identity) Is(other Identity) bool {
	return !i.Contradicts(other) &&
		(Intersects(i.Named(NameMAC), other.Named(NameMAC)) || meetFunc(i.Named(nameSerial), other.Named(nameSerial), isapi.SameSerial))
}

// Owns says whether a note of the other identity is this device's to end: by a
// number, or, where the note has none, by the host.
func (i Identity) Owns(note Identity) bool {
	if note.numbered() {
		return i.Is(note)
	}
	return i.Joins(note)
}

// Intersects says whether two lists have a name in common.
func Intersects(a, b []string) bool { return meetFunc(a, b, func(x, y string) bool { return x == y }) }

func meetFunc(a, b []string, same func(x, y string) bool) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return same(x, y) })
	})
}

// SoundIdentity are the names of a note as they are used today. Older notes have
// names such as "at:192.168.1.64:8080|IP Camera" and "certificate:ab12|IP Camera".
func SoundIdentity(names []string) (i Identity) {
	host := ""
	for _, name := range names {
		old, is := strings.CutPrefix(name, "at:")
		if !is {
			continue
		}
		at, realm, _ := strings.Cut(old, "|")
		if h, _, err := net.SplitHostPort(at); err == nil {
			at = h
		}
		host = cmp.Or(host, lan.HostName(at))
		if i = i.With(NameHost + lan.HostName(at)); realm != "" {
			i = i.With(NameRealm + lan.HostName(at) + "|" + realm)
		}
	}
	for _, name := range names {
		pin, isPin := strings.CutPrefix(name, NamePin)
		switch shown, _, _ := strings.Cut(pin, "|"); {
		case strings.HasPrefix(name, "at:"):
		case isPin && len(shown) == 2*sha256.Size:
			i = i.With(NamePin + host + "|" + shown)
		case strings.HasPrefix(name, NameMAC):
			i = i.With(IdentityOf(strings.TrimPrefix(name, NameMAC), "")...)
		case strings.HasPrefix(name, nameSerial):
			i = i.With(IdentityOf("", strings.TrimPrefix(name, nameSerial))...)
		default:
			i = i.With(name)
		}
	}
	return i
}

func isDoor(name string) bool { return strings.HasPrefix(name, nameDoor) }

// doors are the names of that kind.
func (i Identity) doors() Identity {
	return slices.DeleteFunc(slices.Clone(i), func(name string) bool { return !isDoor(name) })
}

// nameDoor is the port through which a device was spoken to, behind its host, as in
// "door:192.168.1.64|65001"; 0 is the usual ones. It neither joins nor separates.
const nameDoor = "door:"
