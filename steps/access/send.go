package access

import (
	"errors"
	"slices"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
)

// sending is one thing that is sent to the camera and cannot be taken back. Whatever it
// is, it goes the same way: it is kept back where it must not leave, noted, sent once,
// and what came of it is noted and said in a word.
type sending struct {
	// keptBack says why it must not leave; empty where it may.
	keptBack string
	// what is the write that is noted, so that after a crash the camera is asked what it
	// did; empty for a command that changes nothing.
	what string
	// proofFollows is true where a login proves later that it was taken: until then the
	// note stays.
	proofFollows bool
	// secret is true for what carries a secret over UDP: a wrong one costs a try, which
	// is noted as well. known is true for one that the camera has shown to know, or that
	// the user says it was given elsewhere, and unproven for one whose being taken says
	// nothing of the tries.
	secret, known, unproven bool
	// send sends it.
	send func() error
	// may lists the words that it can come out with; any other is "refused".
	may []flow.Outcome
}

// sent is what came of it.
type sent struct {
	facts.Changed
	// Err is what the camera said, Problem what went wrong with the notes besides.
	Err, Problem error
	// Attempt and Spent are the try of a secret.
	Attempt isapi.Attempt
	Spent   ledger.Spending
}

// cause is everything that went wrong.
func (s sent) cause() error { return errors.Join(s.Err, s.Problem) }

// out says whether it may have been taken.
func (s sent) out() bool { return s.Word == "sent" || s.Word == "lost" }

// send is the one way out.
func (e Env) send(f *facts.Facts, s sending) sent {
	if s.keptBack != "" {
		return sent{Changed: facts.Changed{Word: "stopped", Reason: s.keptBack, Unsent: true}}
	}
	noted, unsent := ledger.Noted{}, func(err error) sent {
		return sent{Changed: facts.Changed{Word: "stopped", Reason: sentences.ReasonOf(err), Unsent: true}, Err: err}
	}
	var r sent
	if s.secret {
		var err error
		try := ledger.Try{By: ledger.ByUDP, Ids: e.Identity(f), Left: f.Left(), SaidReset: f.Answers.SaidReset || s.known}
		if r.Spent, err = e.Book().Spend(try, &noted); err != nil {
			return unsent(err)
		}
	}
	if s.what != "" {
		if err := e.Begin(f, s.what); err != nil {
			if s.secret {
				_ = e.Book().Settle(noted, isapi.Attempt{}) // the try is given back
			}
			return unsent(err)
		}
	}
	r.Err = s.send()
	r.Changed = facts.Changed{Word: meaning(r.Err, s.may), Reason: sentences.ReasonOf(r.Err)}
	if s.secret {
		r.Attempt = AttemptOf(r.Err)
		if r.Err == nil && s.unproven {
			r.Attempt = isapi.Attempt{}
		}
		r.Problem = e.settle(f, noted, r.Attempt)
	}
	if s.what != "" && r.Word != "lost" && (r.Word != "sent" || !s.proofFollows) {
		r.Problem = errors.Join(r.Problem, e.Finish(f))
	}
	return r
}

// settle notes what a secret over UDP brought. A right one empties what was
// spent on the device that it was addressed to by its MAC.
func (e Env) settle(f *facts.Facts, noted ledger.Noted, a isapi.Attempt) error {
	err := e.Book().Settle(noted, a)
	if a.Outcome == isapi.Right {
		err = errors.Join(err, e.Book().Proved(ledger.ByUDP, ledger.IdentityOf(f.Record.MAC, f.Record.Serial)))
	}
	return err
}

// meanings are what the errors of a write mean, as words for edges.
var meanings = []struct {
	err  error
	word flow.Outcome
}{
	{sadp.ErrDoubt, "agree-udp"},
	{sadp.ErrDoubled, "stopped"},
	{isapi.ErrLost, "lost"}, {sadp.ErrLost, "lost"},
	{isapi.ErrAlreadyActive, "already"}, {sadp.ErrAlreadyActive, "already"},
	{isapi.ErrWeakPassword, "weak"}, {isapi.ErrSamePassword, "weak"}, {sadp.ErrRiskPassword, "weak"}, {sadp.ErrUnfitPassword, "weak"},
	{sadp.ErrNoAnswer, "gone"}, {sadp.ErrSend, "gone"}, {sadp.ErrNoInterface, "gone"}, {isapi.ErrUnreachable, "gone"},
	{isapi.ErrBusy, "busy"},
	{isapi.ErrConsent, "consent"},
	{isapi.ErrPinChanged, "other-certificate"},
	{isapi.ErrOtherDevice, "other-device"},
}

// meaning is the word for an error, one of may or "refused".
func meaning(err error, may []flow.Outcome) flow.Outcome {
	word := flow.Outcome("refused")
	var udp *sadp.Error
	isUDP := errors.As(err, &udp)
	switch {
	case err == nil:
		word = "sent"
	case errors.Is(err, sadp.ErrUnproven) && slices.Contains(may, "already"):
		word = "lost" // of a first password: whether it was taken is looked up
	case errors.Is(err, sadp.ErrUnproven):
		word = "sent"
	case isUDP && udp.Sent && errors.Is(err, sadp.ErrNoAnswer):
		word = "lost" // it looks as before, and may still be working on it
	case isUDP && !udp.Sent && errors.Is(err, sadp.ErrDenied):
		word = "busy" // it refused the greeting before the password, as one does that is starting
	default:
		for _, m := range meanings {
			if errors.Is(err, m.err) {
				word = m.word
				break
			}
		}
	}
	if !slices.Contains(may, word) {
		return "refused"
	}
	return word
}

// newest keeps what was told before where nothing new was told.
func newest(before, now isapi.Lock) isapi.Lock {
	if now.Told() {
		return now
	}
	return before
}

// AttemptOf is what a command with a password says of the tries.
func AttemptOf(err error) isapi.Attempt {
	var e *sadp.Error
	if err == nil {
		return isapi.Attempt{Outcome: isapi.Right, Sent: true}
	}
	if !errors.As(err, &e) || !e.Sent {
		return isapi.Attempt{}
	}
	a := isapi.Attempt{Outcome: isapi.Lost, Sent: true, Lock: isapi.Lock{Left: e.Left}}
	switch {
	case errors.Is(err, sadp.ErrUnproven):
		a.Outcome = isapi.Right
	case errors.Is(err, sadp.ErrWrongPassword):
		a.Outcome = isapi.Wrong
	case errors.Is(err, sadp.ErrLocked):
		a.Outcome, a.Lock.Locked = isapi.Locked, isapi.Yes
		if e.Minutes != nil {
			unlock := time.Duration(*e.Minutes) * time.Minute
			a.Lock.Unlock = &unlock
		}
	}
	return a
}

// Book is what is remembered of the tries and writes on devices.
func (e Env) Book() ledger.Book { return ledger.Book{Files: e.Files} }

// Begin notes a write to the camera before it is sent.
func (e Env) Begin(f *facts.Facts, what string) error { return e.Book().Begin(e.Identity(f), what) }

// Finish forgets the note of a write when its outcome is known.
func (e Env) Finish(f *facts.Facts) error { return e.Book().Finished(e.Identity(f)) }
