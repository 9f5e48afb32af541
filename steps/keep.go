package steps

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/saved"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// keptMark says whether something worth saving has changed: another step, or
// what cannot be done or seen a second time.
type keptMark struct {
	turn          int
	tries, writes int
	shown, over   bool
	pending       facts.Pending
}

// Keep saves the walk, or removes what is saved of it when it has led to
// where it should. The front doors call it whenever the walk may have moved,
// and before the checks of a new step are begun, so that what led to a write is
// on disk before the write leaves. It does nothing when nothing worth saving
// has changed since, and never lets an older turn overwrite a newer one. The
// walk goes on whatever comes of it: the error is for the user, and comes only
// once in a run.
func (e Env) Keep(w Walk) error {
	if e.kept == nil {
		return nil
	}
	e.kept.mu.Lock()
	defer e.kept.mu.Unlock()
	f := w.Facts()
	mark := keptMark{w.Turn(), f.Tries, f.Writes, f.CaseShown, w.Over(), f.Pending}
	if mark == e.kept.last || mark.turn < e.kept.last.turn {
		return nil
	}
	e.kept.last = mark
	e.kept.knew(f.Pending)
	err := e.keep(w)
	if err == nil || e.kept.told {
		return nil
	}
	e.kept.told = true
	if errors.Is(err, saved.ErrUnread) {
		return err
	}
	return fmt.Errorf("this walk cannot be saved, so you cannot continue it later: %w", err)
}

// knew notes a request that this run knows of.
func (k *kept) knew(p facts.Pending) {
	if p.Kind != "" && !slices.ContainsFunc(k.requests, p.Same) {
		k.requests = append(k.requests, p)
	}
}

func (e Env) keep(w Walk) error {
	if !worthKeeping(w) {
		return nil
	}
	if settled(w) {
		return e.forget(w.Facts())
	}
	at, stands := keptAt(w)
	if !stands {
		return nil
	}
	id, err := e.store().Save(asCase(w, e.caseIDs(w.Facts()), at, e.Now()), e.kept.id, e.kept.handsOn)
	if id != "" {
		e.kept.id = id
	}
	return err
}

// Standing says where a walk stands when its run ends, and what it leaves behind.
func Standing(w Walk) string {
	f := w.Facts()
	if f.Between() {
		return text.Count(len(f.Earlier), "device is", "devices are") + " finished."
	}
	came := sentences.EndWords(f)
	switch facts.ResultOf(f) {
	case Regained:
		came = []string{"You are in: the password was accepted."}
	case GaveUp:
		came = []string{"You are not back in yet."}
	}
	return strings.Join(append(came, sentences.WhatIsLeft(f)...), " ")
}

// Saved says whether this run has left its walk where it can be gone on with.
func (e Env) Saved(w Walk) bool {
	if e.kept == nil || settled(w) {
		return false
	}
	e.kept.mu.Lock()
	defer e.kept.mu.Unlock()
	return e.kept.id != "" && !e.kept.told
}

// worthKeeping says whether there is anything to go on with: a camera was looked at,
// or a case for support was shown.
func worthKeeping(w Walk) bool {
	f := w.Facts()
	return f.Seen.Reach.State != "" || f.OldTarget != (lan.Address{}) || f.CaseShown || f.Pending.Kind != ""
}

// settled says whether nothing is left to go on with.
func settled(w Walk) bool {
	f := w.Facts()
	return w.Base() == "not-yours" || w.Over() && f.Answers.Finished && f.GotIn()
}

// keptAt is the step at which this walk goes on once it is saved. A step that only
// sends on is not worth saving, the beginning is none to go on with, and from an end
// that did not lead back in it is the last question.
func keptAt(w Walk) (at ID, stands bool) {
	base := w.Named(w.Base())
	if !base.Ends() && (base.ID != "done" || w.Facts().GotIn()) {
		return base.ID, !base.Saved.Never
	}
	asked := w.Asked()
	for i := len(asked) - 1; i >= 0; i-- {
		if at := w.Named(asked[i].At); at.ID != "done" {
			return at.ID, !at.Saved.Never
		}
	}
	return "", false
}

// caseIDs are the names of the device that a saved walk is about. Without a camera
// in reach there is one such walk, that of the phone.
func (e Env) caseIDs(f *Facts) ledger.Identity {
	if f.Target == (lan.Address{}) {
		return ledger.SoundIdentity(f.IDs).With("phone")
	}
	return e.Identity(f)
}

func asCase(w Walk, ids ledger.Identity, at ID, now time.Time) saved.Walk {
	c := saved.Walk{IDs: ids, Saved: now, Step: at, Facts: *w.Facts()}
	c.Facts.WasIn = at == "done"
	c.Facts.Answers = keptAnswers(w.Facts(), c.Facts.Answers)
	for _, q := range w.Asked() {
		c.Asked = append(c.Asked, saved.Asked{Step: q.At, Answers: keptAnswers(w.Facts(), q.Said.(Answers))})
	}
	for _, v := range append(slices.Clip(w.Trail()), Visit{Step: w.Step().ID, Rows: w.Rows()}) {
		c.Trail = append(c.Trail, keptOf(v))
	}
	return c
}

// keptAnswers are answers as they are saved: a user name only after it has logged
// in, since people type their password there.
func keptAnswers(f *Facts, a Answers) Answers {
	if a.User != "" && a.User != facts.DefaultUser && (!f.Proved || a.User != f.Login.User) {
		a.User = ""
	}
	return a
}

// kept is a visit with its texts as they were read.
func keptOf(v Visit) saved.Visit {
	k := saved.Visit{Step: v.Step, Outcome: v.Outcome}
	for _, r := range v.Rows {
		if r.Result.Status != "" {
			k.Rows = append(k.Rows, saved.Row{Check: r.Check, Title: r.Title.String(), Status: r.Result.Status, Detail: r.Result.Detail.String(), Hint: r.Result.Hint.String()})
		}
	}
	return k
}

// visitOf is a kept visit for the log.
func visitOf(k saved.Visit) Visit {
	v := Visit{Step: k.Step, Outcome: k.Outcome}
	for _, r := range k.Rows {
		v.Rows = append(v.Rows, Row{Check: r.Check, Title: T("%s", r.Title), Result: Result{Status: r.Status, Detail: T("%s", r.Detail), Hint: T("%s", r.Hint)}})
	}
	return v
}

// keepRow tells on plain lines that the walk could not be saved.
func keepRow(err error) Row {
	r := warn(T("%s.", err), T("You can continue. Write down what matters."))
	r.Err = err
	return Row{Check: "kept", Title: T("The walk is saved"), Result: r}
}

// handsOn says whether a walk that has no request leaves the one in the file as
// it is: a run that never knew it has not ended it, and neither has a walk that
// has still to look at the camera.
func (k *kept) handsOn(c saved.Walk, request facts.Pending) bool {
	return request.Valid() && (len(c.Facts.IDs) == 0 || !slices.ContainsFunc(k.requests, request.Same))
}

// kept is what this run has saved of its walk.
type kept struct {
	mu   sync.Mutex
	last keptMark
	// id is the saved walk of this run, empty before there is one.
	id string
	// requests are those that this run has known: only what was known is ended.
	requests []facts.Pending
	// told is true once the user was told of a failure.
	told bool
}
