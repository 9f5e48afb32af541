package sadp

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// list tells what a look finds that ends when everybody has answered.
func list() int {
	start, limit := time.Now(), 15*time.Second // it ends long before where a camera answers
	if short, err := time.ParseDuration(os.Getenv("SADP_TEST_FOR")); err == nil {
		limit = short
	}
	if os.Getenv("SADP_TEST_TAKEN") != "" { // by a program that shares it with nobody
		held, err := net.ListenUDP("udp4", &net.UDPAddr{Port: Port})
		if err != nil {
			fmt.Println(err)
			return 1
		}
		defer held.Close()
	}
	r, err := Discover(context.Background(), System(), Options{Brief: true, For: limit}, func(Device) {})
	fmt.Printf("found: %s\n", places(r))
	for _, c := range r.Causes {
		fmt.Printf("cause: %s: %s\n", c.ID, c.How)
	}
	fmt.Printf("%v after %v\n", err, time.Since(start).Round(time.Millisecond))
	return 0
}

const caseCamera = "SADP_TEST_CAMERAS=c0-56-e3-00-00-01,192.168.1.64,"

// A laptop with two cards in one network hears every answer twice: one row.
func TestNamespaceTwoCardsOneRow(t *testing.T) {
	t.Parallel()
	laptop, far := cable(t)
	for _, command := range []string{
		"ip addr flush dev cam", "ip link set cam down", "ip link set cam name p0", "ip link add cam type bridge", "ip link set p0 master cam up",
		"ip addr add 192.168.1.64/24 dev cam", "ip link set cam up",
		"ip link add p1 type veth peer name w0 netns " + laptop, "ip link set p1 master cam up",
	} {
		run(t, far[0], command)
	}
	for _, command := range []string{
		"ip addr flush dev l0", "ip addr add 192.168.1.5/24 dev l0", "ip addr add 192.168.1.6/24 dev w0", "ip link set w0 up", "sysctl -qw net.ipv4.conf.w0.rp_filter=0",
	} {
		run(t, laptop, command)
	}
	end := start(t, far[0], "cameras", caseCamera+"group")
	defer end()
	time.Sleep(100 * time.Millisecond) // until it serves
	out, err := roleIn(laptop, "list").Output()
	if text := string(out); err != nil || strings.Count(text, "c0:56:e3:00:00:01") != 1 || !strings.Contains(text, " yes\n") {
		t.Errorf("%v: %s", err, text)
	}
}

// A computer with dozens of container networks, and a bridge without carrier: the camera
// on its card is found, and what the system does not allow is said.
func TestNamespaceManyNetworks(t *testing.T) {
	t.Parallel()
	laptop, far := cable(t)
	var batch strings.Builder
	for i := range 40 {
		fmt.Fprintf(&batch, "link add v%[1]d type veth peer name x%[1]d\naddr add 172.%[2]d.%[3]d.1/24 dev v%[1]d\nlink set v%[1]d up\nlink set x%[1]d up\n", i, 17+i/16, i%16)
	}
	batch.WriteString("link add docker0 type bridge\naddr add 172.30.0.1/16 dev docker0\nlink set docker0 up\n")
	c := exec.Command("ip", "-n", laptop, "-batch", "-")
	c.Stdin = strings.NewReader(batch.String())
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	end := start(t, far[0], "cameras", caseCamera+"group")
	defer end()
	time.Sleep(100 * time.Millisecond) // until it serves
	out, err := roleIn(laptop, "list").Output()
	if text := string(out); err != nil || strings.Count(text, "c0:56:e3:00:00:01") != 1 || strings.Contains(text, "cause: many-networks") {
		t.Errorf("%v: %s", err, text)
	}
	run(t, laptop, "sysctl -qw net.ipv4.igmp_max_memberships=0")
	out, err = roleIn(laptop, "list", "SADP_TEST_FOR=1s").Output()
	if text := string(out); err != nil || !strings.Contains(text, "cause: many-networks: listening on") || !strings.Contains(text, "no buffer space available") {
		t.Errorf("without room for listeners: %v: %s", err, text)
	}
}
