package steps

import (
	"context"
	"errors"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/flow"
)

// guidWarn offers the file that resets the password later. It is the one secret
// that is ever written to a file, and only on request.
func guidWarn() Step {
	return Step{
		ID: "guid-warn", Phase: Secure, Title: T("A GUID file for the next time"),
		Saved: flow.Saved{At: "may-try"},
		Say: func(f *Facts) Text {
			return T("With this file the password can be reset later without losing anything. It is as good as the password: keep it apart from the camera, best in a password manager. %s", documented)
		},
		Help: T("It is good once, and only until the password changes; then export a new one. An older file is useless from now on."),
		Ask: &Question{Prompt: T("Write it into a file here?"), Options: []Option{
			{Key: "no", Label: T("No")},
			{Key: "yes", Label: T("Yes, I will keep it safe"), Shut: shutGUID},
		}},
		Sheet:  func(f *Facts) []Text { return []Text{proofLine(f), T("The password goes along. %s", heardByAll)} },
		Checks: []Check{proofLeft, alive},
		Wait:   watching,
		Next:   Edges{"no": "secure", "yes": "guid-export"},
	}
}

// shutGUID says why the file cannot be asked for: it takes the password that was
// proved.
func shutGUID(f *Facts) Text {
	if f.Login.Password.IsZero() {
		return T("The camera's password is not known here any more. Log in once more for this.")
	}
	return or(shutUDP(f), shutSend(f))
}

func guidExport() Step {
	return Step{
		ID: "guid-export", Phase: Secure, Title: T("Asking the camera for its GUID file"), Say: say("It is asked once, with the password."),
		Saved:  flow.Saved{At: "may-try"},
		Checks: []Check{{ID: "guid-export", Title: T("GUID file"), Acts: true, Run: exportGUID}},
		Judge:  func(f *Facts) Outcome { return f.Change.Word },
		May:    secretWords,
		Next:   Edges{"sent": "guid-saved", "lost": "guid-saved", "weak": "guid-saved", "stopped": "guid-saved", "refused": "guid-saved", "gone": "guid-saved", "agree-udp": "agree-udp"},
	}
}

// exportGUID asks with the password that was proved. A refusal counts as a try.
func exportGUID(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
	if why := or(shutGUID(f), refusedText(f, f.Login.Password)); !why.IsZero() {
		return stoppedCode(why.String())
	}
	var guid []byte
	sent, err := env.sendOnce(f, secretSent{known: true, send: func() (err error) {
		guid, err = sadp.ExportGUID(ctx, env.ToDevices(), f.Record, f.Login.Password, f.consent())
		return err
	}})
	if errors.Is(err, errUnsent) {
		return stoppedCode(unsentReason(err))
	}
	problem := env.settleOnce(f, sent)
	done, told := Changed{Word: codeWord(err), Reason: reasonOf(err)}, err
	if err == nil {
		done.Reason, err = env.Save(guidFolder(f), "DeviceGUID.xml", guid)
	}
	if err != nil && done.Word == "sent" {
		done = Changed{Word: "refused", Reason: reasonOf(err), Unsaved: true}
	}
	return func(f *Facts) {
		f.Change, f.Spent = done, sent.spent
		if f.doubted("guid-export", told); sent.attempt.Sent {
			f.Secrets++
		}
		if sent.attempt.Outcome == isapi.Wrong {
			f.Login = isapi.Login{}
		}
	}, withError(guidResult(done), errors.Join(err, problem))
}

// guidFolder is another one than the folder of the case, which is made to be sent
// to people.
func guidFolder(f *Facts) string {
	return strings.Replace(caseFolder(f), "camreset-case", "camreset-guid", 1)
}

func guidResult(c Changed) Result {
	switch {
	case c.Unsaved:
		return fail(T("The camera gave the file, but it could not be written here: %s.", c.Reason), T("Put that right and ask for it again: a file from before is useless now."))
	case c.Word == "sent":
		return ok(T("It was written to %s.", c.Reason))
	}
	return codeResult(c)
}

func guidSaved() Step {
	return Step{
		ID: "guid-saved", Phase: Secure, Title: T("The GUID file"),
		Saved: flow.Saved{At: "may-try"},
		Say: func(f *Facts) Text {
			if f.Change.Word == "sent" {
				return T("It is written. Move it to a safe place now, away from the camera and from this computer.")
			}
			return T("%s The camera's own page can export it too: Configuration > User Management.", guidResult(f.Change).Detail)
		},
		Sheet: func(f *Facts) []Text {
			if f.Change.Word == "sent" {
				return []Text{T("File: %s", f.Change.Reason)}
			}
			return nil
		},
		Ask:    &Question{Prompt: T("Go on?"), Options: []Option{{Key: "next", Label: T("Go on")}}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"next": "secure"},
	}
}
