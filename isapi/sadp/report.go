package sadp

import (
	"slices"
	"strings"

	"camreset/isapi"
)

// Report is what a look showed beside the devices.
type Report struct {
	Devices       []Device    // by address
	Interfaces    []Interface // all that were to be searched, the skipped ones with their reason
	Only          string      // the one interface that was to be searched; empty = all
	Causes        []Cause     // why the list is empty or may lack somebody, likeliest first
	SendErrors    []SendError
	HeardOwnProbe isapi.Tri // a probe of ours came back to our listener: No points to a firewall
	Full          bool      // there are more devices than the list takes
}

func (s *search) report() Report {
	r := Report{
		Devices: s.table.list(), Interfaces: s.searched(), Only: s.only, SendErrors: s.failures(),
		HeardOwnProbe: s.heardOwn(), Full: s.table.full,
	}
	if s.over {
		r.Causes = causes(r, s.net)
	}
	return r
}

// failures are what was noted, in the order of the interfaces: which listener fails first
// is chance.
func (s *search) failures() []SendError {
	all := slices.Clone(s.errors)
	slices.SortStableFunc(all, func(a, b SendError) int { return strings.Compare(a.Interface, b.Interface) })
	return all
}

// searched are the interfaces that the look is about.
func (s *search) searched() []Interface {
	if s.only == "" {
		return s.faces
	}
	return slices.DeleteFunc(slices.Clone(s.faces), func(i Interface) bool { return i.Name != s.only })
}

// heardOwn is known only where a listener stands and something left.
func (s *search) heardOwn() isapi.Tri {
	if s.own == isapi.Yes || !s.over {
		return s.own
	}
	for _, o := range s.outlets {
		if o.group != nil && s.sentOn[o.iface] {
			return isapi.No
		}
	}
	return isapi.Unknown
}
