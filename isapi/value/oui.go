package value

import (
	_ "embed" // for the table of prefixes
	"strings"
	"sync"
)

//go:embed oui.txt
var prefixes string

// makers reads the table once: prefix, lower case with colons, to organisation.
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
	return makers()[mac[:len("00:00:00")]]
}
