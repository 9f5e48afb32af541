package tui

import (
	"context"
	"io"
	"net/netip"
	"os"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
	"camreset/steps"
	"camreset/steps/lan"

	tea "github.com/charmbracelet/bubbletea"
)

// A screen that waits over night, in a bubble: eight hours with CAMRESET_SLOW_TESTS=1,
// else twenty minutes. What it holds in the end is what it held soon after it began.

// night is one such screen: what stands on the network, and where it waits.
type night struct {
	name     string
	scenario simcam.Scenario
	listed   bool
	at       []steps.ID
	// begin brings it there from the first screen, minute is what happens in each.
	begin  func(*demo)
	minute func(*demo, *simcam.Camera, int)
}

var nights = []night{
	{name: "the list of devices", listed: true, at: []steps.ID{"find"}, scenario: simcam.Scenario{Password: "Garden-22-Gate"}},
	{
		name: "the countdown of a lock", at: []steps.ID{"locked"}, scenario: simcam.Scenario{Password: "Garden-22-Gate", Locked: true, LockTime: 9 * time.Hour},
		begin: func(d *demo) { d.press("enter").wait(5 * time.Second) },
	},
	{
		name: "a start that does not end", at: []steps.ID{"button-power", "button-hold", "button-boot", "button-failed"}, scenario: simcam.Scenario{Password: "Garden-22-Gate"},
		begin: func(d *demo) {
			d.script = script{"menu": {"=reset-button"}}
			for range mostAnswers {
				if !d.settled() || d.walk.Step().ID == "button-power" {
					break
				}
				d.answer()
			}
			d.press("enter")
		},
		minute: func(d *demo, c *simcam.Camera, i int) { // it comes for a moment, and goes again
			switch i % 10 {
			case 1:
				c.PowerOn()
			case 0, 2:
				c.PowerOff()
			}
			if d.walk.Step().ID == "button-failed" {
				d.press("enter")
			}
		},
	},
}

func TestANightBeforeTheScreen(t *testing.T) { // not beside others: it counts what the program holds
	if raced {
		t.Skip("counts memory, and the race detector has a lot of its own")
	}
	long := 20 * time.Minute
	if os.Getenv("CAMRESET_SLOW_TESTS") != "" && !testing.Short() {
		long = 8 * time.Hour
	}
	const most = 2 << 20 // bytes: the simulated cameras keep the last thousand requests
	for _, n := range nights {
		t.Run(n.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				clock := simcam.FastClock(1)
				world := &simnet.Demo{Lan: simtest.NewLanInMemory(clock), Fast: clock, Camera: simcam.New(n.scenario, clock)}
				if err := world.Add("192.168.1.64", world.Camera); err != nil {
					t.Fatal(err)
				}
				world.SetComputer(netip.MustParsePrefix("192.168.1.5/24"))
				for i := range 5 {
					other := simcam.New(simcam.Scenario{Unit: i + 2, Address: netip.AddrFrom4([4]byte{192, 168, 1, byte(100 + i)}).String()}, clock)
					if err := world.Add(netip.AddrFrom4([4]byte{192, 168, 1, byte(100 + i)}).String(), other); err != nil {
						t.Fatal(err)
					}
				}
				env, busy := envOf(world), newTasks(context.Background())
				defer func() {
					busy.end()
					env.Close()
					_ = world.Close()
					time.Sleep(2 * time.Minute) // whoever listens stops by then
				}()
				env.Hand = func(string) {}
				var given lan.Address
				if !n.listed {
					given, _ = lan.ParseAddress("192.168.1.64")
				}
				d := &demo{player: &player{t: t, msgs: make(chan tea.Msg, 10000)}}
				d.model = newModel(env, steps.Begin(env, given), busy, Options{Out: io.Discard})
				d.run(d.Init())
				d.size(80, 24).wait(10 * time.Second)
				if n.begin != nil {
					n.begin(d)
				}
				early := d.sit(n, world.Camera, long/4)
				late := d.sit(n, world.Camera, long*3/4)
				t.Logf("%d kB and %d goroutines after %s, %d kB and %d after %s", early.bytes>>10, early.goroutines, long/4, late.bytes>>10, late.goroutines, long)
				if late.bytes > early.bytes+most || late.goroutines > early.goroutines+2 {
					t.Errorf("it holds more and more:\n%s", d.View())
				}
			})
		})
	}
}

// footprint is what a program holds.
type footprint struct{ bytes, goroutines int }

// sit lets time pass before the screen of a night, and counts what is held then.
func (d *demo) sit(n night, c *simcam.Camera, long time.Duration) footprint {
	d.t.Helper()
	for i := range int(long / time.Minute) {
		if n.minute != nil {
			n.minute(d, c, i)
		}
		d.wait(time.Minute)
		d.frames = nil
		if at := d.walk.Step().ID; !slices.Contains(n.at, at) {
			d.t.Fatalf("after %d minutes it is at %s:\n%s", i, at, d.View())
		}
	}
	synctest.Wait()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return footprint{int(m.HeapAlloc), runtime.NumGoroutine()}
}
