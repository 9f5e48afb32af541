package steps

import (
	"camreset/steps/sentences"

	"camreset/steps/facts"

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
			return T("With this file the password can be reset later without losing anything. It is as good as the password: keep it apart from the camera, best in a password manager. %s", sentences.Documented)
		},
		Help: T("It is good once, and only until the password changes; then export a new one. An older file is useless from now on."),
		Ask: &Question{Prompt: T("Write it into a file here?"), Options: []Option{
			{Key: "no", Label: T("No")},
			{Key: "yes", Label: T("Yes, I will keep it safe"), Shut: sentences.ShutGUID},
		}},
		Sheet: func(f *Facts) []Text {
			return []Text{sentences.ProofLine(f), T("The password goes along. %s", heardByAll)}
		},
		Checks: []Check{proofLeft, alive},
		Wait:   watching,
		Next:   Edges{"no": "secure", "yes": "guid-export"},
	}
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
	if why := sentences.Or(sentences.ShutGUID(f), sentences.RefusedText(f, f.Login.Password)); !why.IsZero() {
		return stoppedCode(why.String())
	}
	var guid []byte
	sent, err := env.sendOnce(f, secretSent{known: true, send: func() (err error) {
		guid, err = sadp.ExportGUID(ctx, env.ToDevices(), f.Record, f.Login.Password, f.Consent())
		return err
	}})
	if errors.Is(err, errUnsent) {
		return stoppedCode(unsentReason(err))
	}
	problem := env.settleOnce(f, sent)
	done, told := facts.Changed{Word: codeWord(err), Reason: sentences.ReasonOf(err)}, err
	if err == nil {
		done.Reason, err = env.Save(guidFolder(f), "DeviceGUID.xml", guid)
	}
	if err != nil && done.Word == "sent" {
		done = facts.Changed{Word: "refused", Reason: sentences.ReasonOf(err), Unsaved: true}
	}
	return func(f *Facts) {
		f.Change, f.Spent = done, sent.spent
		if f.Doubted("guid-export", told); sent.attempt.Sent {
			f.Secrets++
		}
		if sent.attempt.Outcome == isapi.Wrong {
			f.Login = isapi.Login{}
		}
	}, sentences.WithError(sentences.GuidResult(done), errors.Join(err, problem))
}

// guidFolder is another one than the folder of the case, which is made to be sent
// to people.
func guidFolder(f *Facts) string {
	return strings.Replace(caseFolder(f), "camreset-case", "camreset-guid", 1)
}

func guidSaved() Step {
	return Step{
		ID: "guid-saved", Phase: Secure, Title: T("The GUID file"),
		Saved: flow.Saved{At: "may-try"},
		Say: func(f *Facts) Text {
			if f.Change.Word == "sent" {
				return T("It is written. Move it to a safe place now, away from the camera and from this computer.")
			}
			return T("%s The camera's own page can export it too: Configuration > User Management.", sentences.GuidResult(f.Change).Detail)
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
