package facts

import (
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// SupportedWays are the ways back that the camera's firmware has, as it tells over UDP;
// whether they were set up it does not tell there.
func (f *Facts) SupportedWays() string {
	r := f.Record.Recovery
	return ListRecovery(isapi.Recovery{Questions: r.Questions, Mailbox: r.Mailbox, GUID: r.GUID, HikConnect: r.HikConnect})
}

// ListRecovery names the ways back that the device says it offers, or nothing.
func ListRecovery(r isapi.Recovery) string { return strings.Join(WaysOf(r, isapi.Yes), ", ") }

// WaysOf names the device's own ways back of which it tells that.
func WaysOf(r isapi.Recovery, told isapi.Tri) []string {
	var ways []string
	for _, way := range []struct {
		has  isapi.Tri
		name string
	}{{r.Questions, "security questions"}, {r.Mailbox, "a code by e-mail"}, {r.GUID, "a recovery file"}, {r.HikConnect, "Hik-Connect"}} {
		if way.has == told {
			ways = append(ways, way.name)
		}
	}
	return ways
}

// PageHelpless is true where the device tells that its page has no "Forgot Password" for
// anybody: nothing is set up for that, or its firmware knows no such thing.
func (f *Facts) PageHelpless() bool {
	seen, told := f.Seen.Recovery, f.Record.Recovery
	switch {
	case seen.Questions == isapi.Yes, seen.Mailbox == isapi.Yes, seen.GUID == isapi.Yes:
		return false
	case seen.Questions == isapi.No && seen.Mailbox == isapi.No:
		return true
	}
	return f.SupportedWays() == "" && told.Questions == isapi.No && told.Mailbox == isapi.No
}

// Exchanges is true for a camera that makes requests.
func Exchanges(f *Facts) bool {
	switch f.Record.ResetClass {
	case sadp.ClassB, sadp.ClassC, sadp.ClassD:
		return true
	}
	return false
}

// RestoresDefault is true where support's answer takes no new password along
// (class B, maker's library).
func (f *Facts) RestoresDefault() bool {
	return f.Answers.Way == "import" && f.Record.ResetClass == sadp.ClassB
}
