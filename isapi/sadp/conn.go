package sadp

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"runtime"
	"time"

	"camreset/isapi"

	"golang.org/x/net/ipv4"
)

// Conn is a UDP socket whose reads tell on which interface a datagram came in.
type Conn interface {
	// Read waits for a datagram, for one caller at a time; arrived is empty where the
	// system doesn't say.
	Read(b []byte) (n int, from netip.AddrPort, arrived string, err error)
	Write(b []byte, to netip.AddrPort) error
	SetReadDeadline(time.Time) error
	Close() error
}

// receiveBuffer is asked for because a thousand devices answer at once; systems
// give what they allow.
const receiveBuffer = 4 << 20

// Listen opens a socket of the system on an interface, at one of its addresses:
// on port 37020, which is shared with other programs, or on 0, any free one.
// Where group is valid it is joined, on that interface only.
func Listen(iface string, local netip.AddrPort, group netip.Addr) (Conn, error) {
	ifi, err := interfaceNamed(iface)
	if err != nil {
		return nil, fmt.Errorf("interface %s: %w", iface, err)
	}
	config := net.ListenConfig{}
	if local.Port() != 0 {
		config.Control = share
	}
	bind := local
	if group.IsValid() {
		bind = netip.AddrPortFrom(groupBind(local.Addr()), local.Port())
	}
	packets, err := config.ListenPacket(context.Background(), "udp4", bind.String())
	if err != nil {
		return plainly(err, *ifi, local.Addr(), bind, group)
	}
	c := &socket{udp: packets.(*net.UDPConn), packets: ipv4.NewPacketConn(packets), iface: *ifi}
	if err := c.prepare(group); err != nil {
		_ = packets.Close()
		return nil, err
	}
	return c, nil
}

// socket is the system's Conn.
type socket struct {
	udp     *net.UDPConn
	packets *ipv4.PacketConn
	iface   net.Interface
	told    bool   // the system tells where a datagram came in
	around  []byte // what it tells beside the datagram, for the one who reads
}

func (c *socket) prepare(group netip.Addr) error {
	// Without it multicast leaves by the default route only (wsdd, issue 227).
	if err := c.packets.SetMulticastInterface(&c.iface); err != nil {
		return fmt.Errorf("multicast on %s: %w", c.iface.Name, err)
	}
	if group.IsValid() {
		if err := c.packets.JoinGroup(&c.iface, &net.UDPAddr{IP: group.AsSlice()}); err != nil {
			return fmt.Errorf("joining the group on %s: %w", c.iface.Name, err)
		}
	}
	_ = c.udp.SetReadBuffer(receiveBuffer)
	// A listener may hear what came in elsewhere. Windows has no such message:
	// there the socket is bound to one interface and that is the answer.
	c.told = c.packets.SetControlMessage(ipv4.FlagInterface, true) == nil
	if c.told {
		c.around = ipv4.NewControlMessage(ipv4.FlagInterface)
	}
	return nil
}

func (c *socket) Read(b []byte) (int, netip.AddrPort, string, error) {
	n, size, _, from, err := c.udp.ReadMsgUDPAddrPort(b, c.around)
	if err != nil {
		return 0, netip.AddrPort{}, "", err
	}
	arrived := c.iface.Name
	if c.told {
		arrived = c.arrived(c.around[:size])
	}
	return n, netip.AddrPortFrom(from.Addr().Unmap(), from.Port()), arrived, nil
}

// arrived reads in what the system says about a datagram where it came in.
func (c *socket) arrived(around []byte) string {
	var message ipv4.ControlMessage
	if message.Parse(around) != nil || message.IfIndex == 0 || message.IfIndex == c.iface.Index {
		return c.iface.Name
	}
	if other, err := net.InterfaceByIndex(message.IfIndex); err == nil {
		return isapi.Clean(other.Name)
	}
	return ""
}

func (c *socket) Write(b []byte, to netip.AddrPort) error {
	_, err := c.udp.WriteToUDPAddrPort(b, to)
	return err
}

func (c *socket) SetReadDeadline(t time.Time) error { return c.udp.SetReadDeadline(t) }
func (c *socket) Close() error                      { return c.udp.Close() }

// groupBind is where a listener for the group is bound. Only on Windows does a
// socket at one address hear the group; elsewhere it has to be every address.
func groupBind(local netip.Addr) netip.Addr {
	if runtime.GOOS == "windows" {
		return local
	}
	return netip.IPv4Unspecified()
}
