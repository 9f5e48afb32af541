package access

import (
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
	"context"
	"errors"
)

// SendSettings notes the try and the intent, sends once, and says in a word how
// it came out. The password goes along, so a wrong one costs a try.
func (env Env) SendSettings(ctx context.Context, f *facts.Facts) (func(*facts.Facts), flow.Result) {
	password := f.KnownPassword()
	if why := sentences.Or(sentences.ShutUpdate(f), sentences.RefusedText(f, password)); !why.IsZero() {
		return stopped(why.String())
	}
	sent, err := env.sendOnce(f, secretSent{what: ledger.IntentNetwork, known: f.NewSent || f.Proved, send: func() error {
		return sadp.Update(ctx, env.OverCable(f), f.Record, f.Wanted, password, f.Consent())
	}})
	if errors.Is(err, errUnsent) {
		return stopped(unsentReason(err))
	}
	done := facts.Changed{Word: moveWord(err), Reason: sentences.ReasonOf(err)}
	problem := env.settleOnce(f, sent)
	if done.Word != "lost" {
		problem = errors.Join(problem, env.Finish(f))
	}
	return func(f *facts.Facts) {
		f.Change, f.Spent, f.Looked, f.Moved = done, sent.spent, 0, false // an earlier move says nothing of this one
		f.Seen.Check.Lock = newest(f.Seen.Check.Lock, sent.attempt.Lock)
		f.Doubted("send-network", err)
		switch {
		case done.Word == "sent" || done.Word == "lost":
			f.Writes++
		case sent.attempt.Sent:
			f.Secrets++
			f.Answers.Password = facts.Secret{} // typed once, sent once
		}
	}, sentences.WithError(sentences.MoveResult(done), errors.Join(err, problem))
}

func stopped(why string) (func(*facts.Facts), flow.Result) {
	done := facts.Changed{Word: "stopped", Reason: why}
	return func(f *facts.Facts) { f.Change = done }, sentences.MoveResult(done)
}

func moveWord(err error) flow.Outcome {
	var e *sadp.Error
	switch {
	case err == nil, errors.Is(err, sadp.ErrUnproven):
		return "sent"
	case errors.Is(err, sadp.ErrDoubt):
		return "agree-udp"
	case errors.Is(err, sadp.ErrDoubled):
		return "stopped"
	case errors.Is(err, sadp.ErrLost):
		return "lost"
	case errors.As(err, &e) && !e.Sent && (errors.Is(err, sadp.ErrNoAnswer) || errors.Is(err, sadp.ErrSend)):
		return "gone"
	}
	return "refused"
}

// MoveWords are the ways in which sending the settings can come out.
var MoveWords = []flow.Outcome{"sent", "lost", "stopped", "refused", "gone", "agree-udp"}
