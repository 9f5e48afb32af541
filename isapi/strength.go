package isapi

import (
	"slices"
	"strings"
)

// The flaws of a new password, from the rules in section 5.7 of the ISAPI guide and
// in the devices' own pages.
const (
	TooShort    = "fewer than 8 characters"
	TooLong     = "more than 16 characters" // the activation has no room for more
	OneKind     = "only one kind of characters (digits, lower case, upper case, symbols)"
	HasUserName = "it contains the user name"
	NotPlain    = "characters other than plain letters, digits and symbols"
)

// CheckPassword lists the flaws that make a device refuse a new password of a
// user, or call it risky, in a fixed order; none means that it should be taken.
func CheckPassword(user, password string) []string {
	var flaws []string
	add := func(wrong bool, flaw string) {
		if wrong {
			flaws = append(flaws, flaw)
		}
	}
	lower, name := strings.ToLower(password), strings.ToLower(user)
	backwards := []byte(name)
	slices.Reverse(backwards)
	add(len(password) < 8, TooShort)
	add(len(password) > 16, TooLong)
	add(len(classes(password)) < 2, OneKind)
	add(name != "" && strings.Contains(lower, name) || lower != "" && lower == string(backwards), HasUserName)
	add(!plain(password), NotPlain)
	return flaws
}

// Strength grades a password that has no flaw as that section does: "weak"
// (accepted: digits with lower or with upper case), "medium" (other pairs) or
// "strong" (three kinds or more); "risky" with a flaw.
func Strength(user, password string) string {
	kinds := classes(password)
	switch {
	case len(CheckPassword(user, password)) > 0:
		return "risky"
	case len(kinds) >= 3:
		return "strong"
	case kinds == "dl" || kinds == "du":
		return "weak"
	}
	return "medium"
}

// classes names the kinds of characters in a password: digit, lower, upper, special.
func classes(password string) string {
	found := ""
	for _, class := range []struct {
		letter string
		has    func(rune) bool
	}{
		{"d", func(r rune) bool { return r >= '0' && r <= '9' }},
		{"l", func(r rune) bool { return r >= 'a' && r <= 'z' }},
		{"u", func(r rune) bool { return r >= 'A' && r <= 'Z' }},
	} {
		if strings.ContainsFunc(password, class.has) {
			found += class.letter
		}
	}
	if strings.ContainsFunc(password, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) {
		found += "s"
	}
	return found
}

// plain reports whether a text is printable ASCII only.
func plain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}
