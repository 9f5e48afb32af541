package methods

import (
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// Method is one way in: one of the guide's five, or what may be known already.
type Method struct {
	// Number is what it is called in the menu, the guide's own for its five ways.
	Number int
	Key    flow.Outcome
	// Label is its name, Short its name in the menu for this device.
	Label string
	Short func(*facts.Facts) text.Text
	// If is what one has to have for it, as the end of a sentence that begins with
	// "if you".
	If func(*facts.Facts) text.Text
	// Lose is what the device loses by it, as the end of one that begins with "you lose".
	Lose func(*facts.Facts) text.Text
	// About says more, as far as the facts tell.
	About func(*facts.Facts) text.Text
	// Cost is what it costs, as far as the facts tell.
	Cost func(*facts.Facts) flow.Cost
	// Shut says why it cannot work; the zero text.Text means it is open. What is
	// unknown never shuts a method.
	Shut func(*facts.Facts) text.Text
	// Needs is what has to be at hand.
	Needs string
}

// OfGuide says whether it is one of the guide's five ways.
func (m Method) OfGuide() bool { return m.Number <= 5 }

// All are the ways in, in the guide's order.
var All = []Method{
	{
		Number: 1, Key: "default-password", Label: "Factory default password", Short: named("Factory password"),
		If: named("never changed it"), Lose: named("nothing"), About: about("Devices from before 2015 left the factory with a password that everybody knows. It works only where it was never changed."),
		Cost: Priced(1, LoseNothing, "minutes"), Shut: sentences.ShutDefault, Needs: "an old device that still has the password it left the factory with",
	},
	{
		Number: 2, Key: "web-reset", Label: "The device's own page", Short: pageName,
		If: named("set it up before"), Lose: named("nothing"), About: about("The login page has a \"Forgot Password\" if somebody set that up. It costs nothing to look."),
		Cost: Priced(0, LosePassword, "minutes"), Shut: sentences.ShutPage, Needs: "its page in a browser, and the security answers, the mailbox or the recovery file (GUID) that were set up",
	},
	{
		Number: 3, Key: "reset-button", Label: "The reset button on the device", Short: named("Reset button"),
		If: named("can reach it"), Lose: named("all settings"), About: aboutButton,
		Cost: Priced(0, LoseSettings, "minutes"), Shut: sentences.ShutButton, Needs: "hands on the device, and a thin pin",
	},
	{
		Number: 4, Key: "hik-connect", Label: "Hik-Connect app or the maker's programs", Short: named("Hik-Connect, another app"),
		If: named("have its account"), Lose: loseByApp, About: aboutApp,
		Cost: CostApp, Shut: sentences.ShutActivate, Needs: "the account that the device is bound to, or an installer's",
	},
	{
		Number: 5, Key: "support", Label: "The maker's or the seller's support", Short: named("Support"),
		If: named("can wait hours or days"), Lose: named("nothing"), About: about("Support sends a file or a key that sets a new password. They want the serial number, a photo of the label and a proof of purchase."),
		Cost: Priced(0, LosePassword, "days"), Shut: sentences.ShutActivate, Needs: "the serial number, a photo of the label and the proof of purchase",
	},
	{
		Number: 6, Key: "try-password", Label: "A password that you remember", Short: named("Try a password"),
		If: named("have one in mind"), Lose: named("nothing"), About: func(f *facts.Facts) text.Text { return sentences.TryLine(f) },
		Cost: Priced(1, LoseNothing, "minutes"), Shut: sentences.ShutRemembered, Needs: "a password that may be the right one",
	},
	{
		Number: 7, Key: "known-elsewhere", Label: "Something else that knows the password", Short: named("Look for the password"),
		If: haveElsewhere, Lose: named("nothing"), About: aboutElsewhere,
		Cost: Priced(0, LoseNothing, "minutes"), Shut: sentences.ShutActivate, Needs: "a recorder, a viewing program, an app or the installer's papers",
	},
}

func named(short string) func(*facts.Facts) text.Text {
	return func(*facts.Facts) text.Text { return text.T("%s", short) }
}

func about(words string) func(*facts.Facts) text.Text { return named(words) }

func pageName(f *facts.Facts) text.Text {
	switch r := f.Seen.Recovery; {
	case f.IsRecorder():
		return text.T("Its own screen or page")
	case r.Questions == yes:
		return text.T("Its own page: questions")
	case r.Mailbox == yes:
		return text.T("Its own page: a mail code")
	}
	return text.T("Its own page")
}

func aboutButton(f *facts.Facts) text.Text {
	return text.T("A button on the %s puts everything back as it left the factory. Many models have none. You need a thin pin and a quarter of an hour.", f.Noun())
}

// haveElsewhere is what may still know the password: a recorder stands in no other one.
func haveElsewhere(f *facts.Facts) text.Text {
	if f.IsRecorder() {
		return text.T("have papers or an app")
	}
	return text.T("have papers or a recorder")
}

func aboutElsewhere(f *facts.Facts) text.Text {
	if f.IsRecorder() {
		return text.T("An app, a viewing program or the installer's papers may still have it. It costs nothing to look.")
	}
	return text.T("A recorder, an app or the installer's papers may still have it. It costs nothing to look.")
}

// loseByApp is what a reset through the app loses: on some recorders everything.
func loseByApp(f *facts.Facts) text.Text {
	if f.IsRecorder() {
		return text.T("maybe settings")
	}
	return text.T("nothing")
}

func aboutApp(f *facts.Facts) text.Text {
	if f.IsRecorder() {
		return text.T("The account it is bound to can set a new password. On some recorders that puts everything back as it left the factory.")
	}
	return text.T("The account it is bound to, an installer's account or the maker's programs may set a new password.")
}

// Find finds a way in by its key.
func Find(key flow.Outcome) (Method, bool) {
	for _, m := range All {
		if m.Key == key {
			return m, true
		}
	}
	return Method{}, false
}

// Shut says why a way in cannot work now; the zero Text means it is open.
func Shut(key flow.Outcome, f *facts.Facts) text.Text {
	if m, found := Find(key); found {
		return m.Shut(f)
	}
	return text.Text{}
}

// Name is what a way in is called in a report.
func Name(key flow.Outcome) string {
	if m, found := Find(key); found {
		return m.Label
	}
	return string(key)
}
