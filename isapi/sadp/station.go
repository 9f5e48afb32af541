package sadp

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"slices"
	"strings"

	"camreset/isapi"
)

// outlet is one address of an interface: what leaves and comes in there.
type outlet struct {
	iface  string
	prefix netip.Prefix
	// own has a free port: an answer to port 37020 reaches only one of the
	// programs that share it (tried on Linux).
	own Conn
	// group has port 37020: it hears answers to the group and Hellos. It is nil
	// where another program holds the port for itself.
	group Conn
}

type outletKey struct {
	iface  string
	prefix netip.Prefix
}

// SendError is a way that failed, told once however often it was tried.
type SendError struct {
	Interface string
	Way       string // one of the Way constants
	Err       error
}

// The ways in which a probe leaves, and the one by which answers come.
const (
	WayMulticast = "multicast"
	WayDirected  = "directed broadcast"
	WayLimited   = "limited broadcast"
	WayUnicast   = "unicast"
	WayListen    = "listening"
)

// station is this computer on its networks: sockets that follow the interfaces
// as they come and go, and what is known about them.
type station struct {
	net      Net
	only     string // the one interface to use; empty = all
	receiver *receiver
	faces    []Interface
	outlets  map[outletKey]*outlet
	ownUUIDs map[string]bool // Uuids of probes sent
	errors   []SendError
	sentOn   map[string]bool // interfaces on which the last round left
}

func newStation(n Net, only string) *station {
	return &station{net: n, only: isapi.Clean(only), receiver: newReceiver(n.Now), outlets: map[outletKey]*outlet{}, ownUUIDs: map[string]bool{}}
}

func (s *station) close() {
	for _, o := range s.outlets {
		o.close()
	}
	s.receiver.stop()
}

func (o *outlet) close() {
	_ = o.own.Close()
	if o.group != nil {
		_ = o.group.Close()
	}
}

// refresh opens and closes sockets until they are those of the interfaces as they
// are now: a cable may come or go at any time.
func (s *station) refresh() error {
	faces, err := s.net.Interfaces()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoInterface, err)
	}
	s.faces = faces
	wanted := map[outletKey]bool{}
	for _, face := range faces {
		if s.only != "" && face.Name != s.only {
			continue
		}
		for _, prefix := range face.IPv4() {
			wanted[outletKey{face.Name, prefix}] = true
		}
	}
	for key, o := range s.outlets {
		if !wanted[key] {
			o.close()
			delete(s.outlets, key)
		}
	}
	for key := range wanted {
		if s.outlets[key] == nil {
			s.open(key)
		}
	}
	if len(s.outlets) == 0 {
		return s.nowhere()
	}
	return nil
}

// nowhere says why no outlet is there.
func (s *station) nowhere() error {
	var failed []error
	for _, e := range s.errors {
		failed = append(failed, e.Err)
	}
	return errors.Join(append([]error{ErrNoInterface}, failed...)...)
}

func (s *station) open(key outletKey) {
	own, err := s.net.Listen(key.iface, netip.AddrPortFrom(key.prefix.Addr(), 0), netip.Addr{})
	if err != nil {
		s.note(key.iface, WayListen, err)
		return
	}
	o := &outlet{iface: key.iface, prefix: key.prefix, own: own}
	s.receiver.listen(own, key.iface)
	if group, err := s.net.Listen(key.iface, netip.AddrPortFrom(key.prefix.Addr(), Port), Group); err != nil {
		s.note(key.iface, WayListen, err)
	} else {
		o.group = group
		s.receiver.listen(group, key.iface)
	}
	s.outlets[key] = o
}

// bury closes the outlet of a socket that failed for good; the next refresh opens
// it again.
func (s *station) bury(dead Conn) {
	for key, o := range s.outlets {
		if o.own == dead || o.group == dead {
			o.close()
			delete(s.outlets, key)
		}
	}
}

// all gives the outlets in a fixed order.
func (s *station) all() []*outlet {
	return slices.SortedFunc(maps.Values(s.outlets), func(a, b *outlet) int {
		if a.iface != b.iface {
			return strings.Compare(a.iface, b.iface)
		}
		return a.prefix.Addr().Compare(b.prefix.Addr())
	})
}

// maxErrors bounds what is noted.
const maxErrors = 64

// note keeps the reason without the addresses around it, so that it is told once.
func (s *station) note(iface, way string, err error) {
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	known := slices.ContainsFunc(s.errors, func(e SendError) bool {
		return e.Interface == iface && e.Way == way && e.Err.Error() == err.Error()
	})
	if !known && len(s.errors) < maxErrors {
		s.errors = append(s.errors, SendError{iface, way, err})
	}
}

// place says whether a device and this computer can reach each other without a
// router, on the interface that the device hangs on: the same subnet elsewhere
// doesn't lead to it. Each has to hold the other's address. Where our subnet holds the
// device's and its mask doesn't hold ours, it hears us and cannot answer.
func (s *station) place(d *Device) {
	d.SameSubnet, d.WrongMask = isapi.Unknown, false
	at := slices.IndexFunc(s.faces, func(i Interface) bool { return i.Name == d.Interface })
	if at < 0 || !d.IPv4.IsValid() {
		return
	}
	d.SameSubnet = isapi.No
	own := d.Prefix()
	for _, p := range s.faces[at].IPv4() {
		switch {
		case !p.Contains(d.IPv4):
		case !own.IsValid():
			d.SameSubnet = isapi.Unknown
		case own.Contains(p.Addr()):
			d.SameSubnet, d.WrongMask = isapi.Yes, false
			return
		default:
			d.WrongMask = true
		}
	}
}
