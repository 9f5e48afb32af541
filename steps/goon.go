package steps

import (
	"slices"
	"strings"

	"camreset/isapi"
)

// elsewhere is where a case goes on whose step cannot simply be entered again.
var elsewhere = map[ID]ID{
	// A login is never sent by going on with a case: the password is asked for
	// again, and the ledger knows whether the last one left.
	"login": "may-try", "basic-consent": "may-try", "default-login": "default-password", "second-login": "default-second",
	// A write may have gone out: what the camera did is looked up.
	"send-activation": "look", "send-password": "look", "activation-state": "look", "not-sure": "look", "prove-login": "look", "proof-consent": "look", "not-proved": "look",
	// The new password was not kept with the case: another one is asked for.
	"new-password": "set-password", "make-password": "set-password", "keep-password": "set-password", "copy-where": "set-password", "agree-copy": "set-password", "copy-password": "set-password",
	"confirm-password": "set-password", "clear-consent": "set-password", "still-starting": "set-password",
	// What was sent over UDP is looked up over UDP.
	"send-network": "restore-network", "camera-moved": "restore-network", "look-moved": "restore-network", "confirm-network": "restore-network", "free-address": "restore-network",
	"agree-udp": "who", "udp-agreed": "who",
	"export": "export-request", "mail-ask": "mail-request", "send-code": "who",
	// An answer to a request was not kept with the case.
	"read-answer": "import-file", "read-guid": "guid-file", "exchange-password": "exchange-again",
	// That a password is right is known of this run only: it is asked for once more.
	"proved": "may-try", "inside": "may-try", "afterwards": "may-try", "secure": "may-try",
	"guid-warn": "may-try", "guid-export": "may-try", "guid-saved": "may-try",
	// What was found at the factory addresses may have gone since.
	"adopt": "button-boot", "typed-back": "button-address", "take-over": "same-camera",
	// What opens a page, asks the internet or forgets a certificate was agreed
	// to then: it is asked again.
	"open-page": "web-page", "open-again": "restore-network", "cloud-look": "cloud", "new-certificate": "other-certificate",
}

// restoring are the steps that send network settings, with the password.
var restoring = []ID{"restore-network", "address-taken", "network-failed"}

// sending are the steps at which a write may be under way.
var sending = []ID{"send-activation", "send-password", "send-code", "activation-state", "not-sure", "prove-login", "proof-consent", "not-proved"}

// away says whether the camera of a case may be without power, or at another
// address, because it is being reset: those steps look for it themselves, and
// whatever stands at its old address meanwhile must not be taken for it.
func (c Case) away() bool {
	return slices.Contains([]ID{
		"button-power", "button-lit", "button-hold", "button-boot", "second-address", "adopt", "same-camera", "not-ours", "take-over",
		"button-address", "typed-back", "button-failed",
	}, c.Step)
}

// resumption is where the case goes on with these facts, and what it brings
// along; other says that another device answers at the camera's address.
func (c Case) resumption(f *Facts, other bool) resumption {
	r := resumption{at: c.goOn(f, other)}
	for _, q := range c.Asked {
		// What has to be done anew before it is asked is none to go back to.
		if _, gone := elsewhere[q.Step]; !gone && q.Step != "set-password" && !slices.Contains(restoring, q.Step) {
			r.asked = append(r.asked, question{q.Step, q.Answers.sound()})
		}
	}
	if f.Writes > 0 && slices.Contains(sending, c.Step) {
		r.asked = nil // what was written cannot be taken back
	}
	for _, v := range c.Trail {
		r.trail = append(r.trail, v.visit())
	}
	return r
}

// goOn is the step at which a case goes on. The empty answer at owner is none:
// without one a case goes on there and nowhere else (rule 2).
func (c Case) goOn(f *Facts, other bool) ID {
	at := c.Step
	if to, found := elsewhere[at]; found {
		at = to
	}
	if _, found := Guide().Step(at); !found {
		at = "again" // of another version: the look begins anew
	}
	switch {
	case f.Answers.Owner != "mine" && f.Answers.Owner != "for-owner":
		return "owner"
	case other:
		return "address"
	case f.Target == (Address{}):
		return at
	case f.Place == Public:
		return "public-address"
	case f.Place == Shared: // that it is in a network of one's own was agreed to then
		return "shared-address"
	case otherPin(soundIdentity(f.IDs), f.Seen.Reach.Fingerprint) && f.OldTarget == (Address{}):
		return "other-certificate"
	case slices.Contains(sending, c.Step) && f.Seen.Reach.State == isapi.ReachOpen && f.Seen.Activated() != isapi.No:
		return "known-elsewhere" // where the look leads: it asks for the password that was written down
	case at == "try-password" && f.Answers.Unnamed:
		return "may-try" // which asks for the account's name again
	case slices.Contains(restoring, at) && !c.Facts.Proved:
		return "who" // the password that would be sent along was not kept
	case c.Step == "take-over" && f.RecordBefore.MAC != "":
		return "button-boot" // it is known by its MAC, so nobody has to be asked
	case at == "set-password" && f.Answers.Way != "":
		return "exchange-again"
	case at == "set-password" && f.activated() == isapi.No:
		return "activate"
	case at == "set-password", slices.Contains(restoring, at):
		return "may-try"
	}
	return at
}

// renamed says whether a device calls itself otherwise than before. One that names
// no realm says nothing: some tell it only when they have a password.
func renamed(before, now identity) bool {
	switch {
	case now.contradicts(before):
		return true
	case now.is(before), len(before.named(nameRealm)) == 0, len(now.named(nameRealm)) == 0:
		return false
	}
	return !meet(before.weak(), now.weak())
}

// otherPin says whether another certificate is shown than all those by which
// the device was known.
func otherPin(ids identity, shown string) bool {
	known := false
	for _, name := range ids.named(namePin) {
		_, pin, _ := strings.Cut(name, "|")
		if pin == shown {
			return false
		}
		known = true
	}
	return known && shown != ""
}
