package summary

import (
	"camreset/isapi"
	"camreset/steps/facts"
)

// returned is one thing that a reset takes, or that helps with the next loss.
type returned struct {
	id, title string
	// came says whether it was given back or set up; Unknown where there was nothing to
	// give back, and No where it could not be, with the reason.
	came func(f *facts.Facts) (is isapi.Tri, why string)
}

// returns are all of them, in the order in which they are told.
var returns = []returned{
	{"network", "network settings", networkBack},
	{"guid", "recovery file for the next time", func(f *facts.Facts) (isapi.Tri, string) {
		if f.GUIDMade {
			return isapi.Yes, ""
		}
		return isapi.Unknown, ""
	}},
}

// networkBack says whether a device has its network settings from before the reset.
func networkBack(f *facts.Facts) (isapi.Tri, string) {
	switch {
	case !f.ResetSeen:
		return isapi.Unknown, ""
	case f.OldTarget.IP == f.Target.IP:
		return isapi.Yes, ""
	case f.Moved:
		return isapi.No, "It was given another address."
	}
	return isapi.No, "It stayed at the address where it came back."
}

// addReturned tells what came back. All other settings are lost by a reset.
func (r *Summary) addReturned(f *facts.Facts) {
	for _, x := range returns {
		switch is, why := x.came(f); is {
		case isapi.Yes:
			r.GivenBack = append(r.GivenBack, Thing{ID: x.id, Title: x.title})
		case isapi.No:
			r.NotGivenBack = append(r.NotGivenBack, Missing{x.id, x.title, line(why)})
		}
	}
	if f.ResetSeen {
		r.NotGivenBack = append(r.NotGivenBack, Missing{"others", "all other settings", "They are as the factory set them; set them again on its page."})
	}
}
