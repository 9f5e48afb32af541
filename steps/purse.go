package steps

import "camreset/isapi"

// purse is what one try of the user spends: one login, or two where the first
// could not be judged.
type purse struct {
	env       Env
	f         *Facts
	camera    *isapi.Client
	isDefault bool

	spent  Spending
	others Others
	bare   isapi.Lock // what was told before the newest login
	noted  bool       // the newest login stands in the ledger, and its end is not known
}

// allow notes a login before it leaves, or says why it must not be sent. A second
// one of the same try finds the first one over, and perhaps counted; the user's
// word for one more try is not spent on it.
func (p *purse) allow(lock isapi.Lock) error {
	again := p.noted
	if again {
		if err := p.env.settle(p.ids(), isapi.Attempt{Sent: true, Lock: lock}, true); err != nil {
			return err
		}
		p.noted = false
	}
	p.bare = lock
	p.others = p.others.hear(lock, p.env.spending(p.ids(), lock.Left).Count, p.env.Now())
	var err error
	p.spent, err = p.env.spend(try{ids: p.ids(), left: lock.Left, saidReset: p.f.Answers.SaidReset && !again, isDefault: p.isDefault})
	p.noted = err == nil
	return err
}

// settle notes how the try came out.
func (p *purse) settle(a isapi.Attempt) error {
	err := p.env.settle(p.ids(), a, p.noted)
	right := a.Outcome == isapi.Right || a.Outcome == isapi.Weaker // what is left are tries over UDP
	if right || p.noted && !a.Sent {
		p.spent = p.env.spending(p.ids(), p.bare.Left)
	}
	if a.Sent && !sameTries(a.Lock, p.bare) { // else it is the word from before the try
		p.others = p.others.hear(a.Lock, p.spent.Count, p.env.Now())
	}
	return err
}

// ids name the device; a login may teach more of them.
func (p *purse) ids() []string { return identities(p.f, p.camera) }
