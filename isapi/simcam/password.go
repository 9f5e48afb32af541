package simcam

import (
	"slices"
	"strings"
	"unicode"

	"camreset/isapi/simcam/crypt"
)

// Limits of a password (maker's guide of 5.7 and the older web page).
const (
	minPassword = 8
	maxPassword = 16
)

// risky tells whether a camera refuses a password: 8 to 16 printable ASCII characters, at least two kinds of
// digits, lower case, upper case and others, and not the user name in it, forwards or backwards.
func risky(password string) bool {
	if len(password) < minPassword || len(password) > maxPassword || !crypt.Printable(password) {
		return true
	}
	lower := strings.ToLower(password)
	if strings.Contains(lower, AdminUser) || strings.Contains(lower, reversed(AdminUser)) {
		return true
	}
	return kindsOf(password) < 2
}

// kindsOf counts the kinds of characters.
func kindsOf(password string) int {
	kinds := map[string]bool{}
	for _, r := range password {
		switch {
		case unicode.IsDigit(r):
			kinds["digit"] = true
		case unicode.IsLower(r):
			kinds["lower"] = true
		case unicode.IsUpper(r):
			kinds["upper"] = true
		default:
			kinds["other"] = true
		}
	}
	return len(kinds)
}

// passwordRules says the same to a person.
const passwordRules = "8 to 16 characters of at least two kinds (digits, lower case, upper case, others), without the user name."

func reversed(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}
