package steps

import (
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/report"
	"camreset/steps/sentences"
	"camreset/steps/steptest"
)

// Who types the port of the maker's programs, or of the video, is shown where the page
// is, and goes on there after a yes.
func TestAPortWithoutAPageLeadsToThePage(t *testing.T) {
	for port, says := range map[int]string{8000: "the maker's programs", 554: "the video stream", 8123: "No page answers at port 8123"} {
		t.Run(says, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", knows)
			r := inspected(t, w.env, lan.Address{IP: w.ip, Port: port})
			row := r.Checks[slices.IndexFunc(r.Checks, func(c report.Check) bool { return c.ID == "answers" })]
			if row.Status != Warn || !strings.Contains(row.Detail, says) || !strings.Contains(row.Hint, w.ip) {
				t.Errorf("%+v", row)
			}
			answers := mine.with(script{"other-port": {"yes"}, "try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"finish"}})
			end, log := w.tellFrom(t, Begin(w.env.WithCameras(), lan.Address{IP: w.ip, Port: port}), answers)
			if Ended(end) != AlreadyIn || !passed(end, "other-port") || steptest.Tries(w.camera.Counters()) != 2 {
				t.Errorf("%s, %+v; %v", Ended(end), w.camera.Counters(), log)
			}
		}))
	}
}

// The page is where the device told over UDP that it is, or at the usual port; what is
// typed belongs to the maker's programs, or to the video, and speaks as it does.
func TestThePageIsLookedForWhereTheDeviceTold(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); knows(s) })
		w.camera.SetNetwork(netip.MustParsePrefix(w.ip+"/24"), 8181)
		r := inspected(t, w.env, lan.Address{IP: w.ip, Port: 8000})
		if row := rowIn(r, "answers"); row.Status != Warn || !strings.Contains(row.Detail, "the maker's programs") || !strings.Contains(row.Hint, w.ip+":8181") {
			t.Errorf("%+v", row)
		}
		answers := mine.with(script{"other-port": {"yes"}, "try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"finish"}})
		end, log := w.tellFrom(t, Begin(w.env.WithCameras(), lan.Address{IP: w.ip, Port: 8000}), answers)
		if f := end.Facts(); Ended(end) != AlreadyIn || !passed(end, "other-port") || f.Target.Port != 8181 {
			t.Errorf("%s at %s; %v", Ended(end), f.Target, log)
		}
	})(t)
}

// Ports of the maker that speak their own language, beside a page at the usual port.
func TestTheMakersPortsAreNoOtherDevice(t *testing.T) {
	t.Parallel()
	d := usual()
	env := doorsOf(t, map[string]net.Addr{
		"80": served(t, d), "8000": serving(t, func(net.Conn) {}), "554": serving(t, answering("RTSP/1.0 400 Bad Request\r\nCSeq: 0\r\n\r\n")),
	})
	for port, says := range map[string]string{"8000": "the maker's programs", "554": "the video stream"} {
		at, _ := lan.ParseAddress(caseAddress + ":" + port)
		r := inspected(t, env, at)
		if row := rowIn(r, "answers"); r.Verdict != "unknown" || r.ExitCode() != 6 || row.Status != Warn || !strings.Contains(row.Detail, says) || row.Hint != "Look at "+caseAddress+" instead." {
			t.Errorf("%s: %s; %+v", port, lineOf(r), row)
		}
	}
}

// A port that takes the connection and says nothing is no other device, and no way in
// is offered at once: restarting comes first.
func TestAMutePortIsRestartedFirst(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	env := plainEnv(t)
	given, _ := lan.ParseAddress(l.Addr().String())
	f := Facts{Camera: facts.Camera{Target: given, Place: lan.Near}}
	f.Seen.Reach = isapi.Reach{State: isapi.ReachMute, Port: given.Port}
	to, _ := look().To(look().Judge(&f))
	w := flow.Start(Guide(), f).Enter(to)
	if step := w.Step(); step.ID != "unreachable" || step.Ask.Ordered(&f)[0].Key != "restart" {
		t.Fatalf("%s: %+v", step.ID, step.Ask.Ordered(&f)[0])
	}
	at := rounds(t, env, w, 2) // the port takes connections, which is no answer
	if at.Step().ID != "unreachable" || !strings.Contains(at.Step().Say(at.Facts()).String(), "says nothing") {
		t.Errorf("%s: %s", at.Step().ID, at.Step().Say(at.Facts()))
	}
}

// A lock whose time is over is not shown any more, wherever its row stands.
func TestALockThatIsOverIsNotShown(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "locked", nil)
		given, _ := lan.ParseAddress(w.ip)
		at := rounds(t, w.env, flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given, Place: lan.Near}}).Enter("look"), 1)
		trail := at.Trail()
		row := func(at Walk) Result {
			rows := at.Passed(trail[len(trail)-1])
			return rows[slices.IndexFunc(rows, func(r Row) bool { return r.Check == "tries" })].Result
		}
		if got := row(at); got.Status != Fail || !strings.Contains(got.Detail.String(), "They are locked for ") {
			t.Fatalf("%+v", got)
		}
		at = at.With(func(f *Facts) { f.Now = f.Now.Add(time.Hour) })
		if got := row(at); got.Status == Fail || strings.Contains(got.Detail.String(), "They are locked") {
			t.Errorf("an hour later it says %+v", got)
		}
	})(t)
}

// A page that was silent at the look and answers by now is no way that is shut.
func TestThePageThatCameIsNotShut(t *testing.T) {
	f := active(nil)
	f.Record.MAC = "44:19:b6:5c:00:10"
	f.Seen = isapi.Seen{Reach: isapi.Reach{State: isapi.ReachRefused}}
	f.Alive.State = isapi.ReachRefused
	if sentences.ShutPage(&f).IsZero() {
		t.Error("a page that refuses is offered")
	}
	f.Alive.State = isapi.ReachOpen
	if why := sentences.ShutPage(&f); !why.IsZero() {
		t.Errorf("it answers by now: %s", why)
	}
}
