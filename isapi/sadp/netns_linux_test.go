package sadp

import (
	"bytes"
	"context"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
)

// The system's own sockets are tried in network namespaces, so that no packet
// leaves them: this test binary runs again inside, in one of two roles.
const roleVariable = "SADP_TEST_ROLE"

func play(role string) int {
	return map[string]func() int{"cameras": cameras, "laptop": laptop, "crowd": crowd, "count": count, "list": list}[role]()
}

// cable makes a laptop's namespace with two networks, and one for the cameras on
// each: 192.168.1.64 on both, while the laptop is 10.0.0.5 and 172.16.9.5 and has
// no route to them.
func cable(t *testing.T) (laptop string, far []string) {
	t.Helper()
	if _, err := exec.LookPath("ip"); err != nil || os.Geteuid() != 0 {
		t.Skip("needs root and iproute2 to make network namespaces")
	}
	name := func(which string) string { return fmt.Sprintf("sadp%d%s", os.Getpid(), which) }
	laptop, far = name("l"), []string{name("a"), name("b")}
	for _, ns := range append(far, laptop) {
		if out, err := exec.Command("ip", "netns", "add", ns).CombinedOutput(); err != nil {
			t.Skipf("network namespaces can't be made here: %s", bytes.TrimSpace(out))
		}
		t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", ns).Run() })
		run(t, ns, "ip link set lo up")
	}
	for i, subnet := range []string{"10.0.0", "172.16.9"} {
		run(t, laptop, fmt.Sprintf("ip link add l%d type veth peer name cam netns %s", i, far[i]))
		run(t, laptop, fmt.Sprintf("ip addr add %s.5/24 dev l%d", subnet, i))
		run(t, laptop, fmt.Sprintf("ip link set l%d up", i))
		run(t, far[i], "ip addr add 192.168.1.64/24 dev cam")
		run(t, far[i], "ip link set cam up")
		// A camera that answers by unicast knows a way back; the laptop knows none.
		run(t, far[i], fmt.Sprintf("ip route add %s.0/24 dev cam", subnet))
		for _, which := range []string{"all", fmt.Sprintf("l%d", i)} {
			run(t, laptop, "sysctl -qw net.ipv4.conf."+which+".rp_filter=0")
		}
	}
	run(t, far[0], "ip addr add 192.168.1.65/24 dev cam")
	return laptop, far
}

func run(t *testing.T, ns, command string) {
	t.Helper()
	args := append([]string{"netns", "exec", ns}, strings.Fields(command)...)
	if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", command, err, out)
	}
}

// roleIn is this test binary in a namespace, in a role.
func roleIn(ns, role string, more ...string) *exec.Cmd {
	c := exec.Command("ip", "netns", "exec", ns, os.Args[0])
	c.Env = append(os.Environ(), append(more, roleVariable+"="+role)...)
	c.Stderr = os.Stderr
	return c
}

// start starts a role that runs until end, which gives its output.
func start(t *testing.T, ns, role string, more ...string) (end func() string) {
	t.Helper()
	c, out := roleIn(ns, role, more...), &bytes.Buffer{}
	c.Stdout = out
	input, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return func() string {
		_ = input.Close()
		if err := c.Wait(); err != nil {
			t.Errorf("%s: %v", role, err)
		}
		return out.String()
	}
}

func TestNamespaces(t *testing.T) {
	t.Parallel()
	laptop, far := cable(t)
	const list = "SADP_TEST_CAMERAS="
	ends := []func() string{
		start(t, far[0], "cameras", list+"44-47-cc-00-00-01,192.168.1.64,group 44-47-cc-00-00-02,192.168.1.65,unicast"),
		start(t, far[1], "cameras", list+"44-47-cc-00-00-03,192.168.1.64,group"),
	}
	out, err := roleIn(laptop, "laptop").Output()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("laptop: %v", err)
	}
	for i, want := range []string{"44-47-cc-00-00-01 exchangecode activate update\n44-47-cc-00-00-02 \n", "44-47-cc-00-00-03 \n"} {
		if got := ends[i](); got != want {
			t.Errorf("the cameras received\n%swant\n%s", got, want)
		}
	}
}

// cameras serves cameras until its input ends, then tells what they received.
func cameras() int {
	var all []*camera
	for _, text := range strings.Fields(os.Getenv("SADP_TEST_CAMERAS")) {
		f := strings.Split(text, ",")
		c := newCamera(f[0], f[1])
		c.how, c.salt = f[2], vectorSalt
		if strings.HasSuffix(f[0], "01") {
			c.password = ""
		}
		all = append(all, c)
		if err := serve(c); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	_, _ = os.Stdin.Read(make([]byte, 1))
	for _, c := range all {
		fmt.Printf("%s %s\n", c.mac, c.commands())
	}
	return 0
}

func serve(c *camera) error {
	listener, err := Listen("cam", netip.AddrPortFrom(c.address(), Port), Group)
	if err != nil {
		return err
	}
	mouth, err := Listen("cam", netip.AddrPortFrom(c.address(), 0), netip.Addr{})
	if err != nil {
		return err
	}
	go func() {
		buffer := make([]byte, maxDatagram)
		for {
			n, from, _, err := listener.Read(buffer)
			if err != nil {
				return
			}
			before := c.address()
			for _, a := range c.answers(bytes.Clone(buffer[:n]), groupPort) {
				to := from
				if a.group {
					to = groupPort
				}
				if err := mouth.Write(a.data, to); err != nil {
					fmt.Fprintln(os.Stderr, c.mac, err)
				}
			}
			if now := c.address(); now != before { // moved by update
				_ = exec.Command("ip", "addr", "add", now.String()+"/24", "dev", "cam").Run()
				if mouth, err = Listen("cam", netip.AddrPortFrom(now, 0), netip.Addr{}); err != nil {
					fmt.Fprintln(os.Stderr, err)
				}
			}
		}
	}()
	return nil
}

// laptop finds, activates and moves a camera that no route leads to. Its output is
// shown; it fails by its exit code.
func laptop() int {
	failed := 0
	check := func(ok bool, format string, args ...any) {
		if !ok {
			failed = 1
			fmt.Printf("FAIL: "+format+"\n", args...)
		}
	}
	n := System()
	// Another program on the port, as the maker's own would be.
	other, err := Listen("l0", netip.MustParseAddrPort("10.0.0.5:37020"), Group)
	check(err == nil, "%v", err)
	defer other.Close()

	s := &seen{}
	r, err := Discover(context.Background(), n, Options{For: 2 * time.Second}, s.add)
	found := places(r)
	want := "44:47:cc:00:00:01 192.168.1.64 l0 no, 44:47:cc:00:00:03 192.168.1.64 l1 no, 44:47:cc:00:00:02 192.168.1.65 l0 no"
	check(err == nil && found == want, "%v\n got %s\nwant %s\nerrors %v", err, found, want, r.SendErrors)
	check(r.HeardOwnProbe == isapi.Yes && len(r.SendErrors) == 0, "own probe %v, %v", r.HeardOwnProbe, r.SendErrors)
	fmt.Println("interfaces:", r.Interfaces)
	if failed != 0 {
		return failed
	}

	start := time.Now()
	err = Activate(context.Background(), n, r.Devices[0], isapi.NewSecret(newPassword), Consent{})
	check(err == nil, "activate: %v", err)
	fmt.Println("activated in", time.Since(start).Round(time.Millisecond))
	start = time.Now()
	err = Update(context.Background(), n, r.Devices[0], moveTo("10.0.0.64", "255.255.255.0"), isapi.NewSecret(newPassword), Consent{})
	check(err == nil, "update: %v", err)
	fmt.Println("moved in", time.Since(start).Round(time.Millisecond))
	d, err := Inquire(context.Background(), n, r.Devices[0].MAC, "")
	check(err == nil && d.Activated == isapi.Yes && d.SameSubnet == isapi.Yes && d.Interface == "l0" && d.IPv4.String() == "10.0.0.64", "%+v, %v", d, err)

	plug(n, check)
	filter(n, check)
	return failed
}

// places writes where the devices of a report are.
func places(r Report) string {
	var all []string
	for _, d := range r.Devices {
		all = append(all, fmt.Sprint(d.MAC, " ", d.IPv4, " ", d.Interface, " ", d.SameSubnet))
	}
	return strings.Join(all, ", ")
}

// plug pulls the cable in the middle of a watch, and plugs it in again.
func plug(n Net, check func(bool, string, ...any)) {
	ctx, cancel := context.WithTimeout(context.Background(), 6*time.Second)
	defer cancel()
	plugged := make(chan time.Time, 1)
	go func() {
		time.Sleep(1200 * time.Millisecond)
		_ = exec.Command("ip", "link", "set", "l1", "down").Run()
		time.Sleep(2 * time.Second)
		_ = exec.Command("ip", "link", "set", "l1", "up").Run()
		plugged <- time.Now()
	}()
	r, err := Discover(ctx, n, Options{Watch: true, Interface: "l1"}, func(Device) {})
	check(err == nil && len(r.Devices) == 1 && r.Devices[0].Heard.After(<-plugged), "after the cable: %s, %v", places(r), err)
}

// filter shows that Linux's reverse-path filter hides cameras in other subnets,
// and that the report says so.
func filter(n Net, check func(bool, string, ...any)) {
	for _, value := range []string{"1", "2"} {
		_ = exec.Command("sysctl", "-qw", "net.ipv4.conf.l1.rp_filter="+value).Run()
		r, err := Discover(context.Background(), n, Options{For: time.Second, Interface: "l1"}, func(Device) {})
		check(err == nil && len(r.Devices) == 0 && strings.Contains(fmt.Sprint(r.Causes), "strict-filter"), "rp_filter=%s: %s, %v, %v", value, places(r), r.Causes, err)
		_ = exec.Command("ip", "route", "add", "default", "dev", "l1").Run()
		r, err = Discover(context.Background(), n, Options{For: time.Second, Interface: "l1"}, func(Device) {})
		check(err == nil && len(r.Devices) == 1, "rp_filter=%s with a default route: %s, %v", value, places(r), err)
		_ = exec.Command("ip", "route", "del", "default").Run()
	}
}
