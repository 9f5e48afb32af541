package saved

import (
	"time"

	"camreset/isapi"
	"camreset/steps/owned"
)

// wish is an owned.Wish on disk.
type wish struct {
	Name    string `json:"name,omitzero"`
	Zone    string `json:"zone,omitzero"`
	Server  string `json:"server,omitzero"`
	Mailbox string `json:"mailbox,omitzero"`
}

// ownSettings are owned.Settings on disk.
type ownSettings struct {
	At           time.Time  `json:"at,omitzero"`
	Name         string     `json:"name,omitzero"`
	Zone         string     `json:"zone,omitzero"`
	Server       string     `json:"server,omitzero"`
	Address      string     `json:"address,omitzero"`
	Mask         string     `json:"mask,omitzero"`
	Gateway      string     `json:"gateway,omitzero"`
	DHCP         isapi.Tri  `json:"dhcp,omitzero"`
	Questions    []question `json:"questions,omitzero"`
	Mailbox      string     `json:"mailbox,omitzero"`
	HasQuestions isapi.Tri  `json:"has_questions,omitzero"`
	HasMailbox   isapi.Tri  `json:"has_mailbox,omitzero"`
	HasFile      isapi.Tri  `json:"has_file,omitzero"`
}

// question is an owned.Question on disk.
type question struct {
	ID  int  `json:"id,omitzero"`
	Set bool `json:"set,omitzero"`
}

func ownSettingsOf(s owned.Settings) ownSettings {
	return ownSettings{
		s.At, s.Name, s.Zone, s.Server, s.Address, s.Mask, s.Gateway, s.DHCP,
		each(s.Questions, func(q owned.Question) question { return question(q) }), s.Mailbox, s.HasQuestions, s.HasMailbox, s.HasFile,
	}
}

func (s ownSettings) into() owned.Settings {
	return owned.Settings{
		At: s.At, Name: s.Name, Zone: s.Zone, Server: s.Server, Address: s.Address, Mask: s.Mask, Gateway: s.Gateway, DHCP: s.DHCP,
		Questions: each(s.Questions, func(q question) owned.Question { return owned.Question(q) }), Mailbox: s.Mailbox,
		HasQuestions: s.HasQuestions, HasMailbox: s.HasMailbox, HasFile: s.HasFile,
	}
}
