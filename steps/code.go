package steps

import (
	"camreset/steps/methods"

	"camreset/steps/sentences"

	"camreset/steps/facts"

	"camreset/steps/flow"
	"camreset/steps/ledger"

	"context"
	"errors"
	"slices"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// What answers a request (support's answer, a code from an e-mail, a GUID file) is
// sent over UDP together with the new password. A wrong one costs a try.

func exchangePassword() Step {
	return Step{
		ID: "exchange-password", Phase: Activate, Title: T("The new password"),
		Saved: flow.Saved{At: "exchange-again"},
		Say: func(f *Facts) Text {
			if f.RestoresDefault() {
				return T("On this camera support's answer restores the factory password 12345; you change it right after that. This will be done to: %s.", f.Description())
			}
			return T("The answer brings a new password of yours in; the old one ends. This will be done to: %s.", f.Description())
		},
		Ask: &Question{Prompt: T("Which password?"), Options: []Option{
			{Key: "make", Label: T("Make a strong one for me"), Do: makePassword, When: func(f *Facts) bool { return !f.RestoresDefault() }},
			{Key: "own", Label: T("I will type one"), When: func(f *Facts) bool { return !f.RestoresDefault() }},
			{Key: "default", Label: T("Restore the factory password now"), Shut: sentences.ShutCode, Cost: methods.Priced(1, methods.LosePassword, "minutes"), When: (*Facts).RestoresDefault},
			{Key: "back", Label: T("Stop this, send nothing")},
		}},
		Checks: []Check{alive, codeLeft},
		Wait:   watching,
		Next:   Edges{"make": "keep-password", "own": "new-password", "default": "send-code", "back": "support"},
	}
}

// codeWords are the ways in which asking and answering over UDP come out.
var codeWords = []Outcome{"sent", "lost", "weak", "stopped", "refused", "gone"}

// secretWords are those of what carries a secret.
var secretWords = append(slices.Clone(codeWords), "agree-udp")

// codeEdges lead on where it went well, and elsewhere where not.
func codeEdges(well, ill ID) Edges {
	return Edges{"sent": well, "lost": ill, "weak": ill, "stopped": ill, "refused": ill, "gone": ill}
}

func sendCode() Step {
	return Step{
		ID: "send-code", Phase: Activate, Title: T("Bringing the answer in"), Say: say("It is sent once, with the new password sealed by the camera's own method. Then one login proves it."),
		Saved:  flow.Saved{At: "who", Kind: sending},
		Checks: []Check{{ID: "code", Title: T("Password reset"), Acts: true, Run: bringIn}},
		Judge:  func(f *Facts) Outcome { return f.Change.Word },
		May:    secretWords,
		Next: Edges{
			"sent": "prove-login", "lost": "prove-login", "weak": "new-password", "agree-udp": "agree-udp",
			"stopped": "exchange-failed", "refused": "exchange-failed", "gone": "exchange-failed",
		},
	}
}

// bringIn notes the try and the intent, sends once, and says how it came out.
func bringIn(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
	if why := sentences.Or(sentences.ShutUDP(f), missing(f)); !why.IsZero() {
		return stoppedCode(why.String())
	}
	sent, err := env.sendOnce(f, secretSent{what: ledger.IntentPassword, send: func() error { return sendAnswer(ctx, env, f) }})
	if errors.Is(err, errUnsent) {
		return stoppedCode(unsentReason(err))
	}
	if err == nil {
		sent.attempt = isapi.Attempt{} // a right answer is no wrong try; the login has still to prove the password
	}
	done := facts.Changed{Word: codeWord(err), Reason: sentences.ReasonOf(err)}
	problem := env.settleOnce(f, sent)
	if done.Word != "sent" && done.Word != "lost" {
		problem = errors.Join(problem, env.finish(f))
	}
	return func(f *Facts) { tookCode(f, done, sent.spent, sent.attempt); f.Doubted("send-code", err) }, sentences.WithError(sentences.CodeResult(done), errors.Join(err, problem))
}

// sendAnswer sends what answers the request, by the way that it came.
func sendAnswer(ctx context.Context, env Env, f *Facts) error {
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
func tookCode(f *Facts, done facts.Changed, spent ledger.Spending, attempt isapi.Attempt) {
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
func missing(f *Facts) Text {
	switch {
	case f.Answers.Code.IsZero():
		return T("there is no answer to send")
	case f.Answers.New.IsZero() && !f.RestoresDefault():
		return T("there is no new password to send")
	}
	return Text{}
}

func stoppedCode(why string) (func(*Facts), Result) {
	done := facts.Changed{Word: "stopped", Reason: why}
	return func(f *Facts) { f.Change = done }, sentences.CodeResult(done)
}

func codeWord(err error) Outcome {
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

func exchangeFailed() Step {
	return Step{
		ID: "exchange-failed", Phase: Reset, Title: T("It did not work yet"),
		Say: func(f *Facts) Text { return T("%s %s", sentences.CodeResult(f.Change).Detail, sentences.SecretLine(f)) },
		Sheet: func(f *Facts) []Text {
			return []Text{T("Request: %s.", f.Pending.Words(f.Now)), T("%s", sentences.Documented)}
		},
		Help: T("A camera that was restarted has forgotten its request; then only a new one helps. \"Refused\" can also mean a wrong key, or that the camera is just starting."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Try once more from the beginning of this way")},
			{Key: "support", Label: T("Show what support can do")},
			{Key: "tool", Label: T("Use the maker's SADP tool")},
			{Key: "menu", Label: T("Show the other ways")},
		}},
		Checks: []Check{alive, codeLeft, pendingRow},
		Wait:   watching,
		Next:   Edges{"again": "exchange-again", "support": "support", "tool": "pc-tools", "menu": "to-menu-or-phone"},
	}
}

// exchangeAgain leads back to where the way began.
func exchangeAgain() Fork {
	return Fork{
		ID: "exchange-again",
		Decide: func(f *Facts) Outcome {
			switch {
			case f.Answers.Way == "":
				return "export"
			case f.Answers.Way == "mail" && f.Pending.Kind != facts.PendingMail:
				return "mail-request"
			}
			return f.Answers.Way
		},
		May:  []Outcome{"export", "import", "mail", "mail-request", "guid"},
		Next: Edges{"export": "export-request", "import": "import", "mail": "mail-code", "mail-request": "mail-request", "guid": "guid-file"},
	}
}
