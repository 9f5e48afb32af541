package letter

import (
	"fmt"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// triedLines are the ways that were gone, as far as it was seen or said.
func triedLines(f *facts.Facts) []string {
	var tried []string
	add := func(when bool, format string, args ...any) {
		if when {
			tried = append(tried, fmt.Sprintf(format, args...))
		}
	}
	add(f.Tries > 0 && !f.Proved, "%s by camreset; none was right.", text.Count(f.Tries, "login", "logins"))
	add(f.Spent.Count > f.Tries, "%s by camreset within the last time window, earlier runs included.", text.Count(f.Spent.Count, "wrong login", "wrong logins"))
	add(f.Others.Tries > 0, "%s by something else, as the device's own count shows.", text.Count(f.Others.Tries, "wrong login", "wrong logins"))
	add(f.Answers.Searched, "Other devices, programs and papers were searched for the password; it was not found.")
	switch {
	case f.ResetSeen:
		add(true, "The reset button: the %s came back without a password.", f.Noun())
	case f.StillActive >= facts.SurelyActive:
		add(true, "The reset button: the %s came back, and still has its password.", f.Noun())
	case f.OldTarget != lan.Address{}:
		add(true, "A reset with the button was begun; no effect was seen.")
	}
	add(f.Answers.NoButton, "No reset button was found on the %s.", f.Noun())
	add(f.Answers.SaidReset, "A new password was set on its page or in an app, as the user says; no login has confirmed it.")
	add(f.NewSent && !f.Proved, "A new password was sent; no login has confirmed it.")
	add(f.Pending.Kind == facts.PendingMail, "A code by e-mail was asked for.")
	add(f.Interrupted != "", "On %s a new password was on its way; whether it arrived is not known.", f.Interrupted)
	if len(tried) == 0 {
		tried = []string{"Nothing that could be measured."}
	}
	return tried
}

// answerLines are what the device said: of its state, its lock and its own ways
// back, of its brand and its clock.
func answerLines(f *facts.Facts) []string {
	var told []string
	add := func(line string) {
		if line != "" {
			told = append(told, line)
		}
	}
	add(stateLine(f))
	add(LastLine(f))
	add(lockLine(f.Lock()))
	if f.UDPOnly() {
		add("Its page was not asked: its address is not in the computer's range.")
	}
	add(offerLine("Ways back that it offers: ", facts.WaysOf(f.Seen.Recovery, isapi.Yes)))
	add(offerLine("Ways back that are not set up or not there: ", facts.WaysOf(f.Seen.Recovery, isapi.No)))
	r := f.Record.Recovery
	add(offerLine("Ways back that its model knows (not: that are set up): ", facts.WaysOf(isapi.Recovery{Questions: r.Questions, Mailbox: r.Mailbox, GUID: r.GUID, HikConnect: r.HikConnect}, isapi.Yes)))
	if key, line := facts.BrandTold(f); key != "" {
		add(line.String())
	}
	if strings.HasPrefix(f.Record.BootTime, "1970") {
		add("Its clock is not set: it starts in 1970.")
	}
	if len(told) == 0 {
		told = []string{"Nothing without a login."}
	}
	return told
}

func stateLine(f *facts.Facts) string {
	switch {
	case f.Activated() == isapi.No:
		return "It has no password: there is nothing to recover, it only needs its first one."
	case f.Record.Old && f.Record.MAC != "", f.Verdict() == isapi.VerdictLegacy:
		return "It is an old one: it left the factory with a default password."
	case f.Activated() == isapi.Yes:
		return "It has a password."
	case f.Unanswered():
		return "It does not answer on the network."
	}
	return ""
}

// LastLine is how the last login came out, where the device decided that.
func LastLine(f *facts.Facts) string {
	at := f.Last.At.Format("2006-01-02 15:04")
	switch f.Last.Word {
	case "wrong", "unsure", "weaker", "locked", "lost", "stale", "unproved", "refused":
		return fmt.Sprintf("Last login, %s: %s", at, sentences.LoginResult(f.Last, f.Spent).Detail)
	}
	return ""
}

func lockLine(lock isapi.Lock) string {
	switch {
	case lock.Locked == isapi.Yes && lock.Unlock != nil:
		return fmt.Sprintf("Logins are locked, for %s when it was asked.", text.Count(int((*lock.Unlock+time.Minute-1)/time.Minute), "minute", "minutes"))
	case lock.Locked == isapi.Yes:
		return "Logins are locked; it does not tell for how long."
	case lock.Left != nil:
		return fmt.Sprintf("Logins are not locked; it tells %s left.", text.Count(*lock.Left, "try", "tries"))
	}
	return ""
}

func offerLine(start string, ways []string) string {
	if len(ways) == 0 {
		return ""
	}
	return start + strings.Join(ways, ", ") + "."
}

// resetLines say how the device's reset goes, by its class.
func (c Letter) resetLines() []string {
	const start = "How its reset goes: "
	switch words := sentences.ClassWords[c.ResetClass]; {
	case c.ResetClass == sadp.ClassActivate:
		return []string{"Support is not needed: the device has no password. Give it one; nobody has to be asked."}
	case c.ResetClass == sadp.ClassA:
		return []string{start + words, "Of the codes take the one for the date of the device's own clock; it restores the factory password 12345."}
	case words != "":
		return []string{start + words}
	}
	return []string{start + "not told. SADP's window Forgot Password shows whether it gives out a file or a QR code, or asks for a security code."}
}

// exports is true where the camera gives out a request, or may.
func (c Letter) exports() bool {
	return c.ResetClass != sadp.ClassA && c.ResetClass != sadp.ClassActivate
}
