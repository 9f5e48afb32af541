package ledger

import (
	"encoding/json"
	"slices"
	"time"

	"camreset/steps/notes"
)

// IntentFile holds what is about to be written to a camera, so that after
// a crash the state is looked up instead of the write repeated. It holds no
// secret.
const IntentFile = "intents.json"

// intentVersion is the version that is written. Before it there was a list alone.
const intentVersion = 1

// intents is the file.
type intents struct {
	Version int      `json:"version"`
	Writes  []intent `json:"writes"`
	// Unread is about a file before this one that could not be read.
	Unread *unread `json:"unread,omitempty"`
}

// intent is one write that may have been sent.
type intent struct {
	// IDs are the names by which the ledger knows the device as well.
	IDs  Identity  `json:"ids"`
	What string    `json:"what"`
	At   time.Time `json:"at"`
}

// What was sent, as the note says it.
const (
	IntentActivation = "activation"
	IntentPassword   = "change of the password"
	IntentNetwork    = "network settings"
	IntentSetting    = "a setting"
)

const (
	// intentAge is how long an unfinished write is worth telling about.
	intentAge = 30 * 24 * time.Hour
	// mostIntents bounds how many are kept.
	mostIntents = 100
)

// readIntents reads the file; whole is false where it cannot be read.
func readIntents(file []byte, now time.Time) (all intents, whole bool) {
	switch {
	case file == nil:
	case notes.ReadNote(file, &all.Writes) == nil:
	case notes.ReadNote(file, &all) != nil || all.Version != intentVersion:
		return intents{}, false
	}
	all.Version = intentVersion
	all.Writes = slices.DeleteFunc(all.Writes, func(i intent) bool { return now.Sub(i.At) > intentAge })
	for i := range all.Writes {
		all.Writes[i].IDs = SoundIdentity(all.Writes[i].IDs)
	}
	if all.Unread != nil && now.Sub(all.Unread.Seen.Clock) > intentAge {
		all.Unread = nil
	}
	return all, true
}

func (e Book) changeIntents(fn func(*intents)) error {
	return e.Change(IntentFile, func(old []byte, kept string) ([]byte, bool, error) {
		all, whole := readIntents(old, e.Now())
		if !whole {
			return nil, false, nil
		}
		if kept != "" {
			all.Unread = &unread{e.Moment(), kept}
		}
		fn(&all)
		all.Writes = append([]intent{}, all.Writes[max(0, len(all.Writes)-mostIntents):]...)
		next, err := json.MarshalIndent(all, "", " ")
		return next, true, err
	})
}

// Begin notes a write before it is sent.
func (e Book) Begin(ids Identity, what string) error {
	return e.changeIntents(func(all *intents) {
		all.forget(ids)
		all.Writes = append(all.Writes, intent{IDs: ids, What: what, At: e.Now()})
	})
}

// Finished forgets the note of a write when its outcome is known.
func (e Book) Finished(ids Identity) error {
	file, err := e.Read(IntentFile)
	if all, whole := readIntents(file, e.Now()); err == nil && whole && !all.forget(ids) {
		return nil
	}
	return e.changeIntents(func(all *intents) { all.forget(ids) })
}

// forget drops what is noted of a device.
func (a *intents) forget(ids Identity) (found bool) {
	before := len(a.Writes)
	a.Writes = slices.DeleteFunc(a.Writes, func(i intent) bool { return ids.Owns(i.IDs) })
	return len(a.Writes) < before
}

// Intent tells which write to this camera was cut off, if one was, and where a note
// that could not be read is kept.
func (e Book) Intent(ids Identity) (cut intent, found bool, aside string, err error) {
	file, err := e.Read(IntentFile)
	if err != nil {
		return intent{}, false, "", err
	}
	all, whole := readIntents(file, e.Now())
	if !whole {
		if err := e.changeIntents(func(fresh *intents) { all = *fresh }); err != nil {
			return intent{}, false, "", err
		}
	}
	if all.Unread != nil {
		aside = all.Unread.File
	}
	for _, i := range all.Writes {
		if i.IDs.Joins(ids) {
			return i, true, aside, nil
		}
	}
	return intent{}, false, aside, nil
}
