package simcam

import (
	"net/netip"
	"strconv"
	"strings"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
	"camreset/isapi/simcam/udp"
)

// network is what a camera believes about its network, beside its address.
type network struct {
	mask, gateway         string
	dhcp                  bool
	httpPort, commandPort int
}

// factoryNetwork is that of a camera without settings (maker's quick start guides); the gateway is inferred.
var factoryNetwork = network{mask: "255.255.255.0", gateway: "192.168.1.1", httpPort: 80, commandPort: 8000}

// networkAt is the usual one around an address: the first address of its /24 is the gateway.
func networkAt(address string) network {
	n := factoryNetwork
	if a, err := netip.ParseAddr(address); err == nil && a.Is4() {
		b := a.As4()
		b[3] = 1
		n.gateway = netip.AddrFrom4(b).String()
	}
	return n
}

// prefix is address and mask in one; a single address where the mask is none.
func (s settings) prefix() netip.Prefix {
	address, err := netip.ParseAddr(s.address)
	if err != nil {
		return netip.Prefix{}
	}
	if bits, ok := maskBits(s.net.mask); ok && address.Is4() {
		return netip.PrefixFrom(address, bits)
	}
	return netip.PrefixFrom(address, address.BitLen())
}

// maskBits counts the ones of a mask, which all stand before the zeros.
func maskBits(mask string) (int, bool) {
	a, err := netip.ParseAddr(strings.TrimSpace(mask))
	if err != nil || !a.Is4() {
		return 0, false
	}
	b := a.As4()
	bits := 0
	for bits < 32 && b[bits/8]&(0x80>>(bits%8)) != 0 {
		bits++
	}
	full := udp.BroadcastOf(netip.PrefixFrom(netip.AddrFrom4([4]byte{}), bits)).As4() // the zeros of the mask as ones
	for i := range b {
		if b[i] != ^full[i] {
			return 0, false
		}
	}
	return bits, true
}

// changed gives address and network as an update wants them; what it leaves out stays.
func (s settings) changed(p *sadpxml.Request) (string, network, error) {
	address, net := s.address, s.net
	for _, e := range []struct {
		value string
		to    *string
	}{{p.IPv4Address, &address}, {p.IPv4SubnetMask, &net.mask}, {p.IPv4Gateway, &net.gateway}} {
		value := strings.TrimSpace(e.value)
		if value == "" {
			continue
		}
		if a, err := netip.ParseAddr(value); err != nil || !a.Is4() {
			return "", network{}, crypt.ErrFormat
		}
		*e.to = value
	}
	for _, e := range []struct {
		value string
		to    *int
	}{{p.HttpPort, &net.httpPort}, {p.CommandPort, &net.commandPort}} {
		value := strings.TrimSpace(e.value)
		if value == "" {
			continue
		}
		port, err := strconv.Atoi(value)
		if err != nil || port < 1 || port > 65535 {
			return "", network{}, crypt.ErrFormat
		}
		*e.to = port
	}
	if value := strings.TrimSpace(p.DHCP); value != "" {
		net.dhcp = value == "true"
	}
	if _, ok := maskBits(net.mask); !ok || !usable(address) {
		return "", network{}, crypt.ErrFormat
	}
	return address, net, nil
}

// usable tells whether a device can have an address.
func usable(address string) bool {
	a, err := netip.ParseAddr(address)
	return err == nil && !a.IsUnspecified() && !a.IsMulticast() && a != udp.LimitedBroadcast
}

// maskOf writes the length of an IPv4 prefix as a mask.
func maskOf(p netip.Prefix) string {
	a := udp.BroadcastOf(netip.PrefixFrom(netip.AddrFrom4([4]byte{}), p.Bits())).As4()
	for i := range a {
		a[i] = ^a[i]
	}
	return netip.AddrFrom4(a).String()
}
