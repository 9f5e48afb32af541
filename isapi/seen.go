package isapi

import "slices"

// Seen is all that a look without a login showed. Its methods draw conclusions
// and send nothing; what was not asked is empty and counts as unknown.
type Seen struct {
	Reach    Reach
	Front    Front
	Status   ActivateStatus
	Check    UserCheck
	Recovery Recovery
	Page     LoginPage
	Session  SessionCap
	Info     OpenInfo
}

// replies gives what was asked of the web server, front page first.
func (s Seen) replies() []Reply {
	check := s.Check.Reply
	if s.Check.Kept {
		check.Done = false // an old answer says who it is, not that it is there
	}
	return []Reply{s.Front.Reply, s.Status.Reply, check, s.Recovery.Reply, s.Page.Reply, s.Session.Reply, s.Info.Reply}
}

// answered reports whether any HTTP answer came.
func (s Seen) answered() bool {
	return slices.ContainsFunc(s.replies(), func(r Reply) bool { return r.Done })
}
