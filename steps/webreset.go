package steps

import (
	"context"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

func webReset() Step {
	return Step{
		ID: "web-reset", Phase: Reset, Title: T("2. The camera's own page"),
		Say: say("If you remember part of the password, try it here. Otherwise open the camera's web page by its IP address in a browser and use Forgot Password: " +
			"security questions, a code by e-mail, or a GUID file, if somebody set that up before."),
		Sheet: facts.LabelCode,
		Help: T("The option may be called \"forgot password\" or \"password reset\". Where it is depends on firmware and model: on the login page, or under \"User Management\", \"System Settings\" or similar. " +
			"It works only from the camera's own subnet, without VPN. Which ways the camera offers is read from fields that are known from documentation only: the page itself is right."),
		Ask: &Question{
			Prompt: T("What do you want to do?"),
			First: func(f *Facts) Outcome {
				if f.Seen.Recovery.Questions == isapi.Yes || f.Answers.AtHand == "answers" || f.Answers.AtHand == "guid-file" || f.Answers.AtHand == "mailbox" {
					return "page"
				}
				return "remember"
			},
			Options: []Option{
				{Key: "remember", Label: T("Type a password I half remember"), Shut: sentences.ShutRemembered, Cost: methods.Priced(1, methods.LoseNothing, "minutes")},
				{Key: "page", Label: T("Use Forgot Password on its page"), Cost: methods.Priced(0, methods.LosePassword, "minutes")},
				{Key: "menu", Label: T("Show the other ways")},
				{Key: "mail", Label: T("A code by e-mail, without the page"), When: func(f *Facts) bool { return f.Record.Recovery.Mailbox == isapi.Yes }},
				{Key: "guid", Label: T("Its GUID file, without the page"), When: func(f *Facts) bool { return f.Record.Recovery.GUID == isapi.Yes }},
			},
		},
		Checks: []Check{alive, triesLeft, pageOffers, subnet},
		Wait:   watching,
		Next:   Edges{"remember": "user-name", "page": "web-page", "mail": "mail-request", "guid": "guid-file", "menu": "menu"},
	}
}

// pageOffers says again what the look found, so that it stands beside the choice.
var pageOffers = Check{
	ID: "page-offers", Title: T("Ways of recovery"), Tell: sentences.RecoveryRow,
	Run: func(context.Context, Env, *Facts) (func(*Facts), Result) { return access.Nothing, Result{} },
}

func webPage() Step {
	return Step{
		ID: "web-page", Phase: Reset, Title: T("Forgot Password on the camera's page"),
		Say: func(f *Facts) Text {
			return T("Open %s in a browser on this computer. Choose Forgot Password, enter the user name (often \"admin\") and follow the prompts. Then come back and say so.", f.Target.URL(f.Seen.Reach.Scheme))
		},
		Sheet: func(f *Facts) []Text {
			return []Text{
				T("Security questions: answer exactly as they were typed then; wrong answers are counted and can lock."),
				T("E-mail: the page shows a QR code. Scan it with the Hik-Connect app (More > Reset Device Password), or mail the picture to pw_recovery@hikvision.com."),
				T("   The code comes to the mailbox stored in the camera, as a rule within 5 minutes, and is good for 48 hours. Look in spam."),
				T("   Guides speak of a link in a mail; it is a code. Do not restart the camera before you have typed it."),
				T("   Cameras of other brands may name pw_recovery@device-service.com: use the address that the page shows."),
				T("GUID file: choose the file that was exported earlier; it works once."),
				T("No \"Forgot Password\" there? Then nothing was set up, and another way is needed."),
			}
		},
		Help: T("The page itself says how many wrong answers it takes. If it complains about the network, this computer is in another subnet, or goes through a VPN."),
		Hand: PageReset,
		Ask: &Question{
			Prompt: T("Did the page let you set a new password?"),
			Options: []Option{
				{Key: "open", Label: T("Open the page in the browser"), Stays: true, Do: openPage},
				{Key: Done, Label: T("Yes, the camera has a new password now")},
				{Key: "menu", Label: T("No, show the other ways")},
			},
			Put: func(f *Facts, key string) {
				if key == string(Done) {
					f.Answers.SaidReset = true
				}
			},
		},
		Checks: []Check{alive, subnet},
		Wait:   untilBack,
		Judge:  judgeSaid,
		May:    []Outcome{"said"},
		Next:   Edges{"said": "may-try", Timeout: "unreachable", "menu": "menu"},
	}
}
