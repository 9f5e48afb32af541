package tui

import (
	"io"
	"strings"
	"time"
)

// plain is one run on plain lines.
type plain struct {
	now   func() time.Time
	in    *inputLines
	out   io.Writer
	err   error
	width int
	loud  bool // the output is a terminal, which has a bell and a width
	turn  int
	given string
	rows  map[string]printed
	// numbers are the keys by the numbers that were printed with the question.
	numbers map[int]string
}

// printed is a row as it was last printed.
type printed struct {
	line string
	at   time.Time
}

// print writes lines in one piece, so that nothing is held back while the
// program waits for an answer.
func (p *plain) print(lines ...string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.out, strings.Join(lines, "\n")+"\n")
	}
}

// bell rings the terminal's bell n times.
func (p *plain) bell(n int) {
	if p.err == nil {
		_, p.err = io.WriteString(p.out, strings.Repeat("\a", n))
	}
}
