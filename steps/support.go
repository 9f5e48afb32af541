package steps

import (
	"context"
	"strings"

	"camreset/steps/drawings"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/letter"
	"camreset/steps/sentences"
)

// support asks what decides who helps: the brand and the country.
func support() Step {
	return Step{
		ID: "support", Phase: Reset, Title: T("Get help from support"),
		Say: say("If all else fails, contact customer support: they can send a file or a key that resets the password. Nothing else is lost. It takes hours to days. " +
			"Which brand is printed on it, and in which country was it bought? Leave open what you do not know."),
		Values:   sentences.SupportValues,
		Sheet:    facts.LabelCode,
		State:    answersNow,
		Drawings: func(*Facts) []flow.Drawing { return []flow.Drawing{drawings.Label()} },
		Help: T("Have model number and serial number ready, a photo of the label and a proof of purchase. Many brands sell the maker's devices under a name of their own; then that brand helps. " +
			"Never use a \"code generator\" from the web. Support's answer is good for 48 hours (older guides: 24), and only if the device is not restarted in between. " +
			"Does support not answer? Ask the seller, or whoever installed it: they write to support by ways of their own."),
		// Another brand or country is another case than the one that was written.
		Fresh: func(f *Facts) { f.Written = facts.Written{} },
		Ask: &Question{
			Kind: flow.Form,
			Fields: []flow.Field[Facts]{
				{Key: "brand", Prompt: T("Brand"), Value: brandShown, Valid: shortText, Put: func(f *Facts, typed string) {
					f.Answers.Brand, f.Answers.BrandName = facts.BrandTyped(typed), typed
				}},
				{Key: "country", Prompt: T("Country"), Value: func(f *Facts) string { return f.Answers.CountryName }, Valid: shortText, Put: func(f *Facts, typed string) {
					f.Answers.Country, f.Answers.CountryName = letter.RegionTyped(typed), typed
				}},
			},
			Options: []Option{
				{Key: "write", Label: T("Write the case into a folder"), Do: &Action{Check: caseFiles}},
				{Key: "export", Label: T("Make the request"), When: facts.Exchanges},
				{Key: "import", Label: T("Enter support's answer"), When: func(f *Facts) bool { return facts.Exchanges(f) || f.Pending.Kind == facts.PendingSupport }},
				{Key: "menu", Label: T("Show the other ways")},
			},
		},
		Checks: []Check{alive, pendingRow},
		Wait:   watching,
		Next:   Edges{Given: "support-case", "write": "support-case", "export": "export-request", "import": "import", "menu": "to-menu"},
	}
}

// brandShown is the brand that was said before, else the one that the camera tells.
func brandShown(f *Facts) string {
	if f.Answers.BrandName != "" {
		return f.Answers.BrandName
	}
	if key, _ := facts.BrandTold(f); key != "" && key != facts.OtherBrand {
		return facts.BrandOf(key).Name
	}
	return ""
}

// shortText refuses what is longer than a name.
func shortText(_ *Facts, typed string) Text {
	if len(typed) > 60 {
		return T("That is too long for a name. Leave it empty if you are not sure.")
	}
	return Text{}
}

func supportCase() Step {
	return Step{
		ID: "support-case", Phase: Reset, Title: T("Your case for support"),
		Say: func(f *Facts) Text {
			if f.Written.Folder != "" {
				return T("Your case is written. Open mail.txt, add what is missing, attach a photo of the label and a proof of purchase, and send it. camreset has sent nothing.")
			}
			return T("This is what support asks for. Write it into a folder or copy it, add what is missing from the label, and send it with a photo of the label and a proof of purchase.")
		},
		Sheet: letter.CaseSheet,
		Help:  T("Support answers with a file or a key of 8 letters and digits. You can enter it here, or in the maker's SADP tool: Forgot Password, Import File or Input Key. The case holds no password. What is not known is left empty: read it from the label."),
		Ask: &Question{
			Prompt: T("What now?"),
			First: func(f *Facts) Outcome {
				if f.Written.Folder != "" {
					return "finish"
				}
				return "write"
			},
			Options: []Option{
				{Key: "finish", Label: T("Finish; I will send it")},
				{Key: "export", Label: T("Make the request that goes with it"), When: facts.Exchanges},
				{Key: "menu", Label: T("Show the other ways")},
				{Key: "write", Label: T("Write it into a folder"), Stays: true, Do: &Action{Check: caseFiles}},
			},
		},
		Checks: []Check{caseComplete},
		Next:   Edges{"finish": "done", "export": "export-request", "menu": "to-menu"},
	}
}

var caseComplete = Check{
	ID: "case", Title: T("Model and serial"),
	Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		change := func(f *Facts) { f.CaseShown = true }
		if c := letter.Of(f); c.Model == "" || c.Serial == "" {
			return change, warn(T("Without a login it does not tell both."), T("Read them from the label. The serial number is needed whole."))
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
		lines = append(append(lines, T("Settings before the reset:")), sentences.RecordSheet(f)...)
	}
	if f.Reported != "" {
		lines = append(lines, T("The report is in %s", f.Reported))
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.String() + "\n")
	}
	return b.String()
}
