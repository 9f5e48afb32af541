package sentences

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/text"
)

// DarkRow says whether the camera is off: all is well when nothing answers.
func DarkRow(f *facts.Facts) flow.Result {
	unplug := text.T("Take both supplies away: the network cable, which may power it, and the power plug.")
	switch {
	case f.OwnLost:
		return OwnLostRow()
	case f.Dark:
		return flow.Well(text.T("It is off. Nothing answers any more."))
	case f.Misses > 0:
		return flow.Skipped(text.T("It has stopped answering. A moment more, to be sure."))
	case f.Did.IsZero() && f.Reachable(): // nobody has said that it is unplugged
		return flow.Skipped(text.T("It answers."))
	case !f.UDPOnly() && f.Alive.State == isapi.ReachRefused:
		return flow.Warned(text.T("It still has power: it is there at %s, and refuses connections.", f.Target), unplug)
	case f.UDPOnly() || f.Alive.Taken():
		return flow.Warned(text.T("Something still answers at %s.", f.Target), unplug)
	}
	return flow.Skipped(text.T("It is being looked for."))
}

// BootResult says what was found of a camera that is coming back.
func BootResult(found []facts.Found) flow.Result {
	if len(found) == 0 {
		return flow.Skipped(text.T("Nothing answers yet."))
	}
	x, far := found[0], ""
	if x.Record.SameSubnet == isapi.No {
		far = ", in another address range"
	}
	switch {
	case x.Activated == isapi.No:
		return flow.Well(text.T("One without a password answers at %s%s, as after a reset.", x.Address, far))
	case x.Activated == isapi.Yes:
		return flow.Warned(text.T("One with a password answers at %s%s.", x.Address, far), text.T("If the reset worked, this changes once it has started. Wait a minute."))
	case x.Refuses:
		return flow.Warned(text.T("Something answers at %s, and refuses what it is asked.", x.Address), text.T("If it is yours, it is starting: wait a minute or two."))
	case x.Ready:
		return flow.Well(text.T("Something answers at %s, and does not tell whether it has a password.", x.Address))
	}
	return flow.Warned(text.T("Something answers at %s, and takes no requests yet.", x.Address), text.T("If it is yours, it is starting: wait a minute or two."))
}

// StrangersRow says which other new devices were met before a reset.
func StrangersRow(fresh []lan.Address) flow.Result {
	if len(fresh) > 0 {
		return flow.Warned(text.T("Another new device, without a password, is at %s.", ListAddresses(fresh)), text.T("Unplug it first: after the reset yours may have the same address."))
	}
	return flow.Well(text.T("No other new device was met."))
}
