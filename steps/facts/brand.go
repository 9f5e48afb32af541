package facts

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/text"
)

// BrandTold is the brand as the camera tells it, empty where it does not, with
// the sentence about it. A name counts more than a number: 0 is an old device, 1
// one of the maker itself, above that one of an OEM customer (maker's header). Only
// a name that nobody knows does not stand against the maker's own number.
func BrandTold(f *Facts) (flow.Outcome, text.Text) {
	code, names := f.Record.OEMCode, []string{}
	for _, told := range []string{f.Record.OEM, f.Device.OEM, f.Device.Manufacturer} {
		if n, err := strconv.Atoi(told); err == nil {
			code = max(code, n)
		} else if told != "" {
			names = append(names, told)
		}
	}
	for _, name := range names {
		if key := brandNamed(name); key != MakerBrand && (key != OtherBrand || code != 1) {
			return key, text.T("It names a brand: %s.", name)
		}
	}
	switch {
	case ezvizModel(f):
		return EzvizBrand, text.T("Its model number is one of EZVIZ.")
	case code > 1:
		return OtherBrand, text.T("It says that it was made for another brand (OEM code %d).", code)
	case code == 1 || len(names) > 0:
		return MakerBrand, text.T("It says that it is one of Hikvision's own.")
	case ezvizMAC(f):
		return EzvizBrand, text.T("Its MAC address is one of EZVIZ's.")
	}
	return "", text.T("It does not say its brand.")
}

// brandNamed finds the brand in a name that a device gives itself. A name that
// nobody knows is another brand.
func brandNamed(name string) flow.Outcome {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(name, "'", "")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	known := func(b Brand) bool {
		return slices.ContainsFunc(b.Known, func(word string) bool { return strings.Contains(words, " "+word+" ") })
	}
	if i := slices.IndexFunc(Brands, known); i >= 0 {
		return Brands[i].Key
	}
	return OtherBrand
}

// Ezviz reports a camera of that brand, as it tells.
func (f *Facts) Ezviz() bool {
	told, _ := BrandTold(f)
	return told == EzvizBrand
}

// ezvizModel reports a model number of EZVIZ: all begin with CS (observed).
func ezvizModel(f *Facts) bool {
	return strings.HasPrefix(f.Record.Model, "CS-") || strings.HasPrefix(f.Device.Model, "CS-")
}

// ezvizMAC reports a MAC that is registered to EZVIZ, which is a hint only.
func ezvizMAC(f *Facts) bool {
	return strings.Contains(isapi.MakerOf(f.Record.MAC)+isapi.MakerOf(f.Device.MAC), "Ezviz")
}

// LabelCode says where the password of an EZVIZ camera stands; it is to be read before
// anything else is tried. Nil for all other cameras.
func LabelCode(f *Facts) []text.Text {
	if !f.Ezviz() {
		return nil
	}
	return []text.Text{
		text.T("This is an EZVIZ camera. Its user is admin, and its password is the six capital letters on its label, unless somebody changed it."),
		text.T("Nothing has to be reset to try that. If a recorder added it, it may have the recorder's password."),
	}
}
