package isapi

import (
	_ "embed" // for the table of prefixes
	"encoding/hex"
	"net"
	"strings"
	"sync"
)

// MAC reads a MAC address in any usual spelling, with colons, dashes, dots or
// nothing between the digits, and gives it in lower case with colons. It is empty
// for what cannot be one device's: another length, a group address, all zeros.
func MAC(text string) string {
	digits := make([]byte, 0, 12)
	for _, c := range []byte(strings.TrimSpace(text)) {
		switch {
		case c == '-' || c == ':' || c == '.':
		case len(digits) == cap(digits):
			return ""
		default:
			digits = append(digits, c)
		}
	}
	var b [6]byte
	if n, err := hex.Decode(b[:], digits); err != nil || n != len(b) || b[0]&1 == 1 || b == [6]byte{} {
		return ""
	}
	return net.HardwareAddr(b[:]).String()
}

//go:embed oui.txt
var prefixes string

// makers reads the table once: prefix without separators to organisation.
var makers = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(prefixes) {
		prefix, name, found := strings.Cut(strings.TrimSpace(line), "\t")
		if found && !strings.HasPrefix(prefix, "#") {
			table[strings.ToLower(strings.ReplaceAll(prefix, "-", ":"))] = name
		}
	}
	return table
})

// MakerOf names the organisation of the maker's group to which a MAC is registered;
// empty for others. It is a hint, no proof: OEM brands mostly keep the maker's
// prefixes, some use their own.
func MakerOf(mac string) string {
	if mac = MAC(mac); mac == "" {
		return ""
	}
	return makers()[mac[:8]]
}
