package ledger_test

import (
	"camreset/steps/ledger"
	"camreset/steps/notes"

	"os"
	"strings"
	"testing"
	"time"
)

// What earlier versions have noted counts: each file was written by the program, after
// one wrong login at a camera that told 8 tries left.
func TestNotesOfEarlierVersionsCount(t *testing.T) {
	for name, last := range map[string]time.Time{
		"testdata/version1.json": time.Date(2026, 11, 27, 3, 35, 0, 0, time.UTC),
		"testdata/version2.json": time.Date(2000, 1, 1, 0, 0, 3, 0, time.UTC),
	} {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		now := last.Add(time.Minute)
		book := ledger.Book{Files: notes.Files{
			Now:  func() time.Time { return now },
			Read: func(string) ([]byte, error) { return file, nil },
			Update: func(_ string, change func([]byte) ([]byte, error)) error {
				next, err := change(file)
				file = next
				return err
			},
		}.Of(t.Context())}
		for _, ids := range []ledger.Identity{{"host:192.168.1.64"}, ledger.IdentityOf("44:19:b6:00:00:01", ""), ledger.IdentityOf("", "DS-2CD2143G0-I20180419AAWR0000A0001")} {
			s := book.Spending(ids, nil)
			if s.Count != 1 || s.UDP != 1 || s.Left == nil || *s.Left != 8 || s.Budget != ledger.BudgetTold || s.Problem != "" || s.Unread != "" {
				t.Errorf("%s: %v has spent %+v", name, ids, s)
			}
		}
		if s := book.Spending(ledger.Identity{"host:192.168.1.65"}, nil); s.Count != 0 {
			t.Errorf("%s: another camera has spent %+v", name, s)
		}
		if _, err := book.Spend(ledger.Try{Ids: ledger.Identity{"host:192.168.1.64"}}, &ledger.Noted{}); err != nil || !strings.Contains(string(file), `"version": 2`) {
			t.Errorf("%s: %v after another try: %s", name, err, file)
		}
		if now = last.Add(2 * ledger.Window); book.Spending(ledger.Identity{"host:192.168.1.64"}, nil).Count != 0 {
			t.Errorf("%s: it counts after its window", name)
		}
	}
}
