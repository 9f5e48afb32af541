package flow

// ID names a place of a guide. Scripts use the names: they never change.
type ID string

// Where an edge can lead besides to a place of the guide.
const (
	// Onward leads from a dialog to the step that it stands before.
	Onward ID = "(onward)"
	// Return leads from a dialog back to where it was asked, and from a sub-walk to the
	// edge that the word has at the place which called it.
	Return ID = "(return)"
	// End ends the walk.
	End ID = "(end)"
)

// Outcome is the word a step ends with: the key of an option, or a word of May.
type Outcome string

// Words with a meaning of their own.
const (
	// Done says "I did it": only Judge moves on from there.
	Done Outcome = "done"
	// Given is the outcome of typed text.
	Given Outcome = "given"
	// Picked is the outcome when an entry of a table was chosen.
	Picked Outcome = "picked"
	// Timeout is the outcome when Wait.For has passed without a word.
	Timeout Outcome = "timeout"
)
