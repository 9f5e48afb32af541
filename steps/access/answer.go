package access

import (
	"context"
	"slices"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// SendAnswer sends what answers a request, with the new password.
func (e Env) SendAnswer(ctx context.Context, f *facts.Facts) (func(*facts.Facts), flow.Result) {
	r := e.send(f, sending{
		keptBack: sentences.Or(sentences.ShutUDP(f), missing(f)).String(),
		what:     ledger.IntentPassword, proofFollows: true, secret: true, unproven: true, may: SecretWords,
		send: func() error { return e.sendAnswer(ctx, f) },
	})
	if r.Unsent {
		return unsent(r, sentences.CodeResult)
	}
	return func(f *facts.Facts) { tookCode(f, r.Changed, r.Spent, r.Attempt); f.Doubted(facts.CommandReset, r.Err) }, sentences.CodeResult(r.Changed).With(r.cause())
}

// sendAnswer sends what answers the request, by the way that it came.
func (e Env) sendAnswer(ctx context.Context, f *facts.Facts) error {
	password, code, n := f.Answers.New, f.Answers.Code.Reveal(), e.ToDevices()
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
	f.NewOut()
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

// CodeWord is the word for how a command without a try came out.
func CodeWord(err error) flow.Outcome { return meaning(err, SecretWords) }

// CodeWords are the ways in which asking and answering over UDP come out.
var CodeWords = []flow.Outcome{"sent", "lost", "weak", "stopped", "refused", "gone"}

// SecretWords are those of what carries a secret.
var SecretWords = append(slices.Clone(CodeWords), "agree-udp")
