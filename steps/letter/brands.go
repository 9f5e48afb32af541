package letter

import (
	"camreset/steps/facts"
	"camreset/steps/flow"
)

// help is how a brand helps.
type help struct {
	// destination is where it helps; empty for the maker's own lines, which the maker's
	// regions answer for.
	Destination
	// Note is what else is to be known of one of the maker's own lines.
	Note string
}

// BrandHelp is how the brands help, as their own pages, manuals and other users tell.
var BrandHelp = map[flow.Outcome]help{
	"hiwatch": {Note: "HiWatch and HiLook are Hikvision's own lines; the local distributor helps as well."},
	facts.EzvizBrand: {Destination: Destination{
		"EZVIZ", "support.ezviz.com", "", "",
		"EZVIZ is another system: what counts there is the account of the app, and the code of 6 letters on the label.",
		"from the brand's own page",
	}},
	"lts": {Destination: Destination{
		"LTS", "ltsecurityinc.zendesk.com", "", "", `Its app is LTS Connect; its recorders say "PT Cloud" for Hik-Connect.`, "from the brand's own page",
	}},
	"laview": {Destination: Destination{
		"LaView", "support.laviewsecurity.com", "", "", "They give a secure code by serial number and date.", "from the brand's own page",
	}},
	"nellys": {Destination: Destination{
		"Nelly's Security", "support.nellyssecurity.com or customerservice@nellyssecurity.com", "customerservice@nellyssecurity.com",
		"about an hour, Mon-Fri 9-17 US Central time", "For the H-series, whose app is Guarding Vision.", "from the brand's own page",
	}},
	"wbox": {Destination: Destination{
		"the seller", "the seller", "", "", "Neutral units; their manuals are Hikvision's.", "from their manuals, which name no address",
	}},
	facts.OtherBrand: {Destination: Destination{
		"the brand on the label", "the support of the brand on the label", "", "",
		"So it is with Annke and ADI, Northern and W Box, and with some models of Swann, Lorex, Loryta and Honeywell Performance.",
		"from other users' lists; no address known",
	}},
}
