package tui

import (
	"io"
	"math"
	"strings"
	"time"

	"camreset/steps/flow"
)

// plain is one run on plain lines.
type plain struct {
	now   func() time.Time
	in    *inputLines
	out   io.Writer
	err   error
	width int
	loud  bool // the output is a terminal, which has a bell and a width
	// keys is true where a script reads along: steps and answers are named, and every
	// check is told.
	keys  bool
	turn  int
	given string
	// numbers are the keys by the numbers that were printed with the question.
	numbers map[string]string
	// What was told of this step, so that only changes are told later.
	rows     map[string]printed
	counts   map[string]counted
	items    []flow.Item
	body     []string
	sequence flow.ID
	state    string
}

// room is how wide a line may be that a script reads whole: as wide as a terminal is.
func (p *plain) room() int {
	if p.loud {
		return p.width
	}
	return math.MaxInt
}

// printed is a row as it was last printed.
type printed struct {
	line string
	at   time.Time
}

// print writes lines in one piece, so that nothing is held back while the
// program waits for an answer.
func (p *plain) print(lines ...string) {
	if p.err == nil && len(lines) > 0 {
		_, p.err = io.WriteString(p.out, strings.Join(lines, "\n")+"\n")
	}
}

// bell rings the terminal's bell n times.
func (p *plain) bell(n int) {
	if p.err == nil {
		_, p.err = io.WriteString(p.out, strings.Repeat("\a", n))
	}
}

// put prints a question and what belongs under it. Its name is for scripts.
func (p *plain) put(name, question string, under ...string) {
	var lines []string
	switch {
	case p.keys:
		lines = []string{"? " + name + " " + question}
	case question != "":
		lines = wrap(question, p.width)
	}
	p.print(append(lines, under...)...)
}

// answerLine are the lines of one answer: its number, what it says, and its key for
// scripts.
func (p *plain) answerLine(number, says, key string) []string {
	if p.keys {
		return []string{number + ") " + says + " [" + key + "]"}
	}
	return hang(number+") ", says, p.width)
}

// refuse says why something was not taken.
func (p *plain) refuse(why string) {
	if p.keys {
		p.print("! " + why)
		return
	}
	p.print(wrap(why, p.width)...)
}

// ended is a text with a sign at its end, where it has none of its own.
func ended(s, sign string) string {
	last := strings.TrimRight(s, `")`)
	if last == "" || strings.ContainsAny(last[len(last)-1:], ".?!:") {
		return s
	}
	return s + sign
}
