package letter

import (
	"strings"

	"camreset/steps/facts"
)

// WhoHelps is where the case goes, by the brand and the country.
func WhoHelps(f *facts.Facts) Destination {
	b, to := facts.BrandOf(f.Answers.Brand), regionOf(f.Answers.Country).Destination
	help := BrandHelp[b.Key]
	told, _ := facts.BrandTold(f)
	switch {
	case help.To != "":
		return help.Destination
	case b.Key == facts.UnknownBrand && told != facts.MakerBrand:
		to.Responsible = "not known: the seller knows"
		to.To, to.Mail = "first the seller, then "+to.To, ""
	case b.Key == facts.MakerBrand && told != facts.MakerBrand && told != "":
		to.Says = strings.TrimSpace("The camera itself tells another brand: Hikvision may send you there. " + to.Says)
	}
	to.Says = strings.TrimSpace(help.Note + " " + to.Says)
	return to
}
