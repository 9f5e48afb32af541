package steps

import (
	"context"
	"errors"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/saved"
	"camreset/steps/text"
)

// resumeKey stands before the id of a saved walk, where it is an answer.
const resumeKey = "resume-"

// walkOf is the id of the saved walk that an answer means; empty for every other one.
func walkOf(key string) string {
	id, is := strings.CutPrefix(key, resumeKey)
	if !is {
		return ""
	}
	return id
}

// savedWalks are the walks that can be gone on with, the newest first: all of them while
// no camera was chosen, then those of the one that was.
func savedWalks(f *Facts) []Entry {
	var all []Entry
	for _, c := range f.Cases {
		if f.Target == (lan.Address{}) || c.Of(f) {
			all = append(all, Entry{Key: resumeKey + c.ID, Cells: []string{T("Continue: %s", c.About(f.Now)).String()}})
		}
	}
	return all
}

// mostWalks is how many saved walks stand in the list of cameras; the others stand at
// the camera that they are about.
const mostWalks = 3

func newest(all []Entry) []Entry { return all[:min(len(all), mostWalks)] }

// goOnWith reads the walk that was picked; for every other answer it does nothing.
func goOnWith() *Action {
	return &Action{Check: Check{ID: "case", Title: T("Saved walk"), Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		if f.Answers.Case == "" {
			return access.Nothing, Result{Status: OK}
		}
		return readCase(ctx, env, f)
	}}}
}

// readCase reads the walk from the file once more, since another copy of the
// program may have gone on with it, and looks at the camera.
func readCase(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
	all, err := env.store().Walks()
	lost := func(why Text) (func(*Facts), Result) {
		note := T("%s %s", why, "Choose another one, or start over.")
		return func(f *Facts) { f.Cases, f.CasesNote, f.Resume = listCases(all), note, flow.Place{} }, fail(why, T("Choose another one, or start over.")).With(err)
	}
	for _, c := range all {
		if c.ID != f.Answers.Case {
			continue
		}
		next, usable := fitFacts(c, env)
		if !usable {
			return lost(T("The saved walk %s cannot be used: what it says makes no sense.", c.ID))
		}
		other := lookAgain(ctx, env, next, c)
		if next.Interrupted == "" && goesOn(c).Kind == sending {
			next.Interrupted = text.Dated(c.Saved) // the note of it is gone as soon as the camera shows that it took it
		}
		next.Resume = resumption(c, next, other)
		env.own(c.ID)
		return func(f *Facts) {
			now, run := f.Now, f.Run
			*f = *next
			f.Now, f.Attended, f.Flags, f.Earlier = now, run.Attended, run.Flags, run.Earlier
		}, resumeResult(next, other)
	}
	return lost(T("The saved walk %s is not there any more.", isapi.Clean(f.Answers.Case)))
}

// Resume goes on with the saved walk of that id, in the place of Begin. An error says why
// there is none.
func Resume(ctx context.Context, env Env, id string) (Walk, error) {
	w := Begin(env, lan.Address{}).With(func(f *Facts) { f.Answers.Case = id })
	change, r := readCase(ctx, env, w.Facts())
	w = w.With(change)
	if to := w.Facts().Resume; to.At != "" {
		return w.With(func(f *Facts) { f.Resume = flow.Place{} }).Go(to), ctx.Err()
	}
	return w, errors.New(strings.TrimSuffix(r.Detail.String(), "."))
}

// own makes a saved walk that of this run.
func (e Env) own(id string) {
	e.kept.mu.Lock()
	defer e.kept.mu.Unlock()
	e.kept.id = id
}

func resumeResult(f *Facts, other bool) Result {
	switch {
	case other:
		return warn(T("A different device answers at %s now.", f.Target), T("Yours may have another address. Nothing was sent to this one. Search for yours."))
	case f.Target == (lan.Address{}):
		return ok(T("It was read. No device had been chosen yet."))
	case f.Alive.State == isapi.ReachOpen:
		return ok(T("It was read, and the %s answers: %s.", f.Noun(), f.Whereabouts()))
	}
	return ok(T("It was read. The %s does not answer at the moment: %s.", f.Noun(), f.Whereabouts()))
}

// lookAgain looks at the camera as the step look does. What it shows now takes
// the place of what it showed then; where it shows nothing, at least its lock
// and its tries of that time are not believed. other is true when another
// device answers there.
func lookAgain(ctx context.Context, env Env, f *Facts, c saved.Walk) (other bool) {
	f.Last.Attempt.Lock = isapi.Lock{}
	if f.Target == (lan.Address{}) {
		return false
	}
	if goesOn(c).Kind == away {
		f.Unlocked()
		f.Spent = env.Book().Spending(ledger.SoundIdentity(f.IDs), nil)
		return false
	}
	same := hearAgain(ctx, env, f)
	fresh := *f
	fresh.Seen = isapi.Seen{}
	runChecks(ctx, env, &fresh, lookChecks)
	if !same && fresh.OldTarget == (lan.Address{}) && renamed(ledger.SoundIdentity(f.IDs), env.Identity(&Facts{Camera: facts.Camera{Target: f.Target, Record: fresh.Record}})) {
		facts.ForgetDevice(&fresh)
		*f = fresh
		return true
	}
	if fresh.Alive.State != isapi.ReachOpen && f.Verdict() != isapi.VerdictUnreachable {
		fresh.Seen, fresh.Misses = f.Seen, 1
		fresh.Unlocked()
	}
	*f = fresh
	return false
}

// hearAgain asks over UDP where the camera is now: this computer may be in another
// network than then. same is true when it has the MAC that it had.
func hearAgain(ctx context.Context, env Env, f *Facts) (same bool) {
	before := f.Record
	f.Record = sadp.Device{}
	if !facts.CanQueryUDP(f) {
		return false
	}
	own := *f
	own.RecordBefore = before // of several at one address, the one that it was
	heard, d, sharing := env.Ask(ctx, own.Target, own.IsChosen, patience(env, &own, nil))
	moved, now := env.Newest(heard, before)
	if to := lan.PageOf(moved); d.MAC == "" && now && f.PlaceOf(to) == lan.Near && moved.Neighbour(ctx, env.ToDevices()) == (sadp.Doubt{}) {
		d, f.Target, f.Place = moved, to, lan.Near // the same MAC is the same camera, wherever it is now
	}
	f.Heard, f.Double = heard, sharing > 1
	f.Merge(d)
	return d.Same(before)
}
