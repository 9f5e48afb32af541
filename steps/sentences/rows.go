package sentences

import (
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/text"
)

// OwnLostRow says that nothing can be told of the camera.
func OwnLostRow() flow.Result {
	return flow.Warned(text.T("This computer has lost its own network."),
		text.T("If the camera is plugged straight into it, that is the camera going off; else plug the computer back in."))
}

// SubnetRow says whether the device is in a network of this computer.
func SubnetRow(f *facts.Facts) flow.Result {
	name, near := f.OwnNetworkOf(f.Target)
	switch {
	case len(f.Own) == 0:
		return flow.Skipped(text.T("This computer's own networks could not be read."))
	case f.Double:
		return flow.Warned(text.T("%d devices have the address %s.", max(2, len(f.Heard.Holders(f.Target))), f.Target), text.T("Unplug all but yours, or give each an address of its own: they hide each other."))
	case f.Told() && f.Record.WrongMask:
		return flow.Warned(text.T("%s is in this computer's address range, but the camera's own mask, %s, leaves this computer out.", f.Target, f.Record.Mask),
			text.T("It hears this computer and cannot answer it. Messages to the whole network still reach it, and can give it other network settings."))
	case near && f.SameSubnet() == isapi.No:
		return flow.Warned(text.T("%s would be in this computer's address range at %s, but the camera is connected at %s.", f.Target, name, f.Record.Interface),
			text.T("Connect this computer and the camera to the same network."))
	case near:
		return flow.Well(text.T("The same as this computer's, at %s.", name))
	case lan.IsLoopback(f.Target):
		return flow.Well(text.T("On this computer itself."))
	}
	return flow.Warned(text.T("%s is in none of this computer's address ranges (%s).", f.Target, lan.ListNetworks(f.Own)),
		text.T("The camera's own recovery pages work only from its own address range. Connect to the same router or switch."))
}

// ActivatedRow says whether the device has a password.
func ActivatedRow(f *facts.Facts) flow.Result {
	switch f.Activated() {
	case isapi.Yes:
		return flow.Well(text.T("It has a password."))
	case isapi.No:
		return flow.Well(text.T("It has none yet, so there is nothing to recover."))
	}
	return Untold(f.Seen.Status.Reply)
}

// TriesRow says how many logins may still be wrong.
func TriesRow(f *facts.Facts) flow.Result {
	check := f.Seen.Check
	if check.Err != nil && check.Status == 0 {
		return flow.Skipped(text.T("Whether they are locked could not be read."))
	}
	lock, age := f.LockNow(), f.Now.Sub(check.At)
	result := LockResult(lock, f.Spent)
	if check.Kept && age >= time.Second {
		result.Detail = text.T("%s (As of %s ago; asked at most every 30 seconds.)", result.Detail, text.Clock(age))
	}
	return BesideOthers(f.Others, result, f.Now)
}

// LockResult says whether logins are locked, and else how many tries are left.
func LockResult(lock isapi.Lock, spent ledger.Spending) flow.Result {
	if lock.Locked == isapi.Yes {
		hint := text.T("Wait, and stop every program that still uses the old password.")
		if lock.Unlock == nil {
			return flow.Failed(text.T("Locked; the camera does not tell for how long."), hint)
		}
		return flow.Failed(text.T("Locked, %s left.", text.Clock(*lock.Unlock)), hint)
	}
	told := text.T("The camera does not tell how many tries are left")
	switch {
	case lock.Left != nil:
		told = text.T("%d tries left", *lock.Left)
	case !lock.Told():
		told = text.T("%s, nor whether logins are locked", told)
	}
	told = text.T("%s; %s.", told, spent.Words())
	switch {
	case spent.Unread != "":
		return flow.Warned(told, ledger.UnreadWords(spent))
	case !lock.Told():
		return flow.Skipped(told)
	}
	return flow.Well(told)
}

// RecoveryRow names the device's own ways back.
func RecoveryRow(f *facts.Facts) flow.Result {
	seen, told := f.Seen.Recovery, f.Record.Recovery
	switch offered := facts.ListRecovery(seen); {
	case offered != "":
		return flow.Well(text.T("Set up in the camera, as it tells: %s.", offered))
	case seen.Questions == isapi.No && seen.Mailbox == isapi.No:
		return flow.Warned(text.T("No security questions and no e-mail address are set up in the camera, as it tells."), text.T("Forgot Password will most likely not help; another way will."))
	case f.SupportedWays() != "":
		return flow.Well(text.T("The camera's firmware has %s; whether somebody set that up shows on its page.", f.SupportedWays()))
	case told.Questions == isapi.No && told.Mailbox == isapi.No:
		return flow.Warned(text.T("The camera's firmware has no security questions and no code by e-mail."), text.T("Forgot Password will most likely not be there; another way will help."))
	}
	return Untold(seen.Reply)
}

// Untold is the row of what no answer told.
func Untold(r isapi.Reply) flow.Result {
	if r.Done {
		return flow.Skipped(text.T("It does not tell without a login."))
	}
	return flow.Skipped(text.T("Could not be read."))
}

// RecordRow says what the device told about itself over UDP.
func RecordRow(f *facts.Facts) flow.Result {
	d, same := f.Record, len(f.Heard.Holders(f.Target))
	switch {
	case !facts.CanQueryUDP(f):
		return flow.Skipped(text.T("It is not asked at this address."))
	case f.Double && d.MAC == "":
		return flow.Warned(text.T("%d devices have the address %s.", max(2, same), f.Target), text.T("Unplug all but yours: they hide each other."))
	case d.MAC == "":
		return flow.Skipped(text.T("It does not answer that question; many do not."))
	case d.Doubled:
		return flow.Warned(text.T("%s; another device claims the same MAC.", facts.Describe(d)), text.T("Unplug one of them: what is sent over UDP would reach both."))
	case f.Double:
		return flow.Warned(text.T("%s, and %d more have its address.", facts.Describe(d), max(2, same)-1), text.T("It is spoken to by its MAC."))
	}
	return flow.Well(text.T("%s.", facts.Describe(d)))
}
