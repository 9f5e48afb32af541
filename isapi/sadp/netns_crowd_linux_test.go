package sadp

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"syscall"
	"testing"
	"time"
)

// A thousand devices on the system's own sockets, whose buffers overflow where an
// in-memory network's don't: answers after 0 to 800 ms, one in twenty lost.
func TestNamespaceCrowd(t *testing.T) {
	t.Parallel()
	laptop, far := cable(t)
	end := start(t, far[0], "crowd")
	defer end()
	time.Sleep(300 * time.Millisecond) // until it serves
	c := roleIn(laptop, "count")
	out, err := c.Output()
	if err != nil {
		t.Errorf("laptop: %v", err)
	}
	t.Logf("%s", out)
}

// crowd serves a thousand devices from one socket until its input ends.
func crowd() int {
	local := netip.MustParseAddr("192.168.1.64")
	listener, err := Listen("cam", netip.AddrPortFrom(local, Port), Group)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var all []*camera
	for i := range 1000 {
		c := newCamera(fmt.Sprintf("44-47-cc-00-%02x-%02x", i/256, i%256), fmt.Sprintf("10.1.%d.%d", i/250, i%250+1))
		c.how, c.v32 = []string{"unicast", "group", "both"}[i%3], i%2 == 0
		all = append(all, c)
	}
	go func() {
		buffer := make([]byte, maxDatagram)
		for {
			n, from, _, err := listener.Read(buffer)
			if err != nil {
				return
			}
			data := bytes.Clone(buffer[:n])
			for _, c := range all {
				for _, a := range c.answers(data, groupPort) {
					if rand.IntN(20) == 0 {
						continue
					}
					to := from
					if a.group {
						to = groupPort
					}
					time.AfterFunc(time.Duration(rand.IntN(801))*time.Millisecond, func() { _ = listener.Write(a.data, to) })
				}
			}
		}
	}()
	_, _ = os.Stdin.Read(make([]byte, 1))
	return 0
}

// count looks until everybody has answered, and tells what it found and used: the
// time of the processor, and the most memory it ever had.
func count() int {
	began := time.Now()
	var first, last time.Duration
	r, err := Discover(context.Background(), System(), Options{For: 6 * time.Second, Interface: "l0", Brief: true}, func(Device) {
		if last = time.Since(began); first == 0 {
			first = last
		}
	})
	ended := time.Since(began)
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	busy := time.Duration(used.Utime.Nano() + used.Stime.Nano())
	fmt.Printf("%d devices, first after %v, last news after %v, ended %v later, %v of processor time, %d KiB at most, %v\n",
		len(r.Devices), first.Round(time.Millisecond), last.Round(time.Millisecond), (ended - last).Round(time.Millisecond), busy.Round(time.Millisecond), used.Maxrss, err)
	if err != nil || len(r.Devices) != 1000 {
		return 1
	}
	return 0
}
