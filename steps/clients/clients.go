package clients

import (
	"cmp"
	"net/netip"
	"slices"
	"time"

	"camreset/isapi"
)

// Told says whether a device told something, or why not; empty while it was not asked.
type Told string

// What became of a question.
const (
	Yes      Told = "told"
	Missing  Told = "missing" // it has no such page
	NoRights Told = "no-rights"
	Failed   Told = "failed"
)

// Client is one address from which somebody else logs in to the device.
type Client struct {
	Address string
	// Name is what discovery has heard at that address, Kind what sort of device that is;
	// empty where nothing was heard there.
	Name, Kind string
	// User is the account that it was let in with; empty where it never was. What it was
	// refused with may be anything, a password too.
	User string
	// Refused is how often it was turned away in an hour, Last when that was the last time
	// and Gap the longest pause between two times.
	Refused int
	Last    time.Time
	Gap     time.Duration
	// LoggedIn says that it is logged in, or was let in the last time; In is when that was,
	// as far as it is told.
	LoggedIn bool
	In       time.Time
	// Before says that it was let in before the device got its new password, so that it
	// has the old one.
	Before bool
}

// Seen is all that is known of them. All keeps its order: somebody is looking at it.
type Seen struct {
	// At is when it was looked for last, zero while it was not; Looks is how often. Shown is
	// when the log was read last, to its end.
	At, Shown time.Time
	Looks     int
	// Log and Online say whether the device told its log, and who is logged in.
	Log, Online Told
	All         []Client
	// Recorders are those that discovery has heard, the device itself left out.
	Recorders []Client
	// Problem says why the last look ended early; empty where it did not.
	Problem string
}

// State is how it stands with a client.
type State string

// The states of a client.
const (
	// Tries goes on being refused. Quiet was refused, and not since; Stopped is the same
	// for so long that it would have come again.
	Tries   State = "tries"
	Quiet   State = "quiet"
	Stopped State = "stopped"
	// Entered was let in after it was refused, or with the password that holds now.
	Entered State = "let-in"
	// Old was let in before the device got its new password, and has not come again.
	Old State = "old-password"
)

// How long a client has to be quiet before it has stopped: twice its longest pause, but two
// minutes at least, and longer where it came only once, so that its pause is not known. A
// pause that is longer than longGap is one in which it was off.
const (
	soon      = time.Minute
	quietOnce = 10 * time.Minute
	longGap   = 10 * time.Minute
)

// Of is how it stands with a client, as the last look has it; since is when the device got
// the password that it has now, zero where that is not known.
func (s Seen) Of(c Client, since time.Time) State {
	switch quiet := s.Shown.Sub(c.Last); {
	case c.LoggedIn && c.In.After(c.Last) && c.In.After(since):
		return Entered
	case c.Refused == 0, c.In.After(c.Last):
		return Old
	case quiet <= max(soon, c.Gap+c.Gap/2):
		return Tries
	case c.Gap == 0 && quiet < quietOnce, quiet < 2*c.Gap, quiet < 2*soon:
		return Quiet
	}
	return Stopped
}

// Settled says whether nothing has to be done about a client any more.
func (s Seen) Settled(c Client, since time.Time) bool {
	is := s.Of(c, since)
	return is == Stopped || is == Entered
}

// Listed are those that have an old password: the ones that were refused, or let in before
// the new one.
func (s Seen) Listed() []Client {
	return slices.DeleteFunc(slices.Clone(s.All), func(c Client) bool { return c.Refused == 0 && !c.Before })
}

// Client finds the one at an address.
func (s Seen) Client(address string) (c Client, found bool) {
	if i := slices.IndexFunc(s.All, func(c Client) bool { return c.Address == address }); i >= 0 {
		return s.All[i], true
	}
	return Client{}, false
}

// Row is one client for a report.
type Row struct {
	Address, Name string
	State         State
	Refused       int
	Last          time.Time
	LoggedIn      bool
}

// Rows are those that have an old password, for a report.
func (s Seen) Rows(since time.Time) []Row {
	rows := []Row{}
	for _, c := range s.Listed() {
		rows = append(rows, Row{c.Address, c.Name, s.Of(c, since), c.Refused, c.Last, c.LoggedIn})
	}
	return rows
}

// most is how many clients are kept, and as many recorders.
const most = 16

// Take adds what a look has found to what was known. since is when the device got its
// password.
func (s Seen) Take(l *Look, since time.Time) Seen {
	s.At, s.Looks, s.Problem, s.Online = l.at, s.Looks+1, "", l.Online
	if l.Whole() {
		s.Shown = l.at
	}
	if l.Log != Failed || s.Log != Yes { // what it has shown it shows
		s.Log = l.Log
	}
	s.All = slices.Clone(s.All)
	for _, c := range l.clients() {
		c.Before = !c.In.IsZero() && c.In.Before(since)
		i := slices.IndexFunc(s.All, func(old Client) bool { return old.Address == c.Address })
		switch {
		case i >= 0:
			s.All[i] = s.All[i].with(c)
		case len(s.All) < most:
			s.All = append(s.All, c)
		}
	}
	return s
}

// with is a client as it was known, and as it was found again.
func (c Client) with(n Client) Client {
	if n.Last.Before(c.Last) { // out of the hour that is looked at
		n.Last = c.Last
	}
	if n.In.Before(c.In) {
		n.In = c.In
	}
	n.Refused, n.Gap = max(n.Refused, c.Refused), max(n.Gap, c.Gap)
	n.LoggedIn = n.LoggedIn || c.LoggedIn && !n.Last.After(n.In)
	n.Before = n.Before || c.Before
	n.Name, n.Kind, n.User = cmp.Or(n.Name, c.Name), cmp.Or(n.Kind, c.Kind), cmp.Or(n.User, c.User)
	return n
}

// Named gives those names that are known of their addresses by now, and the recorders that
// were heard.
func (s Seen) Named(heard []Client, recorder string) Seen {
	s.All = slices.Clone(s.All)
	s.Recorders = nil
	for _, h := range heard {
		for i, c := range s.All {
			if c.Address == h.Address {
				s.All[i].Name, s.All[i].Kind = cmp.Or(h.Name, c.Name), cmp.Or(h.Kind, c.Kind)
			}
		}
		if h.Kind == recorder && len(s.Recorders) < most {
			s.Recorders = append(s.Recorders, h)
		}
	}
	return s
}

// Sound drops and cleans what cannot have been seen: it may come from a file of anybody.
func (s Seen) Sound() Seen {
	fit := func(all []Client) []Client {
		var sound []Client
		for _, c := range all {
			a, err := netip.ParseAddr(c.Address)
			if err != nil || len(sound) == most {
				continue
			}
			c.Address, c.Name, c.User = a.WithZone("").String(), isapi.Clean(c.Name), isapi.Clean(c.User)
			c.Refused, c.Gap = max(c.Refused, 0), max(c.Gap, 0)
			sound = append(sound, c)
		}
		return sound
	}
	s.All, s.Recorders, s.Looks, s.Problem = fit(s.All), fit(s.Recorders), max(s.Looks, 0), isapi.Clean(s.Problem)
	return s
}
