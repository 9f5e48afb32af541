package tui

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// palette is how a terminal shows its sixteen colours.
type palette struct {
	name               string
	paper, ink, border string
	colours            [16]string
}

// The colours of a dark and of a light terminal, as GitHub shows code.
var palettes = []palette{
	{"dark", "#0d1117", "#c9d1d9", "#30363d", [16]string{
		"#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4",
		"#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff",
	}},
	{"light", "#ffffff", "#24292f", "#d0d7de", [16]string{
		"#24292f", "#cf222e", "#116329", "#4d2d00", "#0969da", "#8250df", "#1b7c83", "#6e7781",
		"#57606a", "#a40e26", "#1a7f37", "#633c01", "#218bff", "#a475f9", "#3192aa", "#8c959f",
	}},
}

// The size of a cell and of the margin around the screen, in pixels.
const (
	cellWide, cellHigh = 8.4, 18.0
	baseline           = 13.5
	margin             = 14.0
)

// pen is how a letter is drawn; colours count from 1, 0 is the terminal's own.
type pen struct {
	ink, paper           int
	bold, faint, reverse bool
}

// run is letters in a row that are drawn alike.
type run struct {
	pen
	from, wide int
	text       string
}

// svg draws a screen, in the colours of a terminal.
func svg(t *testing.T, title, screen string, width, height int, p palette) string {
	t.Helper()
	var b strings.Builder
	wide, high := float64(width)*cellWide+2*margin, float64(height)*cellHigh+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img">`, wide, high, wide, high)
	fmt.Fprintf(&b, "\n<title>%s</title>\n", escaped(title))
	fmt.Fprintf(&b, `<rect x="0.5" y="0.5" width="%.0f" height="%.0f" rx="8" fill="%s" stroke="%s"/>`+"\n", wide-1, high-1, p.paper, p.border)
	b.WriteString(`<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14">` + "\n")
	for y, line := range strings.Split(screen, "\n") {
		for _, r := range runsOf(t, line) {
			p.draw(&b, r, margin+float64(y)*cellHigh)
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// draw draws a run whose cells begin at a height.
func (p palette) draw(b *strings.Builder, r run, top float64) {
	ink, paper := p.of(r.ink, p.ink), p.of(r.paper, p.paper)
	if r.reverse {
		ink, paper = paper, ink
	}
	left, wide := margin+float64(r.from)*cellWide, float64(r.wide)*cellWide
	if paper != p.paper {
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", left, top, wide, cellHigh, paper)
	}
	r = r.withoutBlanks()
	if r.text == "" {
		return
	}
	left, wide = margin+float64(r.from)*cellWide, float64(r.wide)*cellWide
	if from, part := block(r.text); part > 0 {
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s" shape-rendering="crispEdges"/>`+"\n", left, top+from*cellHigh, wide, part*cellHigh, ink)
		return
	}
	look := ""
	if r.bold {
		look += ` font-weight="bold"`
	}
	if r.faint {
		look += ` opacity="0.6"`
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" textLength="%.1f" lengthAdjust="spacingAndGlyphs" fill="%s"%s>%s</text>`+"\n", left, top+baseline, wide, ink, look, escaped(r.text))
}

// withoutBlanks is a run without the blanks around it: not every program that draws
// letters keeps them.
func (r run) withoutBlanks() run {
	text := strings.TrimLeft(r.text, " ")
	r.from, r.wide = r.from+len(r.text)-len(text), r.wide-len(r.text)+len(text)
	r.text = strings.TrimRight(text, " ")
	r.wide -= len(text) - len(r.text)
	return r
}

// of is one of the sixteen colours, or the terminal's own.
func (p palette) of(colour int, own string) string {
	if colour == 0 {
		return own
	}
	return p.colours[colour-1]
}

// block says which part of its cells a run of blocks fills, from the top: 0 for none.
// Letters would leave gaps between them.
func block(text string) (from, part float64) {
	switch []rune(text)[0] {
	case '█':
		return 0, 1
	case '▀':
		return 0, 0.5
	case '▄':
		return 0.5, 0.5
	}
	return 0, 0
}

// runsOf splits a line where it is drawn in another way, around blocks, and behind gaps.
func runsOf(t *testing.T, line string) []run {
	t.Helper()
	var all []run
	var now pen
	parser := ansi.NewParser()
	at, state := 0, byte(0)
	for line != "" {
		seq, wide, n, next := ansi.DecodeSequence(line, state, parser)
		line, state = line[n:], next
		if wide == 0 {
			if parser.Command()&0xff == 'm' && strings.HasPrefix(seq, "\x1b[") {
				now = now.with(t, parser.Params())
			}
			continue
		}
		last := len(all) - 1
		if last < 0 || all[last].pen != now || isBlock(all[last].text) != isBlock(seq) || isBlock(seq) && !strings.HasPrefix(all[last].text, seq) || seq != " " && strings.HasSuffix(all[last].text, "  ") {
			all, last = append(all, run{pen: now, from: at}), last+1
		}
		all[last].text += seq
		all[last].wide += wide
		at += wide
	}
	return all
}

func isBlock(text string) bool { return strings.ContainsAny(text, "█▀▄") }

// with is the pen after an escape sequence. The program knows sixteen colours only.
func (p pen) with(t *testing.T, params ansi.Params) pen {
	t.Helper()
	if len(params) == 0 {
		return pen{}
	}
	params.ForEach(0, func(_, n int, _ bool) {
		switch {
		case n == 0:
			p = pen{}
		case n == 1:
			p.bold = true
		case n == 2:
			p.faint = true
		case n == 7:
			p.reverse = true
		case n == 22:
			p.bold, p.faint = false, false
		case n == 27:
			p.reverse = false
		case n == 3, n == 4, n == 23, n == 24: // slanted or underlined: nothing is told by that
		case n >= 30 && n <= 37:
			p.ink = n - 30 + 1
		case n == 39:
			p.ink = 0
		case n >= 40 && n <= 47:
			p.paper = n - 40 + 1
		case n == 49:
			p.paper = 0
		case n >= 90 && n <= 97:
			p.ink = n - 90 + 8 + 1
		case n >= 100 && n <= 107:
			p.paper = n - 100 + 8 + 1
		default:
			t.Errorf("the screen uses the escape code %d, which is none of sixteen colours, bold, faint or reverse", n)
		}
	})
	return p
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text))
	return b.String()
}

func TestSVGKeepsColumnsAndColours(t *testing.T) {
	dark := palettes[0]
	drawn := svg(t, "A <title>", "ab \x1b[1;31mred\x1b[0m \x1b[7mlit\x1b[27m\n\x1b[2mfaint\x1b[0m ██▀&", 20, 2, dark)
	if err := wellFormed(drawn); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<title>A &lt;title&gt;</title>",
		`<text x="39.2" y="27.5" textLength="25.2" lengthAdjust="spacingAndGlyphs" fill="` + dark.colours[1] + `" font-weight="bold">red</text>`,
		`width="25.2" height="18.0" fill="` + dark.ink + `"/>`, // what is lit stands on the ink's colour
		`fill="` + dark.paper + `">lit</text>`,
		`opacity="0.6">faint</text>`,
		`<rect x="64.4" y="32.0" width="16.8" height="18.0" fill="` + dark.ink + `" shape-rendering="crispEdges"/>`,
		`<rect x="81.2" y="32.0" width="8.4" height="9.0" fill="` + dark.ink + `" shape-rendering="crispEdges"/>`,
		"&amp;</text>",
	} {
		if !strings.Contains(drawn, want) {
			t.Errorf("the picture has no %s:\n%s", want, drawn)
		}
	}
}
