package steps

import (
	"cmp"
	"context"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// The code by e-mail: the camera makes a QR code, whoever scans it or sends it in
// gets a code into the mailbox that is stored in the camera (maker's manuals).

func mailRequest() Step {
	return Step{
		ID: "mail-request", Phase: Reset, Title: T("A code by e-mail"), Before: []ID{"pending"},
		Say: func(f *Facts) Text {
			return T("The %s makes a QR code, which you send in. Then a code comes to the mailbox that was stored in it. Whoever can read that mailbox can set a new password.", f.Noun())
		},
		Values: sentences.DeviceValues,
		State:  answersNow,
		Help: T("Its own page offers the same under Forgot Password. The code is good for 48 hours, and only while it is not restarted. "+
			"You do not know whose mailbox it is? Ask whoever installed it. %s", sentences.Documented),
		Ask: &Question{Prompt: T("Ask it for the QR code?"), Options: []Option{
			{Key: "ask", Label: T("Yes, make a QR code"), Shut: sentences.ShutUDP},
			{Key: "page", Label: T("Use its own page instead")},
			{Key: "back", Label: T("No, go back")},
		}, Put: func(f *Facts, _ string) { f.Answers.Way = "mail" }},
		Checks: []Check{alive, pendingRow},
		Wait:   watching,
		Next:   Edges{"ask": "mail-ask", "page": "web-page", "back": "web-page"},
	}
}

func mailAsk() Step {
	return Step{
		ID: "mail-ask", Phase: Reset, Title: T("Asking for the QR code"), Say: say("It is asked once. A new code makes an earlier one useless."),
		Saved: flow.Saved{At: "mail-request"},
		Checks: []Check{{ID: "mail", Title: T("QR code"), Acts: true, Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			mail, err := sadp.MailRequest(ctx, env.ToDevices(), f.Record)
			if err != nil {
				done := facts.Changed{Word: access.CodeWord(err), Reason: sentences.ReasonOf(err)}
				return func(f *Facts) {
					f.Change, f.Pending.Doubt = done, f.Pending.Doubt || f.Pending.Kind != "" && access.AttemptOf(err).Sent
				}, sentences.CodeResult(done).With(err)
			}
			p := facts.Pending{Kind: facts.PendingMail, Text: mail.QR, Boot: f.Record.BootTime, MAC: f.Record.MAC, Serial: f.Record.Serial, MailBox: mail.MailBox, ServiceBox: mail.ServiceBox}
			return keepRequest(env, f, p, "MailQR")
		}}},
		Judge: func(f *Facts) Outcome { return f.Change.Word },
		May:   access.CodeWords,
		Next:  codeEdges("mail-sent", "exchange-failed"),
	}
}

func mailSent() Step {
	return Step{
		ID: "mail-sent", Phase: Reset, Title: T("Send the QR code in"),
		Say: sayOf("Scan it with the Hik-Connect app (More > Reset Device Password), or mail the picture as an attachment. The code usually comes within minutes; look in spam. Until then do not restart the %s."),
		Sheet: func(f *Facts) []Text {
			told := func(s string) string { return cmp.Or(s, "not known") }
			return []Text{
				T("Picture: %s", told(f.Pending.Picture)),
				T("Send it to: %s", told(f.Pending.ServiceBox)),
				T("The manuals name: pw_recovery@hikvision.com"),
				T("The code comes to: %s", told(f.Pending.MailBox)),
				T("Request: %s", f.Pending.Words(f.Now)),
			}
		},
		State: answersNow,
		Help: T("The photo app of a phone does not do: it has to be Reset Device Password in Hik-Connect. If the mailbox is not yours, ask whoever installed the device. " +
			"Does no code come? Look in spam, check the address that you sent it to, and try the other way: app or mail."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "code", Label: T("I have the code"), Shut: sentences.ShutCode},
			{Key: "qr", Label: T("Show the QR code here")},
			{Key: "finish", Label: T("Stop here until the code comes")},
			{Key: "menu", Label: T("Show the other ways")},
		}, Put: func(f *Facts, _ string) { f.Answers.Way = "mail" }},
		Checks: []Check{alive, pendingRow},
		Wait:   watching,
		Next:   Edges{"code": "mail-code", "qr": "show-qr", "finish": "done", "menu": "to-menu"},
	}
}

func mailCode() Step {
	return Step{
		ID: "mail-code", Phase: Reset, Title: T("Enter the code from the e-mail"),
		Saved:  flow.Saved{Again: true},
		Say:    func(f *Facts) Text { return sentences.SecretLine(f) },
		Values: sentences.RequestValues,
		Help: T("The code comes to the mailbox that is stored in the device, usually within minutes; look in spam. It is good for 48 hours, and only while the device is not restarted. " +
			"Is it refused? Compare letter by letter: a wrong code costs a try. A newer request makes an older code useless."),
		State: answersNow,
		Ask: &Question{
			Kind: Line, Prompt: T("Code"),
			Valid: func(f *Facts, typed string) Text {
				if typed == "" {
					return T("Type the code that came by e-mail.")
				}
				return validCode(f, typed)
			},
			Put: func(f *Facts, typed string) { putCode(f, typed); f.Answers.Way = "mail" },
		},
		Checks: []Check{alive, codeLeft, pendingRow},
		Wait:   watching,
		Next:   Edges{Given: "answer-read"},
	}
}

// showQR shows the QR code of the request on the screen, where it fits.
func showQR() Step {
	return Step{
		ID: "show-qr", Phase: Reset, Title: T("The QR code"), Say: say("Scan it, or photograph it."),
		Help:    T("Does the app not take it? Make this window larger and the screen brighter, or send the picture file instead."),
		Picture: func(f *Facts) [][]bool { return modulesOf(f.Pending.Text) },
		Ask:     &Question{Prompt: T("Scanned or photographed?"), Options: []Option{{Key: "back", Label: T("Go back")}}},
		Checks:  []Check{pendingRow},
		Wait:    watching,
		Next:    Edges{"back": "request-sent"},
	}
}

// requestSent leads back to the request that waits.
func requestSent() Fork {
	return Fork{
		ID: "request-sent",
		Decide: func(f *Facts) Outcome {
			if f.Pending.Kind == facts.PendingMail {
				return "mail"
			}
			return "support"
		},
		May:  []Outcome{"mail", "support"},
		Next: Edges{"mail": "mail-sent", "support": "exported"},
	}
}

func guidFile() Step {
	return Step{
		ID: "guid-file", Phase: Reset, Title: T("Use the recovery file"),
		Saved: flow.Saved{Again: true},
		Say: func(f *Facts) Text {
			return T("Its name begins with GUID. It works once, and only until the password changes. Type its path, or drag the file into this window. %s", sentences.SecretLine(f))
		},
		Values: sentences.DeviceValues,
		State:  answersNow,
		Help:   T("The device gave this file out while its password was known. One from before the last change of the password is refused, and that costs a try. %s", sentences.Documented),
		Ask: &Question{
			Kind: Line, Prompt: T("File"),
			Valid: func(f *Facts, typed string) Text {
				if unquoted(typed) == "" {
					return T("Type the path of the file, such as Downloads/GUID.")
				}
				return sentences.ShutCode(f)
			},
			Put: func(f *Facts, typed string) { f.Answers.Path, f.Answers.Way = unquoted(typed), "guid" },
			Do:  readFile(readGUID),
		},
		Checks: []Check{alive, codeLeft},
		Wait:   watching,
		Next:   Edges{Given: "answer-read"},
	}
}

func readGUID(env Env, f *Facts) (facts.Secret, error) {
	file, err := env.Open(f.Answers.Path)
	if err != nil {
		return facts.Secret{}, err
	}
	defer file.Close() //nolint:errcheck // read only
	guid, err := sadp.ReadGUID(file)
	return isapi.NewSecret(string(guid)), err
}
