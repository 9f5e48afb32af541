package report

import (
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// Cases is what `cases --json` tells: the walks that can be gone on with, the newest first.
type Cases struct {
	Schema int    `json:"schema"`
	Cases  []Case `json:"cases"`
}

// Case is one of them.
type Case struct {
	ID      string   `json:"id"`
	Saved   string   `json:"saved"`  // RFC 3339
	Camera  string   `json:"camera"` // its model
	Address string   `json:"address"`
	Step    flow.ID  `json:"step"`
	Title   string   `json:"title"`
	Pending *Pending `json:"pending"`
}

// Pending is a request that waits for its answer.
type Pending struct {
	Kind  string `json:"kind"`
	Since string `json:"since"`
	Until string `json:"until"`
}

// CaseOf is a saved walk that stands at a step of that title.
func CaseOf(id string, saved time.Time, f *facts.Facts, step flow.ID, title string) Case {
	c := Case{ID: id, Saved: stamp(saved), Camera: isapi.Clean(f.Device.Model), Step: step, Title: title}
	if f.Target != (lan.Address{}) {
		c.Address = isapi.Clean(f.Target.String())
	}
	if p := f.Pending; p.Valid() {
		c.Pending = &Pending{p.Kind, stamp(p.Since), stamp(p.Until)}
	}
	return c
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Local().Format(time.RFC3339)
}
