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
	add(kindsOfCharacter(password) < 2, OneKind)
	add(name != "" && strings.Contains(lower, name) || lower != "" && lower == string(backwards), HasUserName)
	add(!plain(password), NotPlain)
	return flaws
}

// kindsOfCharacter counts the kinds of characters in a password: digits, lower case, upper case,
// and all others.
func kindsOfCharacter(password string) int {
	var digit, lower, upper, other int
	for _, r := range password {
		switch {
		case r >= '0' && r <= '9':
			digit = 1
		case r >= 'a' && r <= 'z':
			lower = 1
		case r >= 'A' && r <= 'Z':
			upper = 1
		default:
			other = 1
		}
	}
	return digit + lower + upper + other
}

// plain reports whether a text is printable ASCII only.
func plain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}
