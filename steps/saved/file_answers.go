package saved

import (
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// answers are facts.Answers on disk: no password, no code, and no agreement to a
// weaker way of sending one, which was for that moment.
type answers struct {
	Setup     flow.Outcome  `json:"setup,omitzero"`
	Owner     flow.Outcome  `json:"owner,omitzero"`
	Typed     address       `json:"typed,omitzero"`
	Given     bool          `json:"given,omitzero"`
	Picked    string        `json:"picked,omitzero"`
	User      string        `json:"user,omitzero"`
	Unnamed   bool          `json:"unnamed,omitzero"`
	Factory   flow.Outcome  `json:"factory,omitzero"`
	AtHand    flow.Outcome  `json:"at_hand,omitzero"`
	Known     flow.Outcome  `json:"known,omitzero"`
	NoButton  bool          `json:"no_button,omitzero"`
	SaidReset bool          `json:"said_reset,omitzero"`
	Show      bool          `json:"show,omitzero"`
	Way       flow.Outcome  `json:"way,omitzero"`
	Network   network       `json:"network,omitzero"`
	Give      flow.Outcome  `json:"give,omitzero"`
	Delay     time.Duration `json:"delay_ns,omitzero"`
	Brand     flow.Outcome  `json:"brand,omitzero"`
	Country   flow.Outcome  `json:"country,omitzero"`
}

func answersOf(a facts.Answers) answers {
	return answers{
		Setup: a.Setup, Owner: a.Owner, Typed: address(a.Typed), Given: a.Given, Picked: a.Picked,
		User: a.User, Unnamed: a.Unnamed, Factory: a.Factory, AtHand: a.AtHand, Known: a.Known,
		NoButton: a.NoButton, SaidReset: a.SaidReset, Show: a.Show, Way: a.Way,
		Network: network(a.Network), Give: a.Give, Delay: a.Delay, Brand: a.Brand, Country: a.Country,
	}
}

func (a answers) into() facts.Answers {
	return facts.Answers{
		Setup: a.Setup, Owner: a.Owner, Typed: lan.Address(a.Typed), Given: a.Given, Picked: a.Picked,
		User: a.User, Unnamed: a.Unnamed, Factory: a.Factory, AtHand: a.AtHand, Known: a.Known,
		NoButton: a.NoButton, SaidReset: a.SaidReset, Show: a.Show, Way: a.Way,
		Network: facts.Network(a.Network), Give: a.Give, Delay: a.Delay, Brand: a.Brand, Country: a.Country,
	}
}

// address is a lan.Address on disk.
type address struct {
	Scheme string `json:"scheme,omitzero"`
	Host   string `json:"host,omitzero"`
	IP     string `json:"ip,omitzero"`
	Port   int    `json:"port,omitzero"`
}

// network is a facts.Network on disk.
type network struct {
	DHCP    isapi.Tri `json:"dhcp,omitzero"`
	Mask    string    `json:"mask,omitzero"`
	Gateway string    `json:"gateway,omitzero"`
}
