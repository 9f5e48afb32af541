package steps

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// What wants the system's own sockets is tried in network namespaces joined by
// cables, so that no packet leaves them. Each program in one is this test program
// again, in a role.
const roleVariable = "STEPS_TEST_ROLE"

type cables struct {
	*testing.T
	computer, camera, other string
}

var cablesMade atomic.Int32

// newCables makes three namespaces that nothing joins yet.
func newCables(t *testing.T) cables {
	t.Helper()
	if _, err := exec.LookPath("ip"); err != nil || os.Geteuid() != 0 {
		t.Skip("needs root and iproute2 to make network namespaces")
	}
	number := cablesMade.Add(1)
	name := func(which string) string { return fmt.Sprintf("steps%d-%d%s", os.Getpid(), number, which) }
	c := cables{t, name("p"), name("c"), name("o")}
	for _, ns := range []string{c.computer, c.camera, c.other} {
		if out, err := exec.Command("ip", "netns", "add", ns).CombinedOutput(); err != nil {
			t.Skipf("network namespaces can't be made here: %s", bytes.TrimSpace(out))
		}
		t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", ns).Run() })
	}
	return c
}

func (c cables) ip(ns, command string) {
	c.Helper()
	if out, err := exec.Command("ip", append([]string{"-n", ns}, strings.Fields(command)...)...).CombinedOutput(); err != nil {
		c.Fatalf("ip %s: %v: %s", command, err, out)
	}
}

// role is this test program in a namespace, in a role.
func (c cables) role(ns, role string) *exec.Cmd {
	cmd := exec.Command("ip", "netns", "exec", ns, os.Args[0], "-test.run=^TestRole$", "-test.v", "-test.timeout=4m")
	cmd.Env = append(os.Environ(), roleVariable+"="+role, "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	return cmd
}

// start runs a role until end, which tells what it printed after "ready". What is
// written to input comes to its standard input.
func (c cables) start(ns, role string) (input *os.File, end func() string) {
	c.Helper()
	read, input, err := os.Pipe()
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { _ = input.Close() })
	cmd := c.role(ns, role)
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

// TestRole is what the other programs do.
func TestRole(t *testing.T) {
	role, rest, _ := strings.Cut(os.Getenv(roleVariable), " ")
	switch role {
	case "serve":
		serveRole(t, strings.Fields(rest))
	case "sweep":
		sweepHere(t)
	case "check":
		checkRole(t, rest)
	case "camera":
		cameraRole(t, wired[rest])
	case "starting":
		off, err := time.ParseDuration(rest)
		if err != nil {
			t.Fatal(err)
		}
		startingRole(t, off)
	case "watcher":
		watcherRole(t)
	case "resetter":
		resetterRole(t)
	case "wizard":
		wizardRole(t, wired[rest])
	case "owner":
		ownerRole(t, rest)
	case "recorder":
		recorderRole(t)
	default:
		t.Skip("only in a network namespace")
	}
}
