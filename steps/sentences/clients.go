package sentences

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
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

// ClientRows are the rows of the last list for what has the old password, one for each client that the
// camera shows; the first one is for everything where it shows none.
var ClientRows = []flow.Outcome{"others", "others-2", "others-3"}

// ClientsOf are the clients of a row, which are several where the last row stands for all
// the others; none is everything that nothing shows.
func ClientsOf(f *facts.Facts, row flow.Outcome) []clients.Client {
	listed, i := f.Clients.Listed(), slices.Index(ClientRows, row)
	switch {
	case i < 0 || i >= len(listed):
		return nil
	case i == len(ClientRows)-1:
		return listed[i:]
	}
	return listed[i : i+1]
}

// ClientTick is by what a row's client is ticked: rows may come to stand for another.
func ClientTick(f *facts.Facts, row flow.Outcome) flow.Outcome {
	if of := ClientsOf(f, row); len(of) > 0 {
		return flow.Outcome(of[0].Address)
	}
	return row
}

// ClientLabel is what is to be done for the clients of a row.
func ClientLabel(f *facts.Facts, row flow.Outcome) text.Text {
	which := "new"
	if !f.IsNew() {
		which = "right"
	}
	switch of := ClientsOf(f, row); len(of) {
	case 0:
		return text.T("Give the new password to recorders, programs and apps")
	case 1:
		return text.T("Give the %s password to %s", which, ClientName(of[0]))
	default:
		return text.T("Give the %s password to %s and %d more", which, ClientName(of[0]), len(of)-1)
	}
}

// ClientAbout says what is known of the clients of a row.
func ClientAbout(f *facts.Facts, row flow.Outcome) text.Text {
	if of := ClientsOf(f, row); len(of) > 0 {
		return text.T("%s", ClientState(f, of[0]))
	}
	said := []string{}
	if why := Unshown(f); !why.IsZero() {
		said = append(said, why.String())
	} else {
		said = append(said, "Nothing has shown yet who still uses the old one.")
	}
	if heard := HeardRecorders(f); !heard.IsZero() {
		said = append(said, heard.String())
	}
	return text.T("%s", strings.Join(said, " "))
}

// KindOf is what the user has said that a client is, or discovery.
func KindOf(f *facts.Facts) clients.Kind {
	if f.Answers.ClientKind == "" {
		return clients.KindOf(clients.KindRecorder)
	}
	return clients.KindOf(string(f.Answers.ClientKind))
}

// ClientValues are the client of the row, and what the camera tells of it.
func ClientValues(f *facts.Facts) []flow.Value {
	of := ClientsOf(f, f.Answers.Client)
	if len(of) == 0 {
		return nil
	}
	all := []flow.Value{{Name: text.T("Address"), Value: text.T("%s", ClientAt(of[0]))}, {Name: text.T("Refused"), Value: ClientTries(of[0])}}
	if len(of) > 1 {
		var more []string
		for _, c := range of[1:min(len(of), 4)] {
			more = append(more, c.Address)
		}
		if len(of) > 4 {
			more = append(more, fmt.Sprintf("and %d more", len(of)-4))
		}
		all = append(all, flow.Value{Name: text.T("Others"), Value: text.T("%s", strings.Join(more, "  "))})
	}
	return all
}

// ClientsNow says what the last look has shown.
func ClientsNow(f *facts.Facts) text.Text {
	if of := ClientsOf(f, f.Answers.Client); len(of) > 0 {
		return ClientState(f, of[0])
	}
	if !Unshown(f).IsZero() {
		return text.T("camreset cannot check this here. It is ticked when you say so.")
	}
	return ClientsRow(f).Detail
}
