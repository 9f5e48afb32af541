package sadp

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A thousand devices with delays and lost answers, all found within three
// seconds, on a clock of their own.
func TestThousand(t *testing.T) {
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	synctest.Test(t, func(t *testing.T) {
		dice := rand.New(rand.NewPCG(1, 2))
		l := newLan(face("eth0", "10.0.0.5/16"))
		for i := range 1000 {
			c := l.add("eth0", newCamera(fmt.Sprintf("44-47-cc-00-%02x-%02x", i/256, i%256), fmt.Sprintf("10.0.%d.%d", i/250, i%250+6)))
			c.how, c.delay = []string{"unicast", "group", "both"}[i%3], time.Duration(dice.IntN(801))*time.Millisecond
		}
		n := l.net()
		listen := n.Listen
		n.Listen = func(iface string, local netip.AddrPort, group netip.Addr) (Conn, error) {
			c, err := listen(iface, local, group)
			return lossy{c, dice}, err
		}
		s := &seen{}
		start := time.Now()
		r, err := Discover(t.Context(), n, Options{For: 3 * time.Second}, s.add)
		if err != nil || len(r.Devices) != 1000 || s.count() != 1000 {
			t.Fatalf("%v: %d devices, called %d times", err, len(r.Devices), s.count())
		}
		slices.SortFunc(s.at, time.Time.Compare)
		t.Logf("first after %v, last after %v", s.at[0].Sub(start), s.at[999].Sub(start))
		var after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&after)
		used := int64(after.HeapAlloc) - int64(before.HeapAlloc)
		t.Logf("%d KB in use, list and simulated devices together", used>>10)
		if used > 40<<20 {
			t.Errorf("%d KB in use", used>>10)
		}
		runtime.KeepAlive(r)
	})
}

// lossy loses one answer in twenty.
type lossy struct {
	Conn
	dice *rand.Rand
}

var diceLock sync.Mutex

func (c lossy) Read(b []byte) (int, netip.AddrPort, string, error) {
	for {
		n, from, arrived, err := c.Conn.Read(b)
		diceLock.Lock()
		lost := c.dice.IntN(20) == 0
		diceLock.Unlock()
		if err != nil || !lost {
			return n, from, arrived, err
		}
	}
}
