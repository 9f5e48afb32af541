package saved

import (
	"camreset/steps/facts"
	"camreset/steps/flow"

	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/notes"

	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"
)

// A case is a walk that can be gone on with: the walk is saved after each step,
// so that quitting or a crash loses at most the answer that was being typed. It
// holds no secret; those are asked for again.
const File = "cases.json"

const (
	// MostCases and caseAge bound how many cases are kept, and how long.
	MostCases = 20
	CaseAge   = 30 * 24 * time.Hour
	// MostCase and mostBook bound one case and all of them, in bytes: the file
	// stays well under what is read of it (maxState).
	MostCase = 48 << 10
	mostBook = notes.MaxState * 3 / 4
	// MostAsked and mostVisits bound the questions to go back to, and the log.
	MostAsked  = 40
	mostVisits = 60
)

// Walk is a walk as it is kept.
type Walk struct {
	// ID is the name by which a person picks it; it is never a file's name.
	ID    string
	Saved time.Time
	// IDs are the names by which the ledger knows the device as well.
	IDs   ledger.Identity
	Step  flow.ID
	Facts facts.Facts
	Asked []Asked
	Trail []Visit
}

// Asked is a question that can be gone back to.
type Asked struct {
	Step    flow.ID
	Answers facts.Answers
}

// Visit is a step that was passed, with its rows as they were read. It stands so on
// disk as well.
type Visit struct {
	Step    flow.ID      `json:"step"`
	Outcome flow.Outcome `json:"outcome"`
	Rows    []Row        `json:"rows,omitempty"`
}

// Row is one row of a step that was passed.
type Row struct {
	Check  string      `json:"check"`
	Title  string      `json:"title"`
	Status flow.Status `json:"status"`
	Detail string      `json:"detail,omitempty"`
	Hint   string      `json:"hint,omitempty"`
}

// Store is where walks are saved: in a note of the program.
type Store struct {
	notes.Files
	// Random makes names.
	Random io.Reader
}

// ErrNoWalk is returned when there is no case of that id.
var ErrNoWalk = errors.New("there is no such walk; camreset cases lists them")

// About says whether a case may be about the device of that identity at an address.
// Behind two ports of one host there may be two cameras, as behind a recorder: only
// a number makes them one.
func (c Walk) About(ids ledger.Identity, at lan.Address) bool {
	return c.IDs.Is(ids) || c.IDs.Joins(ids) && ownPort(c.Facts.Target) == ownPort(at)
}

// ownPort is a port that is none of the usual ones, else 0.
func ownPort(a lan.Address) int {
	if a.Port == 80 || a.Port == 443 {
		return 0
	}
	return a.Port
}

// Walks reads the saved walks, the newest first. A file that cannot be read is set
// aside.
func (e Store) Walks() ([]Walk, error) {
	text, err := e.Read(File)
	if err != nil {
		return nil, err
	}
	all, whole := ReadCases(text, e.Now())
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
		all, whole := ReadCases(old, e.Now())
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
		next, err := WriteCases(all)
		return next, true, err
	})
	if err != nil {
		return err
	}
	return lost
}

// Save keeps a case in place of the one of the same device, under the id
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
			c.ID, err = newCaseID(e.Random, rest)
		}
		return append(rest, c), err
	})
	return c.ID, err
}

// Fitted drops the oldest of the log, and of the questions to go back to, until
// the case is of a bearable size.
func (c Walk) Fitted() Walk {
	c.Asked = c.Asked[max(0, len(c.Asked)-MostAsked):]
	c.Trail = c.Trail[max(0, len(c.Trail)-mostVisits):]
	for {
		text, err := json.Marshal(walkOf(c))
		switch {
		case err != nil || len(text) <= MostCase:
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

// forgetCases removes the cases that forget picks out.
func (e Store) Forget(forget func(Walk) bool) error {
	all, err := e.Walks()
	if err != nil && !errors.Is(err, ErrUnread) || !slices.ContainsFunc(all, forget) {
		return errors.Join(err, ErrNoWalk)
	}
	return e.Edit(func(all []Walk) ([]Walk, error) { return slices.DeleteFunc(all, forget), nil })
}

// The letters of an id: the first is a letter, so that it is never the number
// of a line.
const (
	idLetters = "abcdefghijkmnpqrstuvwxyz"
	idSigns   = idLetters + "23456789"
	idLength  = 4
)

func newCaseID(random io.Reader, all []Walk) (string, error) {
	for range 100 {
		raw := make([]byte, idLength)
		if _, err := io.ReadFull(random, raw); err != nil {
			return "", errors.Join(errors.New("this computer gave no random numbers"), err)
		}
		for i := range raw {
			signs := idSigns
			if i == 0 {
				signs = idLetters
			}
			raw[i] = signs[int(raw[i])%len(signs)]
		}
		if id := string(raw); !slices.ContainsFunc(all, func(c Walk) bool { return c.ID == id }) {
			return id, nil
		}
	}
	return "", errors.New("the random numbers repeat")
}

func isCaseID(id string) bool {
	for i, r := range id {
		if (r < 'a' || r > 'z') && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return len(id) == idLength
}
