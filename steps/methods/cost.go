package methods

import (
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/text"
)

// Cost is the price of an option.
type Cost struct {
	Tries int
	Loss  Loss
	Time  string
}

// String is the price in one line.
func (c Cost) String() string {
	takes := "It takes " + c.Time + "."
	switch c.Tries {
	case 0:
		return takes
	case 1:
		return "Uses one try. " + takes
	}
	return text.T("Uses %d tries. %s", c.Tries, takes).String()
}

// Short is the price without the tries.
func (c Cost) Short() string { return "loses " + string(c.Loss) + ", takes " + c.Time }

// Loss is what a way in costs the camera.
type Loss string

// The losses.
const (
	LoseNothing  Loss = "nothing"
	LosePassword Loss = "password"
	LoseSettings Loss = "settings"
)

// Priced is a price that no fact changes.
func Priced(tries int, loss Loss, time string) func(*facts.Facts) flow.Cost {
	return func(*facts.Facts) flow.Cost { return Cost{tries, loss, time} }
}

// CostApp warns for recorders: at least one manual says that the reset through
// Hik-Connect restores everything to factory settings.
func CostApp(f *facts.Facts) flow.Cost {
	if f.Kind() == "recorder" {
		return Cost{0, LoseSettings, "minutes"}
	}
	return Cost{0, LosePassword, "minutes"}
}
