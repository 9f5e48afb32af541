package saved

import (
	"encoding/json"
	"slices"
	"time"

	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/notes"
)

const (
	// MostWalks and LongestKept bound how many walks are kept, and how long.
	MostWalks   = 20
	LongestKept = 30 * 24 * time.Hour
	// MostAsked and mostVisits bound the questions to go back to, and the log.
	MostAsked  = 40
	mostVisits = 60
	// MostWalk and mostFile bound one walk and all of them, in bytes: the file stays
	// well under what is read of it (notes.MaxState).
	MostWalk = 48 << 10
	mostFile = notes.MaxState * 3 / 4
)

// version is the version of the file that is written, and the only one that is read.
// Version 1 held the facts under their names in the source.
const version = 2

// file is what is on disk. All that is in it has types of its own, here and in the
// files beside: a field that is renamed in the program keeps its name on disk.
type file struct {
	Version int    `json:"version"`
	Walks   []walk `json:"walks"`
}

// shutFile is the file with its walks unread: an empty one takes two bytes there and
// thousands here.
type shutFile struct {
	Version int               `json:"version"`
	Walks   []json.RawMessage `json:"walks"`
}

// walk is a Walk on disk.
type walk struct {
	ID    string          `json:"id"`
	Saved time.Time       `json:"saved"`
	IDs   ledger.Identity `json:"ids"`
	Step  flow.ID         `json:"step"`
	Facts known           `json:"facts"`
	Asked []asked         `json:"asked,omitzero"`
	Trail []Visit         `json:"trail,omitzero"`
}

// asked is an Asked on disk.
type asked struct {
	Step    flow.ID `json:"step"`
	Answers answers `json:"answers"`
}

func walkOf(c Walk) walk {
	return walk{
		ID: c.ID, Saved: c.Saved, IDs: c.IDs, Step: c.Step, Facts: knownOf(c.Facts), Trail: c.Trail,
		Asked: each(c.Asked, func(q Asked) asked { return asked{q.Step, answersOf(q.Answers)} }),
	}
}

func (w walk) into() Walk {
	return Walk{
		ID: w.ID, Saved: w.Saved, IDs: w.IDs, Step: w.Step, Facts: w.Facts.into(), Trail: w.Trail,
		Asked: each(w.Asked, func(q asked) Asked { return Asked{q.Step, q.Answers.into()} }),
	}
}

// shut reads the file but for its walks; whole is false when it is none.
func shut(text []byte) (book shutFile, whole bool) {
	if len(text) > notes.MaxState || notes.ValuesIn(text) > MostWalks*notes.MostValues || json.Unmarshal(text, &book) != nil {
		return shutFile{}, false
	}
	return book, true
}

// ParseWalks reads the file; whole is false when it is damaged, or of another version.
// The file may be from another machine or from anybody: its texts are cleaned like
// those of a device before they become a walk, and times in the future are brought to
// now.
func ParseWalks(text []byte, now time.Time) (all []Walk, whole bool) {
	if text == nil {
		return nil, true
	}
	book, whole := shut(text)
	if !whole || book.Version != version {
		return nil, false
	}
	for _, raw := range book.Walks[:min(len(book.Walks), 2*MostWalks)] { // the newest come first
		var w walk
		if notes.ReadNote(raw, &w) != nil {
			whole = false
			continue
		}
		c := w.into()
		if c.IDs = ledger.SoundIdentity(c.IDs); c.Saved.After(now) {
			c.Saved = now
		}
		taken := slices.ContainsFunc(all, func(x Walk) bool { return x.ID == c.ID })
		if isID(c.ID) && !taken && len(c.IDs) > 0 && now.Sub(c.Saved) < LongestKept {
			all = append(all, c)
		}
	}
	return newest(all), whole
}

// FormatWalks keeps the newest walks that there is room for.
func FormatWalks(all []Walk) ([]byte, error) {
	all = newest(all)
	for {
		text, err := json.Marshal(file{version, append([]walk{}, each(all, walkOf)...)})
		if err != nil || len(text) <= mostFile {
			return text, err
		}
		all = all[:len(all)-1]
	}
}

// Fitted drops the oldest of the log, and of the questions to go back to, until
// the walk is of a bearable size.
func (c Walk) Fitted() Walk {
	c.Asked = c.Asked[max(0, len(c.Asked)-MostAsked):]
	c.Trail = c.Trail[max(0, len(c.Trail)-mostVisits):]
	for {
		text, err := json.Marshal(walkOf(c))
		switch {
		case err != nil || len(text) <= MostWalk:
			return c
		case len(c.Trail) > 0:
			c.Trail = c.Trail[(len(c.Trail)+3)/4:]
		case len(c.Asked) > 0:
			c.Asked = c.Asked[(len(c.Asked)+3)/4:]
		default:
			return c
		}
	}
}

// newest are the newest walks, as many as are kept, the newest first.
func newest(all []Walk) []Walk {
	refs := make([]*Walk, len(all))
	for i := range all {
		refs[i] = &all[i]
	}
	slices.SortStableFunc(refs, func(a, b *Walk) int { return b.Saved.Compare(a.Saved) })
	refs = refs[:min(len(refs), MostWalks)]
	sorted := make([]Walk, 0, len(refs))
	for _, c := range refs {
		sorted = append(sorted, *c)
	}
	return sorted
}
