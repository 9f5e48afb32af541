package steps

import (
	"net/netip"
	"slices"

	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/saved"
)

// A saved walk may be from another machine, or made by anybody: it is data. What it
// says is taken only where it makes sense, the agreements to send a password in a
// weaker way are asked again, and what it knows of this computer and of the moment
// is measured anew. Whose camera it is stays answered: the notes are the user's
// own, readable to nobody else, and an unknown answer asks again. What was proved
// then is not believed: a result speaks of this run.

// mostTries bounds how many tries are believed of the earlier runs of a walk.
const mostTries = 999

// fitFacts are the facts of a saved walk, made fit for this run; usable is false when it
// does not say which camera it is about.
func fitFacts(c saved.Walk, env Env) (_ *Facts, usable bool) {
	f := &c.Facts
	own, _ := env.Interfaces() // without them the address alone decides
	f.System, f.Clipboard, f.Own, f.Answers = env.OS, env.Clipboard, own, f.Answers.Sanitized()
	if f.Target != (lan.Address{}) {
		ip, err := netip.ParseAddr(f.Target.IP)
		if err != nil || !f.Target.Sound() {
			return f, false
		}
		f.Place = lan.PlaceOf(ip, own)
	}
	if f.OldTarget != (lan.Address{}) && !f.Nearby(f.OldTarget) {
		return f, false
	}
	if f.Candidate != (lan.Address{}) && !f.Nearby(f.Candidate) {
		f.Candidate = lan.Address{}
	}
	f.Strangers = slices.DeleteFunc(f.Strangers, func(a lan.Address) bool { return !f.Nearby(a) })
	f.Found = slices.DeleteFunc(f.Found, func(x facts.Found) bool { return !f.Nearby(x.Address) })
	at, _ := Guide().Step(c.Step)
	f.TriedBefore = f.TriedBefore || f.Tries > 0 || f.Proved || at.Acts()
	f.TriesBefore = min(max(f.TriesBefore, 0)+max(f.Tries, 0), mostTries)
	f.Tries, f.Writes = 0, max(f.Writes, 0)
	f.CaseShown = f.CaseShown && !f.Proved // support is not needed any more
	f.Proved = false                       // of this run nothing is proved yet
	f.Spent.Problem, f.Clients = "", f.Clients.Sound()
	if !f.Pending.Valid() {
		f.Pending = facts.Pending{}
	}
	if f.Last.At.After(env.Now()) {
		f.Last.At = env.Now()
	}
	if goesOn(c).Kind == sending {
		// Whether it left is not known: it counts as sent, and the user is asked
		// once more for the password that they wrote down.
		f.Writes, f.NewSent = max(f.Writes, 1), true
	}
	return f, true
}
