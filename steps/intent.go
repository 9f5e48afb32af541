package steps

import (
	"encoding/json"
	"slices"
	"time"
)

// Before something is written to a camera the intent is saved, so that after
// a crash the state is looked up instead of the write repeated. It holds no
// secret.
const intentFile = "intents.json"

// intent is one write that may have been sent.
type intent struct {
	ID   string    `json:"id"`
	What string    `json:"what"`
	At   time.Time `json:"at"`
}

// intentAge is how long an unfinished write is worth telling about.
const intentAge = 30 * 24 * time.Hour

func (e Env) changeIntents(fn func([]intent) []intent) error {
	return e.Update(intentFile, func(old []byte) ([]byte, error) {
		var all []intent
		if len(old) > 0 && json.Unmarshal(old, &all) != nil {
			all = nil
		}
		all = slices.DeleteFunc(all, func(i intent) bool { return e.Now().Sub(i.At) > intentAge })
		all = fn(all)
		if all == nil {
			all = []intent{}
		}
		return json.MarshalIndent(all, "", " ")
	})
}

// begin notes a write before it is sent.
func (e Env) begin(f Facts, what string) error {
	return e.changeIntents(func(all []intent) []intent {
		return append(without(all, f), intent{ID: f.Target.String(), What: what, At: e.Now()})
	})
}

// finish forgets the note when the outcome is known.
func (e Env) finish(f Facts) error {
	return e.changeIntents(func(all []intent) []intent { return without(all, f) })
}

func without(all []intent, f Facts) []intent {
	return slices.DeleteFunc(all, func(i intent) bool { return i.ID == f.Target.String() })
}

// intent tells when a write to this camera was cut off, if one was.
func (e Env) intent(f Facts) (when string, found bool) {
	file, err := e.Read(intentFile)
	var all []intent
	if err != nil || json.Unmarshal(file, &all) != nil {
		return "", false
	}
	for _, i := range all {
		if i.ID == f.Target.String() {
			return i.At.Local().Format("2 January 15:04"), true
		}
	}
	return "", false
}
