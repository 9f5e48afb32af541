package steps

import (
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/report"
)

// flagged are the answers of a command line that names a camera, its owner, its new
// password and, where one is given, its address.
func flagged(t *testing.T, address string) facts.Flags {
	t.Helper()
	f := facts.Flags{Owner: "mine", New: isapi.NewSecret(strong), Alone: true}
	if address != "" {
		plan, bad := facts.ReadPlan(address, nil)
		if !bad.IsZero() {
			t.Fatal(bad)
		}
		f.Plan = plan
	}
	return f
}

// asksNothing is a walk with flags to which no answer is given at all.
func (w *world) asksNothing(t *testing.T, flags facts.Flags) Walk {
	t.Helper()
	at, _ := lan.ParseAddress(w.ip)
	end, _ := w.tellFrom(t, BeginWith(w.env, at, "", flags), script{})
	return end
}

// A camera without a password needs no question where all is given: over HTTP, and where
// only UDP leads to it.
func TestFlagsNeedNoQuestion(t *testing.T) {
	for name, c := range map[string]struct {
		computer, address string
		udp               int
	}{
		"beside this computer":                    {"", "", 0},
		"beside this computer, another address":   {"", "192.168.1.88/24,192.168.1.1", 0},
		"in another subnet, and then in this one": {"10.0.0.10/24", "10.0.0.88/24", 1},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "inactive", func(s *simcam.Scenario) {
				audibly(s)
				s.Generation, s.Computer = simcam.Portal, c.computer
			})
			end := w.asksNothing(t, flagged(t, c.address))
			count, at := w.camera.Counters(), w.camera.State()
			if Ended(end) != Regained || at.Password != strong || count.Activations != 1 || count.SADP["activate"] != c.udp {
				t.Errorf("%s at %s, %d activations, %v", Ended(end), end.Step().ID, count.Activations, count.SADP)
			}
			if want, _, _ := strings.Cut(c.address, "/"); want != "" && (at.Address != want || count.SADP["update"] != 1) || want == "" && count.SADP["update"] != 0 {
				t.Errorf("it is at %s, %v", at.Address, count.SADP)
			}
			if all, err := w.env.store().Walks(); len(all) != 0 || err != nil {
				t.Errorf("%d walks are still saved, %v", len(all), err)
			}
		}))
	}
}

// Nothing weaker is agreed by flags: a form that others could work out is asked about,
// and without a TARGET so is what goes out over UDP.
func TestFlagsAgreeToNothingWeaker(t *testing.T) {
	t.Run("an address without salt", besides(func(t *testing.T) {
		w := newWorld(t, "inactive", audibly)
		at, _ := lan.ParseAddress(w.ip)
		end, log := w.tellFrom(t, BeginWith(w.env, at, "", flagged(t, "192.168.1.88/24")), script{"confirm-network": {"leave"}, "done": {"finish"}})
		if w.camera.Counters().SADP["update"] != 0 || !slices.Contains(log, "confirm-network=leave") || Ended(end) != Regained {
			t.Errorf("%s, %v", Ended(end), log)
		}
		if said := end.Named("done").Say(end.Facts()).String(); strings.Contains(said, "192.168.1.88") {
			t.Errorf("what the user has left is asked for again: %s", said)
		}
	}))
	t.Run("over UDP without a TARGET", besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) {
			audibly(s)
			s.Generation, s.Computer = simcam.Portal, "10.0.0.10/24"
		})
		flags := flagged(t, "")
		flags.Alone = false
		end, log := w.tellFrom(t, BeginWith(w.env, lan.Address{}, "", flags), script{
			"find": {w.camera.Identity().MAC}, "other-subnet": {"activate"}, "new-password": {""}, "restore-network": {"free"}, "confirm-network": {"send"}, "done": {"finish"},
		})
		if !slices.ContainsFunc(log, func(s string) bool { return strings.HasPrefix(s, "new-password=") }) || Ended(end) != Regained || w.camera.State().Password != strong {
			t.Errorf("%s, %v", Ended(end), log)
		}
		if box := end.Named("new-password").Box(end.Facts()).String(); strings.Contains(box, strong) {
			t.Error("the password of the file is shown")
		}
	}))
}

// A password that the camera did not take is not sent again by itself.
func TestFlaggedPasswordIsHandedOnce(t *testing.T) {
	f := &Facts{Run: facts.Run{Flags: facts.Flags{New: isapi.NewSecret(strong)}}}
	if f.HandNew(); !f.FlagsAgree() {
		t.Error("it is not taken")
	}
	f.ByFlags = false // another visit
	if f.HandNew(); f.FlagsAgree() {
		t.Error("it is taken twice")
	}
}

// The way that was wished for is gone to once, where the look allows it.
func TestFlaggedMethod(t *testing.T) {
	for scenario, asked := range map[string]string{"forgotten": "try-password=menu menu=:quit", "locked": "[tries: They are locked for another 30:00.] locked=:quit"} {
		t.Run(scenario, besides(func(t *testing.T) {
			w := newWorld(t, scenario, nil)
			at, _ := lan.ParseAddress(w.ip)
			_, log := w.tellFrom(t, BeginWith(w.env, at, "", facts.Flags{Owner: "for-owner", Method: "try-password"}), script{"try-password": {"menu"}, "menu": {flow.SayQuit}, "locked": {flow.SayQuit}})
			if got := strings.Join(log, " "); got != asked {
				t.Errorf("asked %q, want %q", got, asked)
			}
		}))
	}
}

// From the last screen of one camera to the next: whose they are is not asked again, the
// finished one is marked, and each has its report and its own result.
func TestNextCamera(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Portal })
		other := simcam.New(simcam.Scenario{Generation: simcam.Portal, Inactive: true, Unit: 10}, simcam.FastClock(factor))
		if err := w.lan.Add("192.168.1.70", other); err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		w.env.Report = filepath.Join(folder, "done.txt")
		end, log := w.tellFrom(t, Begin(w.env, lan.Address{}), script{
			"find": {w.camera.Identity().MAC, other.Identity().MAC, flow.SayQuit}, "owner": {"mine"}, "new-password": {"own"}, "own-password": {strong}, "done": {"next"},
		})
		owners := slices.DeleteFunc(slices.Clone(log), func(s string) bool { return s != "owner=mine" })
		if len(owners) != 1 || end.Step().ID != "find" || Ended(end) != Regained || w.camera.State().Password != strong || other.State().Password != strong {
			t.Errorf("%s at %s; %v", Ended(end), end.Step().ID, log)
		}
		marked := 0
		for _, e := range report.Listed(end.Facts()) {
			if strings.HasPrefix(e.Cells[3], report.FinishedHere) {
				marked++
			}
		}
		if f := end.Facts(); marked != 2 || f.Won || f.Writes != 0 || !f.Answers.New.IsZero() || f.Answers.Owner != "" || Standing(end) != "2 devices are finished." {
			t.Errorf("%d are marked, %q; %v", marked, Standing(end), report.Listed(f))
		}
		if files, _ := os.ReadDir(folder); len(files) != 2 {
			t.Errorf("reports: %v", files)
		}
		if all, err := w.env.store().Walks(); len(all) != 0 || err != nil {
			t.Errorf("%d walks are still saved, %v", len(all), err)
		}
		if _, back := end.Back(); back {
			t.Error("going back leads to a camera that is finished")
		}
	})(t)
}

func TestReadPlan(t *testing.T) {
	own := []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24")}}}
	for typed, says := range map[string]string{
		"192.168.1.70/24": "", "192.168.1.70/24,192.168.1.1": "", "10.1.2.3/16": "",
		"192.168.1.70": "Type it as", "192.168.1.999/24": "Type it as", "fe80::1/64": "Type it as", "": "Type it as",
		"8.8.8.8/24": "not a private address", "192.168.1.10/24": "address of this computer", "192.168.1.0/24": "whole network", "192.168.1.70/31": "mask",
		"192.168.1.70/24,10.0.0.1": "no router", "192.168.1.70/24,192.168.1.70": "itself", "192.168.1.70/24,router": "four numbers",
	} {
		plan, why := facts.ReadPlan(typed, own)
		if says == "" && (!why.IsZero() || !plan.IPv4.IsValid() || !plan.Gateway.IsValid()) || !strings.Contains(why.String(), says) {
			t.Errorf("%q: %+v, %q; want %q", typed, plan, why, says)
		}
	}
}
