package summary

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/owned"
)

// returned is one thing that a reset takes, or that helps with the next loss.
type returned struct {
	id, title string
	// came says whether it was given back or set up; Unknown where there was nothing to
	// give back, and No where it could not be, with the reason.
	came func(f *facts.Facts) (is isapi.Tri, why string)
	// words say more than the title where it was given back; nil where there is no more.
	words func(f *facts.Facts) string
}

// returns are all of them, in the order in which they are told.
var returns = []returned{
	{"network", "network settings", networkBack, networkWords},
	given(owned.Name, "name"),
	given(owned.Zone, "time zone"),
	given(owned.Server, "time server"),
	given(owned.Questions, "security questions"),
	given(owned.Mailbox, "recovery e-mail"),
	{"guid", "recovery file for the next time", func(f *facts.Facts) (isapi.Tri, string) {
		if f.GUIDMade {
			return isapi.Yes, ""
		}
		return isapi.Unknown, ""
	}, nil},
}

// given is what the owner has typed and the device was sent, once it was read back.
func given(id, title string) returned {
	return returned{id, title, func(f *facts.Facts) (isapi.Tri, string) {
		switch came, found := f.GivenOf(id); {
		case came.Problem != "" && f.ResetSeen:
			return isapi.No, came.Problem
		case !found, came.Problem != "", id == owned.Zone && f.Answers.Wish.Zone == "": // only its clock was set
			return isapi.Unknown, ""
		}
		return isapi.Yes, ""
	}, nil}
}

// networkBack says whether a device has its network settings from before the reset, or
// those that were planned for it.
func networkBack(f *facts.Facts) (isapi.Tri, string) {
	switch {
	case !f.ResetSeen:
		return isapi.Unknown, ""
	case f.OldTarget.IP == f.Target.IP, f.Moved && f.Answers.Give == "typed":
		return isapi.Yes, ""
	case f.Moved:
		return isapi.No, "It was given another address."
	}
	return isapi.No, "It stayed at the address where it came back."
}

func networkWords(f *facts.Facts) string {
	if f.OldTarget.IP != f.Target.IP {
		return "network settings: new ones, as they were typed"
	}
	return ""
}

// addReturned tells what came back. All other settings are lost by a reset.
func (r *Summary) addReturned(f *facts.Facts) {
	for _, x := range returns {
		switch is, why := x.came(f); is {
		case isapi.Yes:
			thing := Thing{ID: x.id, Title: x.title}
			if x.words != nil {
				thing.words = line(x.words(f))
			}
			r.GivenBack = append(r.GivenBack, thing)
		case isapi.No:
			r.NotGivenBack = append(r.NotGivenBack, Missing{x.id, x.title, line(why)})
		}
	}
	if f.ResetSeen {
		r.NotGivenBack = append(r.NotGivenBack, Missing{"others", "all other settings", "They are as the factory set them; set them again on its page."})
	}
}
