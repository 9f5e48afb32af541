package saved_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"

	"camreset/steps/saved"
)

// FuzzWalks reads any file as the saved walks: each can be shown and saved again, and is
// the same then.
func FuzzWalks(f *testing.F) {
	now := time.Date(1970, 7, 15, 0, 0, 0, 0, time.UTC)
	for _, name := range []string{"version1.json", "version2.json"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
		if all, _ := saved.ParseWalks(text, now); name == "version2.json" && len(all) != 1 {
			f.Fatal("the walk of the seed is too old")
		}
	}
	for _, seed := range []string{"", "{}", `{"version":2,"walks":[{"id":"../x","ids":["mac x"]}]}`, `{"version":2,"walks":[null,1,{}]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		all, _ := saved.ParseWalks(file, now)
		if len(all) > saved.MostWalks {
			t.Errorf("%d walks", len(all))
		}
		for _, w := range all {
			if w.Saved.After(now) || len(w.IDs) == 0 {
				t.Errorf("%+v", w)
			}
		}
		again, err := saved.FormatWalks(all)
		if err != nil {
			t.Fatal(err)
		}
		if back, whole := saved.ParseWalks(again, now); !whole || len(back) != len(all) {
			t.Errorf("%q: %d walks of %d come back", file, len(back), len(all))
		}
		var values any
		if err := json.Unmarshal(again, &values); err != nil {
			t.Fatal(err)
		}
		if text, found := obeyed(values); found {
			t.Errorf("%q: a terminal would obey %q", file, text)
		}
	})
}

// obeyed finds a text that holds a character which a terminal obeys.
func obeyed(value any) (text string, found bool) {
	switch v := value.(type) {
	case string:
		return v, strings.ContainsFunc(v, func(r rune) bool { return r != '\n' && unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control) })
	case []any:
		for _, one := range v {
			if text, found = obeyed(one); found {
				break
			}
		}
	case map[string]any:
		for _, one := range v {
			if text, found = obeyed(one); found {
				break
			}
		}
	}
	return text, found
}
