package facts

import (
	"slices"
	"strings"

	"camreset/steps/flow"
)

// EzvizBrand is a brand of the maker with cameras of another system: the user is admin,
// the password the verification code of its label (EZVIZ's support pages). Who reads it
// there needs no reset.
const EzvizBrand flow.Outcome = "ezviz"

// Brand is a name that can stand on a camera with the maker's firmware.
type Brand struct {
	Key  flow.Outcome
	Name string
	// Known are words by which a device names it, in lower case.
	Known []string
}

// The brands that a camera can tell without naming one.
const (
	MakerBrand   flow.Outcome = "hikvision"
	OtherBrand   flow.Outcome = "other"
	UnknownBrand flow.Outcome = "unknown"
)

// Brands are those whose support is known, as their own pages, manuals and
// other users tell.
var Brands = []Brand{
	{MakerBrand, TheMaker, []string{"hikvision", "hik"}},
	{"hiwatch", "HiWatch or HiLook", []string{"hiwatch", "hilook"}},
	{EzvizBrand, "EZVIZ", []string{"ezviz"}},
	{"lts", "LTS (Platinum)", []string{"lts", "platinum", "ltsecurity", "ltsecurityinc"}},
	{"laview", "LaView", []string{"laview"}},
	{"nellys", "Nelly's Security", []string{"nelly", "nellys", "nellyssecurity"}},
	{"wbox", "Wbox or Guarding Vision", []string{"wbox", "w box", "whitebox", "guarding vision"}},
	{OtherBrand, "Another brand", []string{"annke", "swann", "lorex", "loryta", "honeywell", "adi", "northern"}},
	{UnknownBrand, "No name, or not sure", nil},
}

// BrandOf is the brand of an answer.
func BrandOf(key flow.Outcome) Brand {
	if i := slices.IndexFunc(Brands, func(b Brand) bool { return b.Key == key }); i >= 0 {
		return Brands[i]
	}
	return Brands[len(Brands)-1]
}

// BrandTyped is the brand of a name as somebody typed it, or of a brand's key.
func BrandTyped(typed string) flow.Outcome {
	name := strings.ToLower(strings.TrimSpace(typed))
	for _, b := range Brands {
		if string(b.Key) == name || strings.EqualFold(b.Name, typed) {
			return b.Key
		}
	}
	if name == "" {
		return UnknownBrand
	}
	return brandNamed(typed)
}

// TheMaker is who answers for cameras of the maker's own brands.
const TheMaker = "Hikvision"
