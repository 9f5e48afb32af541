package sentences

import (
	"cmp"
	"time"

	"camreset/isapi"
	"camreset/steps/clients"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/text"
)

// ClientName is what a client is called: the recorder 192.168.1.10, or its address alone.
func ClientName(c clients.Client) string {
	if c.Kind == facts.Recorder {
		return "the recorder " + c.Address
	}
	return c.Address
}

// ClientAt is a client's address with what was heard there.
func ClientAt(c clients.Client) string {
	if c.Name == "" {
		return c.Address
	}
	return c.Address + "  " + c.Name
}

// ClientTries is what the camera told of a client: how often it was refused, and when.
func ClientTries(c clients.Client) text.Text {
	switch {
	case c.Refused == 0 && c.In.IsZero():
		return text.T("not refused yet")
	case c.Refused == 0:
		return text.T("not yet; it was let in at %s", clock(c.In))
	case c.Last.IsZero():
		return text.T("%s in an hour", text.Count(c.Refused, "time", "times"))
	}
	return text.T("%s in an hour, the last at %s", text.Count(c.Refused, "time", "times"), clock(c.Last))
}

// ClientState says how it stands with a client, as the last look has it.
func ClientState(f *facts.Facts, c clients.Client) text.Text {
	s := f.Clients
	switch s.Of(c, f.PasswordAt()) {
	case clients.Entered:
		return text.T("It was let in at %s. The wrong tries have stopped.", clock(c.In))
	case clients.Old:
		return text.T("It was let in at %s, before the new password, and has not come since.", clock(c.In))
	case clients.Tries:
		return text.T("It still tries: the last came %s.", shortly(c.Last, s.Shown))
	case clients.Stopped:
		return text.T("The last wrong try came at %s. None since: the wrong tries have stopped.", clock(c.Last))
	}
	return text.T("The last wrong try came at %s. None since.", clock(c.Last))
}

// shortly is a moment ago, in seconds or minutes.
func shortly(at, now time.Time) string {
	switch passed := now.Sub(at).Round(time.Second); {
	case at.IsZero():
		return "in the last hour"
	case passed < 2*time.Second:
		return "just now"
	case passed < 2*time.Minute:
		return text.Count(int(passed/time.Second), "second", "seconds") + " ago"
	default:
		return text.Span(passed) + " ago"
	}
}

func clock(at time.Time) string { return at.Local().Format("15:04") }

// Unshown says why nothing shows who uses the camera; the zero Text where it is shown.
func Unshown(f *facts.Facts) text.Text {
	s := f.Clients
	switch {
	case s.Log == clients.Yes:
		return text.Text{}
	case s.Log == clients.NoRights:
		return text.T("This account has no right to see who logs in to this %s.", f.Noun())
	case s.Log == clients.Missing:
		return text.T("This %s does not show who logs in.", f.Noun())
	case s.At.IsZero():
		return text.T("It is not known who logs in to this %s.", f.Noun())
	case s.Problem != "":
		return text.T("Who logs in could not be read: %s.", s.Problem)
	}
	return text.T("Who logs in could not be read.")
}

// HeardRecorders say which recorders were heard that may use the camera, though nothing
// shows it; nothing where none was.
func HeardRecorders(f *facts.Facts) text.Text {
	all := f.Clients.Recorders
	if len(all) == 0 {
		for _, c := range f.HeardClients(f.Heard) {
			if c.Kind == facts.Recorder {
				all = append(all, c)
			}
		}
	}
	var open []clients.Client
	for _, c := range all {
		if _, shown := f.Clients.Client(c.Address); !shown {
			open = append(open, c)
		}
	}
	switch len(open) {
	case 0:
		return text.Text{}
	case 1:
		return text.T("A recorder was found at %s (%s). Nothing shows whether it has this %s.", open[0].Address, cmp.Or(open[0].Name, "no model told"), f.Noun())
	}
	return text.T("%d recorders were found, one at %s. Nothing shows whether they have this %s.", len(open), open[0].Address, f.Noun())
}

// ClientsRow is the row of a look at who logs in.
func ClientsRow(f *facts.Facts) flow.Result {
	s := f.Clients
	if f.Login.Password.IsZero() {
		if s.Problem != "" {
			return flow.Warned(text.T("It was not looked at to the end: %s.", s.Problem), text.T("Log in once more to look again."))
		}
		return flow.Skipped(text.T("Who logs in can be seen only after a login."))
	}
	if why := Unshown(f); !why.IsZero() {
		return flow.Skipped(why)
	}
	listed, open := s.Listed(), 0
	for _, c := range listed {
		if !s.Settled(c, f.PasswordAt()) {
			open++
		}
	}
	switch {
	case len(listed) == 0 && s.Shown.IsZero():
		return flow.Skipped(text.T("Its log was not read to the end. Nothing is known of others yet."))
	case len(listed) == 0:
		return flow.Well(text.T("Nobody else was refused in the last hour."))
	case open == 0:
		return flow.Well(text.T("The wrong tries have stopped."))
	}
	return flow.Warned(text.T("Without the new password so far: %s.", text.Count(open, "address", "addresses")), text.T("Stop what is there, and give it the new password."))
}

// OthersTry says what shows that something else sends wrong passwords: the tries that it
// used up, or a lock that none of ours has brought about.
func OthersTry(f *facts.Facts) []text.Text {
	if lines := f.Others.Sheet(f.Now); len(lines) > 0 {
		return lines
	}
	if f.Lock().Locked == isapi.Yes && f.Spent.Count == 0 {
		return []text.Text{text.T("Its logins are locked, and none of the wrong passwords came from here. %s", ledger.Silence)}
	}
	return nil
}
