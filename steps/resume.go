package steps

import (
	"context"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/saved"
	"camreset/steps/text"
)

// hasCases is true when there is something to go on with.
func hasCases(f *Facts) bool { return len(f.Cases) > 0 }

// resumeOption stands first at welcome while there are saved walks.
func resumeOption() Option {
	return Option{
		Key: "resume", Label: T("Go on with a saved walk"), When: hasCases,
		Says: func(f *Facts) Text {
			if len(f.Cases) == 0 {
				return T("Go on with a saved walk")
			}
			newest := T("Go on: %s", f.Cases[0].About(f.Now))
			if more := len(f.Cases) - 1; more > 0 {
				return T("%s (and %d more)", newest, more)
			}
			return newest
		},
	}
}

func firstCase(f *Facts) Outcome {
	if hasCases(f) {
		return "resume"
	}
	return ""
}

// casesNote is what is to be said about the saved walks before anything else.
func casesNote(f *Facts) []Text {
	if f.CasesNote.IsZero() {
		return nil
	}
	return []Text{f.CasesNote}
}

func resume() Step {
	return Step{
		ID: "resume", Phase: Find, Title: T("Going on where you were"),
		Saved: flow.Saved{Never: true},
		Say:   say("These walks were saved when you left. No password is kept: where one is needed, it is asked for again. The camera is looked at before anything else."),
		Help:  T("A walk is kept for 30 days, and removed when you are back in. `camreset cases forget ID` removes one by its name."),
		Ask: &Question{
			Kind: Pick, Prompt: T("Which walk?"),
			Columns: []string{"Camera", "Saved", "Where it stands"},
			Entries: func(f *Facts) []Entry {
				var all []Entry
				for _, c := range f.Cases {
					all = append(all, Entry{Key: c.ID, Cells: []string{c.Camera, text.Ago(c.Saved, f.Now), c.Stands(f.Now)}})
				}
				return all
			},
			Options: []Option{{Key: "new", Label: T("None of these: begin anew")}},
			Valid: func(*Facts, string) Text {
				return T("That is none of the walks. Pick one, or begin anew.")
			},
			Put: func(f *Facts, key string) { f.Answers.Case = key },
			Do:  &Action{Check: Check{ID: "case", Title: T("Saved walk"), Run: readCase}},
		},
		Next: Edges{Picked: "owner", Given: "resume", "new": "welcome"},
	}
}

// readCase reads the walk from the file once more, since another copy of the
// program may have gone on with it, and looks at the camera.
func readCase(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
	all, err := env.store().Walks()
	lost := func(why Text) (func(*Facts), Result) {
		note := T("%s %s", why, "Begin anew, or pick another one.")
		return func(f *Facts) { f.Cases, f.CasesNote, f.Resume = listCases(all), note, flow.Place{} }, fail(why, T("Begin anew, or pick another walk.")).With(err)
	}
	for _, c := range all {
		if c.ID != f.Answers.Case {
			continue
		}
		next, usable := fitFacts(c, env)
		if !usable {
			return lost(T("The walk %s cannot be used: what it says about its camera makes no sense.", c.ID))
		}
		other := lookAgain(ctx, env, next, c)
		if next.Interrupted == "" && goesOn(c).Kind == sending {
			next.Interrupted = text.Dated(c.Saved) // the note of it is gone as soon as the camera shows that it took it
		}
		next.Resume = resumption(c, next, other)
		env.own(c.ID)
		return func(f *Facts) { now := f.Now; *f = *next; f.Now = now }, resumeResult(next, other)
	}
	return lost(T("The walk %s is not there any more.", isapi.Clean(f.Answers.Case)))
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
		return warn(T("Another camera answers at %s than before.", f.Target), T("Its address may have changed; nothing was sent to this one. Search for it."))
	case f.Target == (lan.Address{}):
		return ok(T("It was read. No camera had been chosen yet."))
	case f.Alive.State == isapi.ReachOpen:
		return ok(T("It was read, and the camera answers: %s.", f.Header()))
	}
	return ok(T("It was read; the camera does not answer at the moment: %s.", f.Header()))
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
