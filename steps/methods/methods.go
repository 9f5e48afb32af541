package methods

import (
	"slices"

	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
	"camreset/steps/text"
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

// Others are no method of the guide and stand in no menu of them: what may be known
// already. Reports name them too.
var Others = []Method{
	{0, "try-password", "A password that you remember", Priced(1, LoseNothing, "minutes"), sentences.ShutTry, "a password that may be the right one"},
	{0, "known-elsewhere", "Something else that knows the password", Priced(0, LoseNothing, "minutes"), func(*facts.Facts) text.Text { return text.Text{} }, "the recorder, a viewing program, an app or the papers of the installer"},
}

// Shut says why a way in cannot work now; the zero Text means it is open.
func Shut(key flow.Outcome, f *facts.Facts) text.Text {
	for _, m := range All {
		if m.Key == key {
			return m.Shut(f)
		}
	}
	return text.Text{}
}

// Name is what a way in is called on a screen.
func Name(key flow.Outcome) string {
	for _, m := range append(slices.Clone(All), Others...) {
		if m.Key == key {
			return m.Label
		}
	}
	return string(key)
}
