package owned

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"camreset/steps/lan"
	"camreset/steps/text"
)

// What is typed for a device: what it means, and why it cannot be sent.

// PlainMailbox is an address as it is meant: full-width characters, and what stands on
// their keys for a dot, are taken as what they stand for.
func PlainMailbox(typed string) string { return lan.PlainAddress(typed) }

// longestMailbox is the most characters of one.
const longestMailbox = 64

// mailboxForm is an address as people have them: a name, and a host with a dot. All
// letters there are take a while to make ready, which no start of the program has to pay.
var mailboxForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[^\s@<>"(),:;\\]+@[\pL\pN](?:[\pL\pN-]*\.)+[\pL\pN-]+$`)
})

// UnfitMailbox says why a text is no address to which mail can be sent.
func UnfitMailbox(typed string) text.Text {
	switch typed = PlainMailbox(typed); {
	case !mailboxForm().MatchString(typed) || strings.Contains(typed, ".."):
		return text.T("Type an e-mail address, such as name@example.org.")
	case len(typed) > longestMailbox:
		return text.T("That is too long: an address has at most %d characters here.", longestMailbox)
	}
	return text.Text{}
}

// longestName is the most bytes of a device's name (maker's guide).
const longestName = 32

// UnfitName says why a text is no name of a device; an empty one leaves what it has.
func UnfitName(typed string) text.Text {
	if len(strings.TrimSpace(typed)) > longestName {
		return text.T("That is too long: a name has at most %d letters, and fewer that are not Latin.", longestName)
	}
	return text.Text{}
}

// UnfitZone says why a text is no time zone; an empty one leaves what it has.
func UnfitZone(typed string) text.Text {
	if _, ok := ParseZone(typed); typed != "" && !ok {
		return text.T("Type how far it is from UTC, such as UTC+1 or UTC-5:30.")
	}
	return text.Text{}
}

// UnfitServer says why a text is no host to have the time from; an empty one leaves what
// it has.
func UnfitServer(typed string) text.Text {
	typed = lan.PlainAddress(typed)
	_, err := netip.ParseAddr(typed)
	named := func(r rune) bool {
		return r == '.' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	if typed != "" && err != nil && (len(typed) > 64 || strings.Trim(typed, ".-") != typed || strings.ContainsFunc(typed, func(r rune) bool { return !named(r) })) {
		return text.T("Type a host or an address, such as pool.ntp.org or 192.168.1.1. Leave it empty if you do not know one.")
	}
	return text.Text{}
}

// longestReply is the most characters of an answer (security capabilities of devices).
const longestReply = 128

// UnfitReply says why a text is no answer to a security question, after those before it.
// Devices refuse two that are the same.
func UnfitReply(typed string, before ...string) text.Text {
	switch n := utf8.RuneCountInString(typed); {
	case strings.TrimSpace(typed) == "":
		return text.T("Type an answer, or choose to leave it as it is.")
	case n > longestReply:
		return text.T("That is too long: an answer has at most %d characters.", longestReply)
	case slices.Contains(before, typed):
		return text.T("The device wants three different answers.")
	}
	return text.Text{}
}
