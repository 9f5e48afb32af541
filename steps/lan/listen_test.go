package lan

import (
	"context"
	"crypto/rand"
	"errors"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
)

// cables are simulated networks with cameras that tell who they are.
type cables struct {
	LAN
	net     *simnet.Lan
	cameras []*simcam.Camera
}

// plugIn is a test in a bubble, with one camera at each address.
func plugIn(t *testing.T, test func(*testing.T, *cables), addresses ...string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		clock := simcam.FastClock(1)
		c := &cables{net: simtest.NewLanInMemory(clock)}
		for i, a := range addresses {
			camera := simcam.New(simcam.Scenario{Generation: simcam.Portal, Unit: i + 1, Address: a}, clock)
			if err := c.net.Add(a, camera); err != nil {
				t.Fatal(err)
			}
			c.cameras = append(c.cameras, camera)
		}
		c.LAN = LAN{Dial: c.net.DialContext, Neighbours: c.net.Neighbours, SADP: sadp.Net{
			Listen: c.net.Listen, Now: time.Now, After: time.After, Random: rand.Reader, OS: "linux",
			Interfaces: func() ([]sadp.Interface, error) {
				return []sadp.Interface{{Name: simnet.LanInterface, Prefixes: c.net.Addresses()}}, nil
			},
		}}.Begin()
		defer func() { c.End(); _ = c.net.Close(); time.Sleep(time.Minute) }()
		test(t, c)
	})
}

func anybody(sadp.Device) bool { return true }

// hear listens until so many devices are heard, for ten seconds at most.
func (c *cables) hear(t *testing.T, n int) (heard Heard) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); len(heard.Devices) < n; heard = c.Listen(t.Context(), heard.Version) {
		if time.Now().After(end) {
			t.Fatalf("%d devices are heard, want %d", len(heard.Devices), n)
		}
	}
	return heard
}

// Listening goes on for as long as somebody asks, and begins anew after that.
func TestListening(t *testing.T) {
	plugIn(t, func(t *testing.T, c *cables) {
		if h := c.Heard(); h.Version != 0 || len(h.Devices) != 0 {
			t.Errorf("before: %+v", h)
		}
		heard := c.hear(t, 2)
		if a, b := AddressText(heard.Devices[0].IPv4), AddressText(heard.Devices[1].IPv4); a != "192.168.1.64" || b != "192.168.1.71" || heard.Began.IsZero() {
			t.Errorf("%s, %s since %v", a, b, heard.Began)
		}
		for !heard.Settled {
			heard = c.Listen(t.Context(), heard.Version)
		}
		begun := time.Now()
		if c.Listen(t.Context(), 0); time.Since(begun) != 0 {
			t.Errorf("what is known already came after %v", time.Since(begun))
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, over := c.listenUntil(ctx, 1<<30, nil); !over {
			t.Error("it went on beyond the end")
		}
		time.Sleep(earIdle + time.Second)
		synctest.Wait()
		if again := c.Listen(t.Context(), 0); !again.Began.After(heard.Began) || len(again.Devices) > 0 {
			t.Errorf("it did not begin anew: %v after %v, %d devices", again.Began, heard.Began, len(again.Devices))
		}
		again := c.hear(t, 2)
		time.Sleep(time.Second)
		c.Search()
		if anew := c.Listen(t.Context(), again.Version); !anew.Began.After(again.Began) || len(anew.Devices) > 0 || anew.Settled {
			t.Errorf("it was not searched once more: %v after %v, %d devices", anew.Began, again.Began, len(anew.Devices))
		}
		c.End()
		if _, over := c.listenUntil(t.Context(), 0, nil); !over {
			t.Error("it listens after the end")
		}
	}, "192.168.1.64", "192.168.1.71")
	if h, over := (LAN{}).Begin().listenUntil(t.Context(), 0, nil); h.Version != 0 || !over {
		t.Errorf("without a socket: %+v, %v", h, over)
	}
}

func TestAskingAnAddress(t *testing.T) {
	plugIn(t, func(t *testing.T, c *cables) {
		patience := func() Wait {
			return Wait{End: time.After(5 * time.Second), More: func() <-chan time.Time { return time.After(WhoMore) }}
		}
		begun := time.Now()
		if _, d, same := c.Ask(t.Context(), Address{IP: "192.168.1.64"}, anybody, patience()); d.MAC != c.cameras[0].Identity().MAC || same != 1 || time.Since(begun) > 3*time.Second {
			t.Errorf("%s of %d after %v", d.MAC, same, time.Since(begun))
		}
		begun = time.Now()
		if _, d, same := c.Ask(t.Context(), Address{IP: "192.168.1.99"}, anybody, patience()); d.MAC != "" || same != 0 || time.Since(begun) != 5*time.Second {
			t.Errorf("nobody: %s of %d after %v", d.MAC, same, time.Since(begun))
		}
	}, "192.168.1.64", "192.168.1.71")
}

// A device is followed wherever it is heard, until it has been silent for some seconds.
func TestFollowingADevice(t *testing.T) {
	plugIn(t, func(t *testing.T, c *cables) {
		old := sadp.Device{MAC: c.cameras[0].Identity().MAC, IPv4: netip.MustParseAddr("10.0.0.9")}
		if _, d, now := c.Follow(t.Context(), old); !now || AddressText(d.IPv4) != "192.168.1.64" {
			t.Errorf("at %s, now %v", d.IPv4, now)
		}
		if holders := c.HoldersNow(t.Context(), Address{IP: "192.168.1.64"}); len(holders) != 1 || holders[0].MAC != old.MAC {
			t.Errorf("%+v", holders)
		}
		if holders := c.HoldersNow(t.Context(), Address{IP: "192.168.1.99"}); len(holders) != 0 {
			t.Errorf("%+v", holders)
		}
		for _, none := range []sadp.Device{{}, {MAC: two}} {
			if _, d, now := c.Follow(t.Context(), none); now || d.MAC != "" {
				t.Errorf("%q is %+v", none.MAC, d)
			}
		}
		c.cameras[0].PowerOff()
		time.Sleep(fresh)
		if _, d, now := c.Follow(t.Context(), old); now || c.speaks(d) {
			t.Errorf("%s is heard without power", d.MAC)
		}
		if holders := c.HoldersNow(t.Context(), Address{IP: "192.168.1.64"}); len(holders) > 1 { // who spoke last
			t.Errorf("%+v", holders)
		}
	}, "192.168.1.64")
}

func TestSeekingADevice(t *testing.T) {
	plugIn(t, func(t *testing.T, c *cables) {
		first := c.cameras[0].Identity()
		for _, target := range []Target{{MAC: first.MAC}, {Serial: strings.ToUpper(first.Serial[len(first.Serial)-6:])}} {
			if at, key, err := c.Seek(t.Context(), target); err != nil || at.IP != "192.168.1.64" || key != sadp.KeyOf(first.MAC) {
				t.Errorf("%s: %v, %s, %v", target, at, key, err)
			}
		}
		var not NotOneError
		if _, _, err := c.Seek(t.Context(), Target{Serial: "000000000"}); !errors.As(err, &not) || not.ExitCode() != 3 || !strings.Contains(err.Error(), "ends in 000000000") {
			t.Errorf("nobody: %v", err)
		}
		if _, _, err := c.Seek(t.Context(), Target{}); !errors.As(err, &not) || not.ExitCode() != 2 || len(not.Fit) != 2 || !strings.Contains(err.Error(), "192.168.1.71") {
			t.Errorf("several: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, err := c.Seek(ctx, Target{MAC: first.MAC}); !errors.Is(err, context.Canceled) {
			t.Errorf("after the end: %v", err)
		}
	}, "192.168.1.64", "192.168.1.71")
}

// Who sends commands asks the neighbour table too.
func TestTheWayToDevicesKnowsTheNeighbours(t *testing.T) {
	l := LAN{Neighbours: func() (map[netip.Addr]string, error) { return tableOf("192.168.1.64 " + one), nil }}
	if table := l.ToDevices().Neighbours(t.Context()); table[netip.MustParseAddr("192.168.1.64")] != one {
		t.Errorf("%v", table)
	}
	if (LAN{}).ToDevices().Neighbours != nil {
		t.Error("there is a table that nobody has")
	}
}

func TestBothOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		looked := make(chan struct{})
		both := BothOver(looked, time.After(time.Second))
		time.Sleep(2 * time.Second)
		select {
		case <-both:
			t.Error("it did not wait for the look")
		default:
		}
		close(looked)
		<-both
	})
}
