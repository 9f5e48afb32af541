package facts

import (
	"errors"
	"slices"
	"time"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/owned"
	"camreset/steps/secure"
)

// Safety is how safely the camera is set up, as its login has read it.
type Safety struct {
	// At is when that was; zero while it is still to be read.
	At time.Time
	// Findings are what was found, the worst first, as they stand now.
	Findings []secure.Finding
	// Problem says why the reading ended early; empty where it did not.
	Problem string
}

// Of finds a finding by its id; found is false where there is none.
func (s Safety) Of(id string) (f secure.Finding, found bool) {
	if i := slices.IndexFunc(s.Findings, func(f secure.Finding) bool { return f.ID == id }); i >= 0 {
		return s.Findings[i], true
	}
	return secure.Finding{}, false
}

// Put takes a finding in the place of the one with its id. Where a finding stands does
// not change: somebody is looking at the list.
func (s *Safety) Put(f secure.Finding) {
	s.Findings = slices.Clone(s.Findings)
	if i := slices.IndexFunc(s.Findings, func(old secure.Finding) bool { return old.ID == f.ID }); i >= 0 {
		s.Findings[i] = f
		return
	}
	s.Findings = append(s.Findings, f)
}

// ToFix are the ids of what one write each would cure, but for what was tried in vain.
func (s Safety) ToFix() []flow.Outcome {
	var ids []flow.Outcome
	for _, f := range s.Findings {
		if f.Open() && f.Fix && f.Problem == "" {
			ids = append(ids, flow.Outcome(f.ID))
		}
	}
	return ids
}

// Fixing is the next of the answers to send, and how many are left.
func (f *Facts) Fixing() (id string, left int) {
	if len(f.Answers.Fix) == 0 {
		return "", 0
	}
	return string(f.Answers.Fix[0]), len(f.Answers.Fix)
}

// CanSecure says whether the camera's settings can be read and changed with the login
// that was proved: over its page, by an account with all rights.
func (f *Facts) CanSecure() bool {
	return f.Proved && f.Last.Word != "weaker" && !f.UDPOnly() && !f.Login.Password.IsZero() && !f.ReadOnly()
}

// Secured is what the checks of its settings have to know besides its pages.
func (f *Facts) Secured() secure.Known {
	zone, sent := f.GivenOf(owned.Zone)
	return secure.Known{
		Device: f.Device, User: f.Login.User, Factory: f.Factory, OwnZone: sent && zone.Problem == "" && f.Answers.Wish.Zone != "",
		Default: f.Last.Attempt.DefaultPassword, Risk: f.Last.Attempt.RiskPassword, Now: f.Now,
	}
}

var errSpare = errors.New("it tells only one try left, and that one is kept")

// Spare is why no login may leave by which the camera could come near its lock; nil
// where one may.
func Spare(lock isapi.Lock) error {
	if lock.Left != nil && *lock.Left <= 1 {
		return errSpare
	}
	return nil
}
