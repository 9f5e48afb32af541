package facts

import (
	"cmp"
	"time"

	"camreset/isapi"
	"camreset/steps/clients"
	"camreset/steps/lan"
)

// PasswordAt is when the camera got the password that it has now, as far as that was done
// on this walk; zero where it was not. The login that proved it came right after.
func (f *Facts) PasswordAt() time.Time {
	if !f.NewSent && !f.Answers.SaidReset {
		return time.Time{}
	}
	return f.Last.At
}

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
// same after lookOften of them: nobody sits before the screen any more.
const (
	lookEvery = 30 * time.Second
	lookLater = 5 * time.Minute
	lookOften = 20
)

// LooksAgain says whether it is time to look who logs in. Nothing is looked at where the
// camera has told that it does not show it, or where all is settled.
func (f *Facts) LooksAgain(now time.Time) bool {
	s := f.Clients
	switch {
	case !f.CanSecure():
		return false
	case s.At.IsZero():
		return true
	case s.Log != clients.Yes && s.Log != clients.Failed && s.Online != clients.Yes && s.Online != clients.Failed:
		return false
	case s.Looks >= lookOften:
		return now.Sub(s.At) >= lookLater
	}
	return now.Sub(s.At) >= lookEvery
}

// Recorder is the kind of a recorder among clients.
const Recorder = isapi.KindRecorder
