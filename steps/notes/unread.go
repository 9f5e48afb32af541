package notes

import (
	"errors"
	"slices"
	"strconv"
)

// A note that cannot be read (cut off, of another program or of a newer version of
// this one) is kept under another name and a new one begun, which says so.

// errUnread is returned where the file was left as it is.
var errUnread = errors.New("the note cannot be read")

// MostAside bounds how many notes of one name are kept.
const MostAside = 9

// Change changes a note as one step. change gets the note, and says whether it
// could be read; where it could not, the file is kept under another name and change
// is called with nothing and that name.
func (e Files) Change(name string, change func(old []byte, kept string) (next []byte, whole bool, err error)) error {
	err := e.changeRead(name, "", change)
	if !errors.Is(err, errUnread) {
		return err
	}
	e.asides.Lock() // several checks may have seen it
	defer e.asides.Unlock()
	if err = e.changeRead(name, "", change); !errors.Is(err, errUnread) {
		return err
	}
	kept, err := e.aside(name)
	if err != nil {
		return err
	}
	return e.changeRead(name, kept, change)
}

// changeRead changes a note that can be read. In place of one that cannot it begins
// a new one where that is kept as another file, and else fails with errUnread.
func (e Files) changeRead(name, kept string, change func(old []byte, kept string) (next []byte, whole bool, err error)) error {
	return e.update(name, func(old []byte) ([]byte, error) {
		next, whole, err := change(old, "")
		if !whole && kept != "" {
			next, whole, err = change(nil, kept)
		}
		if !whole {
			return nil, errUnread
		}
		return next, err
	})
}

// aside keeps a note that cannot be read under another name, beside itself.
func (e Files) aside(name string) (kept string, err error) {
	if e.Aside != nil {
		if kept, err := e.Aside(name); err == nil {
			return kept, nil
		}
	}
	file, err := e.Read(name)
	if err != nil {
		return "", err
	}
	for n := range MostAside {
		kept = asideName(name, n)
		if other, err := e.Read(kept); err != nil || other == nil {
			break
		}
	}
	return kept, e.update(kept, func([]byte) ([]byte, error) { return slices.Clone(file), nil })
}

// asideName is the name under which a note is kept, and the next where that is
// taken.
func asideName(name string, n int) string {
	if n == 0 {
		return name + ".damaged"
	}
	return name + ".damaged-" + strconv.Itoa(n+1)
}
