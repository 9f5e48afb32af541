package ledger

import (
	"strings"
	"testing"
)

// With the one more try for the user's word it is never told as 4 of 3.
func TestWordsOfWhatIsSpent(t *testing.T) {
	for want, s := range map[string]Spending{
		"camreset has spent 0 of the 2 it allows itself":                                                                      {Budget: 2},
		"camreset has spent 3 of the 3 it allows itself":                                                                      {Count: 3, Budget: 3},
		"camreset has spent 1 of the 2 it allows itself, through the usual port of this address, where another device may be": {Count: 1, Budget: 2, Door: "0"},
		"camreset has spent 3, all that it allows itself, through port 65001 of this address, where another device may be":    {Count: 3, Budget: 2, Door: "65001"},
		"camreset has spent 0 of the 3 it allows itself ":                                                                     {Budget: 3, Door: "0"},
		"camreset could not read its note of earlier tries, and counts all as spent":                                          {Count: 2, Budget: 2, Unread: "ledger.json.damaged"},
		"camreset has spent 4, all that it allows itself":                                                                     {Count: 4, Budget: 3},
	} {
		if got := s.Words(); got != strings.TrimSpace(want) {
			t.Errorf("%+v: %q, want %q", s, got, want)
		}
	}
}
