package methods

import (
	"camreset/steps/facts"
	"camreset/steps/sentences"
	"camreset/steps/text"
	"slices"

	"camreset/isapi"
	"camreset/steps/flow"
)

// Method is one of the guide's five ways in.
type Method struct {
	Number int
	Key    flow.Outcome
	Label  string
	// Cost is what it costs, as far as the facts tell.
	Cost func(*facts.Facts) flow.Cost
	// Shut says why it cannot work; the zero text.Text means it is open. What is
	// unknown never shuts a method.
	Shut func(*facts.Facts) text.Text
	// Needs is what has to be at hand.
	Needs string
}

// All are the five ways in, in the guide's order.
var All = []Method{
	{1, "default-password", "Factory default password", Priced(1, LoseNothing, "minutes"), sentences.ShutDefault, "an old camera that still has the password it left the factory with"},
	{2, "web-reset", "The camera's own page, or a remembered password", Priced(0, LosePassword, "minutes"), sentences.ShutPage, "its page in a browser, and the security answers, the mailbox or the GUID file that were set up; or a password to try"},
	{3, "reset-button", "The reset button on the camera", Priced(0, LoseSettings, "minutes"), sentences.ShutButton, "hands on the camera, and a thin pin"},
	{4, "hik-connect", "Hik-Connect app or the maker's programs", CostApp, sentences.ShutActivate, "the account that the device is bound to, or an installer's"},
	{5, "support", "The maker's or the seller's support", Priced(0, LosePassword, "days"), sentences.ShutActivate, "the serial number, a photo of the label and the proof of purchase"},
}

// Others are those of the menu that are no method of the guide: what may be
// known already.
var Others = []Method{
	{0, "try-password", "A password that you remember", Priced(1, LoseNothing, "minutes"), sentences.ShutTry, "a password that may be the right one"},
	{0, "known-elsewhere", "Something else that knows the password", Priced(0, LoseNothing, "minutes"), func(*facts.Facts) text.Text { return text.Text{} }, "the recorder, a viewing program, an app or the papers of the installer"},
}

func Priced(tries int, loss Loss, time string) func(*facts.Facts) flow.Cost {
	return func(*facts.Facts) flow.Cost { return Cost{tries, loss, time} }
}

// CostApp warns for recorders: at least one manual says that the reset through
// Hik-Connect restores everything to factory settings.
func CostApp(f *facts.Facts) flow.Cost {
	if f.Kind() == "recorder" {
		return Cost{0, LoseSettings, "minutes"}
	}
	return Cost{0, LosePassword, "minutes"}
}

// Decision is one row of the table of what to do first: what was observed, the
// step it leads to, and what that costs.
type Decision struct {
	Observed string
	// Fits is true when all the facts that the row speaks of are known, from
	// the device or from the user, and as the row says.
	Fits func(*facts.Facts) bool
	// First is the step that the row leads to, Method the way in that is
	// recommended because of it; empty when the row is not about one.
	First   flow.ID
	Method  flow.Outcome
	Loss    Loss
	Time    string
	Because string
}

// Table is the table; the first row that fits decides.
var Table = []Decision{
	{"nothing answers, no link", func(f *facts.Facts) bool { return f.Unanswered() && !f.InOtherSubnet() }, "unreachable", "", LoseNothing, "minutes", "the camera does not answer"},
	{"nothing answers, another subnet", func(f *facts.Facts) bool { return f.Unanswered() && f.InOtherSubnet() }, "unreachable", "", LoseNothing, "minutes", "this computer is in another subnet"},
	{"only the recorder answers", func(f *facts.Facts) bool { return f.Answers.Setup == "recorder" }, "known-elsewhere", "", LoseNothing, "minutes", "the recorder may show the password"},
	{"not activated", func(f *facts.Facts) bool { return f.Activated() == isapi.No }, "activate", "", LoseNothing, "minutes", "the camera has no password yet"},
	{"locked", func(f *facts.Facts) bool { return f.Lock().Locked == isapi.Yes }, "locked", "", LoseNothing, "minutes", "logins are locked for now"},
	{"the recorder's login is known", func(f *facts.Facts) bool { return f.Answers.AtHand == "recorder-login" }, "known-elsewhere", "", LoseNothing, "minutes", "the recorder shows the passwords of its cameras"},
	{"older than firmware 5.3.0", func(f *facts.Facts) bool { return f.MayHaveDefault() == isapi.Yes }, "default-password", "default-password", LoseNothing, "minutes", "this old camera may still have the factory password"},
	{"security questions set or known", func(f *facts.Facts) bool {
		return f.Answers.AtHand == "answers" || f.Seen.Recovery.Questions == isapi.Yes && (f.Answers.AtHand == "" || f.Answers.AtHand == "nothing")
	}, "web-reset", "web-reset", LosePassword, "minutes", "security questions are set"},
	{"GUID file at hand", func(f *facts.Facts) bool {
		return f.Answers.AtHand == "guid-file" && f.Record.Recovery.GUID != isapi.No
	}, "web-reset", "web-reset", LosePassword, "minutes", "you have the GUID file"},
	{"mailbox set and readable", func(f *facts.Facts) bool {
		return f.Answers.AtHand == "mailbox" && f.Seen.Recovery.Mailbox != isapi.No && f.Record.Recovery.Mailbox != isapi.No
	}, "web-reset", "web-reset", LosePassword, "minutes", "the camera can send a code to your mailbox"},
	{"bound recorder, account at hand", func(f *facts.Facts) bool { return f.Kind() == "recorder" && f.Answers.AtHand == "app-account" }, "hik-connect", "hik-connect", LoseSettings, "minutes", "the recorder is bound to your account"},
	{"installer's account", func(f *facts.Facts) bool { return f.Answers.AtHand == "installer" }, "hik-connect", "hik-connect", LosePassword, "hours", "an installer's account can ask for a reset"},
	{"recorder without any way of its own", func(f *facts.Facts) bool { return f.Kind() == "recorder" && noRecovery(f.Seen.Recovery) }, "web-reset", "web-reset", LoseNothing, "minutes", "the recorder's own screen may offer a way in"},
	{"support can help, settings matter", func(f *facts.Facts) bool { return f.Answers.AtHand == "seller" }, "support", "support", LosePassword, "days", "support gives a new password and keeps the settings"},
	{"button reachable, settings expendable", func(f *facts.Facts) bool { return f.Answers.AtHand == "button" && !f.Answers.NoButton }, "button-warn", "reset-button", LoseSettings, "minutes", "you can reach the button and the settings may go"},
	{"nothing else, no button", func(f *facts.Facts) bool { return f.Answers.NoButton }, "support", "support", LosePassword, "days", "there is no button and no other way was found"},
}

func noRecovery(r isapi.Recovery) bool {
	return r.Questions == isapi.No && r.Mailbox == isapi.No && r.GUID == isapi.No && r.HikConnect == isapi.No
}

// costsNothing is the recommendation when no row fits.
var costsNothing = Decision{"nothing is known", nil, "web-reset", "web-reset", LosePassword, "minutes", "it costs nothing to look"}

// Decide is the first row whose facts are all known.
func Decide(f *facts.Facts) Decision {
	for _, d := range Table {
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
func Recommend(f *facts.Facts) Decision {
	for _, d := range Table {
		if d.Method != "" && d.Fits(f) && MethodShut(d.Method, f).IsZero() {
			return d
		}
	}
	if !sentences.ShutPage(f).IsZero() && sentences.ShutButton(f).IsZero() {
		return withoutPage
	}
	return costsNothing
}

func MethodShut(key flow.Outcome, f *facts.Facts) text.Text {
	for _, m := range All {
		if m.Key == key {
			return m.Shut(f)
		}
	}
	return text.Text{}
}

// Cost is the price of an option.
type Cost struct {
	Tries int
	Loss  Loss
	Time  string
}

// String is the price in one line.
func (c Cost) String() string {
	loss := map[Loss]string{
		LoseNothing:  "nothing is lost",
		LosePassword: "only the old password is lost",
		LoseSettings: "all settings are lost",
		"":           "nothing is lost",
	}[c.Loss]
	line := loss + ", takes " + c.Time
	switch c.Tries {
	case 0:
		return "Costs no try, " + line + "."
	case 1:
		return "Costs one try, " + line + "."
	}
	return text.T("Costs %d tries, %s.", c.Tries, line).String()
}

// Short is the price without the tries.
func (c Cost) Short() string { return "loses " + string(c.Loss) + ", takes " + c.Time }

// Loss is what a way in costs the camera.
type Loss string

// The losses.
const (
	LoseNothing  Loss = "nothing"
	LosePassword Loss = "password"
	LoseSettings Loss = "settings"
)

func MethodName(key flow.Outcome) string {
	for _, m := range append(slices.Clone(All), Others...) {
		if m.Key == key {
			return m.Label
		}
	}
	return string(key)
}

// BestOf is the answer of the menu that is recommended: what stands on a label costs
// least.
func BestOf(f *facts.Facts) flow.Outcome {
	if f.Ezviz() && sentences.ShutTry(f).IsZero() {
		return "try-password"
	}
	return Recommend(f).Method
}
