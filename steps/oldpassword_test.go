package steps

import (
	"context"
	"net/netip"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
	"camreset/steps/clients"
	"camreset/steps/flow"
)

const (
	recorderAt = "192.168.1.50"
	oldWord    = "Garden-22-Gate"
)

// recorder puts a recorder with the camera's old password on the network, which tries it
// every so often.
func (w *world) recorder(t *testing.T, every time.Duration) *simtest.Recorder {
	t.Helper()
	r := simtest.AddRecorder(w.lan, simcam.FastClock(factor), netip.MustParsePrefix(recorderAt+"/24"), w.ip, oldWord, every)
	t.Cleanup(r.Close)
	return r
}

// logins are the requests for a page that carried a login.
func (w *world) logins(path string) int { return w.camera.Counters().ByPath[path] / 2 }

// inAgain walks to the last list with a new password, and gives the walk as it stands there.
func (w *world) inAgain(t *testing.T, s script) Walk {
	t.Helper()
	var log []string
	var there Walk
	ask := s.ask(t, &log)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	end, err := w.run(ctx, w.env, Begin(w.env, w.given(s)), func(ctx context.Context, at Walk, refused error) (string, error) {
		switch {
		case at.Step().ID == "done" && !at.Facts().NewSent:
			return "password", nil
		case at.Step().ID == "done":
			there = at
			return flow.SayQuit, nil
		}
		return ask(ctx, at, refused)
	}, nil)
	if err != nil || there.Step().ID != "done" {
		t.Fatalf("%v at %s after %s", err, end.Step().ID, strings.Join(log, " "))
	}
	return there
}

// answered gives an answer, and lets the checks of where it leads run once.
func (w *world) answered(t *testing.T, at Walk, key string) Walk {
	t.Helper()
	at, err := at.Answer(key, w.env.Now())
	if err != nil {
		t.Fatalf("%s: %v", at.Step().ID, err)
	}
	return rounds(t, w.env, at, 1)
}

// labels are the answers of a screen that can be seen.
func labels(w Walk) string {
	var all []string
	for _, o := range w.Step().Ask.Ordered(w.Facts()) {
		mark := ""
		if o.Mark != nil {
			mark = string(o.Mark(w.Facts())) + " "
		}
		all = append(all, mark+o.LabelFor(w.Facts()).String())
	}
	return strings.Join(all, "\n")
}

// shownAt is all that a screen shows of its own.
func shownAt(w Walk) string {
	s, f := w.Step(), w.Facts()
	all := []string{s.TitleFor(f).String(), s.Say(f).String(), s.State(f).String()}
	if s.Values != nil {
		for _, v := range s.Values(f) {
			all = append(all, v.Value.String())
		}
	}
	if s.List != nil {
		for _, i := range s.List(f) {
			all = append(all, i.Do.String(), i.At.String())
		}
	}
	return strings.Join(all, "\n") + "\n" + labels(w)
}

var newFromOld = script{
	"owner": {"mine"}, "menu": {"try-password"}, "try-password": {oldWord}, "agree-clear": {"no"}, "new-password": {"own"}, "own-password": {strong},
}

// The recorder has the old password, which somebody has just changed. The last list names
// it, its screen sees that it tries on, and that it was let in with the new one.
func TestRecorderKeepsTheOldPassword(t *testing.T) {
	t.Parallel()
	for _, generation := range []simcam.Generation{simcam.Session, simcam.Portal, simcam.RecorderGen} {
		t.Run(string(generation), besides(func(t *testing.T) {
			w := newWorld(t, "inactive", func(s *simcam.Scenario) { s.Generation, s.LockTime = generation, 5*time.Minute })
			recorder := w.recorder(t, 20*time.Second)
			at := w.inAgain(t, mine.with(script{"agree-clear": {"no"}, "new-password": {"own"}, "own-password": {strong}}))
			w.pass(time.Minute)
			passes := w.logins(logSearchPage)
			at = rounds(t, w.env, w.answered(t, at, "others"), 3)
			if n := w.logins(logSearchPage) - passes; n != 1 {
				t.Errorf("its log was read %d times in one look", n)
			}
			if listed := at.Facts().UsedBy(); len(listed) != 1 || listed[0].Address != recorderAt || listed[0].Refused < 2 || listed[0].State != clients.Tries {
				t.Fatalf("the recorder is not seen: %+v", listed)
			}
			if said := shownAt(at); !strings.Contains(said, "What is at "+recorderAt) || !strings.Contains(said, "It still tries: the last came") {
				t.Errorf("it says\n%s", said)
			}
			at = w.answered(t, at, "recorder")
			if said := shownAt(at); !strings.Contains(said, "Camera Management") || !strings.Contains(said, "password to "+recorderAt) {
				t.Errorf("it says\n%s", said)
			}
			at = w.answered(t, at, "later")
			if said := labels(at); !strings.Contains(said, "warn Give the new password to "+recorderAt) || strings.Contains(said, "192.168.1.10") {
				t.Errorf("the last list says\n%s", said)
			}

			recorder.SetPassword(strong)
			w.pass(6 * time.Minute) // its own lock ends
			at = w.answered(t, w.answered(t, at, "others"), "vms")
			if said := shownAt(at); !strings.Contains(said, "It was let in at") || !strings.Contains(said, "The wrong tries have stopped.") {
				t.Errorf("after it got the new one it says\n%s", said)
			}
			at = w.answered(t, at, "later")
			if said := labels(at); !strings.Contains(said, "ok Give the new password to "+recorderAt) {
				t.Errorf("the last list says\n%s", said)
			}
			if got := w.camera.TriesOf("192.168.1.10"); got.Wrong+got.Refused > 0 {
				t.Errorf("camreset itself was refused: %+v", got)
			}
		}))
	}
}

// It is switched off and never comes again: that it has stopped is measured too.
func TestRecorderIsSwitchedOff(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Password = oldWord })
		recorder := w.recorder(t, 20*time.Second)
		at := w.inAgain(t, newFromOld)
		w.pass(2 * time.Minute)
		at = w.answered(t, at, "others")
		recorder.Close()
		at = w.answered(t, at, "recorder")
		for _, want := range []string{"None since.", "the wrong tries have stopped"} {
			w.pass(90 * time.Second)
			at = rounds(t, w.env, at, 1)
			if said := at.Step().State(at.Facts()).String(); !strings.Contains(said, want) {
				t.Errorf("it says %q, want %q", said, want)
			}
		}
		before := w.camera.Counters().Logins
		for range 4 {
			w.pass(31 * time.Second)
			at = rounds(t, w.env, at, 1)
		}
		if n := w.camera.Counters().Logins - before; n > 12 {
			t.Errorf("four looks took %d logins", n)
		}
	})(t)
}

const (
	onlinePage    = "/ISAPI/Security/onlineUser"
	logSearchPage = "/ISAPI/ContentMgmt/logSearch"
)

// Where the camera does not show it, that is said, and nothing is measured again.
func TestOldPasswordThatIsNotShown(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*simcam.Scenario)
		says   string
	}{
		"activation": {func(s *simcam.Scenario) { s.Generation = simcam.Activation }, "does not show who logs in"},
		"missing":    {func(s *simcam.Scenario) { s.Missing = []string{onlinePage, logSearchPage} }, "does not show who logs in"},
		"no rights":  {func(s *simcam.Scenario) { s.NoRights = []string{onlinePage, logSearchPage} }, "no right to see who logs in"},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "inactive", c.change)
			w.recorder(t, 20*time.Second)
			at := w.inAgain(t, mine.with(script{"agree-clear": {"no"}, "new-password": {"own"}, "own-password": {strong}}))
			w.pass(2 * time.Minute)
			before := w.camera.Counters().Logins - w.camera.TriesOf(recorderAt).Wrong - w.camera.TriesOf(recorderAt).Refused
			about := at.Step().Ask.Option("others").About(at.Facts()).String()
			at = rounds(t, w.env, w.answered(t, at, "others"), 3)
			if said := shownAt(at); !strings.Contains(said, c.says) || !strings.Contains(about, c.says) || strings.Contains(said, recorderAt) {
				t.Errorf("it says %q, and\n%s", about, said)
			}
			_ = before
			if len(at.Facts().UsedBy()) != 0 {
				t.Errorf("it knows %+v", at.Facts().UsedBy())
			}
			if at = w.answered(t, at, "given"); !strings.Contains(labels(at), "ok Give the new password to recorders, programs and apps") {
				t.Errorf("it is not ticked:\n%s", labels(at))
			}
		}))
	}
}

// Somebody changes the password while it is looked at: that costs one try, and nothing
// is read any more.
func TestLookingAgainStopsAtTheFirstRefusal(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Password = oldWord })
		at := w.inAgain(t, newFromOld)
		w.camera.SetPassword("Somebody-9-Else")
		before := w.camera.Counters()
		for range 4 {
			w.pass(31 * time.Second)
			at = rounds(t, w.env, at.Enter("clients"), 1)
		}
		after := w.camera.Counters()
		if n := after.Wrong - before.Wrong; n != 1 || after.Logins-before.Logins != 1 {
			t.Errorf("%d wrong logins of %d", n, after.Logins-before.Logins)
		}
		if f := at.Facts(); !f.Login.Password.IsZero() || f.Clients.Problem == "" {
			t.Errorf("the login is kept, problem %q", f.Clients.Problem)
		}
	})(t)
}

// Nobody is asked more often than every half a minute, whatever is entered.
func TestLookingAgainIsRare(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Password = oldWord })
		at := w.inAgain(t, newFromOld)
		w.pass(31 * time.Second)
		before := w.logins(onlinePage)
		for range 10 {
			at = rounds(t, w.env, at.Enter("clients"), 2)
			w.pass(5 * time.Second)
		}
		if n := w.logins(onlinePage) - before; n < 1 || n > 2 {
			t.Errorf("it was read %d times in 50 seconds", n)
		}
	})(t)
}

// After a reset with the button the recorder that is heard is called by its name: its row
// leads at once to what there is to do at a recorder.
func TestRecorderIsNamedAfterTheReset(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); s.Generation, s.Password = simcam.Portal, oldWord })
		device := simcam.New(simcam.Scenario{Generation: simcam.RecorderGen, Model: "DS-7608NI-K2"}, simcam.FastClock(factor))
		if err := w.lan.Add(recorderAt, device); err != nil {
			t.Fatal(err)
		}
		w.recorder(t, 15*time.Second)
		at := w.inAgain(t, byButton.with(script{"restore-network": {"leave"}, "same-camera": {"yes"}, "agree-clear": {"no"}, "agree-udp": {"yes"}}))
		w.pass(time.Minute)
		at = rounds(t, w.env, at.Enter("clients"), 1)
		at = rounds(t, w.env, at.Enter("done"), 1)
		if said := labels(at); !strings.Contains(said, "warn Give the new password to the recorder "+recorderAt) {
			t.Fatalf("the last list says\n%s\n%+v", said, at.Facts().Clients)
		}
		at = w.answered(t, at, "others")
		if said := shownAt(at); at.Step().ID != "client" || !strings.Contains(said, recorderAt+"  DS-7608NI-K2") || !strings.Contains(said, "Camera Management") {
			t.Errorf("%s says\n%s", at.Step().ID, said)
		}
		// What it is, is the user's word in the end.
		if at = w.answered(t, at, "kinds"); at.Step().ID != "clients" {
			t.Errorf("at %s", at.Step().ID)
		}
		if at = w.answered(t, w.answered(t, at, "frigate"), "given"); !strings.Contains(labels(at), "ok Give the new password to the recorder") {
			t.Errorf("it is not ticked:\n%s", labels(at))
		}
	})(t)
}

// One that is heard and not shown is said to be that.
func TestRecorderThatNothingShows(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Activation })
		if err := w.lan.Add(recorderAt, simcam.New(simcam.Scenario{Generation: simcam.RecorderGen, Model: "DS-7608NI-K2"}, simcam.FastClock(factor))); err != nil {
			t.Fatal(err)
		}
		at := w.inAgain(t, mine.with(script{"agree-clear": {"no"}, "agree-udp": {"yes"}, "new-password": {"own"}, "own-password": {strong}}))
		at = w.answered(t, at, "others")
		if said := shownAt(at); !strings.Contains(said, "A recorder was found at "+recorderAt+" (DS-7608NI-K2). Nothing shows whether it has this camera.") {
			t.Errorf("it says\n%s", said)
		}
	})(t)
}

// Before a reset and before a new password stands what shows that others try.
func TestOthersAreNamedBeforeAReset(t *testing.T) {
	for name, change := range map[string]func(*Facts){
		"Something else is trying": func(f *Facts) {
			f.Others.Tries, f.Others.From, f.Others.To, f.Others.Seen = 2, 5, 3, f.Now
		},
		"none of the wrong passwords came from here": func(f *Facts) { f.Seen.Check.Lock.Locked = isapi.Yes },
		"": func(*Facts) {},
	} {
		f := active(change)
		for _, id := range []ID{"button-warn", "new-password"} {
			s, _ := Guide().Step(id)
			said := joined(s.Sheet(&f))
			if !strings.Contains(said, name) || strings.Contains(said, "switch off") != (name != "") {
				t.Errorf("%s says %q, want %q", id, said, name)
			}
		}
	}
}
