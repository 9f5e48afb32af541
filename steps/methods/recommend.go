package methods

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

const yes = isapi.Yes

// Decision is one row of the table of which way comes first: what was observed,
// and the way in that is recommended because of it.
type Decision struct {
	// Fits is true when all the facts that the row speaks of are known, from
	// the device or from the user, and as the row says.
	Fits   func(*facts.Facts) bool
	Method flow.Outcome
	// Because says why; where it is the zero text.Text, the method's About does.
	Because text.Text
}

// Table is the table; the first row that fits decides.
var Table = []Decision{
	// A new password was under way when an earlier run ended.
	{
		func(f *facts.Facts) bool { return f.Interrupted != "" }, "try-password",
		text.T("A new password was on its way when an earlier run ended. Try the one that you wrote down then."),
	},
	// The password is printed on the label.
	{
		func(f *facts.Facts) bool { return f.Ezviz() && f.Last.Word == "" }, "try-password",
		text.T("This is an EZVIZ camera. Its user is admin, and its password is the six capital letters on the label, unless somebody changed it."),
	},
	// Older than firmware 5.3.0.
	{
		func(f *facts.Facts) bool { return f.MayHaveDefault() == yes && f.Last.Word == "" }, "default-password",
		text.T("It is old enough to have left the factory with a known password. One try shows whether that was ever changed."),
	},
	// Security questions set.
	{
		func(f *facts.Facts) bool { return f.Seen.Recovery.Questions == yes && !f.Answers.NoPage }, "web-reset",
		text.T("Security questions are set up. If you know the answers, this is the quickest way, and nothing is lost."),
	},
	// Mailbox set.
	{
		func(f *facts.Facts) bool { return f.Seen.Recovery.Mailbox == yes && !f.Answers.NoPage }, "web-reset",
		text.T("It can have a code sent to the mailbox that was stored in it. If you can read that mailbox, nothing is lost."),
	},
	// GUID file exported.
	{
		func(f *facts.Facts) bool { return f.Seen.Recovery.GUID == yes && !f.Answers.NoPage }, "web-reset",
		text.T("A recovery file was made for it. If you still have that file, this is the quickest way, and nothing is lost."),
	},
	// Bound to an account.
	{
		func(f *facts.Facts) bool { return f.Seen.Recovery.HikConnect == yes }, "hik-connect",
		text.T("It is bound to a Hik-Connect account. Whoever has that account can set a new password, and nothing is lost."),
	},
	// Recorder without any way of its own.
	{
		func(f *facts.Facts) bool { return f.IsRecorder() && noRecovery(f.Seen.Recovery) && !f.Answers.NoPage }, "web-reset",
		text.T("The recorder's own screen may offer a way in. It costs nothing to look."),
	},
}

func noRecovery(r isapi.Recovery) bool {
	return r.Questions == isapi.No && r.Mailbox == isapi.No && r.GUID == isapi.No && r.HikConnect == isapi.No
}

// otherwise are the recommendations when no row fits, what costs nothing first: the first
// one that is open. What they say of themselves is reason enough.
var otherwise = []Decision{
	{Fits: func(f *facts.Facts) bool { return !f.Answers.Searched }, Method: "known-elsewhere"},
	page,
	{
		func(f *facts.Facts) bool { return !f.Answers.NoButton }, "reset-button",
		text.T("If nothing else fits, the button helps where there is one. It takes a quarter of an hour, and all settings are lost."),
	},
}

// page is the device's own page, where it may help.
var page = Decision{Fits: func(f *facts.Facts) bool {
	return !f.Answers.NoPage && (f.IsRecorder() || !f.PageHelpless())
}, Method: "web-reset"}

// last is the recommendation where nothing else is open.
var last = Decision{nil, "support", text.T("No other way was found. Support can set a new password, and nothing is lost.")}

// Recommend is the way in that stands first in the menu: that of the first row that
// fits and whose way is not shut.
func Recommend(f *facts.Facts) Decision {
	for _, rows := range [][]Decision{Table, otherwise} {
		for _, d := range rows {
			if d.Fits(f) && Shut(d.Method, f).IsZero() {
				return d
			}
		}
	}
	if f.Activated() == isapi.No && sentences.ShutPage(f).IsZero() {
		return page
	}
	return last
}
