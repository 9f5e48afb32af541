package steps

import (
	"context"
	"strings"

	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/letter"
	"camreset/steps/sentences"
)

func support() Step {
	return Step{
		ID: "support", Phase: Reset, Title: T("5. Support"),
		Say: say("If all else fails, contact customer support: they can send a file or a key that resets the password. Have model number and serial number ready. " +
			"It takes hours to days, and loses nothing but the password. Ask the seller or the brand on the label first."),
		Sheet: func(f *Facts) []Text {
			lines := facts.LabelCode(f)
			if words := sentences.ClassWords[f.Record.ResetClass]; words != "" {
				lines = append(lines, T("What this camera exchanges: %s", words))
			}
			return lines
		},
		Help: T("Never use a \"code generator\" from the web. Support's answer is good for 48 hours (older guides: 24), and only if the camera is not restarted between the request and the answer."),
		Ask: &Question{Prompt: T("Go on?"), Options: []Option{
			{Key: "case", Label: T("Show what to send, and where")},
			{Key: "menu", Label: T("Show the other ways")},
			{Key: "export", Label: T("Make a request with this camera"), When: facts.Exchanges},
			{Key: "import", Label: T("Bring in support's answer"), When: func(f *Facts) bool { return facts.Exchanges(f) || f.Pending.Kind == facts.PendingSupport }},
		}, First: func(f *Facts) Outcome {
			if f.Pending.Kind == facts.PendingSupport {
				return "import"
			}
			return "case"
		}},
		Checks: []Check{alive, pendingRow},
		Wait:   watching,
		Next:   Edges{"case": "case-brand", "export": "export-request", "import": "import", "menu": "to-menu-or-phone"},
	}
}

func supportCase() Step {
	return Step{
		ID: "support-case", Phase: Reset, Title: T("The case for support"),
		Say: func(f *Facts) Text {
			if f.Written.Folder != "" {
				return T("The case is written. Open mail.txt, add what is missing from the label, attach a photo of the label and a proof of purchase, and send it. Nothing was sent by camreset.")
			}
			return T("This is what support asks for. Write it into a folder or copy it, add what is missing from the label, and send it with a photo of the label and a proof of purchase.")
		},
		Sheet: letter.CaseSheet,
		Help:  T("Support answers with a file or a key of 8 letters and digits. The maker's SADP tool takes it: Forgot Password, Import File or Input Key. The case holds no password."),
		Ask: &Question{
			Prompt: T("What now?"),
			First: func(f *Facts) Outcome {
				if f.Written.Folder != "" {
					return "finish"
				}
				return "write"
			},
			Options: []Option{
				{Key: "finish", Label: T("Done, I have it")},
				{Key: "menu", Label: T("Show the other ways")},
				{Key: "write", Label: T("Write it into a folder"), Stays: true, Do: &Action{Check: caseFiles}},
			},
		},
		Checks: []Check{caseComplete},
		Next:   Edges{"finish": "done", "menu": "to-menu-or-phone"},
	}
}

var caseComplete = Check{
	ID: "case", Title: T("Model and serial"),
	Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		change := func(f *Facts) { f.CaseShown = true }
		if c := letter.Of(f); c.Model == "" || c.Serial == "" {
			return change, warn(T("The camera does not tell both without a login."), T("Read them from the label; the serial number is needed whole."))
		}
		return change, ok(T("Both are known."))
	},
}

// Leftover is what the user still needs when the screen is gone: the case for
// support, and the settings from before a reset.
func Leftover(w Walk) string {
	f := w.Facts()
	var lines []Text
	if f.CaseShown && !f.Proved {
		lines = append(append(lines, letter.WrittenLines(f.Written)...), letter.Of(f).Sheet()...)
	}
	if f.OldTarget != (lan.Address{}) {
		lines = append(append(lines, T("The camera's settings before the reset:")), recordSheet(f)...)
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.String() + "\n")
	}
	return b.String()
}
