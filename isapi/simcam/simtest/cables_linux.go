package simtest

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
)

// RoleVariable holds what a test program does in a namespace of its Cables.
const RoleVariable = "CAMRESET_TEST_ROLE"

// Cables are network namespaces joined by cables, for what wants the system's own sockets: no packet leaves them. Each
// program in one is a built one, or the test program again, in a role.
type Cables struct {
	testing.TB
	Computer, Camera, Other string
}

var cablesMade atomic.Int32

// NewCables makes three namespaces that nothing joins yet. They go with the test.
func NewCables(t testing.TB) Cables {
	t.Helper()
	if _, err := exec.LookPath("ip"); err != nil || os.Geteuid() != 0 {
		t.Skip("needs root and iproute2 to make network namespaces")
	}
	number := cablesMade.Add(1)
	name := func(which string) string { return fmt.Sprintf("camreset%d-%d%s", os.Getpid(), number, which) }
	c := Cables{t, name("p"), name("c"), name("o")}
	for _, ns := range []string{c.Computer, c.Camera, c.Other} {
		if out, err := exec.Command("ip", "netns", "add", ns).CombinedOutput(); err != nil {
			t.Skipf("network namespaces can't be made here: %s", bytes.TrimSpace(out))
		}
		t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", ns).Run() })
	}
	return c
}

// IP runs the program ip in a namespace.
func (c Cables) IP(ns, command string) {
	c.Helper()
	if out, err := exec.Command("ip", append([]string{"-n", ns}, strings.Fields(command)...)...).CombinedOutput(); err != nil {
		c.Fatalf("ip %s: %v: %s", command, err, out)
	}
}

// Join joins computer and camera, by a switch or by a cable of their own.
func (c Cables) Join(direct bool) {
	c.Helper()
	if direct {
		c.IP(c.Computer, "link add l0 type veth peer name eth0 netns "+c.Camera)
	} else {
		c.IP(c.Other, "link add br0 type bridge")
		c.IP(c.Other, "link set br0 up")
		c.IP(c.Computer, "link add l0 type veth peer name a netns "+c.Other)
		c.IP(c.Camera, "link add eth0 type veth peer name b netns "+c.Other)
		c.IP(c.Other, "link set dev a master br0 up")
		c.IP(c.Other, "link set dev b master br0 up")
	}
	for _, end := range [][3]string{{c.Computer, "l0", "192.168.1.10/24"}, {c.Camera, "eth0", "192.168.1.64/24"}} {
		c.IP(end[0], "link set lo up")
		c.IP(end[0], "addr add "+end[2]+" dev "+end[1])
		c.IP(end[0], "link set "+end[1]+" up")
	}
}

// Inside has a program run in a namespace.
func (c Cables) Inside(ns string, cmd *exec.Cmd) *exec.Cmd {
	c.Helper()
	ip, err := exec.LookPath("ip")
	if err != nil {
		c.Fatal(err)
	}
	cmd.Path, cmd.Args = ip, append([]string{"ip", "netns", "exec", ns, cmd.Path}, cmd.Args[1:]...)
	return cmd
}

// Role is this test program in a namespace, in a role: its TestRole reads it from RoleVariable.
func (c Cables) Role(ns, role string) *exec.Cmd {
	c.Helper()
	cmd := c.Inside(ns, exec.Command(os.Args[0], "-test.run=^TestRole$", "-test.v", "-test.timeout=4m"))
	cmd.Env = append(os.Environ(), RoleVariable+"="+role, "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	return cmd
}

// Start runs a role until end, which tells what it printed after "ready". What is written to input comes to its
// standard input.
func (c Cables) Start(ns, role string) (input *os.File, end func() string) {
	c.Helper()
	read, input, err := os.Pipe()
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { _ = input.Close() })
	cmd := c.Role(ns, role)
	cmd.Stdin = read
	out, _ := cmd.StdoutPipe()
	err = cmd.Start()
	_ = read.Close()
	if err != nil {
		c.Fatal(err)
	}
	seen := make([]byte, 0, 4096)
	for b := make([]byte, 512); !bytes.Contains(seen, []byte("ready\n")); {
		n, err := out.Read(b)
		if seen = append(seen, b[:n]...); err != nil {
			c.Fatalf("%s: %s", role, seen)
		}
	}
	return input, func() string {
		_ = input.Close()
		text, _ := io.ReadAll(out)
		if err := cmd.Wait(); err != nil {
			c.Errorf("%s: %v: %s", role, err, text)
		}
		return string(text)
	}
}
