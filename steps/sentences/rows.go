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
		text.T("If the device is plugged straight into it, that is the device going off. If not, plug the computer back in."))
}

// SubnetRow says whether the device is in a network of this computer.
func SubnetRow(f *facts.Facts) flow.Result {
	name, near := f.OwnNetworkOf(f.Target)
	switch {
	case len(f.Own) == 0:
		return flow.Skipped(text.T("This computer's own networks could not be read."))
	case f.Double:
		return doubledRow(f)
	case f.Told() && f.Record.WrongMask:
		return flow.Warned(text.T("%s is in this computer's address range, but its own mask, %s, leaves this computer out.", f.Target, f.Record.Mask),
			text.T("It hears this computer, but cannot answer. Give it other network settings over the cable."))
	case near && f.SameSubnet() == isapi.No:
		return flow.Warned(text.T("%s would be in this computer's address range at %s, but it is connected at %s.", f.Target, name, f.Record.Interface),
			text.T("Plug this computer and the device into the same network."))
	case near:
		return flow.Well(text.T("It has the same address range as this computer, at %s.", name))
	case lan.IsLoopback(f.Target):
		return flow.Well(text.T("It is this computer itself."))
	}
	return flow.Warned(text.T("%s is in none of this computer's address ranges (%s).", f.Target, lan.ListNetworks(f.Own)),
		text.T("Its own page for a new password works only from its own address range. Plug this computer into the same router or switch."))
}

// doubledRow says that several devices have the address, and what leads out of that.
func doubledRow(f *facts.Facts) flow.Result {
	said := text.T("%d devices have the address %s.", max(2, len(f.Heard.Holders(f.Target))), f.Target)
	if f.SharesAddress() {
		return flow.Warned(said, text.T("They hide each other. camreset reaches yours by its MAC. Unplug the others, or give it an address of its own."))
	}
	return flow.Warned(said, text.T("They hide each other. Unplug all but yours, or give each an address of its own."))
}

// ActivatedRow says whether the device has a password.
func ActivatedRow(f *facts.Facts) flow.Result {
	switch f.Activated() {
	case isapi.Yes:
		return flow.Well(text.T("It has a password."))
	case isapi.No:
		return flow.Well(text.T("It has no password yet, so there is nothing to recover."))
	}
	return Untold(f.Seen.Status.Reply)
}

// TriesRow says how many logins may still be wrong.
func TriesRow(f *facts.Facts) flow.Result {
	check := f.Seen.Check
	if check.Err != nil && check.Status == 0 {
		return flow.Skipped(text.T("Whether logins are locked could not be read."))
	}
	lock, age := f.LockNow(), f.Now.Sub(check.At)
	result := LockResult(lock, f.Spent)
	if check.Kept && age >= time.Second {
		result.Detail = text.T("%s (Asked %s ago; it is asked every 30 seconds at most.)", result.Detail, text.Clock(age))
	}
	return BesideOthers(f.Others, result, f.Now)
}

// LockResult says whether logins are locked, and else how many tries are left.
func LockResult(lock isapi.Lock, spent ledger.Spending) flow.Result {
	if lock.Locked == isapi.Yes {
		hint := text.T("Switch off whatever still uses the old password, and wait.")
		if lock.Unlock == nil {
			return flow.Failed(text.T("They are locked. It does not say for how long."), hint)
		}
		return flow.Failed(text.T("They are locked for another %s.", text.Clock(*lock.Unlock)), hint)
	}
	told := text.T("It does not say how many tries are left")
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
		return flow.Well(text.T("Set up in it: %s.", offered))
	case seen.Questions == isapi.No && seen.Mailbox == isapi.No && f.IsRecorder():
		return flow.Warned(text.T("No security questions and no e-mail address are set up in it."), text.T("Forgot Password on its page will most likely not help. A monitor plugged into it may offer more."))
	case seen.Questions == isapi.No && seen.Mailbox == isapi.No:
		return flow.Warned(text.T("No security questions and no e-mail address are set up in it."), text.T("Forgot Password on its page will most likely not help. Choose another way."))
	case f.SupportedWays() != "":
		return flow.Well(text.T("Its firmware has %s. Whether somebody set that up shows on its page.", f.SupportedWays()))
	case told.Questions == isapi.No && told.Mailbox == isapi.No:
		return flow.Warned(text.T("Its firmware has no security questions and no code by e-mail."), text.T("There is most likely no Forgot Password on its page. Choose another way."))
	}
	return Untold(seen.Reply)
}

// Untold is the row of what no answer told.
func Untold(r isapi.Reply) flow.Result {
	if r.Done {
		return flow.Skipped(text.T("Without a login it does not say."))
	}
	return flow.Skipped(text.T("It could not be read."))
}

// RecordRow says what the device told about itself over UDP. That others have its address
// stands in SubnetRow.
func RecordRow(f *facts.Facts) flow.Result {
	switch d := f.Record; {
	case !facts.CanQueryUDP(f):
		return flow.Skipped(text.T("At this address it is not asked."))
	case f.Double && d.MAC == "":
		return flow.Skipped(text.T("Which of those at its address it is cannot be told."))
	case d.MAC == "":
		return flow.Skipped(text.T("It does not answer that question; many do not."))
	case d.Doubled:
		return flow.Warned(text.T("%s. Another device has the same MAC.", facts.Describe(d)), text.T("Unplug the other one: what is sent would reach both."))
	}
	return flow.Well(text.T("%s.", facts.Describe(f.Record)))
}
