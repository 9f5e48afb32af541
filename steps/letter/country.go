package letter

import (
	"slices"
	"strings"

	"camreset/steps/flow"
)

// countries are those with a way of their own, as people write them.
var countries = map[flow.Outcome][]string{
	"usa-canada": {"usa", "us", "united states", "united states of america", "america", "canada"},
	"uk":         {"uk", "united kingdom", "great britain", "britain", "england", "scotland", "wales", "northern ireland"},
	"india":      {"india"},
	"asia":       {"vietnam", "viet nam", "bangladesh", "cambodia", "laos", "myanmar", "nepal", "thailand"},
	"australia":  {"australia"},
}

// RegionTyped is the region of a country as somebody typed it, or of a region's key. A
// country without a way of its own is "elsewhere", none at all "anywhere".
func RegionTyped(typed string) flow.Outcome {
	name := strings.ToLower(strings.Trim(strings.ReplaceAll(typed, ".", ""), " "))
	if i := slices.IndexFunc(Regions, func(r region) bool { return string(r.Key) == name }); i >= 0 {
		return Regions[i].Key
	}
	for key, names := range countries {
		if slices.Contains(names, name) {
			return key
		}
	}
	if name == "" {
		return "anywhere"
	}
	return "elsewhere"
}
