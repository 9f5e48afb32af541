package simtest_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

const asked = "GET /doc/page/login.asp HTTP/1.1\r\nHost: c\r\n\r\n"

// asks sends one request through a proxy and gives what came back of its first kilobyte, and when.
func asks(t *testing.T, f simtest.Fault) (x simtest.Exchange, came []byte, took time.Duration, err error) {
	t.Helper()
	clock := simcam.FastClock(1)
	lan, p := simtest.NewLanInMemory(clock), simtest.NewProxy(f)
	defer lan.Close()
	if err := lan.Add("192.168.1.64", simcam.New(simcam.Scenario{}, clock)); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	conn, err := p.Dial(lan.DialContext)(context.Background(), "tcp", "192.168.1.64:80")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, asked)
	_ = conn.SetReadDeadline(begin.Add(time.Minute))
	came = make([]byte, 1000)
	n, err := io.ReadFull(conn, came[:1])
	if f.Kind == "" { // now, for a server need not answer a client that has already left
		_ = conn.(interface{ CloseWrite() error }).CloseWrite()
	}
	if err == nil {
		n, err = io.ReadFull(conn, came[1:])
		n++
	}
	if all := p.Exchanges(); len(all) == 1 {
		x = all[0]
	}
	if p.Struck() != (f.Kind != "") {
		t.Errorf("%s: the fault has happened: %v", f, p.Struck())
	}
	return x, came[:n], time.Since(begin), err
}

func TestProxy(t *testing.T) {
	for _, reply := range []bool{false, true} {
		for _, kind := range simtest.ConnectionFaults {
			f := simtest.Fault{Exchange: "GET /doc/page/login.asp 1", Reply: reply, At: 20, Where: "line", Kind: kind}
			t.Run(f.String(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					defer time.Sleep(time.Minute) // the camera lets go of its connections
					clean, whole, _, _ := asks(t, simtest.Fault{})
					if string(clean.Request) != asked || len(whole) == 0 {
						t.Fatalf("without a fault: %q, %q", clean.Request, whole)
					}
					_, came, took, err := asks(t, f)
					differs := differs(came, whole)
					switch kind {
					case simtest.Delay, simtest.Late, simtest.Drip:
						if len(came) != len(whole) || reply && differs >= 0 || took < 100*time.Millisecond || (took > 4*time.Second) != (kind == simtest.Late || reply && kind == simtest.Drip) {
							t.Errorf("%d of %d bytes after %s", len(came), len(whole), took)
						}
					case simtest.Corrupt:
						if reply && differs != f.At || !reply && differs < 0 {
							t.Errorf("the reply differs at %d", differs)
						}
					case simtest.Cut:
						if want := map[bool]int{true: f.At}[reply]; len(came) != want || !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
							t.Errorf("%d bytes, %v", len(came), err)
						}
					case simtest.Reset:
						if !errors.Is(err, syscall.ECONNRESET) {
							t.Errorf("%d bytes, %v", len(came), err)
						}
					}
				})
			})
		}
	}
}

// differs is the first place at which what came is not what it should be; -1 if there is none.
func differs(came, whole []byte) int {
	for i := range came {
		if came[i] != whole[i] {
			return i
		}
	}
	return -1
}

// heard is what a camera answers to one inquiry through a proxy within a minute.
func heard(t *testing.T, f simtest.Fault) (all []string, at time.Duration) {
	t.Helper()
	clock := simcam.FastClock(1)
	lan, p := simtest.NewLanInMemory(clock), simtest.NewProxy(f)
	defer lan.Close()
	if err := lan.Add("192.168.1.64", simcam.New(simcam.Scenario{SADP: simcam.SADPForm{Reply: simcam.ReplyUnicast}}, clock)); err != nil {
		t.Fatal(err)
	}
	conn, err := lan.Listen("", netip.AddrPort{}, netip.Addr{})
	if err != nil {
		t.Fatal(err)
	}
	socket, begin := p.Socket(conn), time.Now()
	_ = socket.SetReadDeadline(begin.Add(time.Minute))
	const inquiry = `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>3F2504E0-4F89-11D3-9A0C-0305E82C3301</Uuid><Types>inquiry</Types></Probe>`
	if err := socket.Write([]byte(inquiry), simcam.SADPGroup); err != nil {
		t.Fatal(err)
	}
	for {
		b := make([]byte, 1<<16)
		n, _, _, err := socket.Read(b)
		if err != nil {
			break
		}
		all, at = append(all, string(b[:n])), time.Since(begin)
	}
	if err := socket.Close(); err != nil {
		t.Error(err)
	}
	if _, _, _, err := socket.Read(nil); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a closed socket is read: %v", err)
	}
	return all, at
}

func TestProxyOfDatagrams(t *testing.T) {
	for _, reply := range []bool{false, true} {
		for _, kind := range simtest.DatagramFaults {
			name := map[bool]string{false: "UDP inquiry 1", true: "UDP inquiry heard 1"}[reply]
			f := simtest.Fault{Exchange: name, Reply: reply, At: 30, Where: "middle", Kind: kind}
			t.Run(f.String(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					clean, soon := heard(t, simtest.Fault{})
					all, at := heard(t, f)
					if len(clean) != 1 {
						t.Fatalf("without a fault: %q", clean)
					}
					switch kind {
					case simtest.Delay, simtest.Late:
						if len(all) != 1 || len(all[0]) != len(clean[0]) || at < soon+time.Second {
							t.Errorf("%q after %s", all, at)
						}
					case simtest.Lost:
						if len(all) != 0 {
							t.Errorf("%q", all)
						}
					case simtest.Doubled:
						if len(all) != 2 || all[0] != all[1] {
							t.Errorf("%q", all)
						}
					case simtest.Short:
						if reply && all[0] != clean[0][:f.At] || !reply && len(all) != 0 {
							t.Errorf("%q", all)
						}
					case simtest.Corrupt:
						if reply && (all[0] == clean[0] || len(all[0]) != len(clean[0])) {
							t.Errorf("%q", all)
						}
					}
				})
			})
		}
	}
}
