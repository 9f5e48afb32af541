package notes

import (
	"testing"
	"time"
)

// The time since the start that Windows tells without a counter of starts: a
// restart shows by less of it.
func TestARestartIsSeenWithoutACounter(t *testing.T) {
	at := time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)
	early, late := Moment{Clock: at, Boot: "a start", Up: time.Hour}, Moment{Clock: at.Add(20 * time.Minute), Boot: "a start", Up: time.Minute}
	if got := late.Since(early); got != 20*time.Minute {
		t.Errorf("%v have passed", got)
	}
	if here := late.Here(early); late.Since(here) != 20*time.Minute || here.Up != -19*time.Minute {
		t.Errorf("%+v", here)
	}
}

// This computer tells its start, and time passes on it.
func TestThisComputerTellsItsStart(t *testing.T) {
	id, up := SinceBoot()
	again, later := SinceBoot()
	if id != again || later < up || id != "" && up <= 0 {
		t.Errorf("%q after %v, then %q after %v", id, up, again, later)
	}
}

// Without a start of the computer the clock counts alone, and never backwards.
func TestMomentsOfAClockAlone(t *testing.T) {
	at := time.Date(2025, 5, 1, 12, 0, 0, 0, time.FixedZone("", 3600))
	files := Files{Now: func() time.Time { return at }}
	early := files.Moment()
	if early.Boot != "" || early.Up != 0 || early.Clock.Location() != time.UTC || !early.Clock.Equal(at) {
		t.Errorf("%+v", early)
	}
	at = at.Add(time.Hour)
	late := files.Moment()
	if late.Since(early) != time.Hour || early.Since(late) != 0 || late.Here(early) != early {
		t.Errorf("%v and %v have passed; %+v", late.Since(early), early.Since(late), late.Here(early))
	}
	files.Boot = func() (string, time.Duration) { return "a start", time.Minute }
	if m := files.Moment(); m.Boot != "a start" || m.Up != time.Minute {
		t.Errorf("%+v", m)
	}
}

// A clock that jumps within one start of the computer changes nothing but itself.
func TestMomentsOverAJump(t *testing.T) {
	at := time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)
	early := Moment{Clock: at, Boot: "a start", Up: time.Hour}
	for name, jump := range map[string]time.Duration{"none": 0, "a little": 30 * time.Second, "ahead": 24 * time.Hour, "back": -24 * time.Hour} {
		late := Moment{Clock: at.Add(10*time.Minute + jump), Boot: "a start", Up: 70 * time.Minute}
		here := late.Here(early)
		if late.Since(early) != 10*time.Minute || late.Since(here) != 10*time.Minute || here.Clock.Before(at) {
			t.Errorf("%s: %v have passed, %v; %+v", name, late.Since(early), late.Since(here), here)
		}
		if moved := here != early; moved != (jump > drift) {
			t.Errorf("%s: it is counted as %+v", name, here)
		}
	}
}
