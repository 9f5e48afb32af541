package steps

import (
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// Before something is written to a camera the intent is saved, so that after
// a crash the state is looked up instead of the write repeated. It holds no
// secret.
const intentFile = "intents.json"

// intent is one write that may have been sent.
type intent struct {
	// IDs are the names by which the ledger knows the device as well.
	IDs  []string  `json:"ids"`
	What string    `json:"what"`
	At   time.Time `json:"at"`
}

// What was sent, as the note says it.
const (
	intentActivation = "activation"
	intentPassword   = "change of the password"
	intentNetwork    = "network settings"
)

// intentAge is how long an unfinished write is worth telling about.
const intentAge = 30 * 24 * time.Hour

func (i intent) of(ids []string) bool { return entry{IDs: i.IDs}.is(ids) }

func (e Env) changeIntents(fn func([]intent) []intent) error {
	return e.Update(intentFile, func(old []byte) ([]byte, error) {
		var all []intent
		if len(old) > 0 && readNote(old, &all) != nil {
			all = nil
		}
		all = slices.DeleteFunc(all, func(i intent) bool { return e.Now().Sub(i.At) > intentAge })
		return json.MarshalIndent(append([]intent{}, fn(all)...), "", " ")
	})
}

// begin notes a write before it is sent.
func (e Env) begin(f *Facts, what string) error {
	ids := identities(f, e.Camera(f.Target))
	return e.changeIntents(func(all []intent) []intent {
		return append(without(all, ids), intent{IDs: ids, What: what, At: e.Now()})
	})
}

// finish forgets the note when the outcome is known.
func (e Env) finish(f *Facts) error {
	ids := identities(f, e.Camera(f.Target))
	if _, found, err := e.intent(f); err == nil && !found {
		return nil
	}
	return e.changeIntents(func(all []intent) []intent { return without(all, ids) })
}

func without(all []intent, ids []string) []intent {
	return slices.DeleteFunc(all, func(i intent) bool { return i.of(ids) })
}

// errNotes says that the note of unfinished writes cannot be read.
var errNotes = errors.New("the note of unfinished changes cannot be read")

// intent tells which write to this camera was cut off, if one was.
func (e Env) intent(f *Facts) (cut intent, found bool, err error) {
	file, err := e.Read(intentFile)
	if err != nil {
		return intent{}, false, errors.Join(errNotes, err)
	}
	var all []intent
	if len(file) > 0 && readNote(file, &all) != nil {
		return intent{}, false, errNotes
	}
	ids := identities(f, e.Camera(f.Target))
	for _, i := range all {
		if i.of(ids) {
			return i, true, nil
		}
	}
	return intent{}, false, nil
}
