package access

import (
	"camreset/steps/facts"
	"camreset/steps/sentences"

	"camreset/steps/ledger"

	"errors"
	"fmt"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// secretSent is a command over UDP that carries a secret: a password, a code or a
// file. A wrong one costs a try.
type secretSent struct {
	// what is the intent that is noted; empty for a command that changes nothing.
	what string
	// known is true for a secret that the camera has shown to know, or that the
	// user says it was given elsewhere.
	known bool
	send  func() error
}

// sentOnce is how sending it came out.
type sentOnce struct {
	attempt isapi.Attempt
	spent   ledger.Spending
	noted   ledger.Noted
}

// errUnsent says that nothing left this computer; it wraps the reason.
var errUnsent = errors.New("nothing was sent")

func unsentReason(err error) string { return sentences.ReasonOf(errors.Unwrap(err)) }

// unsent is an errUnsent with its reason.
type unsent struct{ why error }

func (u unsent) Error() string        { return fmt.Sprintf("%s: %s", errUnsent, u.why) }
func (u unsent) Unwrap() error        { return u.why }
func (u unsent) Is(target error) bool { return target == errUnsent }

// sendOnce notes the try and the intent before a secret leaves, and sends it once.
// The caller settles the try by what the answer means. The error is errUnsent where
// nothing was sent, else what the device said.
func (e Env) sendOnce(f *facts.Facts, s secretSent) (sentOnce, error) {
	var sent sentOnce
	var err error
	sent.spent, err = e.Book().Spend(ledger.Try{By: ledger.ByUDP, Ids: e.Identity(f), Left: f.Left(), SaidReset: f.Answers.SaidReset || s.known}, &sent.noted)
	if err != nil {
		return sent, unsent{err}
	}
	if s.what != "" {
		if err := e.Begin(f, s.what); err != nil {
			_ = e.Book().Settle(sent.noted, isapi.Attempt{}) // the try is given back
			return sent, unsent{err}
		}
	}
	err = s.send()
	sent.attempt = AttemptOf(err)
	return sent, err
}

// settleOnce notes what a secret over UDP brought. A right one empties what was
// spent on the device that it was addressed to by its MAC.
func (e Env) settleOnce(f *facts.Facts, s sentOnce) error {
	err := e.Book().Settle(s.noted, s.attempt)
	if s.attempt.Outcome == isapi.Right {
		err = errors.Join(err, e.Book().Proved(ledger.ByUDP, ledger.IdentityOf(f.Record.MAC, f.Record.Serial)))
	}
	return err
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
