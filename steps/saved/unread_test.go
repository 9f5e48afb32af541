package saved_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"camreset/steps/notes"
	"camreset/steps/saved"
)

// storeWith has a file among its notes, in a folder of its own.
func storeWith(t *testing.T, text []byte, now time.Time) (saved.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "notes")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, saved.File), text, 0o600); err != nil {
		t.Fatal(err)
	}
	folder := notes.Folder(dir)
	files := notes.Files{Now: func() time.Time { return now }, Read: folder.Read, Update: folder.Update, Aside: folder.Aside}
	return saved.Store{Files: files.Of(t.Context())}, dir
}

// A file of version 1 is kept under another name, and told once, with the request to
// support that waits in it.
func TestAFileOfVersion1(t *testing.T) {
	version1, err := os.ReadFile("testdata/version1.json")
	if err != nil {
		t.Fatal(err)
	}
	asked := time.Date(2000, 1, 1, 0, 0, 9, 0, time.UTC)
	const (
		gone    = "walks of an earlier version of camreset cannot be continued; their file is kept as "
		request = ". A request to support of DATE for DS-2CD2143G0-I was waiting; keep it powered; its file is /home/user/camreset-case-DS-2CD2143G0-I-0000A0001/DeviceKey.xml"
	)
	waits := strings.Replace(request, "DATE", asked.Local().Format("2 January 15:04"), 1)
	for name, c := range map[string]struct {
		text string
		now  time.Time
		said string
	}{
		"a request waits":       {string(version1), asked.Add(12 * time.Hour), waits},
		"it has expired":        {string(version1), asked.Add(49 * time.Hour), ""},
		"none is there":         {`{"version":1,"cases":[]}`, asked, ""},
		"beside walks of dross": {strings.Replace(string(version1), `"cases":[`, `"cases":[7,{"facts":[]},{"id":"x","facts":{"Pending":{"Kind":"support","Until":"soon"}}},`, 1), asked, waits},
		"no file of it":         {`{"version":1,"cases":[{"facts":{"Pending":{"Kind":"support","Since":"2000-01-01T00:00:09Z","Until":"2000-01-03T00:00:09Z"}}}]}`, asked, strings.Replace(strings.Split(waits, "; its")[0], "DS-2CD2143G0-I", "a device", 1)},
	} {
		store, dir := storeWith(t, []byte(c.text), c.now)
		kept := filepath.Join(dir, saved.File+".damaged")
		all, err := store.Walks()
		if len(all) != 0 || !errors.Is(err, saved.ErrUnread) || err.Error() != gone+kept+c.said {
			t.Errorf("%s: %d walks, %v", name, len(all), err)
		}
		if text, err := os.ReadFile(kept); err != nil || string(text) != c.text {
			t.Errorf("%s: the file is not kept as it was: %v", name, err)
		}
		if all, err := store.Walks(); len(all) != 0 || err != nil {
			t.Errorf("%s: told once more: %d walks, %v", name, len(all), err)
		}
	}
}
