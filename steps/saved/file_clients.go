package saved

import (
	"time"

	"camreset/steps/clients"
)

// seenClients is a clients.Seen on disk.
type seenClients struct {
	At        time.Time    `json:"at,omitzero"`
	Shown     time.Time    `json:"shown,omitzero"`
	Looks     int          `json:"looks,omitzero"`
	Log       clients.Told `json:"log,omitzero"`
	Online    clients.Told `json:"online,omitzero"`
	All       []client     `json:"all,omitzero"`
	Recorders []client     `json:"recorders,omitzero"`
	Problem   string       `json:"problem,omitzero"`
}

// client is a clients.Client on disk.
type client struct {
	Address  string        `json:"address"`
	Name     string        `json:"name,omitzero"`
	Kind     string        `json:"kind,omitzero"`
	User     string        `json:"user,omitzero"`
	Refused  int           `json:"refused,omitzero"`
	Last     time.Time     `json:"last,omitzero"`
	Gap      time.Duration `json:"gap_ns,omitzero"`
	LoggedIn bool          `json:"logged_in,omitzero"`
	In       time.Time     `json:"in,omitzero"`
	Before   bool          `json:"before,omitzero"`
}

func clientsOf(s clients.Seen) seenClients {
	one := func(c clients.Client) client { return client(c) }
	return seenClients{s.At, s.Shown, s.Looks, s.Log, s.Online, each(s.All, one), each(s.Recorders, one), s.Problem}
}

func (s seenClients) into() clients.Seen {
	one := func(c client) clients.Client { return clients.Client(c) }
	return clients.Seen{At: s.At, Shown: s.Shown, Looks: s.Looks, Log: s.Log, Online: s.Online, All: each(s.All, one), Recorders: each(s.Recorders, one), Problem: s.Problem}
}
