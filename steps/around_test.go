package steps

import (
	"context"
	"net/netip"
	"slices"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/steptest"
)

// Of a device that does not answer at all nobody is asked whose it is, before it answers.
func TestWhoseItIsIsAskedOnceItAnswers(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "unplugged", knows)
		answers := mine.with(script{"unreachable": {"again"}, "menu": {"try-password"}, "try-password": {"Garden-22-Gate"}, "done": {"finish"}})
		var log []string
		ask := answers.ask(t, &log)
		given, _ := lan.ParseAddress(w.ip)
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		end, err := w.run(ctx, w.env, Begin(w.env, given), func(ctx context.Context, at Walk, refused error) (string, error) {
			if at.Step().ID == "unreachable" {
				w.camera.PowerOn()
				w.pass(3 * time.Minute)
			}
			return ask(ctx, at, refused)
		}, nil)
		if err != nil || Ended(end) != AlreadyIn || len(log) < 2 || log[0] != "unreachable=again" || log[1] != "owner=mine" {
			t.Errorf("%s, %v; %v", Ended(end), err, log)
		}
	})(t)
}

// The ways that need no network are shown after it was said whose it is, and no sooner.
func TestTheOfflineWaysAreTheOwners(t *testing.T) {
	for _, c := range []struct {
		answers script
		end     ID
	}{
		{script{"unreachable": {"menu"}, "owner": {"mine"}, "menu": {flow.SayQuit}}, "menu"},
		{script{"unreachable": {"menu"}, "owner": {"neither"}}, "not-yours"},
		{script{"unreachable": {"menu", flow.SayQuit}, "owner": {flow.SayBack}}, "unreachable"},
		{script{"unreachable": {"restart", flow.SayQuit}, "restart-off": {"leave"}}, "unreachable"},
	} {
		t.Run(string(c.end), besides(func(t *testing.T) {
			w := newWorld(t, "unplugged", nil)
			if end, log := w.tell(t, c.answers); end.Step().ID != c.end {
				t.Errorf("it ends at %s, not at %s: %v", end.Step().ID, c.end, log)
			}
		}))
	}
}

// Where nothing answers, each row says what was measured, and nothing else is said.
func TestWhatIsSeenAroundASilentAddress(t *testing.T) {
	silent, _ := steptest.Find("silent")
	others := func(f *Facts) {
		f.Heard.Devices = []sadp.Device{{MAC: "44:19:b6:00:00:01", IPv4: netip.MustParseAddr("192.168.1.65")}, {MAC: "44:19:b6:00:00:02", Gone: true}}
	}
	const power, cable = " Power: look for a light on the camera or its switch port", "ok Cable: this computer has a network (eth0, 192.168.1.5)"
	for name, c := range map[string]struct {
		change func(*Facts)
		want   []string
	}{
		"nothing measured":  {func(*Facts) {}, []string{power, cable}},
		"networks not read": {func(f *Facts) { f.Own = nil }, []string{power}},
		"nobody there":      {func(f *Facts) { f.Around.Neighbour, f.Heard.Settled = isapi.No, true }, []string{power, cable, "warn Address: no device at this address on this network", "warn Heard: no other camera answers here"}},
		"seen lately, another one there": {func(f *Facts) { f.Around.Neighbour = isapi.Yes; others(f) },
			[]string{power, cable, "warn Address: a device was seen at this address lately", "ok Heard: 1 other device answers here"}},
		"no network":            {func(f *Facts) { f.Around.Apart = true; others(f) }, []string{power, "fail Cable: this computer has no network: plug it in, or join the Wi-Fi"}},
		"its own network lost":  {func(f *Facts) { f.OwnLost, f.Around.Neighbour = true, isapi.No; others(f) }, []string{power}},
		"another address range": {func(f *Facts) { f.Target.IP = "10.0.0.70"; others(f) }, []string{power, "ok Cable: this computer has a network", "ok Heard: 1 other device answers here"}},
		"it refuses":            {func(f *Facts) { f.Seen.Reach.State = isapi.ReachRefused }, nil},
	} {
		f := silent.Facts
		c.change(&f)
		var got []string
		for _, v := range unreachable().Values(&f) {
			got = append(got, string(v.Mark)+" "+v.Name.String()+": "+v.Value.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What lies around is measured while the address is looked for.
func TestWhatLiesAroundIsMeasured(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "unplugged", nil)
		if err := w.lan.Add("192.168.1.65", simcam.New(simcam.Scenario{Generation: simcam.Portal, Unit: 9}, simcam.FastClock(factor))); err != nil {
			t.Fatal(err)
		}
		f := Facts{Camera: facts.Camera{Target: lan.Address{IP: w.ip}, Place: lan.Near}, Clock: flow.Clock{Now: w.env.Now()}}
		f.Own, _ = w.env.Interfaces()
		for range 5 {
			change, _ := lookingFor.Run(t.Context(), w.env, &f)
			change(&f)
			w.pass(10 * time.Second)
		}
		if f.Around != (facts.Around{Neighbour: isapi.No}) || len(f.Heard.Devices) != 1 {
			t.Errorf("%+v, %d devices", f.Around, len(f.Heard.Devices))
		}
		w.env.SADP.Interfaces = func() ([]sadp.Interface, error) { return nil, nil }
		if change, _ := lookingFor.Run(t.Context(), w.env, &f); true {
			change(&f)
		}
		if !f.Around.Apart {
			t.Error("it has no network, and does not say so")
		}
	})(t)
}

// What was silent once is gone on with as soon as it speaks: nobody restarts what works.
func TestWhatWasSilentOnceIsGoneOnWith(t *testing.T) {
	for _, c := range []struct {
		at               ID
		scenario         string
		change           func(*simcam.Scenario)
		silences, speaks func(*simcam.Scenario)
		answers          script
	}{
		{
			"unreachable", "forgotten", knows,
			func(s *simcam.Scenario) { s.Delay = time.Hour }, func(s *simcam.Scenario) { s.Delay = 0 },
			mine.with(script{"menu": {"try-password"}, "try-password": {"Garden-22-Gate"}}),
		},
		{
			"write-failed", "moved", audibly,
			func(s *simcam.Scenario) { s.SADP.Mute = []string{"exchangecode"} }, func(s *simcam.Scenario) { s.SADP.Mute = nil },
			byButton.with(script{"confirm-network": {"send"}, "restore-network": {"old"}}),
		},
	} {
		t.Run(string(c.at), besides(func(t *testing.T) {
			w := newWorld(t, c.scenario, c.change)
			w.camera.Set(c.silences)
			end, log := w.tellWith(t, w.ip, c.answers.with(script{c.at: {"again"}}), c.at, func() { w.camera.Set(c.speaks) })
			if got := Ended(end); got != Regained && got != AlreadyIn || !passed(end, c.at) {
				t.Errorf("%s; %v", got, log)
			}
		}))
	}
}
