package facts

import (
	"camreset/isapi"
	"camreset/steps/lan"
	"camreset/steps/text"
)

// Name is the camera's name for a person: its model if it told one.
func (f *Facts) Name() string {
	switch {
	case f.Device.Model != "":
		return f.Device.Model
	case f.Target != (lan.Address{}):
		return "the " + f.Noun() + " at " + f.Target.String()
	}
	return "the " + f.Noun()
}

// Whereabouts is the camera's name and address.
func (f *Facts) Whereabouts() string {
	switch {
	case f.Target == (lan.Address{}):
		return "no device yet"
	case f.Device.Model != "":
		return f.Device.Model + "  " + f.Target.String()
	}
	return f.Target.String()
}

// Header is what is told of the camera at the top of the screen: with how many tries
// its login still takes.
func (f *Facts) Header() string {
	left := f.Left()
	switch {
	case f.Target == (lan.Address{}):
		return ""
	case left == nil || f.Proved || f.Activated() == isapi.No:
		return f.Whereabouts()
	}
	return f.Whereabouts() + "  " + TriesLeft(*left)
}

// TriesLeft is a number of tries in words.
func TriesLeft(n int) string { return text.Count(n, "try left", "tries left") }
