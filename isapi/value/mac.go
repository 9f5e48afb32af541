package value

import (
	"encoding/hex"
	"net"
	"strings"
)

// macDigits is how many hexadecimal digits a MAC has.
const macDigits = 12

// MAC reads the MAC address of one device in any usual spelling: groups of two, four
// or six digits with colons, dashes or dots between them, or no separator at all;
// macOS drops leading zeros (0:c:29:1:2:3). It gives the address in lower case with
// colons, and nothing for what cannot be one device's: other lengths, a group
// address, all zeros.
func MAC(text string) string {
	groups, mark := macGroups(text)
	if len(groups) == 4 { // an IPv4 address
		return ""
	}
	for i, group := range groups {
		if mark != "." && len(groups) == 6 && len(group) == 1 {
			groups[i] = "0" + group
		}
		if len(groups[i]) != macDigits/len(groups) {
			return ""
		}
	}
	var b [6]byte
	if n, err := hex.Decode(b[:], []byte(strings.Join(groups, ""))); err != nil || n != len(b) || b[0]&1 == 1 || b == [6]byte{} {
		return ""
	}
	return net.HardwareAddr(b[:]).String()
}

// partSizes are how many digits stand between the separators of a MAC that is being
// typed.
var partSizes = map[string]int{":": 2, "-": 2, ".": 4}

// MACDigits gives the hexadecimal digits of a MAC, or of a part of one as somebody
// types it, in lower case and without what stands between them: colons, dashes, dots
// after every fourth or second, or nothing. It is empty for anything else, also for
// pieces of an IPv4 address.
func MACDigits(typed string) string {
	groups, mark := macGroups(typed)
	if size := partSizes[mark]; size > 0 {
		if mark == "." && len(groups) > 4 { // more than an IPv4 address has
			size = 2
		}
		for i, group := range groups {
			part := i == len(groups)-1 || i == 0 && mark != "."
			if len(group) > size || !part && len(group) < size {
				return ""
			}
		}
	}
	digits := strings.Join(groups, "")
	if len(digits) > macDigits || strings.Trim(digits, "0123456789abcdef") != "" {
		return ""
	}
	return digits
}

// macGroups splits a text, in lower case, at its first separator, which is empty
// where there is none.
func macGroups(text string) (groups []string, mark string) {
	text = strings.ToLower(strings.TrimSpace(text))
	at := strings.IndexAny(text, ":-.")
	if at < 0 {
		return []string{text}, ""
	}
	mark = text[at : at+1]
	return strings.Split(text, mark), mark
}
