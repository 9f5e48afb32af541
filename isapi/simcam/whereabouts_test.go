package simcam

import (
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"
)

// TestSaysWhereItListens is an update over UDP of a camera on real sockets, which stay where they are.
func TestSaysWhereItListens(t *testing.T) {
	c := New(Scenario{SADP: SADPForm{Update: UpdatePlain}}, RealClock())
	t.Cleanup(func() { _ = c.Close() })
	web, err := c.Listen("127.0.0.1:0")
	at, err2 := c.ListenSADP("127.0.0.1:0")
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	said := make(chan string, 1)
	c.notifyMoved(func(sentence string) { said <- sentence })
	conn, err := net.Dial("udp4", at)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	update := func(address, port string) string {
		proof := md5.Sum([]byte(c.State().Password))
		fmt.Fprintf(conn, `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>U</Uuid><MAC>%s</MAC><Types>update</Types><Password>%s</Password>`+
			`<IPv4Address>%s</IPv4Address><HttpPort>%s</HttpPort></Probe>`,
			c.Identity().MAC, base64.StdEncoding.EncodeToString(proof[:]), address, port)
		select {
		case sentence := <-said:
			return sentence
		case <-time.After(20 * time.Second):
			t.Fatal("nothing is said")
			return ""
		}
	}
	want := "The network settings were changed. It now announces 192.168.1.99 port 88. It listens on http://" + web +
		"/, as before: nothing of it answers at 192.168.1.99 port 88 on this computer."
	if got := update("192.168.1.99", "88"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	_, port, _ := strings.Cut(web, ":")
	want = "The network settings were changed. It now announces 127.0.0.1 port " + port + ". It listens on http://" + web + "/."
	if got := update("127.0.0.1", port); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestLeadsTo(t *testing.T) {
	for _, c := range []struct {
		socket, address string
		port            int
		want            bool
	}{
		{"127.0.0.1:80", "127.0.0.1", 80, true}, {"127.0.0.1:80", "127.0.0.1", 81, false}, {"127.0.0.1:80", "192.0.2.7", 80, false},
		{"0.0.0.0:80", "127.0.0.1", 80, true}, {"[::]:80", "127.0.0.1", 80, true}, {"0.0.0.0:80", "192.0.2.7", 80, false}, {"x", "127.0.0.1", 80, false},
	} {
		if got := leadsTo(c.socket, c.address, c.port); got != c.want {
			t.Errorf("%+v", c)
		}
	}
}
