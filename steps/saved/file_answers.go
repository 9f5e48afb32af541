package saved

import (
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/owned"
)

// answers are facts.Answers on disk: no password, no code, and no agreement to a
// weaker way of sending one, which was for that moment.
type answers struct {
	Setup       flow.Outcome   `json:"setup,omitzero"`
	Owner       flow.Outcome   `json:"owner,omitzero"`
	Typed       address        `json:"typed,omitzero"`
	Given       bool           `json:"given,omitzero"`
	Picked      string         `json:"picked,omitzero"`
	User        string         `json:"user,omitzero"`
	Factory     flow.Outcome   `json:"factory,omitzero"`
	Method      flow.Outcome   `json:"method,omitzero"`
	NoButton    bool           `json:"no_button,omitzero"`
	Offline     bool           `json:"offline,omitzero"`
	SaidReset   bool           `json:"said_reset,omitzero"`
	Searched    bool           `json:"searched,omitzero"`
	NoPage      bool           `json:"no_page,omitzero"`
	Way         flow.Outcome   `json:"way,omitzero"`
	Network     network        `json:"network,omitzero"`
	Give        flow.Outcome   `json:"give,omitzero"`
	Plan        settings       `json:"plan,omitzero"`
	Delay       time.Duration  `json:"delay_ns,omitzero"`
	Brand       flow.Outcome   `json:"brand,omitzero"`
	Country     flow.Outcome   `json:"country,omitzero"`
	BrandName   string         `json:"brand_name,omitzero"`
	CountryName string         `json:"country_name,omitzero"`
	Ticked      []flow.Outcome `json:"ticked,omitzero"`
	Wish        wish           `json:"wish,omitzero"`
}

func answersOf(a facts.Answers) answers {
	return answers{
		Setup: a.Setup, Owner: a.Owner, Typed: address(a.Typed), Given: a.Given, Picked: a.Picked,
		User: a.User, Factory: a.Factory, Method: a.Method, NoPage: a.NoPage, Searched: a.Searched, Ticked: a.Ticked, Wish: wish(a.Wish),
		NoButton: a.NoButton, Offline: a.Offline, SaidReset: a.SaidReset, Way: a.Way,
		Network: network(a.Network), Give: a.Give, Plan: settings(a.Plan), Delay: a.Delay, Brand: a.Brand, Country: a.Country, BrandName: a.BrandName, CountryName: a.CountryName,
	}
}

func (a answers) into() facts.Answers {
	return facts.Answers{
		Setup: a.Setup, Owner: a.Owner, Typed: lan.Address(a.Typed), Given: a.Given, Picked: a.Picked,
		User: a.User, Factory: a.Factory, Method: a.Method, NoPage: a.NoPage, Searched: a.Searched, Ticked: a.Ticked, Wish: owned.Wish(a.Wish),
		NoButton: a.NoButton, Offline: a.Offline, SaidReset: a.SaidReset, Way: a.Way,
		Network: facts.Network(a.Network), Give: a.Give, Plan: sadp.Settings(a.Plan), Delay: a.Delay, Brand: a.Brand, Country: a.Country, BrandName: a.BrandName, CountryName: a.CountryName,
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
