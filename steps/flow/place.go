package flow

import "camreset/steps/text"

// Place is a position in a guide, with what led there.
type Place struct {
	At    ID
	Asked []Asked
	Trail []Visit
}

// Row is one check as it stands: Result.Status is empty while it runs.
type Row struct {
	Check  string
	Title  text.Text
	Result Result

	told func(any, Result) Result // nil for a row that does not change
}

// Visit is one step that was passed, with what its checks had to say.
type Visit struct {
	Step    ID
	Rows    []Row
	Outcome Outcome
}

// Asked remembers what the user had said before a question was asked.
type Asked struct {
	At   ID
	Said any

	frames []frame
}

// frame is a place that is to be gone on with: a step that has called a sub-walk, or has
// asked a dialog in between, or the step that a dialog stands before.
type frame struct {
	at    ID
	under []frame // what stood under at
	call  bool
	by    ID   // the place whose edge has called: at, or a fork behind it
	to    ID   // the step behind a dialog
	left  []ID // the dialogs that stand before it as well
}
