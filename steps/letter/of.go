package letter

import (
	"cmp"
	"path/filepath"

	"camreset/isapi"
	"camreset/steps/facts"
)

// Of is the case as far as it is known.
func Of(f *facts.Facts) Letter {
	d, r, to := f.Device, f.Record, WhoHelps(f)
	c := Letter{
		Schema: 1, Model: isapi.Clean(cmp.Or(d.Model, r.Model)), Serial: isapi.Clean(cmp.Or(d.Serial, r.Serial)),
		ShortSerial: isapi.Clean(cmp.Or(d.ShortSerial, r.ShortSerial)),
		Firmware:    isapi.Clean(cmp.Or(d.Firmware, r.Firmware)), Build: isapi.Clean(cmp.Or(d.Build, r.Build)),
		MAC: isapi.Clean(cmp.Or(d.MAC, r.MAC)), BootTime: isapi.Clean(r.BootTime), Address: isapi.Clean(addressOf(f)),
		Brand: brandName(f), Responsible: to.Responsible,
		Tried: cleaned(triedLines(f)), Answers: cleaned(answerLines(f)),
		SendTo: to.To, Confidence: to.Sure, to: to, pending: f.Pending, owner: f.Answers.Owner == "mine",
	}
	if _, known := askWords[r.ResetClass]; known {
		c.ResetClass = r.ResetClass
	}
	if kind := f.Kind(); kind != isapi.KindUnknown {
		c.Kind = kind
	}
	if f.Answers.Country != "" && (f.Answers.Country != "anywhere" || f.Answers.CountryName != "") {
		c.Country = cmp.Or(isapi.Clean(f.Answers.CountryName), regionOf(f.Answers.Country).Name)
	}
	if p := f.Pending; p.Kind != "" {
		c.Request = &Request{isapi.Clean(p.Kind), stamp(p.Since), stamp(p.Until), ""}
		if p.File != "" {
			c.Request.File = isapi.Clean(filepath.Base(p.File))
		}
	}
	return c
}

// brandName is the name on the camera, as the user said; a brand that is not in
// the list by the name that the camera gives itself.
func brandName(f *facts.Facts) string {
	switch b := facts.BrandOf(f.Answers.Brand); b.Key {
	case facts.UnknownBrand:
		return ""
	case facts.OtherBrand:
		return isapi.Clean(cmp.Or(f.Answers.BrandName, f.Record.OEM))
	default:
		return b.Name
	}
}
