package report

import (
	"camreset/steps/flow"
	"camreset/steps/secure"
)

// Secured is what `secure` tells about one device. The fields are a contract with scripts.
type Secured struct {
	Schema   int       `json:"schema"`
	Findings []Finding `json:"findings"`
}

// Finding is one thing that was looked at; Fix is what there is to do, and where.
type Finding struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Status flow.Status `json:"status"`
	Detail string      `json:"detail"`
	Fix    string      `json:"fix"`
}

// SecuredOf is that of findings.
func SecuredOf(found []secure.Finding) Secured {
	s := Secured{Schema: 1, Findings: []Finding{}}
	for _, f := range found {
		s.Findings = append(s.Findings, Finding{ID: f.ID, Title: f.Title, Status: f.Status, Detail: f.Detail, Fix: FixOf(f)})
	}
	return s
}

// FixOf is what there is to do about a finding: what camreset would send, or where it is
// done; empty where nothing is.
func FixOf(f secure.Finding) string {
	switch {
	case !f.Open():
		return ""
	case f.Fix || f.Place == "":
		return f.Do + "."
	}
	return f.Do + ": " + f.Place + "."
}

// ToFix says whether something is left to do.
func (s Secured) ToFix() bool {
	for _, f := range s.Findings {
		if f.Status == flow.Warn || f.Status == flow.Fail {
			return true
		}
	}
	return false
}
