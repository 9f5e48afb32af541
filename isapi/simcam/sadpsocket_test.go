package simcam_test

import (
	"net"
	"net/netip"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

// dialSADP gives a function that sends a request to a real socket and reads one answer; empty if none comes soon.
func dialSADP(t *testing.T, to string) func(request string, wait time.Duration) string {
	t.Helper()
	conn, err := net.Dial("udp4", to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return func(request string, wait time.Duration) string {
		if _, err := conn.Write([]byte(request)); err != nil {
			t.Error(err)
		}
		b := make([]byte, 64<<10)
		_ = conn.SetReadDeadline(time.Now().Add(wait))
		n, _ := conn.Read(b)
		return string(b[:n])
	}
}

func TestRealSocket(t *testing.T) {
	clock := simtest.NewClock()
	cam := simcam.New(simcam.Scenario{}, clock)
	at, err := cam.ListenSADP("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ask := dialSADP(t, at)
	if a := ask(inquiry("inquiry"), 5*time.Second); told(a, "Uuid") != testUuid {
		t.Error(a)
	}
	cam.PowerOff()
	if a := ask(inquiry("inquiry"), 20*time.Millisecond); a != "" || cam.Counters().Datagrams != 1 {
		t.Error(a)
	}
	cam.PowerOn()
	clock.Advance(time.Minute)
	if a := ask(inquiry("inquiry_v32"), 5*time.Second); told(a, "Types") != "inquiry_v32" {
		t.Error(a)
	}
	if _, err := cam.ListenSADP("nowhere"); err == nil {
		t.Error("listens nowhere")
	}
	if err := cam.Close(); err != nil {
		t.Error(err)
	}
	if _, err := cam.ListenSADP("127.0.0.1:0"); err == nil {
		t.Error("listens when closed")
	}
}

func TestUnknownInterface(t *testing.T) {
	cam := simcam.New(simcam.Scenario{}, simtest.NewClock())
	defer cam.Close()
	if cam.JoinSADP("no such interface") == nil {
		t.Error("joined")
	}
}

func TestSetNetwork(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	s.cam.SetNetwork(netip.MustParsePrefix("192.168.1.77/25"), 8080)
	a := s.send(inquiry("inquiry"))
	if told(a, "IPv4Address") != "192.168.1.77" || told(a, "IPv4SubnetMask") != "255.255.255.128" || told(a, "HttpPort") != "8080" {
		t.Error(a)
	}
}
