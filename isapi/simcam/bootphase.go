package simcam

// phase is how far a camera has come since it got power.
type phase int

const (
	phaseOff   phase = iota
	phaseDark        // powered, connections are refused
	phaseBusy        // answers, but refuses every write
	phaseReady       // normal
)

// button is the reset button.
type button struct {
	down  bool
	timer *timer // runs while the button is held since before power came back
}
