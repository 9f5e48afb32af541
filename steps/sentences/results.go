package sentences

import (
	"errors"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/text"
)

// LoginResult is the row of one login.
func LoginResult(t facts.Tried, spent ledger.Spending) flow.Result {
	switch t.Word {
	case "right":
		return flow.Well(text.T("The password is right."))
	case "weaker":
		return flow.Well(text.T("The password is right, for an account with fewer rights."))
	case "wrong":
		return flow.Failed(text.T("The password is wrong."), text.T("%s", spentLine(t.Attempt.Lock, spent)))
	case "unsure":
		return flow.Failed(text.T("The password was refused. Either it is wrong, or logins are locked: this model does not say which."), text.T("It may be right. %s", spentLine(t.Attempt.Lock, spent)))
	case "locked":
		return flow.Failed(text.T("Logins are locked, so the password was not checked."), text.T("Wait until the lock is over. No try is made before that."))
	case "stopped":
		return flow.Warned(text.T("No try was made: %s.", t.Reason), text.T("Nothing was used up. Choose another way."))
	case "lost":
		return flow.Warned(text.T("The answer was lost on the way, so it is not known whether the password is right. The try counts as spent."), text.T("Check whether it is restarting, or has lost its network."))
	case "gone":
		return flow.Failed(text.T("It did not answer, and no try was spent."), text.T("Check its power and cable."))
	case "full":
		return flow.Warned(text.T("It is too busy for another login, so the password was not checked. No try was spent."),
			text.T("Close apps, browser pages and recorders that use it, or take its power away for ten seconds. Nothing is lost by that."))
	case "stale":
		return flow.Warned(text.T("The login went wrong on the way, so it is not known whether the password is right. The try counts as spent."),
			text.T("Wait two minutes and try the same password again, or choose another way."))
	case "unproved":
		return flow.Warned(text.T("The password was neither refused nor accepted. The try counts as spent."),
			text.T("Try the same password on its own page, or choose another way."))
	case "consent":
		return flow.Warned(text.T("It wants the password in a form that others could read on the way, so it was not sent."), text.T("You are asked before it is."))
	case "other-certificate":
		return flow.Failed(text.T("The connection is not protected as before, so nothing was sent."), text.T("You are asked what to do."))
	case "other-device":
		return flow.Failed(text.T("Another device may be there now, so nothing was sent."), text.T("You are asked what to do."))
	case "inactive":
		return flow.Well(text.T("It has no password any more."))
	}
	return loginFailed(t)
}

// loginFailed is a login that was neither right nor wrong.
func loginFailed(t facts.Tried) flow.Result {
	hint := text.T("It may be starting: wait two minutes, or choose another way.")
	if t.Attempt.Sent {
		return flow.Warned(text.T("The login did not work: %s. The try counts as spent.", t.Reason), hint)
	}
	return flow.Warned(text.T("The login did not work: %s. No try was spent.", t.Reason), hint)
}

func spentLine(lock isapi.Lock, spent ledger.Spending) string {
	if lock.Left != nil {
		return text.T("%d tries left; %s.", *lock.Left, spent.Words()).String()
	}
	return text.T("It does not say how many tries are left; %s.", spent.Words()).String()
}

// ChangeResult is the row of a new password or an activation that was sent.
func ChangeResult(c facts.Changed) flow.Result {
	if c.Unsent {
		return flow.Failed(text.T("Nothing was sent: %s.", c.Reason), text.T("Nothing is changed. Put that right, then send it again."))
	}
	switch c.Word {
	case "sent":
		return flow.Well(text.T("It says that it took the password."))
	case "lost":
		return flow.Warned(text.T("The answer was lost on the way, so it may have taken the password."), text.T("It is not sent again. camreset asks how things stand."))
	case "already":
		return flow.Warned(text.T("It has a password already."), text.T("Somebody else has set one, or an earlier try worked after all. Look at it again."))
	case "weak":
		return flow.Failed(text.T("The password is too weak for it, or the same as before."), text.T("Choose another one."))
	case "busy":
		return flow.Warned(text.T("It is busy or still starting, and takes no changes yet."), text.T("Wait a minute. Then it can be sent again."))
	case "consent":
		return flow.Warned(text.T("Others could read the password on the way, so it was not sent."), text.T("You are asked before it is."))
	case "agree-udp":
		return doubtResult()
	case "stopped":
		return flow.Warned(text.T("Nothing was sent: %s.", c.Reason), text.T("Unplug one of them, or use the page of the one that is yours."))
	case "gone":
		return flow.Failed(text.T("It did not answer, so nothing was sent."), text.T("Check its power and cable."))
	case "other-certificate":
		return flow.Failed(text.T("The connection is not protected as before, so nothing was sent."), text.T("You are asked what to do."))
	case "other-device":
		return flow.Failed(text.T("Another device may be there now, so nothing was sent."), text.T("You are asked what to do."))
	}
	return flow.Failed(text.T("It did not work: %s.", c.Reason), text.T("Use its own page in a browser, or the maker's SADP tool."))
}

// CodeResult is the row of an answer of support, or of a code, that was brought to the device.
func CodeResult(c facts.Changed) flow.Result {
	switch c.Word {
	case "sent":
		return flow.Well(text.T("It says that it took the answer."))
	case "lost":
		return flow.Warned(text.T("The answer was lost on the way, so it may have worked."), text.T("It is not sent again by itself. Look at it again."))
	case "weak":
		return flow.Failed(text.T("It does not accept this password."), text.T("Choose another one."))
	case "stopped":
		return flow.Warned(text.T("Nothing was sent: %s.", c.Reason), text.T("Choose another way, or wait."))
	case "agree-udp":
		return doubtResult()
	case "gone":
		return flow.Failed(text.T("It does not answer any more, so nothing was sent."), text.T("Check its power and cable."))
	}
	return flow.Failed(text.T("It did not work: %s.", c.Reason), text.T("Start this way over, use the maker's SADP tool, or ask support."))
}

// MoveResult is the row of network settings that were sent over UDP.
func MoveResult(c facts.Changed) flow.Result {
	switch c.Word {
	case "sent":
		return flow.Well(text.T("It says that it took the settings."))
	case "lost":
		return flow.Warned(text.T("The answer was lost on the way, so it may have taken them."), text.T("They are not sent again. camreset looks for it."))
	case "stopped":
		return flow.Warned(text.T("Nothing was sent: %s.", c.Reason), text.T("Make the settings on its own page."))
	case "agree-udp":
		return doubtResult()
	case "gone":
		return flow.Failed(text.T("It does not answer any more, so nothing was sent."), text.T("Check its power and cable."))
	}
	return flow.Failed(text.T("It did not work: %s.", c.Reason), text.T("It may be starting, or not take settings this way. You can make them on its own page too."))
}

// GuidResult is the row of the GUID file that was asked for.
func GuidResult(c facts.Changed) flow.Result {
	switch {
	case c.Unsaved:
		return flow.Failed(text.T("The file came, but could not be written here: %s.", c.Reason), text.T("Put that right and ask for it again: older files are useless now."))
	case c.Word == "sent":
		return flow.Well(text.T("It was written to %s.", c.Reason))
	case c.Word == "lost":
		return flow.Warned(text.T("The answer was lost on the way, and the file with it."), text.T("Ask for it again: an older file is useless now."))
	case c.Word == "consent", c.Word == "other-certificate", c.Word == "other-device":
		return ChangeResult(c)
	}
	return CodeResult(c)
}

func doubtResult() flow.Result {
	return flow.Warned(text.T("Nothing secret was sent: another device may be answering in its place."), text.T("You are asked what to do."))
}

// DoubtLines say what was seen.
func DoubtLines(d sadp.Doubt) []text.Text {
	var lines []text.Text
	switch {
	case !d.First.IsValid():
	case d.First == d.Second:
		lines = append(lines, text.T("Two different answers came, both from %s.", d.First))
	default:
		lines = append(lines, text.T("Two different answers came, from %s and from %s.", d.First, d.Second))
	}
	if d.Neighbour != "" {
		lines = append(lines, text.T("It says that its MAC is %s. This computer knows another one for %s: %s.", d.MAC, d.Address, d.Neighbour))
	}
	return lines
}

// ClassWords say what a camera of each reset class exchanges with support (maker's
// library and manuals).
var ClassWords = map[string]string{
	sadp.ClassA: "It makes no request. Support needs its serial number and start time, and sends codes with dates.",
	sadp.ClassB: "You send support a text; what they send back restores the factory password 12345.",
	sadp.ClassC: "You send support a file (DeviceKey.xml); they send one back.",
	sadp.ClassD: "You send support a file or a QR code; they send back a file, or a key of 8 letters and digits.",
}

// Documented is said wherever that matters, ByDocument where a form is known from the
// maker's documents and was not seen on a device.
const (
	Documented = "If it does not work, the maker's own SADP tool can do the same."
	ByDocument = "This way is known from the maker's documents, and nobody has tried it here: if it does not work, its own page can do the same."
)

// Or is a text, or another one where there is none.
func Or(t, otherwise text.Text) text.Text {
	if t.IsZero() {
		return otherwise
	}
	return t
}

// BesideOthers puts what was seen of others beside the row about the tries.
func BesideOthers(o ledger.Others, r flow.Result, now time.Time) flow.Result {
	if said := o.Words(now); !said.IsZero() {
		r.Detail, r.Hint = text.T("%s %s", r.Detail, said), ledger.Silence
		if r.Status == flow.OK {
			r.Status = flow.Warn
		}
	}
	return r
}

// ReasonOf is a clause that says why something did not work, to stand behind a
// colon. What was asked for and the codes of the answer stay in the error.
func ReasonOf(err error) string {
	var page *isapi.Error
	var cable *sadp.Error
	switch {
	case err == nil:
		return ""
	case errors.Is(err, sadp.ErrDoubled):
		return sadp.ErrDoubled.Error()
	case errors.As(err, &page) && page.Err == isapi.ErrRefused && page.Sub != "": //nolint:errorlint // a wrapped one says more
		return "the device gave a reason that is not understood here (" + page.Sub + ")"
	case errors.As(err, &page):
		return ReasonOf(page.Err)
	case errors.As(err, &cable):
		return ReasonOf(cable.Err)
	case err == isapi.ErrRefused, err == sadp.ErrDenied: //nolint:errorlint // a wrapped one says more
		return "the device gave no reason"
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ")
}
