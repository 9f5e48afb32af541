package steps

import (
	"cmp"
	"strings"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/saved"
)

// goesOn says how a saved walk goes on at its step.
func goesOn(c saved.Walk) flow.Saved {
	s, _ := Guide().Step(c.Step)
	return s.Saved
}

// resumption is where the walk goes on with these facts, and what it brings
// along; other says that another device answers at the camera's address.
func resumption(c saved.Walk, f *Facts, other bool) flow.Place {
	r := flow.Place{At: goOn(c, f, other)}
	for _, q := range c.Asked {
		// What has to be done anew before it is asked is none to go back to.
		if s, _ := Guide().Step(q.Step); s.Ask != nil && s.Saved.At == "" && !s.Saved.Again {
			r.Asked = append(r.Asked, flow.Asked{At: q.Step, Said: q.Answers.Sanitized()})
		}
	}
	if f.Writes > 0 && goesOn(c).Kind == sending {
		r.Asked = nil // what was written cannot be taken back
	}
	for _, v := range c.Trail {
		r.Trail = append(r.Trail, visitOf(v))
	}
	return r
}

// goOn is the step at which a saved walk goes on. The empty answer at owner is none:
// without one it goes on there and nowhere else (rule 2).
func goOn(c saved.Walk, f *Facts, other bool) ID {
	at := cmp.Or(goesOn(c).At, c.Step)
	there, found := Guide().Step(at)
	if !found && goesOn(c).At == "" {
		at = "look" // a step that there is not: the look begins anew
	}
	switch {
	case f.Target == (lan.Address{}) && f.Answers.Setup != "phone-only":
		return "find"
	case f.Target != (lan.Address{}) && f.Answers.Owner != "mine" && f.Answers.Owner != "for-owner":
		return "owner"
	case other:
		return "find"
	case c.Step == "login" && f.Answers.Factory == facts.FirstFactory:
		return "default-password"
	case c.Step == "login" && f.Answers.Factory == facts.SecondFactory:
		return "default-second"
	case f.Target == (lan.Address{}):
		return at
	case f.Place == lan.Public:
		return "public-address"
	case f.Place == lan.Shared: // that it is in a network of one's own was agreed to then
		return "shared-address"
	case otherPin(ledger.SoundIdentity(f.IDs), f.Seen.Reach.Fingerprint) && f.OldTarget == (lan.Address{}):
		return "other-certificate"
	case goesOn(c).Kind == sending && f.Seen.Reach.State == isapi.ReachOpen && f.Seen.Activated() != isapi.No:
		return "menu" // where the look leads: the password that was written down comes first
	case there.Saved.Kind == restoring && !c.Facts.Proved:
		return "look" // the password that would be sent along was not kept
	case c.Step == "take-over" && f.RecordBefore.MAC != "":
		return "button-boot" // it is known by its MAC, so nobody has to be asked
	case at == "new-password" && f.Activated() == isapi.No:
		return at
	case at == "try-password":
		return "to-try" // which knows whether one can be spent
	case at == "new-password" && f.Answers.Way != "":
		return "exchange-again"
	case at == "new-password", there.Saved.Kind == restoring:
		return "to-try"
	}
	return at
}

// renamed says whether a device calls itself otherwise than before. One that names
// no realm says nothing: some tell it only when they have a password.
func renamed(before, now ledger.Identity) bool {
	switch {
	case now.Contradicts(before):
		return true
	case now.Is(before), len(before.Named(ledger.NameRealm)) == 0, len(now.Named(ledger.NameRealm)) == 0:
		return false
	}
	return !ledger.Intersects(before.Weak(), now.Weak())
}

// otherPin says whether another certificate is shown than all those by which
// the device was known.
func otherPin(ids ledger.Identity, shown string) bool {
	known := false
	for _, name := range ids.Named(ledger.NamePin) {
		_, pin, _ := strings.Cut(name, "|")
		if pin == shown {
			return false
		}
		known = true
	}
	return known && shown != ""
}
