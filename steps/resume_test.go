package steps

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/saved"
	"camreset/steps/sentences"
	"camreset/steps/steptest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// death ends a run as kill -9 would: from one save of the walk on, nothing is
// written and nothing is begun any more.
type death struct {
	world  *world
	cancel context.CancelFunc
	// at is the save that is the last, or with before the first that is lost; 0 is
	// none.
	at     int
	before bool
	saves  []ID // the step of each save
	dead   bool
}

var errDead = errors.New("the program was killed")

func (d *death) env() Env {
	env := d.world.env.WithCameras()
	update := env.Update
	env.Update = func(name string, change func([]byte) ([]byte, error)) error {
		if d.dead {
			return errDead
		}
		if name != saved.File {
			return update(name, change)
		}
		last := len(d.saves)+1 == d.at
		if last && d.before {
			d.dead = true
			d.cancel()
			return errDead
		}
		err := update(name, change)
		d.saves = append(d.saves, d.savedStep())
		if last {
			d.dead = true
			d.cancel()
		}
		return err
	}
	return env
}

// savedStep is the step of the newest case; empty when there is none.
func (d *death) savedStep() ID {
	file, err := d.world.env.Read(saved.File)
	all, _ := saved.ParseWalks(file, d.world.env.Now())
	if err != nil || len(all) == 0 {
		return ""
	}
	return all[0].Step
}

// busyStep is met where a camera is asked while it still starts, which hangs on
// moments that no story fixes.
const busyStep ID = "still-starting"

// mostSaid is how much a story says and hears at most; the longest are at 90.
const mostSaid = 400

// person answers as the story does, and where a crash brought another question,
// as somebody would who knows what they did.
func (w *world) person(t *testing.T, s script, log *[]string) flow.Ask[Env, Facts] {
	next := s.ask(t, log)
	return func(ctx context.Context, at Walk, refused error) (string, error) {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		if len(*log) > mostSaid { // in a bubble no time passes that would end it
			t.Errorf("the story walks in circles: %v", (*log)[len(*log)-20:])
			return "", flow.ErrNoAnswer
		}
		id, f := at.Step().ID, at.Facts()
		say := func(word string) (string, error) {
			*log = append(*log, string(id)+":"+word)
			return word, nil
		}
		unsaid := len(s[id]) == 0
		switch {
		case id == "owner" && len(f.Cases) > 0 && len(at.Step().Ask.Table(f)) > 0 && f.Answers.Owner == "":
			return say(at.Step().Ask.Table(f)[0].Key)
		case id == "find" && len(f.Cases) > 0 && f.Answers.Owner == "":
			return say(resumeKey + f.Cases[0].ID)
		case id == "menu" && f.Interrupted != "":
			return say("try-password")
		case id == "menu" && unsaid:
			return say("try-password")
		case id == "try-password" && (unsaid || f.Interrupted != ""):
			return filled(at, w.camera.State().Password), nil
		case id == "other-subnet" && f.Activated() == isapi.Yes && !slices.Contains(s[id], "near"):
			return say("move")
		case id == "move-password" && unsaid:
			return say(w.camera.State().Password)
		case id == "confirm-network" && unsaid:
			return say("send")
		case id == "button-failed" && f.RecordBefore.MAC == "" && sentences.FactoryIsForeign(f):
			return say("second")
		case id == "restore-network" && (unsaid || !f.UDPOnly() && !hasOld(f) && !slices.Contains(s[id], "typed")): // it has its old settings back already
			return say("leave")
		case id == "no-try" && unsaid:
			return say("menu")
		case id == "new-password" && unsaid:
			return filled(at, lastFour), nil
		case id == "done" && unsaid:
			return say("finish")
		}
		return next(ctx, at, refused)
	}
}

// die walks a story until death comes, and gives how far it came.
func (d *death) die(t *testing.T, answers script, log *[]string) Walk {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	d.cancel = cancel
	defer cancel()
	env := d.env()
	defer env.Close()
	given := d.world.given(answers)
	ask, see := d.world.person(t, answers, log), flow.Observe[Env, Facts](nil)
	if d.at == 0 { // what a death interrupts is looked at here, once
		next := ask
		ask = func(ctx context.Context, at Walk, refused error) (string, error) {
			survives(t, at)
			return next(ctx, at, refused)
		}
		see = func(at Walk, _ Row) { survives(t, at) }
	}
	end, err := d.world.run(ctx, env, Begin(env, given), ask, see)
	if err != nil && !d.dead {
		t.Fatalf("%v at %s; %v", err, end.Step().ID, *log)
	}
	return end
}

// deathAt is one moment at which a story dies: with a save of the walk, or before
// it was made.
type deathAt struct {
	name   string
	save   int
	before bool
}

// A walk is killed at every step of the stories, before or after the step was
// saved, and gone on with by a new run on the same notes: it ends as the story
// does, and nothing is written or tried beyond what the story spends and what a
// lost password costs. Each story dies at the steps that it has in deaths, and
// with CAMRESET_SLOW_TESTS wherever it can.
func TestKilledAtEveryStepAndResumed(t *testing.T) {
	t.Parallel()
	all := everyStory()
	for name := range deaths {
		if !slices.ContainsFunc(all, func(s story) bool { return s.name == name }) {
			t.Errorf("there is no story %q", name)
		}
	}
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			var saves []ID
			inBubble(t, func(t *testing.T) {
				whole := &death{world: newWorld(t, s.scenario, s.change)}
				var log []string
				whole.die(t, s.answers.with(nil), &log)
				saves = whole.saves
			})
			for _, at := range deathsOf(t, s, saves) {
				t.Run(at.name, besides(func(t *testing.T) { killAndResume(t, s, at.save, at.before) }))
			}
		})
	}
}

func everyStory() []story {
	all := slices.Clone(stories)
	for _, s := range udpStories {
		all = append(all, s.story)
	}
	return all
}

// deathsOf are the moments at which a story dies, by what a whole run of it saves.
func deathsOf(t *testing.T, s story, saves []ID) (all []deathAt) {
	t.Helper()
	everywhere := os.Getenv("CAMRESET_SLOW_TESTS") != "" && !testing.Short()
	for i, step := range saves {
		if step == "" || !everywhere && (!slices.Contains(deaths[s.name], step) || slices.Index(saves, step) < i) {
			continue
		}
		follows, turn := i+1 < len(saves), len(all)%2 == 0 // by turns, where it does not die everywhere
		if everywhere || turn || !follows {
			all = append(all, deathAt{fmt.Sprintf("%d after %s", i+1, step), i + 1, false})
		}
		if follows && (everywhere || !turn) {
			all = append(all, deathAt{fmt.Sprintf("%d before what follows %s", i+2, step), i + 2, true})
		}
	}
	for _, step := range deaths[s.name] {
		if !slices.Contains(saves, step) {
			t.Errorf("the story does not save the step %s any more, at which it shall die", step)
		}
	}
	for _, step := range saves {
		if step != "" && step != busyStep && !slices.Contains(slices.Concat(slices.Collect(maps.Values(deaths))...), step) {
			t.Errorf("no story dies at the step %s, which this one saves: deaths needs it", step)
		}
	}
	return all
}

func killAndResume(t *testing.T, s story, at int, before bool) {
	d := &death{world: newWorld(t, s.scenario, s.change), at: at, before: before}
	w, answers := d.world, s.answers.with(nil)
	var log []string
	d.die(t, answers, &log)
	if !d.dead {
		t.Fatalf("did not die; %v", log)
	}
	log = append(log, "(killed)")
	sent := steptest.Tries(w.camera.Counters())
	env := w.env.WithCameras()
	defer env.Close()
	saved, err := env.store().Walks()
	if err != nil {
		t.Fatal(err)
	}
	given := w.given(answers)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	ask, gone := w.person(t, answers, &log), false
	end, err := w.run(ctx, env, Begin(env, given), func(ctx context.Context, at Walk, refused error) (string, error) {
		if n := len(at.Trail()); n > 0 && at.Trail()[n-1].Outcome == Picked && !gone {
			gone = true // what an answer that stays at the step did is not compared
			sameFacts(t, saved[0], at)
		}
		return ask(ctx, at, refused)
	}, nil)
	if err != nil {
		t.Fatalf("%v at %s; %v", err, end.Step().ID, log)
	}
	if i := slices.IndexFunc(end.Trail(), func(v Visit) bool { return v.Outcome == Picked }); len(saved) > 0 {
		if got := append(end.Trail(), Visit{Step: end.Step().ID})[i+1].Step; i < 0 || !goesOnAt(saved[0].Step, got) {
			t.Errorf("saved at %s, gone on at %s; %v", saved[0].Step, got, log)
		}
	}
	if got := Ended(end); !slices.Contains(fair(s, sent, saved), got) {
		t.Errorf("%s, want one of %s; %v", got, fair(s, sent, saved), log)
	}
	if Ended(end) == AlreadyIn && w.camera.Counters().Wrong > 0 {
		t.Errorf("%s after a wrong password; %v", AlreadyIn, log)
	}
	const again = 4 // a password that was lost is typed and proved once more, before a change and after it
	count := w.camera.Counters()
	if count.Writes > s.writes || steptest.Tries(count) > s.logins+again || w.camera.State().Locked && s.scenario != "locked" {
		t.Errorf("%d writes, %d logins, locked %v; the story has %d and %d; %v", count.Writes, steptest.Tries(count), w.camera.State().Locked, s.writes, s.logins, log)
	}
	left, err := env.store().Walks()
	over := slices.Contains([]Final{Regained, AlreadyIn}, s.want)
	if err != nil || over != (len(left) == 0) {
		t.Errorf("%d cases are left at the end, %v; %v", len(left), err, log)
	}
}

// fair are the results that a story may have that died after so many logins, with
// these cases saved.
func fair(s story, sent int, saved []saved.Walk) []Final {
	if s.want != AlreadyIn && s.want != Regained {
		return []Final{s.want}
	}
	if sent > 0 {
		return []Final{Regained}
	}
	all := []Final{s.want, AlreadyIn} // a wrong password that never left makes the next one the first
	if at, _ := Guide().Step(saved[0].Step); at.Acts() {
		all = append(all, Regained) // whether a login left is not known
	}
	return all
}

// goesOnAt says whether a case that was saved at a step may go on at another.
func goesOnAt(saved, at ID) bool {
	s, _ := Guide().Step(saved)
	to, moved := s.Saved.At, s.Saved.At != ""
	switch {
	case to == "restore-network" || s.Saved.Kind == restoring:
		return at == "look" || at == "try-password"
	case saved == "unreachable": // of a silent device nobody was asked whose it is
		return at == saved || at == "owner"
	case saved == "login":
		return at == to || at == "no-try" || at == "default-password" || at == "default-second"
	case saved == "take-over":
		return at == to || at == "button-boot"
	case !moved:
		return at == saved || saved == "new-password" && at == "try-password" || saved == "try-password" && at == "no-try"
	case to == "new-password":
		return at == "new-password" || at == "try-password"
	case to == "look":
		return at == to || at == "menu"
	case to == "try-password":
		return at == to || at == "no-try"
	}
	return at == to
}

// sameFacts holds the facts of a walk that was gone on with against those that
// were saved; what is measured anew, or entered anew with the step, may differ.
func sameFacts(t *testing.T, saved saved.Walk, at Walk) {
	t.Helper()
	if f := at.Facts(); f.Proved || f.FirstTry || f.Factory || f.Tries != 0 {
		t.Errorf("%s: gone on with a proof or with tries of an earlier run: %+v", saved.Step, f)
	}
	if at.Step().ID != saved.Step {
		return
	}
	measured := cmpopts.IgnoreFields(Facts{}, "Last.Attempt.Lock", "CaseShown", "Seen", "Before", "Tries", "TriedBefore", "TriesBefore", "Spent", "Others", "Found", "StillActive", "IDs", "Record", "RecordBefore")
	kept := saved.Facts
	kept.Proved = false // said above
	if diff := cmp.Diff(kept, *at.Facts(), notKept, measured); diff != "" {
		t.Errorf("%s: (-saved +gone on with)\n%s", saved.Step, diff)
	}
	if before, now := saved.Facts.Before, at.Facts().Before; saved.Step != "button-record" && (before.Verdict() != now.Verdict() || before.Activated() != now.Activated()) {
		t.Errorf("%s: it was %s before the reset, and is now taken for %s", saved.Step, before.Verdict(), now.Verdict())
	}
}

// killedAt walks until a step asks, and is killed there; a password was proved.
func (w *world) killedAt(t *testing.T, step ID, s script) {
	t.Helper()
	var log []string
	given, _ := lan.ParseAddress(w.ip)
	next := s.ask(t, &log)
	end, err := w.run(t.Context(), w.env, Begin(w.env, given), func(ctx context.Context, at Walk, refused error) (string, error) {
		if at.Step().ID == step {
			return "", errDead
		}
		return next(ctx, at, refused)
	}, nil)
	if !errors.Is(err, errDead) || !end.Facts().Proved {
		t.Fatalf("%v at %s; %v", err, end.Step().ID, log)
	}
}

// What an earlier run proved is no result of this one, but counts as its first try:
// the password is asked for once more, and nothing of what it opened can be gone back to.
func TestAResumedCaseProvesThePasswordAnew(t *testing.T) {
	known := mine.with(script{"try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"finish"}})
	for step, s := range map[ID]script{
		"new-password": {"done": {"password", "finish"}},
		"own-password": {"done": {"password", "finish"}, "new-password": {"own"}, "own-password": {strong}},
	} {
		t.Run(string(step), besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", knows)
			w.killedAt(t, step, known.with(s))
			sent := steptest.Tries(w.camera.Counters())
			w.env = w.env.WithCameras()
			end, log := w.tell(t, known.goesOn(t, w).with(script{"try-password": {""}, "menu": {flow.SayQuit}}))
			if Ended(end) != GaveUp || steptest.Tries(w.camera.Counters()) != sent {
				t.Errorf("%s at %s with %d logins; %v", Ended(end), end.Step().ID, steptest.Tries(w.camera.Counters())-sent, log)
			}
			var asked []ID
			for back, moved := end.Back(); moved; back, moved = back.Back() {
				asked = append(asked, back.Step().ID)
			}
			if want := []ID{"try-password", "done", "try-password", "menu", "owner"}; !slices.Equal(asked, want) {
				t.Errorf("back leads to %v, want %v", asked, want)
			}
			w.env = w.env.WithCameras()
			end, log = w.tell(t, known.goesOn(t, w).with(script{"menu": {"try-password"}}))
			if got := steptest.Tries(w.camera.Counters()) - sent; Ended(end) != Regained || got != 2 {
				t.Errorf("with the password: %s with %d logins; %v", Ended(end), got, log)
			}
			if all, _ := w.env.store().Walks(); len(all) != 0 {
				t.Errorf("%d cases are left; %v", len(all), log)
			}
		}))
	}
}

// What an earlier run of the walk spent counts: the right password is not the
// first any more, whether the walk was quit, killed, or begun anew.
func TestATryOfAnEarlierRunIsNotForgotten(t *testing.T) {
	wrong := mine.with(script{"try-password": {"Wrong-1-Wrong", flow.SayQuit}, "menu": {"try-password"}, "no-try": {flow.SayQuit}})
	right := wrong.with(script{"try-password": {"Garden-22-Gate"}, "done": {"finish"}})
	for name, second := range map[string]func(*testing.T, *world) script{
		"gone on with": func(t *testing.T, w *world) script { return right.goesOn(t, w) },
		"begun anew":   func(*testing.T, *world) script { return right },
		"gone on with after the ledger forgot it": func(t *testing.T, w *world) script {
			w.pass(2 * ledger.Window)
			return right.goesOn(t, w)
		},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", knows)
			w.tell(t, wrong)
			w.env = w.env.WithCameras()
			t.Cleanup(w.env.Close)
			if end, log := w.tell(t, second(t, w)); Ended(end) != Regained {
				t.Errorf("%s, want %s; %v", Ended(end), Regained, log)
			}
		}))
	}
}
