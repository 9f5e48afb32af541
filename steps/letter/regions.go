package letter

import (
	"slices"

	"camreset/steps/facts"
	"camreset/steps/flow"
)

// Destination is where a case for support goes.
type Destination struct {
	// Responsible is who has to help.
	Responsible string
	// To says where to write, Mail is the address where that is a mail to
	// somebody who takes mails from everybody.
	To, Mail string
	// Takes is how long an answer takes, empty where that is not known.
	Takes string
	// Says is what they are known to ask or to refuse.
	Says string
	// Sure says how well all this is known.
	Sure string
}

// region is a part of the world with its own way to the maker's support.
type region struct {
	Key  flow.Outcome
	Name string
	Destination
}

// Regions are the maker's ways in, as its pages and guides, distributors and
// users tell. None of them was tried; addresses move.
var Regions = []region{
	{"usa-canada", "USA or Canada", Destination{
		facts.TheMaker, `the web form "Password Reset Request" on Hikvision's support page, not by phone`, "",
		"up to an hour, Mon-Fri 6:00-16:30 Pacific time, else the next business day",
		"Only for devices sold in the USA or Canada; you must be at the device or on its network. " +
			"Older mail addresses: helpdesk.usa@hikvision.com, techsupport.usa@hikvision.com.",
		"from the maker's own page (no phone since 2017); the mail addresses may have moved",
	}},
	{"uk", "United Kingdom", Destination{
		facts.TheMaker, "your installer or the seller; installers write to support.uk@hikvision.com", "", "",
		`Only for devices sold in the UK by authorised sellers; a user was told "we do not directly support End Users".`,
		"from installers and users, not from the maker",
	}},
	{"india", "India", Destination{
		facts.TheMaker, "support@pramahikvision.com, with their form (PDF)", "support@pramahikvision.com", "", "",
		"from the maker's own form; an older address, may have moved",
	}},
	{"asia", "Vietnam, Bangladesh or a country near", Destination{
		facts.TheMaker, "the distributor in your country; installers open a case in the app Hik-Partner Pro", "", "about 15 minutes to hours", "",
		"from distributors and installers, not from the maker",
	}},
	{"australia", "Australia", Destination{
		facts.TheMaker, "the distributor's help desk (for HiLook for example PSA)", "", "", "",
		"from a distributor's page, not from the maker",
	}},
	{"elsewhere", "Europe, Middle East, Africa, Latin America", Destination{
		facts.TheMaker, "hikvision.com > Support > contact, choose your country; else the seller", "", "", "",
		"no current address known",
	}},
	{"anywhere", "Another country, or not said", Destination{
		facts.TheMaker, "support@hikvision.com, with their form and the exported request", "support@hikvision.com",
		"one working day, not at weekends", "",
		"from the maker's guide of 2016; an older address, may have moved",
	}},
}

// regionOf is the region of an answer; without one the address that is for all.
func regionOf(key flow.Outcome) region {
	if i := slices.IndexFunc(Regions, func(r region) bool { return r.Key == key }); i >= 0 {
		return Regions[i]
	}
	return Regions[len(Regions)-1]
}
