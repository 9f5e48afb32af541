package steps

import (
	"net/netip"
	"slices"
	"time"
)

// A case may be from another machine, or made by anybody: it is data. What it
// says is taken only where it makes sense, the agreements to send a password in a
// weaker way are asked again, and what it knows of this computer and of the moment
// is measured anew. Whose camera it is stays answered: the notes are the user's
// own, readable to nobody else, and an unknown answer asks again. What was proved
// then is not believed: a result speaks of this run.

// facts are the facts of a case, made fit for this run; usable is false when it
// does not say which camera it is about.
func (c Case) facts(env Env) (_ *Facts, usable bool) {
	f := &c.Facts
	own, _ := env.Interfaces() // without them the address alone decides
	f.System, f.Clipboard, f.Own, f.Answers = env.OS, env.Clipboard, own, f.Answers.sound()
	if f.Target != (Address{}) {
		ip, err := netip.ParseAddr(f.Target.IP)
		if err != nil || !f.Target.sound() {
			return f, false
		}
		f.Place = PlaceOf(ip, own)
	}
	if f.OldTarget != (Address{}) && !f.nearby(f.OldTarget) {
		return f, false
	}
	if f.Candidate != (Address{}) && !f.nearby(f.Candidate) {
		f.Candidate = Address{}
	}
	f.Strangers = slices.DeleteFunc(f.Strangers, func(a Address) bool { return !f.nearby(a) })
	f.Found = slices.DeleteFunc(f.Found, func(x Found) bool { return !f.nearby(x.Address) })
	at, _ := Guide().Step(c.Step)
	f.TriedBefore = f.TriedBefore || f.Tries > 0 || f.Proved || at.acts()
	f.Tries, f.Writes = 0, max(f.Writes, 0)
	f.CaseShown = f.CaseShown && !f.Proved                // support is not needed any more
	f.Proved, f.FirstTry, f.Factory = false, false, false // of this run nothing is proved yet
	f.Interrupted, f.Spent.Problem = "", ""
	if !f.Pending.sound() {
		f.Pending = Pending{}
	}
	if f.Last.At.After(env.Now()) {
		f.Last.At = env.Now()
	}
	if slices.Contains(sending, c.Step) {
		// Whether it left is not known: it counts as sent, and the user is asked
		// once more for the password that they wrote down.
		f.Writes, f.NewSent, f.Answers.Known = max(f.Writes, 1), true, ""
	}
	return f, true
}

// nearby says whether an address is one device in a private network.
func (f *Facts) nearby(a Address) bool {
	ip, err := netip.ParseAddr(a.IP)
	return err == nil && a.sound() && PlaceOf(ip, f.Own) == Near
}

// sound says whether an address is one that a person could have typed.
func (a Address) sound() bool {
	again, bad := ParseAddress(a.String())
	return bad.IsZero() && again.IP == a.IP && again.Port == a.Port && (a.Scheme == "" || a.Scheme == "http" || a.Scheme == "https")
}

// longestDelay is the longest of button-delay's answers.
const longestDelay = time.Minute

// sound drops answers that nobody can have given, and the agreements to send a
// password in a weaker way: they were for that moment.
func (a Answers) sound() Answers {
	a.Basic, a.Clear, a.Shared, a.Unsalted, a.Case, a.Path = false, false, false, false, "", ""
	if a.Typed != (Address{}) && !a.Typed.sound() {
		a.Typed, a.Given = Address{}, false
	}
	if a.Known != "no" && a.Known != "found" {
		a.Known = ""
	}
	if a.Way != "import" && a.Way != "mail" && a.Way != "guid" {
		a.Way = ""
	}
	if !unfitUser(a.User).IsZero() {
		a.User = ""
	}
	if a.Delay < 0 || a.Delay > longestDelay {
		a.Delay = 0
	}
	for _, ip := range []*string{&a.Network.Mask, &a.Network.Gateway} {
		if parsed, err := netip.ParseAddr(*ip); err != nil || !parsed.Is4() {
			*ip = ""
		}
	}
	return a
}
