package steps

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/notes"
)

// What happens in the middle of a walk: going back, dying, restarting, another
// device, a late reply.

func TestSomethingElseAnswers(t *testing.T) {
	router := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("WWW-Authenticate", `Basic realm="Home Router"`)
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer router.Close()
	env := System()
	home := t.TempDir()
	folder := notes.Folder(home)
	env.Read, env.Update = folder.Read, folder.Update
	defer env.Close()
	w := &world{env: env, ip: strings.TrimPrefix(router.URL, "http://"), planted: newPlanted(home, t.Errorf)}
	end, log := w.tell(t, mine.with(script{"not-hikvision": {"finish"}}))
	if Ended(end) != GaveUp || !passed(end, "not-hikvision") {
		t.Errorf("%s; %v", Ended(end), log)
	}
}

// The camera loses power between the answer and the login, and comes back.
func TestCameraRebootsInTheMiddle(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", knows)
		answers := mine.with(script{"try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"finish"}, "unreachable": {"again"}})
		var log []string
		ask := answers.ask(t, &log)
		off := false
		given, _ := lan.ParseAddress(w.ip)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		end, err := w.run(ctx, w.env, Begin(w.env, given), func(ctx context.Context, at Walk, refused error) (string, error) {
			switch id := at.Step().ID; {
			case id == "try-password" && !off:
				off = true
				w.camera.PowerOff()
				w.camera.PowerOn()
			case id == "unreachable":
				w.pass(10 * time.Second)
			}
			return ask(ctx, at, refused)
		}, nil)
		if err != nil || Ended(end) != AlreadyIn || w.camera.Counters().Wrong != 0 || !passed(end, "unreachable") {
			t.Errorf("%s, %v, %+v; %v", Ended(end), err, w.camera.Counters(), log)
		}
	})(t)
}

// The program is killed after two wrong tries; the next run knows of them.
func TestKilledAndStartedAgainBetweenTries(t *testing.T) {
	besides(testKilledAndStartedAgainBetweenTries)(t)
}

func testKilledAndStartedAgainBetweenTries(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Tries = 9 })
	folder := notes.Folder(filepath.Join(t.TempDir(), "state"))
	w.env.Read, w.env.Update = folder.Read, folder.Update
	for run, tries := range [][]string{{"Wrong-1-Wrong", "Wrong-2-Wrong"}, {"Wrong-3-Wrong", "Wrong-4-Wrong"}} {
		env := w.env.WithCameras() // nothing in memory is left of the run before
		w.env = env
		w.tell(t, mine.with(script{"menu": {"try-password", flow.SayQuit}, "try-password": append(slices.Clone(tries), "menu"), "no-try": {flow.SayQuit}, stopRefused: {"quit"}}))
		if got, want := w.camera.Counters().Wrong, []int{2, ledger.BudgetTold}[run]; got != want {
			t.Errorf("after run %d the camera saw %d wrong tries, want %d", run+1, got, want)
		}
	}
}

// back goes back once at every question that it meets for the first time, and
// then answers as before.
func back(t *testing.T, w *world, next flow.Ask[Env, Facts]) flow.Ask[Env, Facts] {
	seen, last := map[ID]bool{}, map[ID]string{}
	again := map[ID]bool{}
	var shown string // the password that may be written down
	return func(ctx context.Context, at Walk, refused error) (string, error) {
		id := at.Step().ID
		if id == "new-password" && at.Facts().Change.Word != "weak" && !at.Facts().NewSent {
			if made := at.Facts().Answers.New.Reveal(); shown != "" && made != shown {
				t.Errorf("%q is shown after going back, and %q was before", made, shown)
			} else {
				shown = made
			}
		}
		if !seen[id] && at.Step().Ask.Kind != Password && len(at.Asked()) > 0 {
			seen[id] = true
			before := w.camera.Counters()
			target := at.Asked()[len(at.Asked())-1].At
			moved, _ := at.Back()
			if after := w.camera.Counters(); moved.Step().ID != target || after.Logins != before.Logins || after.Writes != before.Writes {
				t.Errorf("back from %s led to %s and sent something", id, moved.Step().ID)
			}
			again[target] = true
			return flow.SayBack, nil
		}
		if again[id] {
			again[id] = false
			return last[id], nil
		}
		given, err := next(ctx, at, refused)
		if given == lastFour {
			given = at.Facts().Answers.New.Reveal()[10:]
		}
		last[id] = given
		return given, err
	}
}

func TestBackFromEveryQuestion(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	visited := map[ID]bool{}
	t.Run("stories", func(t *testing.T) {
		for _, s := range stories {
			if s.counted {
				continue
			}
			t.Run(s.name, besides(func(t *testing.T) {
				end := goesBack(t, s)
				mu.Lock()
				defer mu.Unlock()
				for _, v := range end.Trail() {
					visited[v.Step] = visited[v.Step] || v.Outcome == "back"
				}
			}))
		}
	})
	n := 0
	for _, was := range visited {
		if was {
			n++
		}
	}
	if n < 20 {
		t.Errorf("only %d questions were left by going back", n)
	}
}

// goesBack tells a story in which the user goes back from every question once.
func goesBack(t *testing.T, s story) Walk {
	t.Helper()
	w := newWorld(t, s.scenario, s.change)
	given := w.given(s.answers)
	var log []string
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	end, err := w.run(ctx, w.env, Begin(w.env, given), back(t, w, s.answers.with(nil).ask(t, &log)), nil)
	if err != nil {
		t.Errorf("%v at %s; %v", err, end.Step().ID, log)
		return end
	}
	want := s.want
	if want == AlreadyIn {
		want = Regained // the password was typed once more after going back
	}
	if got := Ended(end); got != want && got != s.want {
		t.Errorf("%s, want %s; %v", got, want, log)
	}
	if w.camera.State().Locked && s.scenario != "locked" {
		t.Error("going back has locked the camera")
	}
	return end
}

// Every question of the guide, also those that no story visits, can be left.
func TestBackAndQuitWorkAtEveryStep(t *testing.T) {
	for _, s := range Guide().Steps() {
		if s.Ask == nil {
			continue
		}
		at := Begin(System(), lan.Address{}).Enter(s.ID)
		at = at.Go(flow.Place{At: s.ID, Asked: []flow.Asked{{At: "owner", Said: Answers{}}}})
		if moved, ok := at.Back(); !ok || moved.Step().ID != "owner" {
			t.Errorf("%s cannot be left by back", s.ID)
		}
		if !at.Quit().Over() {
			t.Errorf("%s cannot be left by quit", s.ID)
		}
	}
}

func TestTimeoutOfAWait(t *testing.T) {
	at := Begin(System(), lan.Address{}).Enter("activation-state")
	now := time.Now()
	for range 100 {
		var checks []Check
		if at, checks = at.Begin(now); len(checks) == 0 {
			t.Fatal("nothing is checked")
		}
		now = now.Add(2 * time.Second)
		at = at.Take(Reply{Turn: at.Turn(), Check: checks[0], At: now})
		if at.Step().ID == "not-sure" {
			return
		}
	}
	t.Error("the wait never ends")
}

// With the button's steps on the screen the camera's row changes with no key
// pressed, and the hold step never claims success by time alone.
func TestButtonRowsChangeByThemselves(t *testing.T) {
	besides(testButtonRowsChangeByThemselves)(t)
}

func testButtonRowsChangeByThemselves(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Boot.Dark, s.Boot.Busy = time.Second, time.Second })
	given, _ := lan.ParseAddress(w.ip)
	facts := Facts{Camera: facts.Camera{Target: given}, Reset: facts.Reset{OldTarget: given}}
	facts.Seen.Status = isapi.ActivateStatus{Activated: isapi.Yes}
	at := flow.Start(Guide(), facts)
	watch := func(id ID, check string, want string, act func()) {
		t.Helper()
		at = at.Enter(id)
		at = rounds(t, w.env, at, 1)
		act()
		begun := time.Now()
		for time.Since(begun) < 3*time.Second {
			at = rounds(t, w.env, at, 1)
			if at.Step().ID != id || strings.Contains(rowOf(at, check), want) {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		for _, row := range append(rowsOf(at.Trail()), at.Rows()...) {
			if row.Check == check && strings.Contains(row.Result.Detail.String(), want) {
				return
			}
		}
		t.Errorf("%s: the row %s does not say %q after 3 s: %q", id, check, want, rowOf(at, check))
	}
	watch("button-power", "dark", "Nothing answers", w.camera.PowerOff)
	if at.Step().ID != "button-hold" || !at.Facts().DarkSeen {
		t.Errorf("at %s, although it was seen to go off", at.Step().ID)
	}
	watch("button-hold", "booted", "One with a password", w.camera.PowerOn)
	if at.Step().ID != "button-hold" || at.Facts().ResetSeen {
		t.Errorf("the hold step moved to %s, reset seen: %v", at.Step().ID, at.Facts().ResetSeen)
	}
	watch("button-boot", "booted", "without a password", func() { w.camera.SetPassword("") })
	if found := at.Facts().Found; len(found) == 0 || !found[0].Reset {
		t.Error("the reset was not seen")
	}
}

// The timer runs out with the camera dark: the walk goes on to watching, and
// nothing says that the reset worked.
func TestHoldByTimeAloneIsNoSuccess(t *testing.T) { besides(testHoldByTimeAloneIsNoSuccess)(t) }

func testHoldByTimeAloneIsNoSuccess(t *testing.T) {
	w := newWorld(t, "unplugged", nil)
	given, _ := lan.ParseAddress(w.ip)
	at := flow.Start(Guide(), Facts{Camera: facts.Camera{Target: given, Misses: 3}, Reset: facts.Reset{OldTarget: given, DarkAt: w.env.Now()}}).Enter("button-hold")
	for range 300 {
		if at = rounds(t, w.env, at, 1); at.Step().ID != "button-hold" {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if at.Step().ID != "button-boot" || at.Facts().ResetSeen {
		t.Errorf("at %s, reset seen: %v", at.Step().ID, at.Facts().ResetSeen)
	}
}

func rounds(t *testing.T, env Env, at Walk, n int) Walk {
	t.Helper()
	for range n {
		if c, doing := at.Doing(); doing {
			r := RunCheck(t.Context(), env, at.Turn(), c, at.Facts())
			r.Action = true
			at = at.Take(r)
			continue
		}
		var checks []Check
		at, checks = at.Begin(env.Now())
		turn, facts := at.Turn(), at.Facts()
		for _, c := range checks {
			at = at.Take(RunCheck(t.Context(), env, turn, c, facts))
		}
	}
	return at
}

func rowOf(at Walk, check string) string {
	for _, row := range at.Rows() {
		if row.Check == check {
			return fmt.Sprint(row.Result.Detail)
		}
	}
	return ""
}

func rowsOf(trail []Visit) []Row {
	var rows []Row
	for _, v := range trail {
		rows = append(rows, v.Rows...)
	}
	return rows
}

// Whoever asks for another password is shown another one, also after one was set here.
func TestAnotherPasswordIsAnother(t *testing.T) { besides(testAnotherPasswordIsAnother)(t) }

func testAnotherPasswordIsAnother(t *testing.T) {
	w := newWorld(t, "inactive", nil)
	var log, made []string
	ask := mine.with(script{"new-password": {lastFour, lastFour}, "agree-clear": {"yes"}, "done": {"password", "finish"}}).ask(t, &log)
	end, err := w.run(t.Context(), w.env, Begin(w.env, w.given(nil)), func(ctx context.Context, at Walk, refused error) (string, error) {
		if at.Step().ID == "new-password" {
			made = append(made, at.Facts().Answers.New.Reveal())
		}
		return ask(ctx, at, refused)
	}, nil)
	if err != nil || len(made) != 2 || made[0] == made[1] || w.camera.State().Password != made[1] {
		t.Errorf("%v at %s with %q, the camera has %q; %v", err, end.Step().ID, made, w.camera.State().Password, log)
	}
}
