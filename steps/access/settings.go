package access

import (
	"context"

	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
)

// SendSettings sends network settings over UDP. The password goes along, so a wrong one
// costs a try.
func (e Env) SendSettings(ctx context.Context, f *facts.Facts) (func(*facts.Facts), flow.Result) {
	password := f.KnownPassword()
	r := e.send(f, sending{
		keptBack: sentences.Or(sentences.ShutUpdate(f), sentences.RefusedText(f, password)).String(),
		what:     ledger.IntentNetwork, secret: true, known: f.NewSent || f.Proved, may: MoveWords,
		send: func() error {
			return sadp.Update(ctx, e.OverCable(f), f.Record, f.Wanted, password, f.Consent())
		},
	})
	if r.Unsent {
		return unsent(r, sentences.MoveResult)
	}
	return func(f *facts.Facts) {
		f.Change, f.Spent, f.Looked, f.Moved = r.Changed, r.Spent, 0, false // an earlier move says nothing of this one
		f.Seen.Check.Lock = newest(f.Seen.Check.Lock, r.Attempt.Lock)
		f.Doubted(facts.CommandUpdate, r.Err)
		switch {
		case r.out():
			f.Writes++
		case r.Attempt.Sent:
			f.Secrets++
			f.Answers.Password = facts.Secret{} // typed once, sent once
		}
	}, sentences.MoveResult(r.Changed).With(r.cause())
}

// unsent is what never left over UDP.
func unsent(r sent, result func(facts.Changed) flow.Result) (func(*facts.Facts), flow.Result) {
	done := facts.Changed{Word: r.Word, Reason: r.Reason}
	return func(f *facts.Facts) { f.Change = done }, result(done)
}

// MoveWords are the ways in which sending the settings can come out.
var MoveWords = []flow.Outcome{"sent", "lost", "stopped", "refused", "gone", "agree-udp"}
