package simcam_test

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/simcam"
)

func TestSocketsOfALan(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	for _, bad := range []struct {
		iface, local string
		want         error
	}{
		{"wlan0", "0.0.0.0:0", syscall.ENODEV}, {"eth0", "10.0.0.1:0", syscall.EADDRNOTAVAIL},
	} {
		if _, err := s.lan.Listen(bad.iface, netip.MustParseAddrPort(bad.local), netip.Addr{}); !errors.Is(err, bad.want) {
			t.Error(bad, err)
		}
	}
	if err := s.own.Write(make([]byte, 65508), simcam.SADPGroup); !errors.Is(err, syscall.EMSGSIZE) {
		t.Error(err)
	}
	other := s.listen("192.168.1.10:37020", simcam.SADPGroup.Addr())
	if err := other.Write([]byte(inquiry("inquiry")), netip.MustParseAddrPort("192.168.1.64:37020")); err != nil || s.read(other) == "" {
		t.Error("no answer on the port of discovery", err)
	}
	var op net.Error
	_ = s.own.SetReadDeadline(time.Now().Add(-time.Second))
	if _, _, _, err := s.own.Read(nil); !errors.Is(err, os.ErrDeadlineExceeded) || !errors.As(err, &op) || !op.Timeout() {
		t.Error(err)
	}
	_ = s.own.SetReadDeadline(time.Time{})
	ended := make(chan error)
	go func() { _, _, _, err := s.own.Read(nil); ended <- err }()
	if err := s.own.Close(); err != nil || !errors.Is(<-ended, net.ErrClosed) || !errors.Is(s.own.Write(nil, simcam.SADPGroup), net.ErrClosed) {
		t.Error(err)
	}
}

func TestSocketsWithoutANetwork(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	other := s.listen("192.168.1.10:37020", simcam.SADPGroup.Addr())
	s.lan.SetComputer()
	if err := other.Write(nil, simcam.SADPGroup); err != nil {
		t.Error(err) // it is bound to an address, which is gone without its knowing
	}
	lost := must(s.lan.Listen("eth0", netip.AddrPort{}, netip.Addr{}))
	if err := lost.Write(nil, simcam.SADPGroup); !errors.Is(err, syscall.ENETUNREACH) {
		t.Error(err)
	}
	if err := s.lan.Close(); err != nil {
		t.Error(err)
	}
	if _, err := s.lan.Listen("eth0", netip.AddrPort{}, netip.Addr{}); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}
