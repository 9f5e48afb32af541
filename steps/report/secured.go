package report

import (
	"camreset/steps/flow"
	"camreset/steps/secure"
)

// Secured is what `secure --json` tells.
type Secured struct {
	Schema   int       `json:"schema"`
	Findings []Finding `json:"findings"`
}

// Finding is what one look found. Fix is what there is to do: what one write changes, or
// else where it is set; empty where there is nothing.
type Finding struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Status flow.Status `json:"status"`
	Detail string      `json:"detail"`
	Fix    string      `json:"fix"`
}

// SecuredOf is the report of all findings, in their order.
func SecuredOf(found []secure.Finding) Secured {
	s := Secured{Schema: 1, Findings: []Finding{}}
	for _, f := range found {
		fix := ""
		switch {
		case f.Open() && f.Fix:
			fix = f.Sends
		case f.Open():
			fix = f.Place
		}
		s.Findings = append(s.Findings, Finding{f.ID, f.Title, f.Status, f.Detail, fix})
	}
	return s
}
