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
		return flow.Failed(text.T("The camera refused it. Either it is wrong, or logins are locked: this model does not say which."), text.T("The password may be right. %s", spentLine(t.Attempt.Lock, spent)))
	case "locked":
		return flow.Failed(text.T("Logins are locked, so the password was not tested."), text.T("Wait until the lock is over. No try is made before that."))
	case "stopped":
		return flow.Warned(text.T("No try was made: %s.", t.Reason), text.T("Nothing was spent. Choose another way."))
	case "lost":
		return flow.Warned(text.T("The camera's answer was lost on the way, so it is not known whether the password is right. The try counts as spent."), text.T("Look whether the camera is restarting or has lost its network."))
	case "gone":
		return flow.Failed(text.T("The camera did not answer, and no try was spent."), text.T("Check its power and cable."))
	case "full":
		return flow.Warned(text.T("The camera has no free connection for a login, so the password was not tested and no try was spent."),
			text.T("Close apps, browser pages and recorders that use it, or take its power away for ten seconds: it is ready again in under a minute, and nothing is lost."))
	case "stale":
		return flow.Warned(text.T("The camera did not take the one-time number that every login carries, so it is not known whether the password is right. Nothing more was sent; the try counts as spent."),
			text.T("Wait two minutes and try the same password again, or choose another way."))
	case "unproved":
		return flow.Warned(text.T("The camera neither refused the password nor confirmed it. Nothing more was sent; the try counts as spent."),
			text.T("Try the same password on the camera's own page, or choose another way."))
	case "consent":
		return flow.Warned(text.T("The camera wants the password in a form that can be read on the way; it was not sent."), text.T("You are asked before it is."))
	case "other-certificate":
		return flow.Failed(text.T("The connection is not protected as before, so nothing was sent."), text.T("You are asked what to do."))
	case "other-device":
		return flow.Failed(text.T("Another device may be there now, so nothing was sent."), text.T("You are asked what to do."))
	case "inactive":
		return flow.Well(text.T("The camera has no password any more."))
	}
	return loginFailed(t)
}

// loginFailed is a login that was neither right nor wrong.
func loginFailed(t facts.Tried) flow.Result {
	hint := text.T("If the camera is starting, wait two minutes; else choose another way.")
	if t.Attempt.Sent {
		return flow.Warned(text.T("The login did not work: %s. The try counts as spent.", t.Reason), hint)
	}
	return flow.Warned(text.T("The login did not work: %s. No try was spent.", t.Reason), hint)
}

func spentLine(lock isapi.Lock, spent ledger.Spending) string {
	if lock.Left != nil {
		return text.T("%d tries left, as the camera tells; %s.", *lock.Left, spent.Words()).String()
	}
	return text.T("The camera does not tell how many are left; %s.", spent.Words()).String()
}

// ChangeResult is the row of a new password or an activation that was sent.
func ChangeResult(c facts.Changed) flow.Result {
	if c.Unsent {
		return flow.Failed(text.T("Nothing was sent: %s.", c.Reason), text.T("The camera is as it was. Put that right, then send it again."))
	}
	switch c.Word {
	case "sent":
		return flow.Well(text.T("The camera says that it took it."))
	case "lost":
		return flow.Warned(text.T("The camera's answer was lost on the way, so it may have taken it."), text.T("It is not sent again: the camera is asked how it stands."))
	case "already":
		return flow.Warned(text.T("The camera has a password already."), text.T("Somebody else has set one, or an earlier try worked after all. Look at the camera again."))
	case "weak":
		return flow.Failed(text.T("The camera finds this password too weak, or the same as before."), text.T("Choose another one."))
	case "busy":
		return flow.Warned(text.T("The camera is busy or still starting, and takes no changes yet."), text.T("Wait a minute; then it can be sent again."))
	case "consent":
		return flow.Warned(text.T("The password could be read on the way, so it was not sent."), text.T("You are asked before it is."))
	case "agree-udp":
		return doubtResult()
	case "stopped":
		return flow.Warned(text.T("Nothing was sent: %s.", c.Reason), text.T("Unplug one of them, or use the page of the one that is yours."))
	case "gone":
		return flow.Failed(text.T("The camera did not answer, so nothing was sent."), text.T("Check its power and cable."))
	case "other-certificate":
		return flow.Failed(text.T("The connection is not protected as before, so nothing was sent."), text.T("You are asked what to do."))
	case "other-device":
		return flow.Failed(text.T("Another device may be there now, so nothing was sent."), text.T("You are asked what to do."))
	}
	return flow.Failed(text.T("It did not work: %s.", c.Reason), text.T("Use the camera's own page in a browser, or the maker's SADP tool."))
}

// CodeResult is the row of an answer of support, or of a code, that was brought to the device.
func CodeResult(c facts.Changed) flow.Result {
	switch c.Word {
	case "sent":
		return flow.Well(text.T("The camera says that it took the answer."))
	case "lost":
		return flow.Warned(text.T("The camera's answer was lost on the way, so it may have worked."), text.T("It is not sent again by itself."))
	case "weak":
		return flow.Failed(text.T("The camera does not accept this password."), text.T("Choose another one."))
	case "stopped":
		return flow.Warned(text.T("Nothing was sent: %s.", c.Reason), text.T("Choose another way, or wait."))
	case "agree-udp":
		return doubtResult()
	case "gone":
		return flow.Failed(text.T("The camera is not heard any more, so nothing was sent."), text.T("Check its power and cable."))
	}
	return flow.Failed(text.T("It did not work: %s.", c.Reason), text.T("Begin this way once more, use the maker's SADP tool, or ask support."))
}

// MoveResult is the row of network settings that were sent over UDP.
func MoveResult(c facts.Changed) flow.Result {
	switch c.Word {
	case "sent":
		return flow.Well(text.T("The camera says that it took them."))
	case "lost":
		return flow.Warned(text.T("The camera's answer was lost on the way, so it may have taken them."), text.T("They are not sent again: the camera is looked for."))
	case "stopped":
		return flow.Warned(text.T("Nothing was sent: %s.", c.Reason), text.T("The settings can be made on the camera's own page."))
	case "agree-udp":
		return doubtResult()
	case "gone":
		return flow.Failed(text.T("The camera is not heard any more, so nothing was sent."), text.T("Check its power and cable."))
	}
	return flow.Failed(text.T("It did not work: %s.", c.Reason), text.T("The camera may be starting, or not take settings this way. They can be made on its own page as well."))
}

// GuidResult is the row of the GUID file that was asked for.
func GuidResult(c facts.Changed) flow.Result {
	switch {
	case c.Unsaved:
		return flow.Failed(text.T("The camera gave the file, but it could not be written here: %s.", c.Reason), text.T("Put that right and ask for it again: a file from before is useless now."))
	case c.Word == "sent":
		return flow.Well(text.T("It was written to %s.", c.Reason))
	}
	return CodeResult(c)
}

func doubtResult() flow.Result {
	return flow.Warned(text.T("Nothing secret was sent: another device may be answering for the camera."), text.T("You are asked what to do."))
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
		lines = append(lines, text.T("The camera names the MAC %s; for %s this computer's neighbour table has another one, %s.", d.MAC, d.Address, d.Neighbour))
	}
	return lines
}

// ClassWords say what a camera of each reset class exchanges with support (maker's
// library and manuals).
var ClassWords = map[string]string{
	sadp.ClassA: "It makes no request: support needs its serial number and start time, and sends dated codes.",
	sadp.ClassB: "You send support a text; what they send back restores the factory password 12345.",
	sadp.ClassC: "You send support a file (DeviceKey.xml); they send one back.",
	sadp.ClassD: "You send support a file or a QR code; they send back a file, or a key of 8 letters and digits.",
}

// Documented is said wherever that matters.
const Documented = "If it does not work, the maker's own SADP tool can do the same."

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
