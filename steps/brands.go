package steps

import "slices"

// brand is a name that can stand on a camera with the maker's firmware.
type brand struct {
	Key  Outcome
	Name string
	// Known are words by which a device names it, in lower case.
	Known []string
	// destination is where the brand helps; empty for the maker's own lines,
	// which the maker's regions answer for.
	destination
	// Note is what else is to be known of one of the maker's own lines.
	Note string
}

// The brands that a camera can tell without naming one.
const (
	makerBrand   Outcome = "hikvision"
	otherBrand   Outcome = "other"
	unknownBrand Outcome = "unknown"
)

// brands are those whose support is known, as their own pages, manuals and
// other users tell.
var brands = []brand{
	{Key: makerBrand, Name: theMaker, Known: []string{"hikvision", "hik"}},
	{
		Key: "hiwatch", Name: "HiWatch or HiLook", Known: []string{"hiwatch", "hilook"},
		Note: "HiWatch and HiLook are Hikvision's own lines; the local distributor helps as well.",
	},
	{Key: ezvizBrand, Name: "EZVIZ", Known: []string{"ezviz"}, destination: destination{
		"EZVIZ", "support.ezviz.com", "", "",
		"EZVIZ is another system: what counts there is the account of the app, and the code of 6 letters on the label.",
		"from the brand's own page",
	}},
	{Key: "lts", Name: "LTS (Platinum)", Known: []string{"lts", "platinum", "ltsecurity", "ltsecurityinc"}, destination: destination{
		"LTS", "ltsecurityinc.zendesk.com", "", "", `Its app is LTS Connect; its recorders say "PT Cloud" for Hik-Connect.`, "from the brand's own page",
	}},
	{Key: "laview", Name: "LaView", Known: []string{"laview"}, destination: destination{
		"LaView", "support.laviewsecurity.com", "", "", "They give a secure code by serial number and date.", "from the brand's own page",
	}},
	{Key: "nellys", Name: "Nelly's Security", Known: []string{"nelly", "nellys", "nellyssecurity"}, destination: destination{
		"Nelly's Security", "support.nellyssecurity.com or customerservice@nellyssecurity.com", "customerservice@nellyssecurity.com",
		"about an hour, Mon-Fri 9-17 US Central time", "For the H-series, whose app is Guarding Vision.", "from the brand's own page",
	}},
	{Key: "wbox", Name: "Wbox or Guarding Vision", Known: []string{"wbox", "w box", "whitebox", "guarding vision"}, destination: destination{
		"the seller", "the seller", "", "", "Neutral units; their manuals are Hikvision's.", "from their manuals, which name no address",
	}},
	{Key: otherBrand, Name: "Another brand", Known: []string{"annke", "swann", "lorex", "loryta", "honeywell", "adi", "northern"}, destination: destination{
		"the brand on the label", "the support of the brand on the label", "", "",
		"So it is with Annke and ADI, Northern and W Box, and with some models of Swann, Lorex, Loryta and Honeywell Performance.",
		"from other users' lists; no address known",
	}},
	{Key: unknownBrand, Name: "No name, or not sure"},
}

// brandOf is the brand of an answer.
func brandOf(key Outcome) brand {
	if i := slices.IndexFunc(brands, func(b brand) bool { return b.Key == key }); i >= 0 {
		return brands[i]
	}
	return brands[len(brands)-1]
}
