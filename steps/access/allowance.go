package access

import (
	"errors"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/ledger"
)

// purse is what one try of the user spends: one login, or two where the first
// could not be judged.
type purse struct {
	env       Env
	f         *facts.Facts
	isDefault bool

	spent  ledger.Spending
	others ledger.Others
	bare   isapi.Lock   // what was told before the newest login
	noted  ledger.Noted // what stands in the ledger for it, until it is settled
}

// allow notes a login before it leaves, or says why it must not be sent. The
// user's word for one more try is not spent on the second one of a try.
func (p *purse) allow(lock isapi.Lock) error {
	again, ids := p.noted.Tries > 0, p.env.Identity(p.f)
	p.bare = lock
	p.others = p.others.Hear(lock, p.env.Book().Spending(ids, lock.Left).Count, p.env.Now())
	var err error
	p.spent, err = p.env.Book().Spend(ledger.Try{Ids: ids, Left: lock.Left, SaidReset: p.f.Answers.SaidReset && !again, IsDefault: p.isDefault}, &p.noted)
	return err
}

// settle notes how the try came out.
func (p *purse) settle(a isapi.Attempt) error {
	err := p.env.Book().Settle(p.noted, a)
	right := a.Outcome == isapi.Right || a.Outcome == isapi.Weaker
	if right {
		err = errors.Join(err, p.env.Book().Knows(a.Device))
	}
	if right || p.noted.Tries > 0 && !a.Sent { // what is left was spent before, or over UDP
		p.spent = p.env.Book().Spending(p.noted.Ids, p.bare.Left)
	}
	if a.Sent && !ledger.SameTries(a.Lock, p.bare) { // else it is the word from before the try
		p.others = p.others.Hear(a.Lock, p.spent.Count, p.env.Now())
	}
	return err
}
