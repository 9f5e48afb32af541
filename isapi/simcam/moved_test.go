package simcam_test

import (
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

// newMoved is the scenario moved on a Lan whose clock stands still, as a Demo sets it up.
func newMoved(t *testing.T) *seeker {
	t.Helper()
	sc := must2(simcam.Find("moved"))
	s := newSeeker(t, sc.Address, sc)
	s.lan.SetComputer(must(netip.ParsePrefix(sc.Computer)))
	return s
}

func (s *seeker) holdTheButton() {
	s.lan.Hand("power-off")
	s.lan.Hand("hold")
	s.clock.Advance(2 * time.Minute)
}

func TestMovedComesBackElsewhere(t *testing.T) {
	s := newMoved(t)
	simtest.Dials(t, s.lan, "10.0.0.70:80", nil)
	before := s.send(inquiry("inquiry"))
	if told(before, "IPv4Address") != "10.0.0.70" || told(before, "IPv4Gateway") != "10.0.0.1" {
		t.Error(before)
	}
	s.drain()
	s.holdTheButton()
	hello := s.read(s.group)
	if told(hello, "IPv4Address") != simcam.FactoryAddress || told(hello, "Activated") != "false" || told(hello, "MAC") != told(before, "MAC") {
		t.Error(hello)
	}
	simtest.Dials(t, s.lan, "10.0.0.70:80", syscall.EHOSTUNREACH)
	simtest.Dials(t, s.lan, "192.168.1.64:80", syscall.EHOSTUNREACH)
	for to, answered := range map[string]bool{
		"239.255.255.250:37020": true, "255.255.255.255:37020": true, "10.0.0.255:37020": false, "192.168.1.64:37020": false,
	} {
		if err := s.own.Write([]byte(inquiry("inquiry")), netip.MustParseAddrPort(to)); err != nil {
			t.Error(to, err)
		}
		heard := strings.Contains(s.read(s.group)+s.read(s.group), "<ProbeMatch>")
		if heard != answered || s.read(s.own) != "" {
			t.Error(to, heard)
		}
	}
}

// talk sends a command to a camera in another network, whose answer only the group hears.
func (s *seeker) talk(kind, more string) string {
	s.Helper()
	s.drain()
	if a := s.command(kind, more); a != "" {
		s.Error("answered across networks", a)
	}
	s.read(s.group) // the own request
	return s.read(s.group)
}

func TestMovedIsPutBackOverUDP(t *testing.T) {
	s := newMoved(t)
	s.holdTheButton()
	s.cam.SetPassword("Newpass-77")
	s.drain()
	s.send(inquiry("inquiry"))
	s.read(s.group)
	described := s.read(s.group)
	a := s.talk("update", passwordFor(described, "Newpass-77")+
		"<IPv4Address>10.0.0.70</IPv4Address><IPv4SubnetMask>255.255.255.0</IPv4SubnetMask><IPv4Gateway>10.0.0.1</IPv4Gateway>")
	s.result(a, "success", "<IPv4Address>10.0.0.70<")
	simtest.Dials(t, s.lan, "10.0.0.70:80", nil)
	if s.send(inquiry("inquiry")) == "" {
		t.Error("no answer on the same network")
	}
}

func TestMovedIsReachedFromASecondAddress(t *testing.T) {
	s := newMoved(t)
	s.holdTheButton()
	s.lan.Hand("second-address")
	all := s.lan.Addresses()
	if len(all) != 2 || all[1].String() != "192.168.1.10/24" {
		t.Error(all)
	}
	simtest.Dials(t, s.lan, "192.168.1.64:80", nil)
	if err := s.own.Write([]byte(inquiry("inquiry")), netip.MustParseAddrPort("192.168.1.64:37020")); err != nil || s.read(s.own) == "" {
		t.Error(err)
	}
	if s.send(inquiry("inquiry")) != "" {
		t.Error("the group hears the first address, which the camera cannot answer")
	}
	second := s.listen("192.168.1.10:50001", netip.Addr{})
	if err := second.Write([]byte(inquiry("inquiry")), simcam.SADPGroup); err != nil || s.read(second) == "" {
		t.Error(err)
	}
}
