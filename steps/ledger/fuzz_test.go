package ledger

import (
	"os"
	"testing"
	"time"

	"camreset/steps/notes"
)

// FuzzLedger reads any file as the ledger: none gives more tries than an empty one, and
// one that cannot be read says so.
func FuzzLedger(f *testing.F) {
	for _, name := range []string{"version1.json", "version2.json"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, seed := range []string{"", "{}", "null", `{"version":3}`, `{"version":2,"entries":[{"ids":["mac 44:19:b6:5c:00:10"],"spent":-9,"left":99}]}`, "\xef\xbb\xbf{}"} {
		f.Add([]byte(seed))
	}
	now := notes.Moment{Clock: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}
	ids := IdentityOf("44:19:b6:5c:00:10", "")
	f.Fuzz(func(t *testing.T, file []byte) {
		book, whole := readLedger(file)
		if !whole {
			return
		}
		book.at(now)
		sum, remains := book.about(ids, now)
		if sum.Spent < 0 || sum.Logins < 0 || sum.UDP < 0 || remains < 0 {
			t.Errorf("%q: %+v, %v", file, sum, remains)
		}
		if s, _ := book.spending(Spending{}, ids, nil, now); s.Count < 0 || s.UDP < 0 || s.Budget > Budget(new(9)) || s.Left != nil && *s.Left < 0 {
			t.Errorf("%q: %+v", file, s)
		}
	})
}

// FuzzIntents reads any file as the writes that were begun.
func FuzzIntents(f *testing.F) {
	for _, seed := range []string{`[]`, `{"version":2,"writes":[{"ids":["mac 44:19:b6:5c:00:10"],"what":"a password","at":"2026-03-02T09:00:00Z"}]}`, `{"version":9}`, "", "[{}]"} {
		f.Add([]byte(seed))
	}
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, file []byte) {
		all, whole := readIntents(file, now)
		if !whole && len(all.Writes) > 0 {
			t.Errorf("%q: %+v", file, all)
		}
		for _, i := range all.Writes {
			if now.Sub(i.At) > intentAge || len(SoundIdentity(i.IDs)) != len(i.IDs) {
				t.Errorf("%q: kept %+v", file, i)
			}
		}
	})
}
