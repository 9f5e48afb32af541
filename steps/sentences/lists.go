package sentences

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/text"
)

// AppList is what there is to do in the app.
func AppList(f *facts.Facts) []flow.Item {
	if f.IsRecorder() {
		return []flow.Item{
			{Do: text.T("On the recorder's own screen choose Forgot Password > Verify by Hik-Connect. It shows a QR code.")},
			{Do: text.T("Log in to the app with the account that the recorder is bound to. Choose Me (or More) > Reset Device Password, and scan.")},
			{Do: text.T("Type the code on the recorder, and set a new password. On some recorders this restores factory settings: save settings and pictures first.")},
		}
	}
	return []flow.Item{
		{Do: text.T("Log in to the app with the account that the %s is bound to, and find the device in the list of devices.", f.Noun())},
		{Do: text.T("Open it, then \"Settings\", \"Manage\" or \"Password Reset\" if it is there. It may need authentication; set a new password.")},
		{Do: text.T("Not there? For most cameras the app only scans the QR code of \"Forgot Password\" on their own page.")},
	}
}

// PageList is what there is to do on the page: what it offers, or may offer where it is not
// known that anything is set up.
func PageList(f *facts.Facts) []flow.Item {
	r := f.Seen.Recovery
	told := r.Questions == isapi.Yes || r.Mailbox == isapi.Yes || r.GUID == isapi.Yes
	may := func(set isapi.Tri) bool { return set == isapi.Yes || !told && set != isapi.No }
	items := []flow.Item{
		openItem(f),
		{Do: text.T("Click \"Forgot Password\" under the login button. The user name is often \"admin\"; follow the prompts.")},
	}
	if may(r.Questions) {
		items = append(items, flow.Item{Do: text.T("Security questions: type each answer exactly as it was typed when it was set up. Wrong answers are counted, and can lock it for half an hour.")})
	}
	if may(r.Mailbox) {
		items = append(items,
			flow.Item{Do: text.T("E-mail: scan the QR code with the Hik-Connect app (More > Reset Device Password), or mail its picture to the address on the page, usually this one. The code comes within minutes; look in spam."), At: text.T("pw_recovery@hikvision.com")})
	}
	if may(r.GUID) {
		items = append(items, flow.Item{Do: text.T("Recovery file (its name begins with GUID): choose the file that was exported earlier. It works once.")})
	}
	items = append(items, flow.Item{Do: text.T("Set a new password there, and write it down.")})
	for i := range items {
		if !items[i].Past {
			items[i].Now = true
			break
		}
	}
	return items
}

// openItem opens the page. That of a simulated device is not at its own address, where a
// real one may be.
func openItem(f *facts.Facts) flow.Item {
	if f.Flags.Simulated {
		return flow.Item{Do: text.T("Press Enter: its simulated page opens in your browser."), Past: f.Opened}
	}
	return flow.Item{Do: text.T("Press Enter: the page opens in your browser."), At: text.T("%s", f.Target.URL(f.Seen.Reach.Scheme)), Past: f.Opened}
}
