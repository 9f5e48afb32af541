package steps

import (
	"camreset/steps/facts"
	"camreset/steps/letter"
)

func caseBrand() Step {
	return Step{
		ID: "case-brand", Phase: Reset, Title: T("What name stands on the camera?"),
		Say: func(f *Facts) Text {
			_, told := facts.BrandTold(f)
			return T("Many brands sell the maker's cameras under a name of their own. Then that brand helps, and Hikvision sends you there. %s", told)
		},
		Help: T("The name stands on the camera, on its label, on the box, or as a picture on its web page. If there is none, the seller knows."),
		Ask: &Question{
			Prompt: T("Which name?"), Options: brandOptions(),
			First: func(f *Facts) Outcome { key, _ := facts.BrandTold(f); return key },
			Put:   func(f *Facts, key string) { f.Answers.Brand = Outcome(key) },
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
		Fresh: func(f *Facts) { f.Written = facts.Written{} },
		Ask: &Question{
			Prompt: T("Which country?"), Options: regionOptions(),
			Put: func(f *Facts, key string) { f.Answers.Country = Outcome(key) },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   edgesOf(regionOptions(), "support-case"),
	}
}

func brandOptions() (all []Option) {
	for _, b := range facts.Brands {
		all = append(all, Option{Key: b.Key, Label: T("%s", b.Name)})
	}
	return all
}

func regionOptions() (all []Option) {
	for _, r := range letter.Regions {
		all = append(all, Option{Key: r.Key, Label: T("%s", r.Name)})
	}
	return all
}

// edgesOf leads from every option to the same step.
func edgesOf(options []Option, to ID) Edges {
	all := Edges{}
	for _, o := range options {
		all[o.Key] = to
	}
	return all
}
