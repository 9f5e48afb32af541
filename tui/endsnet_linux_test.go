package tui_test

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// inNamespace runs the test again in a network namespace that links to nothing
// but itself. links are the shell's words that make its cards.
func inNamespace(t *testing.T, links string) {
	t.Helper()
	for _, needed := range []string{"unshare", "ip"} {
		if _, err := exec.LookPath(needed); err != nil || os.Geteuid() != 0 {
			t.Skipf("needs root and %s to make a network namespace", needed)
		}
	}
	t.Parallel()
	if out, err := exec.Command("unshare", "-n", "true").CombinedOutput(); err != nil {
		t.Skipf("network namespaces can't be made here: %s", out)
	}
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("unshare", "-n", "sh", "-c", "ip link set lo up && "+links+" && exec \"$0\" -test.run='^"+t.Name()+"$' -test.v -test.timeout=5m -test.short="+strconv.FormatBool(testing.Short()), os.Args[0])
	cmd.Env = append(os.Environ(), insideVariable+"="+path)
	out, err := cmd.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		t.Logf("%q", strings.TrimRight(line, "\n"))
	}
	if err != nil || !strings.Contains(string(out), "\nPASS") {
		t.Errorf("inside: %v", err)
	}
}

// A search that goes on until it is told to end, its output read by nobody.
func TestEndsASearchThatNobodyReads(t *testing.T) {
	if os.Getenv(insideVariable) != "" {
		endsASearch(t)
		return
	}
	inNamespace(t, "ip link add eth0 type veth peer name far && ip link set far up && ip addr add 10.20.0.10/16 dev eth0 && ip link set eth0 up && ip route add 224.0.0.0/4 dev eth0")
}

func endsASearch(t *testing.T) {
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	go send(t, []string{record(1, everyField("x")), record(2, everyField("y"))}, stop)
	for i, form := range []string{"--json", "--json=false"} {
		for j, how := range endings {
			times := 1 + (i+j)%2
			t.Run(fmt.Sprintf("%s %s %d", form, how, times), func(t *testing.T) {
				t.Parallel()
				cmd := exec.Command(os.Getenv(insideVariable), "discover", "--watch", form)
				cmd.Stdout = unread(t)
				running(t, cmd)
				signalled(t, cmd, how, times)
			})
		}
	}
}
