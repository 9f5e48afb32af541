package secure

import (
	"os"
	"path/filepath"
	"testing"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/isapi/value"
)

// FuzzLook judges a device all of whose pages are any bytes: what is said can be shown,
// and what would be sent is a page again.
func FuzzLook(f *testing.F) {
	replies, err := filepath.Glob("testdata/replies/*")
	if err != nil || len(replies) < 10 {
		f.Fatal(len(replies), err)
	}
	for _, name := range replies {
		if body, err := os.ReadFile(name); err == nil {
			f.Add(string(body))
		}
	}
	f.Add("<UPnP><enabled>true</enabled>")
	f.Add("<a>\x1b[2J</a>")
	f.Fuzz(func(t *testing.T, body string) {
		pages := Pages{}
		for _, ask := range Asked() {
			page := isapi.PageOf(ask.Path, body)
			page.Asked = true
			pages[ask.Path] = page
		}
		for _, found := range Look(usual(), pages) {
			for _, text := range []string{found.Title, found.Detail, found.Do, found.Place, found.Sends} {
				if value.CleanTo(text, 2000) != text {
					t.Errorf("%s says %q", found.ID, text)
				}
			}
			if !found.Fix {
				continue
			}
			if next, ok := Of(found.ID).Fix(usual(), pages); ok {
				if doc := next.Doc; doc == nil {
					t.Errorf("%s would send no page of %q", found.ID, body)
				}
				_, _ = document.Get(next.Doc, document.At{Name: "enabled"})
			}
		}
	})
}
