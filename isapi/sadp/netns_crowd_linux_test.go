package sadp

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"runtime"
	"testing"
	"time"
)

// A thousand devices on the system's own sockets, whose buffers overflow where an
// in-memory network's don't: answers after 0 to 800 ms, one in twenty lost.
func TestNamespaceCrowd(t *testing.T) {
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
	ears, err := Listen("cam", netip.AddrPortFrom(local, Port), Group)
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
			n, from, _, err := ears.Read(buffer)
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
					time.AfterFunc(time.Duration(rand.IntN(801))*time.Millisecond, func() { _ = ears.Write(a.data, to) })
				}
			}
		}
	}()
	_, _ = os.Stdin.Read(make([]byte, 1))
	return 0
}

// count looks for three seconds and tells what it found and used.
func count() int {
	began := time.Now()
	var first time.Duration
	r, err := Discover(context.Background(), System(), Options{For: 6 * time.Second, Interface: "l0", Brief: true}, func(Device) {
		if first == 0 {
			first = time.Since(began)
		}
	})
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	fmt.Printf("%d devices, first after %v, ended after %v, %d MB taken from the system, %v\n",
		len(r.Devices), first.Round(time.Millisecond), time.Since(began).Round(time.Millisecond), memory.Sys>>20, err)
	if err != nil || len(r.Devices) != 1000 {
		return 1
	}
	return 0
}
