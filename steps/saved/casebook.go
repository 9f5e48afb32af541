package saved

import (
	"camreset/steps/ledger"
	"camreset/steps/notes"

	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// caseBook is the file.
type caseBook struct {
	Version int    `json:"version"`
	Cases   []Walk `json:"cases"`
}

// shutBook is the file with its cases unread: an empty one takes two bytes there
// and thousands here.
type shutBook struct {
	Version int               `json:"version"`
	Cases   []json.RawMessage `json:"cases"`
}

// Walks reads the saved cases, the newest first. A damaged file is set aside.
func (e Store) Walks() ([]Walk, error) {
	file, err := e.Read(File)
	if err != nil {
		return nil, err
	}
	all, whole := ReadCases(file, e.Now())
	if !whole {
		err = e.Edit(func(now []Walk) ([]Walk, error) { all = now; return now, nil })
	}
	return all, err
}

// Edit changes the list as one step. errCases is returned when the file
// could not be read, or not all of it, and is kept under another name; the change
// was made all the same.
func (e Store) Edit(fn func([]Walk) ([]Walk, error)) error {
	var readable []Walk
	aside := ""
	err := e.Change(File, func(old []byte, kept string) ([]byte, bool, error) {
		all, whole := ReadCases(old, e.Now())
		if aside = kept; !whole {
			readable = all
			return nil, false, nil
		}
		if kept != "" {
			all = readable
		}
		all, err := fn(all)
		if err != nil {
			return nil, true, err
		}
		next, err := WriteCases(all)
		return next, true, err
	})
	if aside != "" && err == nil {
		return fmt.Errorf("%w: it is damaged or of a newer version; it is kept as %s, and a new one begun", ErrUnread, aside)
	}
	return err
}

// ReadCases reads the file; whole is false when it is damaged. The file may be
// from another machine or from anybody: its texts are cleaned like those of a
// device before they become a case, and times in the future are brought to now.
func ReadCases(file []byte, now time.Time) (all []Walk, whole bool) {
	if whole = true; file == nil {
		return nil, whole
	}
	book := shutBook{}
	if len(file) > notes.MaxState || notes.ValuesIn(file) > MostCases*notes.MostValues || json.Unmarshal(file, &book) != nil || book.Version != 1 {
		return nil, false
	}
	for _, shut := range book.Cases[:min(len(book.Cases), 2*MostCases)] { // the newest come first
		var c Walk
		if notes.ReadNote(shut, &c) != nil {
			whole = false
			continue
		}
		if c.IDs = ledger.SoundIdentity(c.IDs); c.Saved.After(now) {
			c.Saved = now
		}
		taken := slices.ContainsFunc(all, func(x Walk) bool { return x.ID == c.ID })
		if isCaseID(c.ID) && !taken && len(c.IDs) > 0 && now.Sub(c.Saved) < CaseAge {
			all = append(all, c)
		}
	}
	return newestCases(all), whole
}

// newestCases are the newest cases, as many as are kept, the newest first.
func newestCases(all []Walk) []Walk {
	refs := make([]*Walk, len(all))
	for i := range all {
		refs[i] = &all[i]
	}
	slices.SortStableFunc(refs, func(a, b *Walk) int { return b.Saved.Compare(a.Saved) })
	sorted := make([]Walk, 0, MostCases)
	for _, c := range refs[:min(len(refs), MostCases)] {
		sorted = append(sorted, *c)
	}
	return sorted
}

// WriteCases keeps the newest cases that there is room for.
func WriteCases(all []Walk) ([]byte, error) {
	all = newestCases(all)
	for {
		file, err := json.Marshal(caseBook{Version: 1, Cases: append([]Walk{}, all...)})
		if err != nil || len(file) <= mostBook {
			return file, err
		}
		all = all[:len(all)-1]
	}
}
