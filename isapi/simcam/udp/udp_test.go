package udp

import (
	"net"
	"net/netip"
	"testing"
	"time"
)

func TestAccepts(t *testing.T) {
	own := netip.MustParsePrefix("192.168.1.64/24")
	for to, want := range map[string]bool{
		"192.168.1.64": true, "192.168.1.65": false, "192.168.1.255": true, "255.255.255.255": true, "192.168.2.255": false, "239.255.255.250": true,
	} {
		if Accepts(own, netip.MustParseAddr(to)) != want {
			t.Error(to)
		}
	}
	if !Accepts(own, netip.Addr{}) {
		t.Error("what reached a socket of its own is not taken")
	}
	if b := BroadcastOf(netip.MustParsePrefix("fe80::1/64")); b.IsValid() {
		t.Error(b)
	}
}

// Answers of a socket go to the sender, never to a group.
func TestSocket(t *testing.T) {
	s, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan bool)
	go func() {
		s.Read(func(d Datagram) {
			d.Via.Group(netip.Prefix{}, []byte("group"))
			d.Via.Unicast(netip.Prefix{}, d.From, append([]byte("re: "), d.Data...))
		})
		close(ended)
	}()
	conn, err := net.Dial("udp4", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	b := make([]byte, 100)
	_, _ = conn.Write([]byte("hello"))
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	if n, err := conn.Read(b); string(b[:n]) != "re: hello" {
		t.Errorf("%q, %v", b[:n], err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	<-ended
}
