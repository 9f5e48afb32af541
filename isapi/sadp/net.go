package sadp

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"time"

	"camreset/isapi"
)

// Net is the world as this package sees it, so that a test or a demonstration
// can bring one of its own.
type Net struct {
	Listen     func(iface string, local netip.AddrPort, group netip.Addr) (Conn, error)
	Interfaces func() ([]Interface, error)
	Now        func() time.Time
	After      func(time.Duration) <-chan time.Time
	Random     io.Reader
	// Neighbours tells who has which address on this computer's networks, as far as
	// it knows already: MACs as in Device. Nil, and a nil table, is not known.
	Neighbours func(context.Context) map[netip.Addr]string
	OS         string // as runtime.GOOS: whose fixes are shown; empty = this system
	Inside     string // "wsl" or "container" where this program runs in one
}

// System is the Net of the computer that it runs on.
func System() Net {
	return Net{
		Listen: Listen, Interfaces: Interfaces, Now: time.Now, After: time.After,
		Random: rand.Reader, OS: runtime.GOOS, Inside: inside(),
	}
}

// system is whose ways and fixes count.
func (n Net) system() string { return cmp.Or(n.OS, runtime.GOOS) }

// Interface is one of this computer's networks.
type Interface struct {
	// Name is the system's name after isapi.Clean: systems let names hold anything,
	// escape codes too. Listen takes it.
	Name     string
	Prefixes []netip.Prefix // its own addresses with their masks
	Skipped  string         // why it isn't used, one of the Skipped constants; empty = used
	// Strict: the system throws away what comes from subnets it has no route to, so
	// that a camera in another subnet isn't heard (Linux, rp_filter).
	Strict isapi.Tri
	// Gateway is the router to which this computer's default route by it leads, as far as
	// the system tells (Linux); invalid = not known.
	Gateway netip.Addr
}

// Why an interface isn't used.
const (
	SkippedDown     = "down"
	SkippedNoLink   = "no link" // no cable, not joined to a Wi-Fi
	SkippedLoopback = "loopback"
	SkippedTunnel   = "point-to-point" // a VPN: no camera is on it, and no broadcast
	SkippedNoIPv4   = "no IPv4"
)

// IPv4 gives the IPv4 addresses of an interface that is used, bounded.
func (i Interface) IPv4() []netip.Prefix {
	if i.Skipped != "" {
		return nil
	}
	var found []netip.Prefix
	for _, p := range i.Prefixes {
		if p.Addr().Is4() && len(found) < maxAddresses {
			found = append(found, p)
		}
	}
	return found
}

// maxAddresses bounds the sockets of one interface.
const maxAddresses = 8

// Interfaces lists all interfaces of this computer, the skipped ones with their
// reason. A self-given address (169.254.x.x) is as good as any: it is what a
// cable straight to a camera gets.
func Interfaces() ([]Interface, error) {
	all, err := net.Interfaces()
	for range 2 { // one that goes away in the middle spoils the list
		if err == nil {
			break
		}
		all, err = net.Interfaces()
	}
	if err != nil {
		return nil, err
	}
	var found []Interface
	routes := defaultRoutes()
	for _, ifi := range all {
		i := Interface{Name: isapi.Clean(ifi.Name), Strict: strict(ifi.Name, routes), Gateway: routes[ifi.Name]}
		addresses, err := ifi.Addrs()
		if err != nil {
			continue // it went away meanwhile
		}
		for _, a := range addresses {
			if p, err := netip.ParsePrefix(a.String()); err == nil {
				i.Prefixes = append(i.Prefixes, netip.PrefixFrom(p.Addr().Unmap(), p.Bits()))
			}
		}
		i.Skipped = skipped(ifi.Flags, i)
		found = append(found, i)
	}
	return found, nil
}

// interfaceNamed finds an interface of this computer by its cleaned name.
func interfaceNamed(name string) (*net.Interface, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	for _, ifi := range all {
		if ifi.Name = isapi.Clean(ifi.Name); ifi.Name == name {
			return &ifi, nil
		}
	}
	return nil, errors.New("this computer has no such interface")
}

func skipped(flags net.Flags, i Interface) string {
	switch {
	case flags&net.FlagUp == 0:
		return SkippedDown
	case flags&net.FlagLoopback != 0:
		return SkippedLoopback
	case flags&net.FlagPointToPoint != 0:
		return SkippedTunnel
	case flags&net.FlagRunning == 0:
		return SkippedNoLink
	case len(i.IPv4()) == 0:
		return SkippedNoIPv4
	}
	return ""
}

// inside tells whether this Linux has no network card of its own.
func inside() string {
	if version, err := os.ReadFile("/proc/version"); err == nil && strings.Contains(strings.ToLower(string(version)), "microsoft") {
		return "wsl"
	}
	for _, mark := range []string{"/.dockerenv", "/run/.containerenv"} {
		if _, err := os.Stat(mark); err == nil {
			return "container"
		}
	}
	return ""
}

// maskBits gives the length of a mask without holes.
func maskBits(mask netip.Addr) (int, bool) {
	if !mask.Is4() {
		return 0, false
	}
	ones, bits := net.IPMask(mask.AsSlice()).Size()
	return ones, bits == 32
}

// broadcastOf is the last address of a subnet; false where it has none.
func broadcastOf(p netip.Prefix) (netip.Addr, bool) {
	if !p.Addr().Is4() || p.Bits() > 30 {
		return netip.Addr{}, false
	}
	a, mask := p.Addr().As4(), net.CIDRMask(p.Bits(), 32)
	for i := range a {
		a[i] |= ^mask[i]
	}
	return netip.AddrFrom4(a), true
}
