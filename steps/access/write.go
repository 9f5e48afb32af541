package access

import (
	"context"
	"errors"
	"slices"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
)

// Write sends a password over the camera's page, or its first one over UDP. The note of it
// stays while the outcome is unknown.
func (e Env) Write(ctx context.Context, f *facts.Facts, what string, send func() error) (func(*facts.Facts), flow.Result) {
	s := sending{what: what, proofFollows: true, may: append(slices.Clone(WriteWords), "agree-udp", "stopped"), send: func() error { return e.toTheCamera(ctx, f, send) }}
	named := what == ledger.IntentActivation && f.UDPOnly()
	s.keptBack = e.keptFrom(f, named)
	r := e.send(f, s)
	if r.Unsent {
		r.Word = "refused"
		doubled := !named && e.Doubled(f)
		return func(f *facts.Facts) { f.Change, f.Double = r.Changed, f.Double || doubled }, sentences.ChangeResult(r.Changed).With(r.Err)
	}
	other := e.WhatElse(f, r.Err)
	if r.Word == "busy" {
		r.Busy = f.Change.Busy + 1
	}
	// A stale one may have been counted all the same, and would be again.
	refusedLogin := errors.Is(r.Err, isapi.ErrAuth) || errors.Is(r.Err, isapi.ErrStale)
	if refusedLogin {
		r.Problem = errors.Join(r.Problem, e.Book().Note(e.Identity(f)))
	}
	return func(f *facts.Facts) {
		other(f)
		f.Change, f.Looked = r.Changed, 0
		clear := f.Answers.Clear
		f.Answers.Clear = clear && r.Word == "busy"                    // it was for this one change
		f.Answers.Basic = f.Answers.Basic || clear && r.Word != "busy" // and for its proof
		if r.out() {
			f.NewOut()
		}
		if refusedLogin {
			f.Login, f.Factory = isapi.Login{}, false
		}
	}, sentences.ChangeResult(r.Changed).With(r.cause())
}

// WriteWords are all the ways in which a write over its page can come out.
var WriteWords = []flow.Outcome{"sent", "lost", "already", "weak", "busy", "consent", "refused", "gone", "other-certificate", "other-device"}
