package flow

import (
	"time"

	"camreset/steps/text"
)

// Status is how a check came out.
type Status string

// The statuses.
const (
	OK   Status = "ok"
	Warn Status = "warn"
	Fail Status = "fail"
	Skip Status = "skip"
)

// Result is what a check has to say.
type Result struct {
	Status Status
	Detail text.Text
	// Hint says what to do next; every warning and failure has one.
	Hint text.Text
	// Bell asks for that many rings.
	Bell int
	// Progress is 0 to 1 for long work, 0 when there is nothing to show.
	Progress float64
	// Left is the time that a countdown still has, and Until what happens then, such as
	// "until you plug it in"; 0 when nothing is counted.
	Left  time.Duration
	Until text.Text
	// Err is the technical cause, behind d.
	Err error
	// Took is how long the check ran.
	Took time.Duration
}

// Well is the result of what is as it should be.
func Well(detail text.Text) Result { return Result{Status: OK, Detail: detail} }

// Warned is one that the user should know of; hint says what to do next.
func Warned(detail, hint text.Text) Result { return Result{Status: Warn, Detail: detail, Hint: hint} }

// Failed is one that keeps the walk from going on; hint says what to do next.
func Failed(detail, hint text.Text) Result { return Result{Status: Fail, Detail: detail, Hint: hint} }

// Skipped is that of what could not be measured, or need not be.
func Skipped(detail text.Text) Result { return Result{Status: Skip, Detail: detail} }

// With adds the technical cause.
func (r Result) With(err error) Result { r.Err = err; return r }
