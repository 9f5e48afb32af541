package steps

import (
	"camreset/isapi"
	"camreset/steps/sentences"
)

// webPage leads through "Forgot Password" on the device's own page, by what this one has.
func webPage() Step {
	return Step{
		ID: "web-page", Phase: Reset, Title: T("Use \"Forgot Password\" on its own page"),
		Heading: func(f *Facts) Text {
			switch r := f.Seen.Recovery; {
			case r.Questions == isapi.Yes:
				return T("Answer the security questions on the %s's page", f.Noun())
			case r.Mailbox == isapi.Yes:
				return T("Get a code by e-mail on the %s's page", f.Noun())
			}
			return T("Use \"Forgot Password\" on the %s's page", f.Noun())
		},
		Say:   say("Nothing is lost this way."),
		List:  sentences.PageList,
		State: answersNow,
		Help: T("Where it is depends on firmware and model: \"forgot password\" or \"password reset\" on the login page, or under \"User Management\", \"System Settings\" or similar. " +
			"It is the web page by its IP address in a browser, and works only on the device's own network, without VPN. Some guides tell you to expect a link by mail; it is a code. The page says how many wrong answers it takes. If it complains about the network, this computer has another address range. " +
			"Does the browser warn about the certificate? That is usual for such pages; continue if the address is the one shown here."),
		Hand: PageReset,
		Ask: &Question{
			First: func(f *Facts) Outcome {
				if f.Opened {
					return Done
				}
				return "open"
			},
			Options: []Option{
				{Key: "open", Label: T("Open the page"), Stays: true, Do: openPage, Hot: "o"},
				{Key: Done, Label: T("I have set a new password")},
				{Key: "mail", Label: T("Get the e-mail code here, without the page"), When: func(f *Facts) bool {
					return f.Record.Recovery.Mailbox == isapi.Yes && f.Seen.Recovery.Mailbox != isapi.No
				}},
				{Key: "guid", Label: T("Use the recovery file here, without the page"), When: func(f *Facts) bool { return f.Record.Recovery.GUID == isapi.Yes && f.Seen.Recovery.GUID != isapi.No }},
				{Key: "forgotten-answers", Label: T("I do not know the answers"), Says: func(f *Facts) Text {
					if f.Seen.Recovery.Questions == isapi.Yes {
						return T("I do not know the answers")
					}
					return T("I have nothing that it asks for")
				}},
				{Key: "none", Label: T("There is no \"Forgot Password\"")},
			},
			Put: func(f *Facts, key string) {
				switch key {
				case string(Done):
					f.Answers.SaidReset = true
				case "forgotten-answers", "none":
					f.Answers.NoPage = true
				}
			},
		},
		Checks: []Check{alive, subnet},
		Wait:   untilBack,
		Judge:  judgeSaid,
		May:    []Outcome{"said"},
		Next: Edges{
			"said": "to-try", Timeout: "unreachable", "mail": "mail-request", "guid": "guid-file", "forgotten-answers": "menu", "none": "menu",
		},
	}
}
