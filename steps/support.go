package steps

import (
	"cmp"
	"context"
	"strings"

	"camreset/isapi"
)

func support() Step {
	return Step{
		ID: "support", Phase: Reset, Title: T("5. Support"),
		Say: say("If all else fails, contact customer support: they can send a file or a key that resets the password. Have model number and serial number ready. " +
			"It takes hours to days, and loses nothing but the password. Ask the seller or the brand on the label first."),
		Help: T("Never use a \"code generator\" from the web. Support's answer is good for 48 hours (older guides: 24), and only if the camera is not restarted between the request and the answer."),
		Ask: &Question{Prompt: T("Go on?"), Options: []Option{
			{Key: "case", Label: T("Show what to send, and where")},
			{Key: "menu", Label: T("Show the other ways")},
			{Key: "export", Label: T("Make a request with this camera"), When: exchanges},
			{Key: "import", Label: T("Bring in support's answer"), When: func(f *Facts) bool { return exchanges(f) || f.Pending.Kind == pendingSupport }},
		}, First: func(f *Facts) Outcome {
			if f.Pending.Kind == pendingSupport {
				return "import"
			}
			return "case"
		}},
		Checks: []Check{alive, pendingRow},
		Wait:   watching,
		Next:   []Edge{{"case", "support-case"}, {"export", "before-export"}, {"import", "import"}, {"menu", "to-menu-or-phone"}},
	}
}

func supportCase() Step {
	return Step{
		ID: "support-case", Phase: Reset, Title: T("The case for support"),
		Say:   say("Copy this into a mail, add what is missing from the label, and attach a photo of the label and a proof of purchase."),
		Sheet: caseSheet,
		Help:  T("Support answers with a file or a key of 8 letters and digits. The maker's SADP tool takes it: Forgot Password, Import File or Input Key."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "finish", Label: T("Done, I have copied it")},
			{Key: "menu", Label: T("Show the other ways")},
		}},
		Checks: []Check{caseComplete},
		Next:   []Edge{{"finish", "done"}, {"menu", "to-menu-or-phone"}},
	}
}

var caseComplete = Check{
	ID: "case", Title: T("Model and serial number are known"),
	Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		change := func(f *Facts) { f.CaseShown = true }
		if f.Device.Model == "" || f.Device.Serial == "" {
			return change, warn(T("The camera does not tell its model and serial number without a login."), T("Read both from the label; the serial number is needed whole."))
		}
		return change, ok(T("%s, %s.", f.Device.Model, f.Device.Serial))
	},
}

// caseSheet is what support asks for (maker's forms of 2016 and later).
func caseSheet(f *Facts) []Text {
	or := func(value, where string) string {
		if value == "" {
			return "________ (" + where + ")"
		}
		return value
	}
	return []Text{
		T("Request: reset of the admin password; I am the owner or act for the owner."),
		T("Model: %s", or(f.Device.Model, "on the label")),
		T("Serial number, whole: %s", or(f.Device.Serial, "on the label and the box")),
		T("Firmware: %s", or(strings.TrimSpace(f.Device.Firmware+" "+f.Device.Build), "if known")),
		T("MAC: %s   Address: %s", or(f.Device.MAC, "on the label"), or(addressOf(f), "if known")),
		T("What was tried: %s", triedLine(f)),
		T("Date on the label: ________   Start time shown by SADP: ________"),
		T("My name, mail, phone, company, country: ________"),
		T("I am the owner / the installer: ________"),
		T("Bought from, date: ________ (a proof of purchase helps)"),
		T("Attach: a photo of the label, a proof of purchase, and the file or QR code that SADP exports (Forgot Password > Export). After the export: no restart, no second export."),
		T("Where: first the seller or the brand on the label; USA and Canada: the form \"Password Reset Request\" on Hikvision's support page;"),
		T("   UK: through the installer or seller; India: support@pramahikvision.com; anywhere: support@hikvision.com (an older address, may have moved)."),
		T("Do not restart the camera while a request is under way: that makes the answer useless."),
	}
}

// caseFolder names the folder for what goes to support.
func caseFolder(f *Facts) string {
	parts := []string{"camreset-case"}
	for _, p := range []string{f.Device.Model, cmp.Or(f.Device.ShortSerial, strings.ReplaceAll(f.Device.MAC, ":", ""), "camera")} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return plainName(strings.Join(parts, "-"))
}

// Leftover is what the user still needs when the screen is gone: the case for
// support, and the settings from before a reset.
func (w Walk) Leftover() string {
	f := w.facts
	var lines []Text
	if f.CaseShown && !f.Proved {
		lines = append(lines, caseSheet(f)...)
	}
	if f.OldTarget != (Address{}) {
		lines = append(append(lines, T("The camera's settings before the reset:")), recordSheet(f)...)
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.String() + "\n")
	}
	return b.String()
}

func addressOf(f *Facts) string {
	if f.Target == (Address{}) {
		return ""
	}
	return f.Target.String()
}

func triedLine(f *Facts) string {
	var tried []string
	if f.Tries > 0 {
		tried = append(tried, T("%d logins by camreset", f.Tries).String())
	}
	if n := f.Others.Tries; n > 0 {
		tried = append(tried, T("%d tries by something else, as the camera's count shows", n).String())
	}
	if f.lock().Locked == isapi.Yes {
		tried = append(tried, "the camera is locked")
	}
	if f.ResetSeen {
		tried = append(tried, "the reset button")
	}
	if f.Answers.NoButton {
		tried = append(tried, "no reset button found")
	}
	if offered := listRecovery(f.Seen.Recovery); offered != "" {
		tried = append(tried, "the camera tells that it offers "+offered)
	}
	if len(tried) == 0 {
		return "nothing that could be measured"
	}
	return strings.Join(tried, "; ")
}
