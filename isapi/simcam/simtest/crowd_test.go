package simtest_test

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
)

const testUUID = "13A888A9-F1B1-4020-AE9F-05607682D23B"

func inquiry(kind string) string {
	return `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>` + testUUID + `</Uuid><Types>` + kind + `</Types></Probe>`
}

// gather reads answers until none came for a while, and counts them by MAC.
func gather(t *testing.T, from sadp.Conn, quiet time.Duration) map[string]int {
	t.Helper()
	seen, b := map[string]int{}, make([]byte, 64<<10)
	for {
		_ = from.SetReadDeadline(time.Now().Add(quiet))
		n, _, _, err := from.Read(b)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return seen
		}
		if err != nil {
			t.Fatal(err)
		}
		if a := string(b[:n]); strings.Contains(a, "<ProbeMatch>") {
			_, after, _ := strings.Cut(a, "<MAC>")
			mac, _, _ := strings.Cut(after, "</MAC>")
			seen[mac]++
		}
	}
}

func newCrowdLan(t *testing.T, n int, form simtest.CrowdForm) (*simtest.Crowd, *simnet.Lan, sadp.Conn) {
	t.Helper()
	crowd, lan := simtest.NewCrowd(n, form), simnet.NewLan(simcam.RealClock())
	lan.SetComputer(netip.MustParsePrefix(simtest.CrowdComputer))
	lan.AddResponder(crowd, false)
	t.Cleanup(func() { crowd.Close(); lan.Close() })
	conn, err := lan.Listen("eth0", netip.AddrPort{}, netip.Addr{})
	if err != nil {
		t.Fatal(err)
	}
	return crowd, lan, conn
}

func TestCrowdOfAThousand(t *testing.T) { synctest.Test(t, testCrowdOfAThousand) }

func testCrowdOfAThousand(t *testing.T) {
	crowd, _, conn := newCrowdLan(t, 1000, simtest.CrowdForm{Seed: 7, Spread: 50 * time.Millisecond})
	start := time.Now()
	for range 3 {
		_ = conn.Write([]byte(inquiry("inquiry")), simcam.SADPGroup)
	}
	_ = conn.Write([]byte("rubbish"), simcam.SADPGroup)
	_ = conn.Write([]byte(inquiry("update")), simcam.SADPGroup)
	seen := gather(t, conn, 300*time.Millisecond)
	if len(seen) < 995 || time.Since(start) > 20*time.Second {
		t.Error(len(seen), time.Since(start))
	}
	n := crowd.Counters()
	if n.Datagrams != 5 || n.SADP["inquiry"] != 3 || n.SADP["update"] != 1 || n.Sent+n.Lost != 3000 || n.Lost < 90 || n.Lost > 220 {
		t.Errorf("%+v", n)
	}
	macs := map[string]bool{}
	for _, id := range crowd.Identities() {
		macs[id.MAC] = true
	}
	if len(macs) != 1000 {
		t.Error(len(macs))
	}
}

func TestCrowdIsSeeded(t *testing.T) { synctest.Test(t, testCrowdIsSeeded) }

func testCrowdIsSeeded(t *testing.T) {
	heard := func(seed uint64) map[string]int {
		_, _, conn := newCrowdLan(t, 60, simtest.CrowdForm{Seed: seed, Loss: 0.5, Spread: -1, Reply: simcam.ReplyUnicast})
		_ = conn.Write([]byte(inquiry("inquiry")), simcam.SADPGroup)
		return gather(t, conn, 200*time.Millisecond)
	}
	same := func(a, b map[string]int) bool {
		for mac := range a {
			if b[mac] == 0 {
				return false
			}
		}
		return len(a) == len(b)
	}
	if one := heard(1); !same(one, heard(1)) || same(one, heard(2)) || len(one) == 0 {
		t.Error(one)
	}
}

func TestOneOfACrowd(t *testing.T) { synctest.Test(t, testOneOfACrowd) }

func testOneOfACrowd(t *testing.T) {
	_, _, conn := newCrowdLan(t, 10, simtest.CrowdForm{Loss: -1, Spread: -1})
	_ = conn.Write([]byte(inquiry("inquiry")), netip.MustParseAddrPort("10.20.1.3:37020"))
	if seen := gather(t, conn, 200*time.Millisecond); len(seen) != 1 {
		t.Error(seen)
	}
	_ = conn.Write([]byte(inquiry("inquiry_v32")), netip.MustParseAddrPort("255.255.255.255:37020"))
	if seen := gather(t, conn, 200*time.Millisecond); len(seen) != 6 {
		t.Error(seen)
	}
}

func TestCrowdOnARealSocket(t *testing.T) {
	crowd := simtest.NewCrowd(1, simtest.CrowdForm{Loss: -1, Spread: -1})
	at, err := crowd.ListenSADP("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("udp4", at)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	answer := make([]byte, 64<<10)
	_, _ = conn.Write([]byte(inquiry("inquiry")))
	_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	if n, _ := conn.Read(answer); !strings.Contains(string(answer[:n]), "<Uuid>"+testUUID+"</Uuid>") {
		t.Errorf("%s", answer[:n])
	}
	crowd.Close()
	if _, err := crowd.ListenSADP("127.0.0.1:0"); err == nil {
		t.Error("listens when closed")
	}
}
