package steps

import "camreset/isapi"

// Method is one of the guide's five ways in.
type Method struct {
	Number int
	Key    Outcome
	Label  string
	// Cost is what it costs, as far as the facts tell.
	Cost func(*Facts) Cost
	// Shut says why it cannot work; the zero Text means it is open. What is
	// unknown never shuts a method.
	Shut func(*Facts) Text
	// Needs is what has to be at hand.
	Needs string
}

// Methods are the five ways in, in the guide's order.
var Methods = []Method{
	{1, "default-password", "Factory default password", priced(Cost{1, LoseNothing, "minutes"}), shutDefault, "an old camera that still has the password it left the factory with"},
	{2, "web-reset", "The camera's own page, or a remembered password", priced(Cost{0, LosePassword, "minutes"}), shutPage, "its page in a browser, and the security answers, the mailbox or the GUID file that were set up; or a password to try"},
	{3, "reset-button", "The reset button on the camera", priced(Cost{0, LoseSettings, "minutes"}), shutButton, "hands on the camera, and a thin pin"},
	{4, "hik-connect", "Hik-Connect app or the maker's programs", costApp, shutActivate, "the account that the device is bound to, or an installer's"},
	{5, "support", "The maker's or the seller's support", priced(Cost{0, LosePassword, "days"}), shutActivate, "the serial number, a photo of the label and the proof of purchase"},
}

// otherAnswers are those of the menu that are no method of the guide: what may be
// known already.
var otherAnswers = []Method{
	{0, "try-password", "A password that you remember", priced(Cost{1, LoseNothing, "minutes"}), shutTry, "a password that may be the right one"},
	{0, "known-elsewhere", "Something else that knows the password", priced(Cost{0, LoseNothing, "minutes"}), func(*Facts) Text { return Text{} }, "the recorder, a viewing program, an app or the papers of the installer"},
}

// shutPage says why the camera's page is of no use from here.
func shutPage(f *Facts) Text {
	if why := shutDistant(f); !why.IsZero() {
		return why
	}
	if f.hikvision() != isapi.Yes && !f.Seen.Reach.OtherOpen() {
		return Text{}
	}
	off := f.Seen.Reach.State == isapi.ReachRefused || f.Seen.Reach.State == isapi.ReachSilent
	if f.mum() || f.wrongDoor() || off && f.Alive.State != isapi.ReachOpen { // it may have come since the look
		return T("Its page does not answer. %s", reachRow(f).Hint)
	}
	return Text{}
}

func priced(c Cost) func(*Facts) Cost { return func(*Facts) Cost { return c } }

// shutDistant says why a camera's page cannot be used from another subnet.
func shutDistant(f *Facts) Text {
	switch {
	case f.shares():
		return doubleAddress(f)
	case f.Record.WrongMask && f.distant():
		return T("The camera's mask, %s, leaves this computer out: its page cannot be opened from here. Look again, and give it other network settings first.", f.Record.Mask)
	case f.distant():
		return T("The camera is in another subnet: its page cannot be opened from here. Look again, and let this computer reach it first.")
	}
	return Text{}
}

// costApp warns for recorders: at least one manual says that the reset through
// Hik-Connect restores everything to factory settings.
func costApp(f *Facts) Cost {
	if f.kind() == "recorder" {
		return Cost{0, LoseSettings, "minutes"}
	}
	return Cost{0, LosePassword, "minutes"}
}

func shutActivate(f *Facts) Text {
	if f.activated() == isapi.No {
		return T("The camera has no password at all yet: it only has to be activated. Look again to do that.")
	}
	return Text{}
}

func shutDefault(f *Facts) Text {
	if why := shutActivate(f); !why.IsZero() {
		return why
	}
	if why := shutTry(f); !why.IsZero() {
		return why
	}
	if f.mayHaveDefault() == isapi.No {
		return T("Cameras that are activated with a password of the owner's choice (firmware 5.3.0 of 2015 and later) have no factory password. " +
			"If this one is older and was updated later, try 12345 as a remembered password under 2.")
	}
	if n := f.left(); n != nil && *n < defaultNeeds {
		return T("The camera tells only %d tries left; a factory password is tried only with %d or more.", *n, defaultNeeds)
	}
	return Text{}
}

// shutTry says why no password can be tried on this device now.
func shutTry(f *Facts) Text { return or(shutDistant(f), shutSpend(f)) }

// shutSecret says the same of a try over UDP, which needs no page.
func shutSecret(f *Facts) Text {
	own := *f
	own.Spent = f.Spent.overUDP()
	return shutSpend(&own)
}

// shutSpend says why no try may be spent on it, as Spent counts them.
func shutSpend(f *Facts) Text {
	lock := f.lock()
	switch {
	case f.Double && !f.shares():
		return doubleAddress(f)
	case f.readOnly():
		return T("This address is on the internet: passwords are not sent there. Use the camera's address in its own network.")
	case lock.Locked == isapi.Yes:
		return T("Logins are locked at the moment. Wait until the lock opens.")
	case lock.Left != nil && *lock.Left <= lastTry:
		return T("The camera tells %d try left: the last one is never spent. Choose another way, or wait half an hour.", *lock.Left)
	case f.Spent.Problem != "":
		return T("The note of the tries cannot be kept (%s), so no try is made.", f.Spent.Problem)
	case f.Spent.Unread != "" && (!f.Answers.SaidReset || f.Spent.Extra):
		return unreadWords(f.Spent)
	case f.Spent.Count >= f.Spent.Budget && f.Spent.Budget > 0 && (!f.Answers.SaidReset || f.Spent.Extra):
		return T("camreset has spent the %d tries that it allows itself on this camera. You can try again after %s, or after a reset.",
			f.Spent.Count, f.Spent.Until.Local().Format("15:04"))
	}
	return Text{}
}

func shutButton(f *Facts) Text {
	switch {
	case f.Answers.NoButton:
		return T("You said that this camera has no reset button.")
	case f.readOnly():
		return T("This address is on the internet: the camera cannot be watched from here. Go to its own network.")
	}
	return shutActivate(f)
}

// kind is what sort of device it is, as far as is known.
func (f *Facts) kind() string {
	if f.hikvision() == isapi.No {
		return isapi.KindUnknown
	}
	if k := f.shown().Kind; k != "" && k != isapi.KindUnknown {
		return k
	}
	return f.Seen.Kind()
}

// Decision is one row of the table of what to do first: what was observed, the
// step it leads to, and what that costs.
type Decision struct {
	Observed string
	// Fits is true when all the facts that the row speaks of are known, from
	// the device or from the user, and as the row says.
	Fits func(*Facts) bool
	// First is the step that the row leads to, Method the way in that is
	// recommended because of it; empty when the row is not about one.
	First   ID
	Method  Outcome
	Loss    Loss
	Time    string
	Because string
}

// Decisions is the table; the first row that fits decides.
var Decisions = []Decision{
	{"nothing answers, no link", func(f *Facts) bool { return f.unanswered() && !f.foreign() }, "unreachable", "", LoseNothing, "minutes", "the camera does not answer"},
	{"nothing answers, another subnet", func(f *Facts) bool { return f.unanswered() && f.foreign() }, "unreachable", "", LoseNothing, "minutes", "this computer is in another subnet"},
	{"only the recorder answers", func(f *Facts) bool { return f.Answers.Setup == "recorder" }, "known-elsewhere", "", LoseNothing, "minutes", "the recorder may show the password"},
	{"not activated", func(f *Facts) bool { return f.activated() == isapi.No }, "activate", "", LoseNothing, "minutes", "the camera has no password yet"},
	{"locked", func(f *Facts) bool { return f.lock().Locked == isapi.Yes }, "locked", "", LoseNothing, "minutes", "logins are locked for now"},
	{"the recorder's login is known", func(f *Facts) bool { return f.Answers.AtHand == "recorder-login" }, "known-elsewhere", "", LoseNothing, "minutes", "the recorder shows the passwords of its cameras"},
	{"older than firmware 5.3.0", func(f *Facts) bool { return f.mayHaveDefault() == isapi.Yes }, "default-password", "default-password", LoseNothing, "minutes", "this old camera may still have the factory password"},
	{"security questions set or known", func(f *Facts) bool {
		return f.Answers.AtHand == "answers" || f.Seen.Recovery.Questions == isapi.Yes && (f.Answers.AtHand == "" || f.Answers.AtHand == "nothing")
	}, "web-reset", "web-reset", LosePassword, "minutes", "security questions are set"},
	{"GUID file at hand", func(f *Facts) bool { return f.Answers.AtHand == "guid-file" && f.Record.Recovery.GUID != isapi.No }, "web-reset", "web-reset", LosePassword, "minutes", "you have the GUID file"},
	{"mailbox set and readable", func(f *Facts) bool {
		return f.Answers.AtHand == "mailbox" && f.Seen.Recovery.Mailbox != isapi.No && f.Record.Recovery.Mailbox != isapi.No
	}, "web-reset", "web-reset", LosePassword, "minutes", "the camera can send a code to your mailbox"},
	{"bound recorder, account at hand", func(f *Facts) bool { return f.kind() == "recorder" && f.Answers.AtHand == "app-account" }, "hik-connect", "hik-connect", LoseSettings, "minutes", "the recorder is bound to your account"},
	{"installer's account", func(f *Facts) bool { return f.Answers.AtHand == "installer" }, "hik-connect", "hik-connect", LosePassword, "hours", "an installer's account can ask for a reset"},
	{"recorder without any way of its own", func(f *Facts) bool { return f.kind() == "recorder" && noRecovery(f.Seen.Recovery) }, "web-reset", "web-reset", LoseNothing, "minutes", "the recorder's own screen may offer a way in"},
	{"support can help, settings matter", func(f *Facts) bool { return f.Answers.AtHand == "seller" }, "support", "support", LosePassword, "days", "support gives a new password and keeps the settings"},
	{"button reachable, settings expendable", func(f *Facts) bool { return f.Answers.AtHand == "button" && !f.Answers.NoButton }, "button-warn", "reset-button", LoseSettings, "minutes", "you can reach the button and the settings may go"},
	{"nothing else, no button", func(f *Facts) bool { return f.Answers.NoButton }, "support", "support", LosePassword, "days", "there is no button and no other way was found"},
}

// unanswered is true when the camera was looked for and nothing answered.
func (f *Facts) unanswered() bool {
	return !f.distant() && f.Seen.Reach.State != "" && f.verdict() == isapi.VerdictUnreachable
}

func (f *Facts) foreign() bool {
	_, near := f.ownNetworkOf(f.Target)
	return !near && len(f.Own) > 0 && !isLoopback(f.Target)
}

func noRecovery(r isapi.Recovery) bool {
	return r.Questions == isapi.No && r.Mailbox == isapi.No && r.GUID == isapi.No && r.HikConnect == isapi.No
}

// costsNothing is the recommendation when no row fits.
var costsNothing = Decision{"nothing is known", nil, "web-reset", "web-reset", LosePassword, "minutes", "it costs nothing to look"}

// Decide is the first row whose facts are all known.
func Decide(f *Facts) Decision {
	for _, d := range Decisions {
		if d.Fits(f) {
			return d
		}
	}
	return costsNothing
}

// withoutPage is the recommendation when no row fits and the page cannot be used.
var withoutPage = Decision{"the page does not answer", nil, "button-warn", "reset-button", LoseSettings, "minutes", "its page cannot be used from here"}

// Recommend is the method that stands first in the menu: that of the first row
// that fits, has one, and whose method is not shut.
func Recommend(f *Facts) Decision {
	for _, d := range Decisions {
		if d.Method != "" && d.Fits(f) && methodShut(d.Method, f).IsZero() {
			return d
		}
	}
	if !shutPage(f).IsZero() && shutButton(f).IsZero() {
		return withoutPage
	}
	return costsNothing
}

func methodShut(key Outcome, f *Facts) Text {
	for _, m := range Methods {
		if m.Key == key {
			return m.Shut(f)
		}
	}
	return Text{}
}
