package udp

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync"

	"golang.org/x/net/ipv4"
)

// Group is a socket on the real port of a discovery, shared with other programs, that has joined its group on some
// interfaces. On Linux it hears every interface, so that each message is asked where it came in.
type Group struct {
	group   netip.AddrPort
	conn    *net.UDPConn
	packets *ipv4.PacketConn

	mu     sync.Mutex
	joined []*net.Interface
}

// Join opens the socket of a group with port, and joins on the interface of that name, or on all that are up, can do
// multicast over IPv4 and are no loopback if none is named.
func Join(iface string, to netip.AddrPort) (*Group, error) {
	list, err := multicastInterfaces(iface)
	if err != nil {
		return nil, fmt.Errorf("simulated camera: %w", err)
	}
	group := net.UDPAddrFromAddrPort(to)
	conn, err := net.ListenMulticastUDP("udp4", list[0], group) // sets what is needed to share the port
	if err != nil {
		return nil, fmt.Errorf("simulated camera: %w", err)
	}
	s := &Group{group: to, conn: conn, packets: ipv4.NewPacketConn(conn), joined: list}
	_ = s.packets.SetControlMessage(ipv4.FlagInterface, true) // Windows has no such message
	err = s.packets.SetMulticastLoopback(true)                // programs on this computer are to hear it as well
	for _, other := range list[1:] {
		err = errors.Join(err, s.packets.JoinGroup(other, group))
	}
	if err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("simulated camera: %w", err)
	}
	return s, nil
}

var errNoInterface = errors.New("no network interface can do multicast over IPv4")

// multicastInterfaces finds an interface by name, or all that are up, can do multicast and are no loopback.
func multicastInterfaces(name string) ([]*net.Interface, error) {
	if name != "" {
		one, err := net.InterfaceByName(name)
		return []*net.Interface{one}, err
	}
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var list []*net.Interface
	for i := range all {
		const usable = net.FlagUp | net.FlagMulticast
		if all[i].Flags&usable == usable && all[i].Flags&net.FlagLoopback == 0 && ipv4Of(&all[i]).IsValid() {
			list = append(list, &all[i])
		}
	}
	if len(list) == 0 {
		return nil, errNoInterface
	}
	return list, nil
}

// ipv4Of is the first IPv4 address of an interface with its network; invalid if it has none.
func ipv4Of(i *net.Interface) netip.Prefix {
	addresses, _ := i.Addrs() // one without addresses is not usable either
	for _, a := range addresses {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().Is4() {
			return p
		}
	}
	return netip.Prefix{}
}

// AddressOf is the address by which other computers reach this one on the interface of that name, or on the first that
// Join would take if none is named; invalid if the interface has no IPv4 address.
func AddressOf(iface string) (netip.Prefix, error) {
	list, err := multicastInterfaces(iface)
	if err != nil {
		return netip.Prefix{}, err
	}
	return ipv4Of(list[0]), nil
}

// Close ends Read.
func (s *Group) Close() error { return s.conn.Close() }

// Link is the way to all joined interfaces.
func (s *Group) Link() Link { return groupLink{s, s.joined} }

// Read hands on what comes in by a joined interface until the socket is closed.
func (s *Group) Read(handle func(Datagram)) {
	buffer := make([]byte, bufferSize)
	for {
		n, control, from, err := s.packets.ReadFrom(buffer)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		sender, ok := from.(*net.UDPAddr)
		if err != nil || !ok {
			continue
		}
		var came *net.Interface
		if control != nil && control.IfIndex != 0 {
			at := slices.IndexFunc(s.joined, func(i *net.Interface) bool { return i.Index == control.IfIndex })
			if at < 0 {
				continue
			}
			came = s.joined[at]
		}
		source := sender.AddrPort()
		handle(Datagram{Data: buffer[:n], From: netip.AddrPortFrom(source.Addr().Unmap(), source.Port()), Via: s.on(came)})
	}
}

// on is the way back by one interface, or by all.
func (s *Group) on(one *net.Interface) Link {
	if one == nil {
		return s.Link()
	}
	return groupLink{s, []*net.Interface{one}}
}

// groupLink is the way out by some of the joined interfaces.
type groupLink struct {
	socket *Group
	out    []*net.Interface
}

// Unicast goes where the system routes it: nowhere, if the sender is in another network.
func (w groupLink) Unicast(_ netip.Prefix, to netip.AddrPort, message []byte) {
	_, _ = w.socket.conn.WriteToUDPAddrPort(message, to) // what cannot be sent is lost
}

// Group goes out by each of the interfaces.
func (w groupLink) Group(_ netip.Prefix, message []byte) {
	w.socket.mu.Lock()
	defer w.socket.mu.Unlock()
	for _, i := range w.out {
		if w.socket.packets.SetMulticastInterface(i) == nil {
			_, _ = w.socket.conn.WriteToUDPAddrPort(message, w.socket.group) // what cannot be sent is lost
		}
	}
}
