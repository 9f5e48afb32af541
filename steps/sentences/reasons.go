package sentences

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/ledger"
	"camreset/steps/text"
)

// ShutPage says why the camera's page is of no use from here.
func ShutPage(f *facts.Facts) text.Text {
	if why := shutDistant(f); !why.IsZero() {
		return why
	}
	if f.Hikvision() != isapi.Yes && !f.Seen.Reach.OtherOpen() {
		return text.Text{}
	}
	off := f.Seen.Reach.State == isapi.ReachRefused || f.Seen.Reach.State == isapi.ReachSilent
	if f.Mute() || f.WrongProtocol() || off && f.Alive.State != isapi.ReachOpen { // it may have come since the look
		return text.T("Its page does not answer. %s", ReachRow(f).Hint)
	}
	return text.Text{}
}

// shutDistant says why a camera's page cannot be used from another subnet.
func shutDistant(f *facts.Facts) text.Text {
	switch {
	case f.SharesAddress():
		return doubleAddress(f)
	case f.Record.WrongMask && f.UDPOnly():
		return text.T("Its mask, %s, leaves this computer out, so its page cannot be opened from here. Go back, and give it other network settings first.", f.Record.Mask)
	case f.UDPOnly():
		return text.T("It has another address range, so its page cannot be opened from here. Go back, and let this computer reach it first.")
	}
	return text.Text{}
}

// ShutActivate says why a way that recovers a password is shut: there is none to recover.
func ShutActivate(f *facts.Facts) text.Text {
	if f.Activated() == isapi.No {
		return text.T("It has no password yet: set its first one.")
	}
	return text.Text{}
}

// ShutDefault says why the factory password is not tried.
func ShutDefault(f *facts.Facts) text.Text {
	if why := ShutActivate(f); !why.IsZero() {
		return why
	}
	if why := ShutTry(f); !why.IsZero() {
		return why
	}
	if f.MayHaveDefault() == isapi.No {
		return text.T("Firmware since 2015 (5.3.0) has none. " +
			"Is it older, and was updated later? Then type 12345 under 6.")
	}
	if n := f.Left(); n != nil && *n < ledger.DefaultNeeds {
		return text.T("It has only %s. A factory password is tried only with %d or more.", facts.TriesLeft(*n), ledger.DefaultNeeds)
	}
	return text.Text{}
}

// ShutTry says why no password can be tried on this device now.
func ShutTry(f *facts.Facts) text.Text {
	return Or(shutDistant(f), whyNot(f, f.Allowance(facts.ByPage, false)))
}

// ShutSecret says the same of a try over UDP, which needs no page.
func ShutSecret(f *facts.Facts) text.Text { return whyNot(f, f.Allowance(facts.ByUDP, false)) }

// whyNot says what keeps a try back.
func whyNot(f *facts.Facts, a facts.Allowance) text.Text {
	switch a.Why {
	case facts.SharedAddress:
		return doubleAddress(f)
	case facts.PublicAddress:
		return text.T("This address is on the internet, and no password is sent there. Use its address in its own network.")
	case facts.LockedNow:
		return text.T("Logins are locked at the moment. Wait until they are open again.")
	case facts.LastOne:
		return text.T("It has %s, and camreset never uses the last one. Choose another way, or wait half an hour.", facts.TriesLeft(*f.Lock().Left))
	case facts.NoNotes:
		return text.T("The tries cannot be counted here (%s), so none is made.", a.Spent.Problem)
	case facts.UnreadNotes:
		return ledger.UnreadWords(a.Spent)
	case facts.BudgetExceeded:
		return text.T("camreset has used all %d of its tries. You can try again after %s, or after a reset.",
			a.Spent.Count, a.Spent.Until.Local().Format("15:04"))
	}
	return text.Text{}
}

// ShutButton says why the reset button is shut.
func ShutButton(f *facts.Facts) text.Text {
	switch {
	case f.Answers.NoButton:
		return text.T("You said that it has no reset button.")
	case f.ReadOnly():
		return text.T("This address is on the internet, so it cannot be watched from here. Go to its own network.")
	}
	return ShutActivate(f)
}

// ShutUDP says why nothing can be sent over UDP.
func ShutUDP(f *facts.Facts) text.Text {
	switch {
	case f.ReadOnly():
		return ShutWrite(f)
	case f.Record.MAC == "":
		return text.T("It does not answer the search, so camreset cannot do this. Use the maker's SADP tool.")
	}
	return doubledMAC(f)
}

// ShutCode says why no code may be sent: a wrong one costs a try as a password does.
func ShutCode(f *facts.Facts) text.Text { return Or(ShutUDP(f), ShutSecret(f)) }

// ShutWrite says why nothing is changed in the device.
func ShutWrite(f *facts.Facts) text.Text {
	if f.Double && !f.SharesAddress() {
		return doubleAddress(f)
	}
	if f.UDPOnly() && f.Record.Doubled {
		return doubledMAC(f)
	}
	if f.ReadOnly() {
		return text.T("This address is on the internet, and nothing is changed there. Use its address in its own network.")
	}
	return text.Text{}
}

// ShutSend says why nothing may be sent that costs a try if the password is wrong.
func ShutSend(f *facts.Facts) text.Text {
	given := f.NewSent || f.Proved // the write is more than a word
	return Or(ShutUpdate(f), whyNot(f, f.Allowance(facts.ByUDP, given)))
}

// ShutUpdate says why the settings cannot be sent over UDP.
func ShutUpdate(f *facts.Facts) text.Text {
	switch {
	case f.Record.MAC == "":
		return text.T("It does not answer the search. Do this on its own page: Configuration > Network > TCP/IP.")
	case f.KnownPassword().IsZero():
		return text.T("It wants its password for this, which is not known here.")
	case len(f.KnownPassword().Reveal()) > 16:
		return text.T("This way takes passwords of up to 16 characters only. Use its own page.")
	}
	return doubledMAC(f)
}

// ShutProof says why a password that is about to be written could not be proved.
func ShutProof(f *facts.Facts) text.Text {
	return whyNot(f, f.Allowance(facts.Either, true)) // the write is more than a word
}

// ShutSetting says why no setting can be changed with the login that was proved.
func ShutSetting(f *facts.Facts) text.Text {
	if f.Login.Password.IsZero() {
		return loginGone
	}
	return ShutProof(f)
}

// ShutGUID says why the file cannot be asked for: it takes the password that was
// proved.
func ShutGUID(f *facts.Facts) text.Text {
	switch {
	case f.Login.Password.IsZero():
		return loginGone
	case FileByPage(f):
		return ShutSetting(f)
	}
	return Or(ShutUDP(f), ShutSend(f))
}

// FileByPage says whether the recovery file is asked for over the device's page: where it
// does not offer it over UDP, or cannot be asked there.
func FileByPage(f *facts.Facts) bool {
	return f.OffersFile() && (f.Record.Recovery.GUID != isapi.Yes || !Or(ShutUDP(f), ShutUpdate(f)).IsZero())
}

// RefuseTry is the last door before a password leaves: whatever the way that
// led here, none is sent to a public address, nor an empty one anywhere.
func RefuseTry(f *facts.Facts, l isapi.Login) text.Text {
	switch {
	case f.ReadOnly():
		return text.T("this address is not in a private network of yours")
	case l.Password.IsZero():
		return text.T("there is no password to send")
	}
	return text.Text{}
}

// RefusedText says why a password is not tried; the zero Text means that it may be.
func RefusedText(f *facts.Facts, password facts.Secret) text.Text {
	return RefuseTry(f, isapi.Login{Password: password})
}

// doubledMAC says why no command is sent to a camera whose MAC another device claims
// too.
func doubledMAC(f *facts.Facts) text.Text {
	if !f.Record.Doubled {
		return text.Text{}
	}
	return text.T("Two devices have the MAC %s, so a command would reach both. Unplug the other one, or use the page of yours.", f.Record.MAC)
}

func doubleAddress(f *facts.Facts) text.Text {
	return text.T("Several devices have the address %s, so what is sent could reach another one. Unplug the others, then look again.", f.Target)
}

// ShutRemembered says why no remembered password is tried.
func ShutRemembered(f *facts.Facts) text.Text { return Or(ShutActivate(f), ShutTry(f)) }

// ShutCopy says why nothing can be copied.
func ShutCopy(f *facts.Facts) text.Text {
	if f.Copied == isapi.No || f.Clipboard == facts.NoClipboard {
		return text.T("There is no clipboard here. Write the password down instead.")
	}
	return text.Text{}
}

// Unsalted is true for a device whose password form others could work out (maker's
// library).
func Unsalted(f *facts.Facts) bool { return f.Record.Salt == "" }

var loginGone = text.T("Its password is not known here any more. Log in once more for this.")
