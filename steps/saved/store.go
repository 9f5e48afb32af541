package saved

import (
	"errors"
	"io"
	"slices"

	"camreset/steps/facts"
	"camreset/steps/ledger"
	"camreset/steps/notes"
)

// File is the note in which walks are saved.
const File = "cases.json"

// Store is where walks are saved: in a note of the program.
type Store struct {
	notes.Files
	// Random makes names.
	Random io.Reader
}

// ErrNoWalk is returned when there is no walk of that id.
var ErrNoWalk = errors.New("there is no such walk; camreset cases lists them")

// Walks reads the saved walks, the newest first. A file that cannot be read is set
// aside.
func (e Store) Walks() ([]Walk, error) {
	text, err := e.Read(File)
	if err != nil {
		return nil, err
	}
	all, whole := ParseWalks(text, e.Now())
	if !whole {
		err = e.Edit(func(now []Walk) ([]Walk, error) { all = now; return now, nil })
	}
	return all, err
}

// Edit changes the list as one step. ErrUnread is returned when the file could not be
// read, or not all of it, and is kept under another name; the change was made all the
// same.
func (e Store) Edit(fn func([]Walk) ([]Walk, error)) error {
	var readable []Walk
	var why func(kept string) error
	var lost error
	err := e.Change(File, func(old []byte, kept string) ([]byte, bool, error) {
		all, whole := ParseWalks(old, e.Now())
		if !whole {
			readable, why = all, whyUnread(old, e.Now())
			return nil, false, nil
		}
		if lost = nil; kept != "" {
			all, lost = readable, why(kept)
		}
		all, err := fn(all)
		if err != nil {
			return nil, true, err
		}
		next, err := FormatWalks(all)
		return next, true, err
	})
	if err != nil {
		return err
	}
	return lost
}

// Save keeps a walk in place of the one of the same device, under the id
// that this run has given or gone on with.
func (e Store) Save(c Walk, own string, hands func(Walk, facts.Pending) bool) (id string, err error) {
	c = c.Fitted()
	err = e.Edit(func(all []Walk) ([]Walk, error) {
		rest, numbers := all[:0:0], ledger.Identity{}
		for _, old := range all {
			if !old.About(c.IDs, c.Facts.Target) {
				rest = append(rest, old)
				continue
			}
			numbers = numbers.With(old.IDs.Numbers()...)
			if c.ID == "" || old.ID == own {
				c.ID = old.ID
			}
			if p := old.Facts.Pending; c.Facts.Pending.Kind == "" && p.Of(c.IDs) && hands(c, p) {
				c.Facts.Pending = old.Facts.Pending
			}
		}
		if !numbers.Contradicts(c.IDs) {
			c.IDs = c.IDs.With(numbers...) // a device that tells less of itself now is still that one
		}
		var err error
		if c.ID == "" {
			c.ID, err = newID(e.Random, rest)
		}
		return append(rest, c), err
	})
	return c.ID, err
}

// Forget removes the walks that forget picks out; ErrNoWalk when there are none.
func (e Store) Forget(forget func(Walk) bool) error {
	all, err := e.Walks()
	if err != nil && !errors.Is(err, ErrUnread) || !slices.ContainsFunc(all, forget) {
		return errors.Join(err, ErrNoWalk)
	}
	return e.Edit(func(all []Walk) ([]Walk, error) { return slices.DeleteFunc(all, forget), nil })
}
