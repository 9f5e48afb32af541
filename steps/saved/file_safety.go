package saved

import (
	"time"

	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/secure"
)

// safety is a facts.Safety on disk.
type safety struct {
	At       time.Time `json:"at,omitzero"`
	Findings []finding `json:"findings,omitzero"`
	Problem  string    `json:"problem,omitzero"`
}

// finding is a secure.Finding on disk.
type finding struct {
	ID      string      `json:"id"`
	Title   string      `json:"title,omitzero"`
	Status  flow.Status `json:"status,omitzero"`
	Detail  string      `json:"detail,omitzero"`
	Do      string      `json:"do,omitzero"`
	Place   string      `json:"place,omitzero"`
	Fix     bool        `json:"fix,omitzero"`
	Sends   string      `json:"sends,omitzero"`
	Fixed   bool        `json:"fixed,omitzero"`
	Problem string      `json:"problem,omitzero"`
}

func safetyOf(s facts.Safety) safety {
	return safety{s.At, findingsOf(s.Findings), s.Problem}
}

func (s safety) into() facts.Safety {
	return facts.Safety{At: s.At, Findings: findingsInto(s.Findings), Problem: s.Problem}
}

func findingsOf(all []secure.Finding) []finding {
	return each(all, func(f secure.Finding) finding { return finding(f) })
}

func findingsInto(all []finding) []secure.Finding {
	return each(all, func(f finding) secure.Finding { return secure.Finding(f) })
}
