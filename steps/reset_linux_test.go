package steps

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam/simtest"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// A camera is reset whose link is taken down, and which refuses, and then refuses what it
// is asked, before it tells its state. The list moves by that and by the clock, and says
// which; only the camera's own word is a success. In real time, on the system's sockets.
func resetOnRealSockets(t *testing.T) {
	boots := map[string]time.Duration{"it is back within the hold": 6 * time.Second}
	if os.Getenv("CAMRESET_SLOW_TESTS") != "" {
		boots["it is back after 100 s"] = 100 * time.Second // 30 s to press, 70 s to start
	}
	for how, off := range boots {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			c := newCables(t)
			c.Join(false)
			hand, cameraEnd := c.Start(c.Camera, "starting "+off.String())
			_, resetterEnd := c.Start(c.Computer, "resetter")
			if _, err := fmt.Fprintln(hand, "go"); err != nil {
				t.Fatal(err)
			}
			said, did := resetterEnd(), simtest.Moments(cameraEnd())
			seen := simtest.Moments(said)
			for _, m := range []struct {
				seen, did string
				limit     time.Duration
			}{{"off", "off", 3 * time.Second}, {"power", "refuses", 1500 * time.Millisecond}, {"inactive", "tells", 1500 * time.Millisecond}} {
				at, was := seen[m.seen]
				took := at.Sub(did[m.did])
				t.Logf("%s: %s is seen after %s", how, m.seen, took.Round(time.Millisecond))
				if !was || took > m.limit || took < 0 {
					t.Errorf("%s: %s is seen %v, after %s:\n%s", how, m.seen, was, took, said)
				}
			}
			if strings.Contains(said, "wrong:") {
				t.Error(said)
			}
			if let, was := seen["let-go"]; off > time.Minute && (!was || let.Sub(seen["off"]) < toPin+holdTime) {
				t.Errorf("let go is said %v, after %s", was, let.Sub(seen["off"]))
			}
		})
	}
}

// resetterRole is the list of the reset, with the system's own Env. It says when it has
// come to what, and what is wrong in what it shows.
func resetterRole(t *testing.T) {
	t.Setenv("CAMRESET_STATE", t.TempDir())
	env := System()
	defer env.Close()
	given, _ := lan.ParseAddress("192.168.1.64")
	f := Facts{Camera: facts.Camera{Target: given, Place: lan.Near}, Reset: facts.Reset{OldTarget: given}}
	f.Before.Status.Activated = isapi.Yes
	at := flow.Start(Guide(), f).Enter("button-power")
	for begun := time.Now(); !at.Facts().Reachable() && time.Since(begun) < 10*time.Second; at = rounds(t, env, at, 1) {
	}
	fmt.Println("ready")
	said := map[string]bool{}
	say := func(word string, so bool) {
		if so && !said[word] {
			said[word] = true
			simtest.Moment(word, time.Now())
		}
	}
	for begun := time.Now(); at.Step().ID != "adopt" && time.Since(begun) < 3*time.Minute; time.Sleep(lookEvery) {
		at = rounds(t, env, at, 1)
		f, step := at.Facts(), at.Step()
		say("off", f.DarkSeen)
		say("power", !f.PowerAt.IsZero())
		say("let-go", step.ID == "button-boot")
		say("inactive", step.ID == "adopt")
		if within, _ := at.Sequence(); within == nil {
			continue
		}
		list, now, told := step.List(f), 0, ""
		for _, item := range list {
			if item.Now {
				now++
			}
		}
		for _, row := range at.Rows() {
			if told += row.Result.Detail.String() + row.Result.Until.String(); row.Result.Status == "" {
				told += row.Title.String() // it is just being measured
			}
		}
		if power := list[plugIn].Found.String(); now != 1 || told == "" || f.ResetSeen || list[pullPlug].Past && list[pullPlug].Found.String() != "it is off" || (power == "it has power") != (list[plugIn].Past && said["power"]) {
			fmt.Printf("wrong: at %s %d things are to be done, the power is told as %q, and it says %q\n", step.ID, now, power, told)
		}
	}
}
