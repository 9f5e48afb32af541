package simcam_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"

	"github.com/use-go/onvif"
)

// Two network namespaces joined by a cable: real multicast, and nothing of it on this computer's networks. Each side
// is this test program again, under the name of a role.
const roleVariable = "SIMCAM_TEST_ROLE"

type cable struct {
	*testing.T
	left, right string
}

func newCable(t *testing.T) cable {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("network namespaces need root")
	}
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("network namespaces need the program ip:", err)
	}
	name := fmt.Sprintf("simcam-%d-%s", os.Getpid(), t.Name())
	c := cable{t, name + "-l", name + "-r"}
	if out, err := exec.Command("ip", "netns", "add", c.left).CombinedOutput(); err != nil {
		t.Skipf("no network namespaces here: %s", out)
	}
	t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", c.left).Run() })
	c.ip("netns", "add", c.right)
	t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", c.right).Run() })
	c.ip("-n", c.left, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", c.right)
	for _, side := range []string{c.left, c.right} {
		c.ip("-n", side, "link", "set", "eth0", "up")
		c.ip("-n", side, "link", "set", "lo", "up")
	}
	return c
}

func (c cable) ip(arguments ...string) {
	c.Helper()
	if out, err := exec.Command("ip", arguments...).CombinedOutput(); err != nil {
		c.Fatalf("ip %v: %s", arguments, out)
	}
}

// play runs this program in a namespace until its standard input ends.
func (c cable) play(side, role string) (*exec.Cmd, io.WriteCloser, io.Reader) {
	c.Helper()
	cmd := exec.Command("ip", "netns", "exec", side, os.Args[0], "-test.run=^TestRole$")
	cmd.Env = append(os.Environ(), roleVariable+"="+role, "GORACE=atexit_sleep_ms=0")
	in := must(cmd.StdinPipe())
	out := must(cmd.StdoutPipe())
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		c.Fatal(err)
	}
	return cmd, in, out
}

// TestRole is what the other programs do.
func TestRole(t *testing.T) {
	switch os.Getenv(roleVariable) {
	case "camera", "older camera":
		sc := simcam.Scenario{}
		if os.Getenv(roleVariable) == "older camera" {
			sc.Generation = simcam.Activation
		}
		sockets := simcam.Sockets{HTTP: "0.0.0.0:8080", SADP: true}
		if err := simcam.Foreground(untilEnd(t), sc, sockets, strings.NewReader(""), os.Stdout); err != nil {
			t.Error(err)
		}
	case "client of ONVIF":
		for _, d := range must(onvif.GetAvailableDevicesAtSpecificEthernetInterface("eth0")) {
			fmt.Println("found:", d.GetEndpoint("device"))
		}
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	case "moved":
		fmt.Println(strings.Join(moved(t), "\n"))
	case "laptop":
		fmt.Println("heard:", strings.Join(listen(t), " "))
	default:
		t.Skip("only in a network namespace")
	}
}

// listen asks the group, and says how each answer came.
func listen(t *testing.T) []string {
	card := must(net.InterfaceByName("eth0"))
	group := must(net.ListenMulticastUDP("udp4", card, net.UDPAddrFromAddrPort(simcam.SADPGroup)))
	defer group.Close()
	address := must(netip.ParsePrefix(must(card.Addrs())[0].String()))
	own := must(net.ListenUDP("udp4", net.UDPAddrFromAddrPort(netip.AddrPortFrom(address.Addr(), 0))))
	defer own.Close()
	if _, err := own.WriteToUDPAddrPort([]byte(inquiry("inquiry")), simcam.SADPGroup); err != nil {
		t.Error(err)
	}
	heard := []string{}
	for name, conn := range map[string]*net.UDPConn{"group": group, "unicast": own} {
		_ = conn.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
		for b := make([]byte, 64<<10); ; {
			n, _, err := conn.ReadFromUDPAddrPort(b)
			if err != nil {
				break
			}
			if a := string(b[:n]); strings.Contains(a, "<ProbeMatch>") {
				heard = append(heard, name+"="+told(a, "IPv4Address")+":"+told(a, "HttpPort"))
			}
		}
	}
	return heard
}

func TestRealGroup(t *testing.T) {
	t.Parallel()
	c := newCable(t)
	c.ip("-n", c.left, "addr", "add", "192.168.1.64/24", "dev", "eth0")
	c.ip("-n", c.right, "addr", "add", "10.0.0.5/24", "dev", "eth0")
	c.ip("-n", c.right, "route", "add", "239.0.0.0/8", "dev", "eth0")
	camera, end, said := c.play(c.left, "camera")
	b := make([]byte, 4096)
	for text := ""; !strings.Contains(text, "Answering discovery on UDP 37020, as 192.168.1.64 port 8080"); {
		n, err := said.Read(b)
		if text += string(b[:n]); err != nil {
			t.Fatal(text)
		}
	}
	laptop := func() string {
		program, in, out := c.play(c.right, "laptop")
		text := string(must(io.ReadAll(out)))
		_, _ = in.Close(), program.Wait()
		return text
	}
	if got := laptop(); !strings.Contains(got, "heard: group=192.168.1.64:8080\n") {
		t.Error("in another network:", got)
	}
	c.ip("-n", c.right, "addr", "flush", "dev", "eth0")
	c.ip("-n", c.right, "addr", "add", "192.168.1.10/24", "dev", "eth0")
	c.ip("-n", c.right, "route", "replace", "239.0.0.0/8", "dev", "eth0")
	if got := laptop(); !strings.Contains(got, "group=192.168.1.64:8080") || !strings.Contains(got, "unicast=192.168.1.64:8080") {
		t.Error("in the same network:", got)
	}
	_ = end.Close()
	_, _ = io.Copy(io.Discard, said)
	if err := camera.Wait(); err != nil {
		t.Error(err)
	}
}

// TestONVIFLibraryFinds lets a library look for devices that speak ONVIF: older ones do.
func TestONVIFLibraryFinds(t *testing.T) {
	t.Parallel()
	c := newCable(t)
	c.ip("-n", c.left, "addr", "add", "192.168.1.64/24", "dev", "eth0")
	c.ip("-n", c.right, "addr", "add", "192.168.1.10/24", "dev", "eth0")
	c.ip("-n", c.right, "route", "add", "239.0.0.0/8", "dev", "eth0")
	for role, want := range map[string]string{"older camera": "found: http://192.168.1.64:8080/onvif/device_service\n", "camera": ""} {
		camera, end, said := c.play(c.left, role)
		b := make([]byte, 4096)
		for text := ""; !strings.Contains(text, "after a reset by the app"); {
			n, err := said.Read(b)
			if text += string(b[:n]); err != nil {
				t.Fatal(text)
			}
		}
		client, in, out := c.play(c.right, "client of ONVIF")
		if got, _, _ := strings.Cut(string(must(io.ReadAll(out))), "PASS\n"); got != want { // what follows is the test program's own
			t.Errorf("%s: %q", role, got)
		}
		_, _ = in.Close(), client.Wait()
		_ = end.Close()
		_, _ = io.Copy(io.Discard, said)
		if err := camera.Wait(); err != nil {
			t.Error(err)
		}
	}
}

// untilEnd is a context that ends with standard input.
func untilEnd(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	t.Cleanup(func() { <-done })
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
		close(done)
	}()
	return ctx
}

// moved runs a camera, gives it another address over UDP, and tells the last that it said.
func moved(t *testing.T) []string {
	own := must(net.ListenUDP("udp4", nil))
	defer own.Close()
	text, said := io.Pipe()
	defer text.Close()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	go func() {
		sockets := simcam.Sockets{HTTP: "0.0.0.0:8080", SADP: true}
		sc := simcam.Scenario{Generation: simcam.Legacy, SADP: simcam.SADPForm{Update: simcam.UpdatePlain}}
		_ = said.CloseWithError(simcam.Foreground(ctx, sc, sockets, strings.NewReader(""), said))
	}()
	var lines []string
	for scan := bufio.NewScanner(text); scan.Scan(); {
		lines = append(lines, scan.Text())
		switch line := scan.Text(); {
		case strings.HasPrefix(line, "  password after a reset by the app"): // the last of the greeting
			id := simcam.New(simcam.Scenario{Generation: simcam.Legacy}, simcam.RealClock()).Identity()
			update := `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>` + testUuid + `</Uuid><MAC>` + id.MAC + `</MAC><Types>update</Types>` +
				passwordFor("", simcam.DefaultPassword) + `<IPv4Address>192.168.1.99</IPv4Address></Probe>`
			_ = must(own.WriteToUDPAddrPort([]byte(update), simcam.SADPGroup))
		case strings.HasPrefix(line, "The network settings"):
			return lines
		}
	}
	return append(lines, "it ended")
}

func TestMovedInTheForeground(t *testing.T) {
	c := newCable(t)
	c.ip("-n", c.left, "addr", "add", "192.168.1.64/24", "dev", "eth0")
	c.ip("-n", c.left, "route", "add", "239.0.0.0/8", "dev", "eth0")
	program, in, out := c.play(c.left, "moved")
	text := string(must(io.ReadAll(out)))
	_, _ = in.Close(), program.Wait()
	for _, want := range []string{
		"Answering ONVIF discovery on UDP 3702 while it has a password.\n",
		"It now announces 192.168.1.99 port 8080. It listens on http://[::]:8080/, as before: nothing of it answers at 192.168.1.99 port 8080 on this computer.\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
