package sadp

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

// share lets several programs, the maker's among them, hear the same port.
func share(_, _ string, raw syscall.RawConn) error {
	var failed error
	err := raw.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(syscall.Handle(fd), syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
	})
	if err != nil {
		return err
	}
	return failed
}

// plainly opens the socket without package net where that failed for a reason that is
// none: net tells each of its UDP sockets to keep silent about unreachable ports and
// networks (WSAIoctl), and gives up where the system does not know how. So does Wine 8,
// and so may the filters of others between programs and Windows. A reader of ours takes
// such a report for a failed read, and goes on.
func plainly(failed error, ifi net.Interface, home netip.Addr, bind netip.AddrPort, group netip.Addr) (Conn, error) {
	var call *os.SyscallError
	if !errors.As(failed, &call) || call.Syscall != "wsaioctl" {
		return nil, failed
	}
	handle, err := windows.Socket(windows.AF_INET, windows.SOCK_DGRAM, windows.IPPROTO_UDP)
	if err != nil {
		return nil, errors.Join(failed, err)
	}
	c := &plainSocket{handle: handle, iface: ifi.Name}
	if err := c.prepare(home, bind, group); err != nil {
		_ = windows.Closesocket(handle)
		return nil, err
	}
	return c, nil
}

// plainSocket is the Conn of plainly. Its reads wait in the system, for a moment each.
type plainSocket struct {
	handle   windows.Handle
	iface    string
	use      sync.RWMutex // held to write by the one who closes
	closed   atomic.Bool
	deadline atomic.Int64 // in nanoseconds since 1970; 0 = none
}

// moment is how long a read stays in the system: closing waits for it.
const moment = 50 * time.Millisecond

// soReceiveTimeout is SO_RCVTIMEO of winsock2.h, in milliseconds.
const soReceiveTimeout = 0x1006

func (c *plainSocket) prepare(home netip.Addr, bind netip.AddrPort, group netip.Addr) error {
	type option struct{ level, name, value int }
	options := []option{
		{windows.SOL_SOCKET, windows.SO_BROADCAST, 1},
		{windows.SOL_SOCKET, soReceiveTimeout, int(moment / time.Millisecond)},
	}
	if bind.Port() != 0 {
		options = append(options, option{windows.SOL_SOCKET, windows.SO_REUSEADDR, 1})
	}
	for _, o := range options {
		if err := windows.SetsockoptInt(c.handle, o.level, o.name, o.value); err != nil {
			return fmt.Errorf("socket on %s: %w", c.iface, err)
		}
	}
	if err := windows.Bind(c.handle, &windows.SockaddrInet4{Port: int(bind.Port()), Addr: bind.Addr().As4()}); err != nil {
		return fmt.Errorf("socket on %s: %w", c.iface, err)
	}
	if err := windows.SetsockoptInet4Addr(c.handle, windows.IPPROTO_IP, windows.IP_MULTICAST_IF, home.As4()); err != nil {
		return fmt.Errorf("multicast on %s: %w", c.iface, err)
	}
	if group.IsValid() {
		joined := windows.IPMreq{Multiaddr: group.As4(), Interface: home.As4()}
		if err := windows.SetsockoptIPMreq(c.handle, windows.IPPROTO_IP, windows.IP_ADD_MEMBERSHIP, &joined); err != nil {
			return fmt.Errorf("joining the group on %s: %w", c.iface, err)
		}
	}
	_ = windows.SetsockoptInt(c.handle, windows.SOL_SOCKET, windows.SO_RCVBUF, receiveBuffer)
	return nil
}

func (c *plainSocket) Read(b []byte) (int, netip.AddrPort, string, error) {
	for {
		if at := c.deadline.Load(); at != 0 && time.Now().UnixNano() >= at {
			return 0, netip.AddrPort{}, "", os.ErrDeadlineExceeded
		}
		n, from, err := c.once(b)
		switch {
		case err == nil:
			return n, from, c.iface, nil
		case !errors.Is(err, windows.WSAETIMEDOUT):
			return 0, netip.AddrPort{}, "", err
		}
	}
}

func (c *plainSocket) once(b []byte) (int, netip.AddrPort, error) {
	c.use.RLock()
	defer c.use.RUnlock()
	if c.closed.Load() {
		return 0, netip.AddrPort{}, net.ErrClosed
	}
	n, from, err := windows.Recvfrom(c.handle, b, 0)
	if err != nil {
		return 0, netip.AddrPort{}, err
	}
	sender, known := from.(*windows.SockaddrInet4)
	if !known {
		return 0, netip.AddrPort{}, errors.New("a datagram without a sender")
	}
	return n, netip.AddrPortFrom(netip.AddrFrom4(sender.Addr), uint16(sender.Port)), nil
}

func (c *plainSocket) Write(b []byte, to netip.AddrPort) error {
	c.use.RLock()
	defer c.use.RUnlock()
	if c.closed.Load() {
		return net.ErrClosed
	}
	return windows.Sendto(c.handle, b, 0, &windows.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().Unmap().As4()})
}

func (c *plainSocket) SetReadDeadline(t time.Time) error {
	at := int64(0)
	if !t.IsZero() {
		at = t.UnixNano()
	}
	c.deadline.Store(at)
	return nil
}

func (c *plainSocket) Close() error {
	if c.closed.Swap(true) {
		return net.ErrClosed
	}
	c.use.Lock()
	defer c.use.Unlock()
	return windows.Closesocket(c.handle)
}
