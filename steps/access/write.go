package access

import (
	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
	"context"
	"errors"
)

// Write saves the intent, sends once, and says in a word how it came out. The
// intent stays while the outcome is unknown.
func (env Env) Write(ctx context.Context, f *facts.Facts, what string, send func() error) (func(*facts.Facts), flow.Result) {
	if env.Doubled(f) && !(what == ledger.IntentActivation && f.UDPOnly()) { // only that one names the MAC
		done := facts.Changed{Word: "refused", Reason: "several devices have this address, and it could reach another one", Unsent: true}
		return func(f *facts.Facts) { f.Change, f.Double = done, true }, sentences.ChangeResult(done)
	}
	if f.ReadOnly() {
		done := facts.Changed{Word: "refused", Reason: "this address is not in a private network of yours", Unsent: true}
		return func(f *facts.Facts) { f.Change = done }, sentences.ChangeResult(done)
	}
	if err := env.Begin(f, what); err != nil {
		done := facts.Changed{Word: "refused", Reason: sentences.ReasonOf(err), Unsent: true}
		return func(f *facts.Facts) { f.Change = done }, sentences.WithError(sentences.ChangeResult(done), err)
	}
	err := env.toTheCamera(ctx, f, send)
	word, reason, other := changeWord(err), sentences.ReasonOf(err), env.WhatElse(f, err)
	if word != "lost" && word != "sent" {
		err = errors.Join(err, env.Finish(f))
	}
	done := facts.Changed{Word: word, Reason: reason}
	if word == "busy" {
		done.Busy = f.Change.Busy + 1
	}
	refusedLogin := errors.Is(err, isapi.ErrAuth)
	if refusedLogin || errors.Is(err, isapi.ErrStale) { // which may have been counted all the same
		err = errors.Join(err, env.Book().Note(env.Identity(f)))
	}
	return func(f *facts.Facts) {
		other(f)
		f.Change, f.Looked = done, 0
		clear := f.Answers.Clear
		f.Answers.Clear = clear && word == "busy"                    // it was for this one change
		f.Answers.Basic = f.Answers.Basic || clear && word != "busy" // and for its proof
		if word == "sent" || word == "lost" {
			f.Writes++
			f.NewSent = true
		}
		if refusedLogin {
			f.Login, f.Factory = isapi.Login{}, false
		}
	}, sentences.WithError(sentences.ChangeResult(done), err)
}

func changeWord(err error) flow.Outcome {
	var udp *sadp.Error
	switch {
	case !errors.As(err, &udp):
	case udp.Sent && errors.Is(err, sadp.ErrNoAnswer):
		return "lost" // it looks as before, and may still be working on it
	case !udp.Sent && errors.Is(err, sadp.ErrDenied):
		return "busy" // it refused the greeting before the password, as one does that is starting
	}
	for _, known := range []struct {
		err  error
		word flow.Outcome
	}{
		{sadp.ErrDoubt, "agree-udp"}, {sadp.ErrDoubled, "stopped"},
		{isapi.ErrLost, "lost"}, {isapi.ErrAlreadyActive, "already"}, {isapi.ErrWeakPassword, "weak"}, {isapi.ErrSamePassword, "weak"},
		{sadp.ErrLost, "lost"}, {sadp.ErrUnproven, "lost"}, {sadp.ErrAlreadyActive, "already"}, {sadp.ErrRiskPassword, "weak"}, {sadp.ErrUnfitPassword, "weak"},
		{sadp.ErrNoAnswer, "gone"}, {sadp.ErrSend, "gone"}, {sadp.ErrNoInterface, "gone"},
		{isapi.ErrBusy, "busy"}, {isapi.ErrConsent, "consent"}, {isapi.ErrUnreachable, "gone"}, {isapi.ErrPinChanged, "other-certificate"},
		{isapi.ErrOtherDevice, "other-device"},
	} {
		if errors.Is(err, known.err) {
			return known.word
		}
	}
	if err != nil {
		return "refused"
	}
	return "sent"
}

// WriteWords are all the ways in which a write can come out.
var WriteWords = []flow.Outcome{"sent", "lost", "already", "weak", "busy", "consent", "refused", "gone", "other-certificate", "other-device"}
