package access

import (
	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
	"camreset/steps/text"
	"context"
	"errors"
	"slices"
)

// SendAnswer notes the try and the intent, sends once, and says how it came out.
func (env Env) SendAnswer(ctx context.Context, f *facts.Facts) (func(*facts.Facts), flow.Result) {
	if why := sentences.Or(sentences.ShutUDP(f), missing(f)); !why.IsZero() {
		return stoppedCode(why.String())
	}
	sent, err := env.sendOnce(f, secretSent{what: ledger.IntentPassword, send: func() error { return env.sendAnswer(ctx, f) }})
	if errors.Is(err, errUnsent) {
		return stoppedCode(unsentReason(err))
	}
	if err == nil {
		sent.attempt = isapi.Attempt{} // a right answer is no wrong try; the login has still to prove the password
	}
	done := facts.Changed{Word: CodeWord(err), Reason: sentences.ReasonOf(err)}
	problem := env.settleOnce(f, sent)
	if done.Word != "sent" && done.Word != "lost" {
		problem = errors.Join(problem, env.Finish(f))
	}
	return func(f *facts.Facts) { tookCode(f, done, sent.spent, sent.attempt); f.Doubted("send-code", err) }, sentences.WithError(sentences.CodeResult(done), errors.Join(err, problem))
}

// sendAnswer sends what answers the request, by the way that it came.
func (env Env) sendAnswer(ctx context.Context, f *facts.Facts) error {
	password, code, n := f.Answers.New, f.Answers.Code.Reveal(), env.ToDevices()
	if f.RestoresDefault() {
		password = facts.Secret{}
	}
	switch f.Answers.Way {
	case "mail":
		return sadp.MailReset(ctx, n, f.Record, code, password, f.Consent())
	case "guid":
		return sadp.GUIDReset(ctx, n, f.Record, []byte(code), password, f.Consent())
	}
	return sadp.Import(ctx, n, f.Record, code, password, f.Consent())
}

// tookCode takes over how an answer came out.
func tookCode(f *facts.Facts, done facts.Changed, spent ledger.Spending, attempt isapi.Attempt) {
	f.Change, f.Spent, f.Looked = done, spent, 0
	f.Seen.Check.Lock = newest(f.Seen.Check.Lock, attempt.Lock)
	if attempt.Sent || done.Word == "sent" {
		f.Secrets++
	}
	if attempt.Sent && done.Word != "weak" {
		f.Answers.Code = facts.Secret{} // typed once, sent once
	}
	if done.Word != "sent" && done.Word != "lost" {
		return
	}
	f.Writes++
	f.NewSent, f.Login = true, isapi.Login{}
	if f.RestoresDefault() {
		f.Answers.New = isapi.NewSecret(facts.FactoryPassword)
	}
	if done.Word == "sent" {
		f.Pending, f.Answers.Code, f.Answers.Way = facts.Pending{}, facts.Secret{}, ""
	}
}

// missing says what is not there that would have to be sent.
func missing(f *facts.Facts) text.Text {
	switch {
	case f.Answers.Code.IsZero():
		return text.T("there is no answer to send")
	case f.Answers.New.IsZero() && !f.RestoresDefault():
		return text.T("there is no new password to send")
	}
	return text.Text{}
}

func stoppedCode(why string) (func(*facts.Facts), flow.Result) {
	done := facts.Changed{Word: "stopped", Reason: why}
	return func(f *facts.Facts) { f.Change = done }, sentences.CodeResult(done)
}

func CodeWord(err error) flow.Outcome {
	var e *sadp.Error
	switch {
	case err == nil:
		return "sent"
	case errors.Is(err, sadp.ErrDoubt):
		return "agree-udp"
	case errors.Is(err, sadp.ErrDoubled):
		return "stopped"
	case errors.Is(err, sadp.ErrLost):
		return "lost"
	case errors.Is(err, sadp.ErrRiskPassword), errors.Is(err, sadp.ErrUnfitPassword):
		return "weak"
	case errors.As(err, &e) && !e.Sent && (errors.Is(err, sadp.ErrNoAnswer) || errors.Is(err, sadp.ErrSend) || errors.Is(err, sadp.ErrNoInterface)):
		return "gone"
	}
	return "refused"
}

// CodeWords are the ways in which asking and answering over UDP come out.
var CodeWords = []flow.Outcome{"sent", "lost", "weak", "stopped", "refused", "gone"}

// SecretWords are those of what carries a secret.
var SecretWords = append(slices.Clone(CodeWords), "agree-udp")
