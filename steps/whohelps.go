package steps

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

func caseBrand() Step {
	return Step{
		ID: "case-brand", Phase: Reset, Title: T("What name stands on the camera?"),
		Say: func(f *Facts) Text {
			_, told := brandTold(f)
			return T("Many brands sell the maker's cameras under a name of their own. Then that brand helps, and Hikvision sends you there. %s", told)
		},
		Help: T("The name stands on the camera, on its label, on the box, or as a picture on its web page. If there is none, the seller knows."),
		Ask: &Question{
			Prompt: T("Which name?"), Options: brandOptions(),
			First: func(f *Facts) Outcome { key, _ := brandTold(f); return key },
			Put:   func(a *Answers, key string) { a.Brand = Outcome(key) },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   edgesOf(brandOptions(), "case-country"),
	}
}

func caseCountry() Step {
	return Step{
		ID: "case-country", Phase: Reset, Title: T("Where are you?"),
		Say:  say("Support differs from country to country, and mostly helps only with cameras that were sold there."),
		Help: T("If the camera was bought in another country than it is used in, take the one where it was bought. For the rest of Oceania nothing else is known than for Europe."),
		// Another country is another case than the one that was written.
		Fresh: func(f *Facts) { f.Written = Written{} },
		Ask: &Question{
			Prompt: T("Which country?"), Options: regionOptions(),
			Put: func(a *Answers, key string) { a.Country = Outcome(key) },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   edgesOf(regionOptions(), "support-case"),
	}
}

func brandOptions() (all []Option) {
	for _, b := range brands {
		all = append(all, Option{Key: b.Key, Label: T("%s", b.Name)})
	}
	return all
}

func regionOptions() (all []Option) {
	for _, r := range regions {
		all = append(all, Option{Key: r.Key, Label: T("%s", r.Name)})
	}
	return all
}

// edgesOf leads from every option to the same step.
func edgesOf(options []Option, to ID) (all []Edge) {
	for _, o := range options {
		all = append(all, Edge{o.Key, to})
	}
	return all
}

// brandTold is the brand as the camera tells it, empty where it does not, with
// the sentence about it. A name counts more than a number: 0 is an old device, 1
// one of the maker itself, above that one of an OEM customer (maker's header). Only
// a name that nobody knows does not stand against the maker's own number.
func brandTold(f *Facts) (Outcome, Text) {
	code, names := f.Record.OEMCode, []string{}
	for _, told := range []string{f.Record.OEM, f.Device.OEM, f.Device.Manufacturer} {
		if n, err := strconv.Atoi(told); err == nil {
			code = max(code, n)
		} else if told != "" {
			names = append(names, told)
		}
	}
	for _, name := range names {
		if key := brandNamed(name); key != makerBrand && (key != otherBrand || code != 1) {
			return key, T("The camera names a brand: %s.", name)
		}
	}
	switch {
	case ezvizModel(f):
		return ezvizBrand, T("Its model number is one of EZVIZ.")
	case code > 1:
		return otherBrand, T("The camera tells that it was made for another brand (OEM code %d).", code)
	case code == 1 || len(names) > 0:
		return makerBrand, T("The camera tells that it is one of Hikvision's own.")
	case ezvizMAC(f):
		return ezvizBrand, T("Its MAC address is one of EZVIZ's.")
	}
	return "", T("The camera does not tell its brand.")
}

// brandNamed finds the brand in a name that a device gives itself. A name that
// nobody knows is another brand.
func brandNamed(name string) Outcome {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(name, "'", "")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	known := func(b brand) bool {
		return slices.ContainsFunc(b.Known, func(word string) bool { return strings.Contains(words, " "+word+" ") })
	}
	if i := slices.IndexFunc(brands, known); i >= 0 {
		return brands[i].Key
	}
	return otherBrand
}

// whoHelps is where the case goes, by the brand and the country.
func whoHelps(f *Facts) destination {
	b, to := brandOf(f.Answers.Brand), regionOf(f.Answers.Country).destination
	told, _ := brandTold(f)
	switch {
	case b.To != "":
		return b.destination
	case b.Key == unknownBrand && told != makerBrand:
		to.Responsible = "not known: the seller knows"
		to.To, to.Mail = "first the seller, then "+to.To, ""
	case b.Key == makerBrand && told != makerBrand && told != "":
		to.Says = strings.TrimSpace("The camera itself tells another brand: Hikvision may send you there. " + to.Says)
	}
	to.Says = strings.TrimSpace(b.Note + " " + to.Says)
	return to
}
