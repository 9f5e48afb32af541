package methods

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// Decision is one row of the table of which way comes first: what was observed,
// and the way in that is recommended because of it.
type Decision struct {
	// Fits is true when all the facts that the row speaks of are known, from
	// the device or from the user, and as the row says.
	Fits    func(*facts.Facts) bool
	Method  flow.Outcome
	Because string
}

// Table is the table; the first row that fits decides.
var Table = []Decision{
	// Older than firmware 5.3.0.
	{func(f *facts.Facts) bool { return f.MayHaveDefault() == isapi.Yes }, "default-password", "this old camera may still have the factory password"},
	// Security questions set or known.
	{func(f *facts.Facts) bool {
		return f.Answers.AtHand == "answers" || f.Seen.Recovery.Questions == isapi.Yes && (f.Answers.AtHand == "" || f.Answers.AtHand == "nothing")
	}, "web-reset", "security questions are set"},
	// GUID file at hand.
	{func(f *facts.Facts) bool {
		return f.Answers.AtHand == "guid-file" && f.Record.Recovery.GUID != isapi.No
	}, "web-reset", "you have the GUID file"},
	// Mailbox set and readable.
	{func(f *facts.Facts) bool {
		return f.Answers.AtHand == "mailbox" && f.Seen.Recovery.Mailbox != isapi.No && f.Record.Recovery.Mailbox != isapi.No
	}, "web-reset", "the camera can send a code to your mailbox"},
	// Bound recorder, account at hand.
	{func(f *facts.Facts) bool { return f.Kind() == "recorder" && f.Answers.AtHand == "app-account" }, "hik-connect", "the recorder is bound to your account"},
	// Installer's account.
	{func(f *facts.Facts) bool { return f.Answers.AtHand == "installer" }, "hik-connect", "an installer's account can ask for a reset"},
	// Recorder without any way of its own.
	{func(f *facts.Facts) bool { return f.Kind() == "recorder" && noRecovery(f.Seen.Recovery) }, "web-reset", "the recorder's own screen may offer a way in"},
	// Support can help, settings matter.
	{func(f *facts.Facts) bool { return f.Answers.AtHand == "seller" }, "support", "support gives a new password and keeps the settings"},
	// Button reachable, settings expendable.
	{func(f *facts.Facts) bool { return f.Answers.AtHand == "button" && !f.Answers.NoButton }, "reset-button", "you can reach the button and the settings may go"},
	// Nothing else, no button.
	{func(f *facts.Facts) bool { return f.Answers.NoButton }, "support", "there is no button and no other way was found"},
}

func noRecovery(r isapi.Recovery) bool {
	return r.Questions == isapi.No && r.Mailbox == isapi.No && r.GUID == isapi.No && r.HikConnect == isapi.No
}

// costsNothing is the recommendation when no row fits.
var costsNothing = Decision{nil, "web-reset", "it costs nothing to look"}

// withoutPage is the recommendation when no row fits and the page cannot be used.
var withoutPage = Decision{nil, "reset-button", "its page cannot be used from here"}

// Recommend is the method that stands first in the menu: that of the first row
// that fits, has one, and whose method is not shut.
func Recommend(f *facts.Facts) Decision {
	for _, d := range Table {
		if d.Method != "" && d.Fits(f) && Shut(d.Method, f).IsZero() {
			return d
		}
	}
	if !sentences.ShutPage(f).IsZero() && sentences.ShutButton(f).IsZero() {
		return withoutPage
	}
	return costsNothing
}

// BestOf is the way that check recommends, Others among them: what stands on a label
// costs least.
func BestOf(f *facts.Facts) flow.Outcome {
	if f.Ezviz() && sentences.ShutTry(f).IsZero() {
		return "try-password"
	}
	return Recommend(f).Method
}
