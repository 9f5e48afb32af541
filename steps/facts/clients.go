package facts

import (
	"cmp"
	"slices"
	"time"

	"camreset/isapi"
	"camreset/steps/clients"
	"camreset/steps/lan"
)

// PasswordAt is when the camera got the password that it has now, where that was done on
// this walk; zero where it was not. The login that proved it came right after.
func (f *Facts) PasswordAt() time.Time {
	if !f.NewSent {
		return time.Time{}
	}
	return f.Last.At
}

// IsNew says whether the camera got its password on this walk, here or elsewhere.
func (f *Facts) IsNew() bool { return f.NewSent || f.Answers.SaidReset }

// UsedBy are those who log in with a password that the camera does not take any more, for a
// report.
func (f *Facts) UsedBy() []clients.Row { return f.Clients.Rows(f.PasswordAt()) }

// HeardClients are the other devices that discovery has heard, as clients.
func (f *Facts) HeardClients(heard lan.Heard) []clients.Client {
	var all []clients.Client
	for _, d := range lan.Present(heard.Devices) {
		at := lan.PageOf(d).IP
		if at == f.Target.IP || d.MAC != "" && d.MAC == f.Record.MAC {
			continue
		}
		all = append(all, clients.Client{Address: at, Name: cmp.Or(d.Model, d.OEM), Kind: d.Kind})
	}
	return all
}

// lookEvery is how long it takes from one look at who logs in to the next, lookLater the
// same where all is settled, and after lookOften looks: nobody sits before the screen then.
const (
	lookEvery = 30 * time.Second
	lookLater = 5 * time.Minute
	lookOften = 20
)

// LooksAgain says whether it is time to look who logs in. Where the camera has told that it
// does not show it, it is never.
func (f *Facts) LooksAgain(now time.Time) bool {
	s := f.Clients
	shows := func(t clients.Told) bool { return t == clients.Yes || t == clients.Failed }
	listed := s.Listed()
	open := slices.ContainsFunc(listed, func(c clients.Client) bool { return !s.Settled(c, f.PasswordAt()) })
	switch {
	case !f.CanSecure():
		return false
	case s.At.IsZero():
		return true
	case !shows(s.Log) && !shows(s.Online):
		return false
	case s.Looks >= lookOften, len(listed) > 0 && !open:
		return now.Sub(s.At) >= lookLater
	}
	return now.Sub(s.At) >= lookEvery
}

// Recorder is the kind of a recorder among clients.
const Recorder = isapi.KindRecorder
