package saved

import (
	"slices"
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
)

// Walk is a walk that can be gone on with: it is saved after each step. It holds no
// secret; those are asked for again.
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

// About says whether a walk may be about the device of that identity at an address.
// Behind two ports of one host there may be two cameras, as behind a recorder: only
// a number makes them one.
func (c Walk) About(ids ledger.Identity, at lan.Address) bool {
	return c.IDs.Is(ids) || c.IDs.Joins(ids) && c.Facts.Target.OwnPort() == at.OwnPort()
}

// IsAt says whether a walk is about the camera at an address.
func (c Walk) IsAt(given lan.Address) bool {
	return slices.ContainsFunc(c.Places(), given.SamePlace)
}

// Places are the addresses at which the camera was, or was looked for.
func (c Walk) Places() []lan.Address {
	return []lan.Address{c.Facts.Target, c.Facts.OldTarget, c.Facts.Answers.Typed}
}

// Camera is the camera's name for a person, and where it is.
func (c Walk) Camera() string {
	f := c.Facts
	if f.Target == (lan.Address{}) && f.Device.Model == "" {
		return "no device in reach"
	}
	return isapi.Clean(f.Whereabouts())
}
