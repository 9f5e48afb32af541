package steps

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The sweep with the system's own sockets: a computer at a switch, a camera and
// another device.
func newSwitch(t *testing.T) cables {
	t.Helper()
	c := newCables(t)
	if out, err := exec.Command("ip", "-n", c.Computer, "link", "add", "eth0", "type", "bridge").CombinedOutput(); err != nil {
		t.Skipf("a switch can't be made here: %s", bytes.TrimSpace(out))
	}
	c.IP(c.Computer, "addr add 192.168.7.10/24 dev eth0")
	c.IP(c.Computer, "link set eth0 up")
	c.plug("l0", c.Camera, "44:19:b6:00:07:01", "192.168.7.64", "192.168.7.65")
	c.plug("l1", c.Other, "3c:a6:2f:00:07:02", "192.168.7.1", "192.168.7.30", "192.168.7.200")
	return c
}

// plug joins a device to the switch.
func (c cables) plug(port, device, mac string, addresses ...string) {
	c.Helper()
	c.IP(c.Computer, "link add "+port+" type veth peer name eth0 netns "+device)
	c.IP(c.Computer, "link set "+port+" master eth0 up")
	c.IP(device, "link set eth0 address "+mac+" up")
	for _, a := range addresses {
		c.IP(device, "addr add "+a+"/24 dev eth0")
	}
}

func TestSweepOnRealSockets(t *testing.T) {
	c := newSwitch(t)
	_, camera := c.Start(c.Camera, "serve 192.168.7.64:80 192.168.7.64:8000")
	_, other := c.Start(c.Other, "serve 192.168.7.1:80 192.168.7.200:443")
	cmd := c.Role(c.Computer, "sweep")
	out, err := cmd.Output()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
	want := "met 192.168.7.64 [80 8000] 44:19:b6:00:07:01, 192.168.7.65 [] 44:19:b6:00:07:01, 192.168.7.1 [80] 3c:a6:2f:00:07:02, 192.168.7.200 [443] 3c:a6:2f:00:07:02, in "
	if !strings.Contains(string(out), want) {
		t.Errorf("want %s", want)
	}
	for name, text := range map[string]string{"camera": camera(), "other": other()} {
		if !strings.Contains(text, "2 connections, 0 bytes, 2 closed") {
			t.Errorf("the %s got %s", name, text)
		}
	}
}

func serveRole(t *testing.T, ports []string) {
	var connections, received, closed atomic.Int64
	for _, at := range ports {
		l, err := net.Listen("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				connections.Add(1)
				go func() {
					_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
					n, err := io.Copy(io.Discard, conn)
					received.Add(n)
					if err == nil {
						closed.Add(1)
					}
					_ = conn.Close()
				}()
			}
		}()
	}
	fmt.Println("ready")
	_, _ = os.Stdin.Read(make([]byte, 1))
	for end := time.Now().Add(2 * time.Second); closed.Load() < connections.Load() && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Printf("%d connections, %d bytes, %d closed\n", connections.Load(), received.Load(), closed.Load())
}

// sweepHere sweeps with the system's own dialer, and with no more files than
// macOS allows at first.
func sweepHere(t *testing.T) {
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: 256, Max: 256}); err != nil {
		t.Fatal(err)
	}
	env := System()
	var mu sync.Mutex
	failed := map[error]int{}
	dial := env.Dial
	env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		for _, e := range []syscall.Errno{syscall.EMFILE, syscall.ENOBUFS, syscall.EPERM, syscall.ECONNREFUSED} {
			if errors.Is(err, e) {
				mu.Lock()
				failed[e]++
				mu.Unlock()
			}
		}
		return conn, err
	}
	files := openFiles(t)
	begun := time.Now()
	fmt.Print("met ")
	for _, s := range env.Sweep(t.Context(), netip.MustParsePrefix("192.168.7.10/24")) {
		fmt.Print(s.Address, " ", s.Ports, " ", s.MAC, ", ")
	}
	fmt.Println("in", time.Since(begun))
	if took := time.Since(begun); took >= time.Second {
		t.Errorf("it took %v", took)
	}
	if len(failed) != 1 || failed[syscall.ECONNREFUSED] != 3*5-4 {
		t.Errorf("connects that failed: %v", failed)
	}
	if now := openFiles(t); now > files+1 { // the poller's own may have come
		t.Errorf("%d files are open, %d before", now, files)
	}
}

func openFiles(t *testing.T) int {
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}
