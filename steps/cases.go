package steps

import (
	"camreset/steps/facts"

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
const caseFile = "cases.json"

const (
	// mostCases and caseAge bound how many cases are kept, and how long.
	mostCases = 20
	caseAge   = 30 * 24 * time.Hour
	// mostCase and mostBook bound one case and all of them, in bytes: the file
	// stays well under what is read of it (maxState).
	mostCase = 48 << 10
	mostBook = notes.MaxState * 3 / 4
	// mostAsked and mostVisits bound the questions to go back to, and the log.
	mostAsked  = 40
	mostVisits = 60
)

// Case is a walk as it is kept.
type Case struct {
	// ID is the name by which a person picks it; it is never a file's name.
	ID    string    `json:"id"`
	Saved time.Time `json:"saved"`
	// IDs are the names by which the ledger knows the device as well.
	IDs   ledger.Identity `json:"ids"`
	Step  ID              `json:"step"`
	Facts Facts           `json:"facts"`
	Asked []keptAsked     `json:"asked"`
	Trail []keptVisit     `json:"trail"`
}

// keptAsked is a question that can be gone back to.
type keptAsked struct {
	Step    ID      `json:"step"`
	Answers Answers `json:"answers"`
}

// keptVisit is a step that was passed, with its rows as they were read.
type keptVisit struct {
	Step    ID        `json:"step"`
	Outcome Outcome   `json:"outcome"`
	Rows    []keptRow `json:"rows,omitempty"`
}

type keptRow struct {
	Check  string `json:"check"`
	Title  string `json:"title"`
	Status Status `json:"status"`
	Detail string `json:"detail,omitempty"`
	Hint   string `json:"hint,omitempty"`
}

// ErrNoCase is returned when there is no case of that id.
var ErrNoCase = errors.New("there is no such case; camreset cases lists them")

// errCases says that the list could not be read, once: after that there is a new
// one.
var errCases = errors.New("the list of saved cases cannot be read")

// about says whether a case may be about the device of that identity at an address.
// Behind two ports of one host there may be two cameras, as behind a recorder: only
// a number makes them one.
func (c Case) about(ids ledger.Identity, at lan.Address) bool {
	return c.IDs.Is(ids) || c.IDs.Joins(ids) && ownPort(c.Facts.Target) == ownPort(at)
}

// ownPort is a port that is none of the usual ones, else 0.
func ownPort(a lan.Address) int {
	if a.Port == 80 || a.Port == 443 {
		return 0
	}
	return a.Port
}

// saveCase keeps a case in place of the one of the same device, under the id
// that this run has given or gone on with.
func (e Env) saveCase(c Case) (id string, err error) {
	c = c.fitted()
	err = e.changeCases(func(all []Case) ([]Case, error) {
		rest, numbers := all[:0:0], ledger.Identity{}
		for _, old := range all {
			if !old.about(c.IDs, c.Facts.Target) {
				rest = append(rest, old)
				continue
			}
			numbers = numbers.With(old.IDs.Numbers()...)
			if c.ID == "" || old.ID == e.kept.id {
				c.ID = old.ID
			}
			if p := old.Facts.Pending; c.Facts.Pending.Kind == "" && p.Of(c.IDs) && e.kept.handsOn(c, p) {
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

// handsOn says whether a case that has no request leaves the one in the file as
// it is: a run that never knew it has not ended it, and neither has a walk that
// has still to look at the camera.
func (k *kept) handsOn(c Case, request facts.Pending) bool {
	return request.Valid() && (len(c.Facts.IDs) == 0 || !slices.ContainsFunc(k.requests, request.Same))
}

// fitted drops the oldest of the log, and of the questions to go back to, until
// the case is of a bearable size.
func (c Case) fitted() Case {
	c.Asked = c.Asked[max(0, len(c.Asked)-mostAsked):]
	c.Trail = c.Trail[max(0, len(c.Trail)-mostVisits):]
	for {
		file, err := json.Marshal(c)
		switch {
		case err != nil || len(file) <= mostCase:
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
func (e Env) forgetCases(forget func(Case) bool) error {
	all, err := e.cases()
	if err != nil && !errors.Is(err, errCases) || !slices.ContainsFunc(all, forget) {
		return errors.Join(err, ErrNoCase)
	}
	return e.changeCases(func(all []Case) ([]Case, error) { return slices.DeleteFunc(all, forget), nil })
}

// The letters of an id: the first is a letter, so that it is never the number
// of a line.
const (
	idLetters = "abcdefghijkmnpqrstuvwxyz"
	idSigns   = idLetters + "23456789"
	idLength  = 4
)

func newCaseID(random io.Reader, all []Case) (string, error) {
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
		if id := string(raw); !slices.ContainsFunc(all, func(c Case) bool { return c.ID == id }) {
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
