package saved

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"camreset/steps/facts"
	"camreset/steps/notes"
	spoken "camreset/steps/text"
)

// ErrUnread says that the list could not be read, once: after that there is a new
// one.
var ErrUnread = errors.New("the list of saved walks cannot be read")

// unread is ErrUnread with what is to be said: why, and where the file is kept.
type unread struct{ said string }

func (u unread) Error() string        { return u.said }
func (u unread) Is(target error) bool { return target == ErrUnread }

// whyUnread says why a file cannot be read as a whole, with a place for the name
// under which it is kept.
func whyUnread(text []byte, now time.Time) func(kept string) error {
	if book, whole := shut(text); whole && book.Version == 1 {
		waiting := ""
		for _, r := range requests(text, now) {
			waiting += ". " + r
		}
		return func(kept string) error {
			return unread{fmt.Sprintf("walks of an earlier version of camreset cannot be continued; their file is kept as %s%s", kept, waiting)}
		}
	}
	return func(kept string) error {
		return unread{fmt.Sprintf("%s: it is damaged or of a newer version; it is kept as %s, and a new one begun", ErrUnread, kept)}
	}
}

// walk1 is what is read of a walk of version 1.
type walk1 struct {
	Facts struct {
		Device struct {
			Model string `json:"Model"`
		} `json:"Device"`
		Pending struct {
			Kind  string    `json:"Kind"`
			Since time.Time `json:"Since"`
			Until time.Time `json:"Until"`
			File  string    `json:"File"`
		} `json:"Pending"`
	} `json:"facts"`
}

// requests are the requests to support that wait in a file of version 1, each in a
// sentence: the answer is still good as long as the camera keeps its power.
func requests(text []byte, now time.Time) (said []string) {
	book := struct {
		Cases []json.RawMessage `json:"cases"`
	}{}
	_ = json.Unmarshal(text, &book) // cases that are no list hold no request
	for _, raw := range book.Cases[:min(len(book.Cases), MostWalks)] {
		var w walk1
		p := &w.Facts.Pending
		if notes.ReadNote(raw, &w) == nil && p.Kind == facts.PendingSupport && now.Before(p.Until) {
			said = append(said, w.request())
		}
	}
	return said
}

// request is the request that waits in the walk, in a sentence.
func (w walk1) request() string {
	p := w.Facts.Pending
	said := fmt.Sprintf("A request to support of %s for %s was waiting; keep it powered", spoken.Dated(p.Since), cmp.Or(w.Facts.Device.Model, "a device"))
	if p.File != "" {
		said += "; its file is " + p.File
	}
	return said
}
