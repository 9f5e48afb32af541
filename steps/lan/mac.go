package lan

import (
	"strings"
	"unicode"
)

// macDigits is how many hexadecimal digits a MAC has.
const macDigits = 12

// macGroups are how many digits stand between the separators of a MAC.
var macGroups = map[rune]int{':': 2, '-': 2, '.': 4}

// PlainMAC gives the hexadecimal digits of a MAC, or of a part of one as somebody
// types it, in small letters and without what stands between them: with colons,
// dashes, dots after every fourth or second, or nothing. It is empty for anything else.
func PlainMAC(typed string) string {
	typed = strings.ToLower(strings.TrimSpace(typed))
	separator := strings.IndexFunc(typed, func(r rune) bool { return macGroups[r] > 0 })
	groups := []string{typed}
	if separator >= 0 {
		mark := rune(typed[separator])
		groups = strings.Split(typed, string(mark))
		size := macGroups[mark]
		if mark == '.' && len(groups) > 4 { // more than an IPv4 address has
			size = 2
		}
		for i, group := range groups {
			part := i == len(groups)-1 || i == 0 && mark != '.' // else a piece of an IPv4 address would be one of a MAC
			if len(group) > size || !part && len(group) < size {
				return ""
			}
		}
	}
	digits := strings.Join(groups, "")
	if digits == "" || len(digits) > macDigits || strings.ContainsFunc(digits, func(r rune) bool { return !unicode.Is(unicode.ASCII_Hex_Digit, r) }) {
		return ""
	}
	return digits
}

// WholeMAC gives a MAC in any spelling in lower case with colons; empty for anything
// that is no address of one device.
func WholeMAC(typed string) string {
	digits := PlainMAC(typed)
	if len(digits) != macDigits {
		return ""
	}
	var groups []string
	for i := 0; i < macDigits; i += 2 {
		groups = append(groups, digits[i:i+2])
	}
	return OneMAC(strings.Join(groups, ":"))
}
