package ledger

import (
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
		book, clock := books(t)
		clock.now = last.Add(time.Minute)
		if err := book.Update(LedgerFile, func([]byte) ([]byte, error) { return file, nil }); err != nil {
			t.Fatal(err)
		}
		host := Identity{"host:192.168.1.64"}
		for _, ids := range []Identity{host, IdentityOf("44:19:b6:00:00:01", ""), IdentityOf("", "DS-2CD2143G0-I20180419AAWR0000A0001")} {
			s := book.Spending(ids, nil)
			if s.Count != 1 || s.UDP != 1 || s.Left == nil || *s.Left != 8 || s.Budget != BudgetTold || s.Problem != "" || s.Unread != "" {
				t.Errorf("%s: %v has spent %+v", name, ids, s)
			}
		}
		if s := book.Spending(Identity{"host:192.168.1.65"}, nil); s.Count != 0 {
			t.Errorf("%s: another camera has spent %+v", name, s)
		}
		if _, err := book.spendOne(Try{Ids: host}); err != nil {
			t.Errorf("%s: another try: %v", name, err)
		}
		if next, err := book.Read(LedgerFile); err != nil || !strings.Contains(string(next), `"version": 2`) {
			t.Errorf("%s: %s, %v", name, next, err)
		}
		if clock.pass(2 * Window); book.Spending(host, nil).Count != 0 {
			t.Errorf("%s: it counts after its window", name)
		}
	}
}
