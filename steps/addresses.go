package steps

import (
	"camreset/isapi/sadp"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// putAddress keeps which camera was chosen: by its key in the list, or by an
// address.
func putAddress(f *Facts, given string) {
	a := &f.Answers
	a.Picked, a.Typed = sadp.KeyOf(given), lan.Address{}
	if a.Picked != "" {
		return
	}
	if given == "factory" {
		given = sentences.FactoryAddress
	}
	a.Typed, _ = lan.ParseAddress(given)
}

// wanted is the address of the camera that the user chose.
func wanted(f *Facts) lan.Address {
	d, found := f.Heard.Device(f.Answers.Picked)
	if !found {
		return f.Answers.Typed
	}
	return lan.PageOf(d)
}
