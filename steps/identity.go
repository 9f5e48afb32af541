package steps

import (
	"camreset/isapi"
	"cmp"
	"crypto/sha256"
	"net"
	"net/netip"
	"slices"
	"strings"
)

// identity is the names by which a device is known, sorted. Notes (of tries, walks
// and writes) carry one, and are about one device where their identities join.
//
// A MAC and a serial number are strong: they join, they separate, and they are
// what a proved login empties by. A host only joins: an address on any port, and
// the MAC that the network shows for it, which ties the addresses of one device
// together and may be that of a repeater with several devices behind it. A realm
// and a certificate are weak: they show that somebody else may have come to an
// address, and join nothing that the address has not joined already.
type identity []string

// The kinds of names. Realm and certificate stand behind the address they were seen
// at, as in "realm:192.168.1.64|IP Camera".
const (
	nameMAC    = "mac:"
	nameSerial = "serial:"
	nameHost   = "host:"
	nameLink   = "link:"
	nameRealm  = "realm:"
	namePin    = "certificate:"
)

const (
	// mostWeak bounds the weak names of an identity, and its doors: a realm may be
	// another one on every page.
	mostWeak = 8
)

// identity is the device at the target, by all that is known of it by now. Names
// from earlier in this run stay, unless another device has come to the address.
func (e Env) identity(f *Facts) identity {
	host, before := hostName(f.Target.IP), soundIdentity(f.IDs)
	device, record := identityOf(f.Device.MAC, f.Device.Serial), identityOf(f.Record.MAC, f.Record.Serial)
	if device.contradicts(record) {
		device, record = nil, nil // it is one of the two
	}
	told := device.with(record...)
	if told.contradicts(before) {
		before = nil
	}
	if f.shares() { // the address, and what stands there, is that of others too
		return told.with(before.numbers()...)
	}
	now := e.believed(record, told.with(before.numbers()...), host).with(e.hostOf(host)...).with(doorName(f.Target))
	realm, certificate := e.Camera(f.Target).Identity()
	if realm != "" {
		now = now.with(nameRealm + host + "|" + realm)
	}
	if certificate != "" {
		now = now.with(namePin + host + "|" + certificate)
	}
	return now.with(before.weak()...).with(before.hosts()...)
}

// believed are the numbers of which nothing says that another device has come to the
// host since they were told: all that are known where the network shows a MAC among
// them, or none; what is heard from there where it never showed another one, for
// behind a repeater everything has its MAC.
func (e Env) believed(heard, known identity, host string) identity {
	shown := e.links.of(host, e.Now(), e.Neighbours)
	switch macs := known.named(nameMAC); {
	case len(shown) == 0, len(macs) == 0, slices.Contains(macs, shown[len(shown)-1]):
		return known
	case len(shown) == 1:
		return heard
	}
	return nil
}

// identityOf is a device that tells its numbers; what is not told, or stands for
// nothing, is left out.
func identityOf(mac, serial string) (i identity) {
	if mac = oneMAC(mac); mac != "" {
		i = i.with(nameMAC+mac, nameLink+mac)
	}
	if serial = strings.ToUpper(strings.TrimSpace(serial)); strings.Trim(serial, "0") != "" {
		i = i.with(nameSerial + serial)
	}
	return i
}

// hostOf is a host by its address, as hostName gives it, and by the MACs that the
// neighbour table, discovery or the address itself ties to that.
func (e Env) hostOf(host string) (i identity) {
	if host == "" {
		return nil
	}
	i = identity{nameHost + host}
	for _, mac := range e.links.of(host, e.Now(), e.Neighbours) {
		i = i.with(nameLink + mac)
	}
	for _, d := range present(e.ear.now().Devices) {
		if hostName(d.IPv4.String()) == host || hostName(d.IPv6.String()) == host {
			i = i.with(nameLink + d.MAC)
		}
	}
	return i
}

// hostName is an address as a name: without zone and IPv4 in its own form.
func hostName(ip string) string {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	return address.Unmap().WithZone("").String()
}

// with adds names. Of the weak ones those that came first stay.
func (i identity) with(names ...string) identity {
	all := slices.Clone(i)
	for _, name := range names {
		if isWeak(name) && len(all.weak()) >= mostWeak || isDoor(name) && len(all.doors()) >= mostWeak {
			continue
		}
		if at, found := slices.BinarySearch(all, name); !found {
			all = slices.Insert(all, at, name)
		}
	}
	return all
}

func isWeak(name string) bool {
	return strings.HasPrefix(name, nameRealm) || strings.HasPrefix(name, namePin)
}

// named are the names of a kind, without it.
func (i identity) named(kind string) (names []string) {
	for _, name := range i {
		if rest, is := strings.CutPrefix(name, kind); is {
			names = append(names, rest)
		}
	}
	return names
}

// weak are the names that only show that somebody else may have come.
func (i identity) weak() identity {
	return slices.DeleteFunc(slices.Clone(i), func(name string) bool { return !isWeak(name) })
}

// firm are the names by which notes are joined.
func (i identity) firm() identity { return slices.DeleteFunc(i.lasting(), isDoor) }

// lasting are the names that the ledger keeps.
func (i identity) lasting() identity { return slices.DeleteFunc(slices.Clone(i), isWeak) }

// numbers are the strong names.
func (i identity) numbers() identity {
	return slices.DeleteFunc(slices.Clone(i), func(name string) bool {
		return !strings.HasPrefix(name, nameMAC) && !strings.HasPrefix(name, nameSerial)
	})
}

// hosts are the names that only join.
func (i identity) hosts() identity {
	return slices.DeleteFunc(i.firm(), func(name string) bool { return slices.Contains(i.numbers(), name) })
}

// numbered says whether the device has told a number of its own.
func (i identity) numbered() bool { return len(i.numbers()) > 0 }

// contradicts says whether both have numbers of their own that differ. Where both
// know a serial number that decides: a device with a cable and Wi-Fi has two MACs.
func (i identity) contradicts(other identity) bool {
	if a, b := i.named(nameSerial), other.named(nameSerial); len(a) > 0 && len(b) > 0 {
		return !meetFunc(a, b, isapi.SameSerial)
	}
	a, b := i.named(nameMAC), other.named(nameMAC)
	return len(a) > 0 && len(b) > 0 && !meet(a, b)
}

// joins says whether both may be one device: they share a number or a host, and
// do not contradict each other.
func (i identity) joins(other identity) bool {
	return !i.contradicts(other) && (meet(i.firm(), other.firm()) || i.is(other))
}

// is says whether both are one device for sure: they share a number.
func (i identity) is(other identity) bool {
	return !i.contradicts(other) &&
		(meet(i.named(nameMAC), other.named(nameMAC)) || meetFunc(i.named(nameSerial), other.named(nameSerial), isapi.SameSerial))
}

// owns says whether a note of the other identity is this device's to end: by a
// number, or, where the note has none, by the host.
func (i identity) owns(note identity) bool {
	if note.numbered() {
		return i.is(note)
	}
	return i.joins(note)
}

func meet(a, b []string) bool { return meetFunc(a, b, func(x, y string) bool { return x == y }) }

func meetFunc(a, b []string, same func(x, y string) bool) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return same(x, y) })
	})
}

// soundIdentity are the names of a note as they are used today. Older notes have
// names such as "at:192.168.1.64:8080|IP Camera" and "certificate:ab12|IP Camera".
func soundIdentity(names []string) (i identity) {
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
		host = cmp.Or(host, hostName(at))
		if i = i.with(nameHost + hostName(at)); realm != "" {
			i = i.with(nameRealm + hostName(at) + "|" + realm)
		}
	}
	for _, name := range names {
		pin, isPin := strings.CutPrefix(name, namePin)
		switch shown, _, _ := strings.Cut(pin, "|"); {
		case strings.HasPrefix(name, "at:"):
		case isPin && len(shown) == 2*sha256.Size:
			i = i.with(namePin + host + "|" + shown)
		case strings.HasPrefix(name, nameMAC):
			i = i.with(identityOf(strings.TrimPrefix(name, nameMAC), "")...)
		case strings.HasPrefix(name, nameSerial):
			i = i.with(identityOf("", strings.TrimPrefix(name, nameSerial))...)
		default:
			i = i.with(name)
		}
	}
	return i
}
