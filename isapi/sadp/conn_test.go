package sadp

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"testing"
	"time"
)

func loopback(t *testing.T) string {
	t.Helper()
	all, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range all {
		if i.Flags&net.FlagLoopback != 0 && i.Flags&net.FlagUp != 0 {
			return i.Name
		}
	}
	t.Skip("there is no loopback interface")
	return ""
}

// freePort is one that nobody has; asked of TCP, because Wine's UDP is what is tested.
func freePort(t *testing.T) uint16 {
	t.Helper()
	free, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer free.Close()
	return uint16(free.Addr().(*net.TCPAddr).Port)
}

func TestSystemSocket(t *testing.T) {
	lo, home := loopback(t), netip.MustParseAddr("127.0.0.1")
	a, err := Listen(lo, netip.AddrPortFrom(home, 0), netip.Addr{})
	if err != nil {
		t.Fatal(err)
	}
	at := netip.AddrPortFrom(home, freePort(t))
	b, err := Listen(lo, at, netip.Addr{})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Write([]byte("hello"), at); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 100)
	_ = b.SetReadDeadline(time.Now().Add(5 * time.Second))
	n, from, arrived, err := b.Read(buffer)
	if err != nil || string(buffer[:n]) != "hello" || from.Addr() != home || arrived != lo {
		t.Errorf("%q from %v on %q, %v", buffer[:n], from, arrived, err)
	}
	_ = b.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
	if _, _, _, err := b.Read(buffer); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("deadline: %v", err)
	}
	_ = a.Close()
	go func() { time.Sleep(10 * time.Millisecond); _ = b.Close() }()
	_ = b.SetReadDeadline(time.Time{})
	if _, _, _, err := b.Read(buffer); !errors.Is(err, net.ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

// Two programs can share a port, on every system.
func TestSharedPort(t *testing.T) {
	lo, home := loopback(t), netip.MustParseAddr("127.0.0.1")
	port := freePort(t)
	for range 2 {
		c, err := Listen(lo, netip.AddrPortFrom(home, port), netip.Addr{})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
}

func TestNoSuchInterface(t *testing.T) {
	if _, err := Listen("no such interface", netip.MustParseAddrPort("127.0.0.1:0"), netip.Addr{}); err == nil {
		t.Error("listens on nothing")
	}
}

func TestSystemInterfaces(t *testing.T) {
	all, err := System().Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	lo := loopback(t)
	for _, i := range all {
		if i.Name == lo && (i.Skipped != SkippedLoopback || len(i.IPv4()) != 0) {
			t.Errorf("%+v", i)
		}
	}
}

func TestSkipped(t *testing.T) {
	up := net.FlagUp | net.FlagRunning | net.FlagBroadcast
	for want, c := range map[string]struct {
		flags net.Flags
		face  Interface
	}{
		"":              {up, face("eth0", "169.254.7.7/16")}, // a cable straight to the camera
		SkippedDown:     {0, face("eth0", "10.0.0.5/24")},
		SkippedNoLink:   {net.FlagUp, face("eth0", "10.0.0.5/24")},
		SkippedLoopback: {up | net.FlagLoopback, face("lo", "127.0.0.1/8")},
		SkippedTunnel:   {up | net.FlagPointToPoint, face("tun0", "10.8.0.2/24")},
		SkippedNoIPv4:   {up, face("eth0", "fe80::1/64")},
	} {
		if got := skipped(c.flags, c.face); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestBroadcast(t *testing.T) {
	for prefix, want := range map[string]string{"10.0.0.5/24": "10.0.0.255", "10.0.0.5/16": "10.0.255.255", "10.0.0.5/30": "10.0.0.7", "10.0.0.5/31": "", "10.0.0.5/32": "", "fe80::1/64": ""} {
		got, ok := broadcastOf(netip.MustParsePrefix(prefix))
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%s: %v", prefix, got)
		}
	}
}
