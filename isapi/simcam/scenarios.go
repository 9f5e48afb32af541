package simcam

import "strings"

// scenarios are the stories that can be asked for by name; the first is the default.
var scenarios = []Scenario{
	{
		Name: "forgotten", Title: "A camera in use whose password nobody remembers",
		Generation: Session, Safety: Safety{UPnP: true, NoNTP: true},
	},
	{
		Name: "factory-default", Title: "An old camera that still has the factory password",
		Generation: Legacy,
	},
	{
		Name: "inactive", Title: "A camera that has no password yet",
		Generation: Activation, Inactive: true,
	},
	{
		Name: "locked", Title: "A camera that refuses every login after too many wrong ones",
		Generation: Session, Locked: true,
	},
	{
		Name: "cloud", Title: "A camera that only the maker's app can open",
		Generation: Portal, Questions: []Question{}, Recovery: Recovery{App: true, HikConnect: true},
	},
	{
		Name: "moved", Title: "A camera that comes back in another network after its reset",
		Generation: Session, Address: "10.0.0.70", Computer: "10.0.0.10/24",
	},
	{
		Name: "no-button", Title: "A camera without a reset button or security questions",
		Generation: Portal, Questions: []Question{}, NoButton: true,
	},
	{
		Name: "recorder", Title: "A recorder that the maker's app can open",
		Generation: RecorderGen, Questions: []Question{}, Recovery: Recovery{App: true, HikConnect: true},
		NoButton: true, HideTries: true,
	},
	{
		Name: "unplugged", Title: "A camera without power",
		Generation: Session, Unplugged: true,
	},
}

// Scenarios lists the named scenarios, the default first. The list is the caller's to change.
func Scenarios() []Scenario { return append([]Scenario(nil), scenarios...) }

// Names lists the names of the scenarios in one line, the default first.
func Names() string {
	var names []string
	for _, s := range scenarios {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// Find gives the scenario of that name; the empty name means the default one.
func Find(name string) (Scenario, bool) {
	for _, s := range scenarios {
		if name == "" || s.Name == name {
			return s, true
		}
	}
	return Scenario{}, false
}
