package tui

import (
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/spinner"
)

// marks are the signs that a screen is drawn with. There are two sets, for terminals
// that have the signs and for those that have plain letters only.
type marks struct {
	// What came out, and what is lit or can be gone on with.
	ok, warn, fail, skip, here, again string
	// A line, an upright one, and the corners of a frame from the upper left.
	line, side string
	corners    [4]string
	// block fills digits and bars, hollow is what of a bar is not reached yet.
	block, hollow string
	// dot stands for a character that is not shown, arrows for the keys that move.
	dot, arrows, sideways string
	spinner               spinner.Spinner
	// last replaces signs that are as wide as their letter, wherever they come from.
	last *strings.Replacer
}

var signs = &marks{
	ok: "✓", warn: "!", fail: "✗", skip: "•", here: "▸", again: "↻",
	line: "─", side: "│", corners: [4]string{"╭", "╮", "╰", "╯"},
	block: "█", hollow: "─", dot: "•", arrows: "↑↓", sideways: "←→",
	spinner: spinner.Spinner{Frames: strings.Split("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", ""), FPS: 120 * time.Millisecond},
	last:    strings.NewReplacer(),
}

var letters = &marks{
	ok: "ok", warn: "!", fail: "x", skip: "-", here: ">", again: "*",
	line: "-", side: "|", corners: [4]string{"+", "+", "+", "+"},
	block: "#", hollow: "-", dot: "*", arrows: "up/down", sideways: "left/right",
	spinner: spinner.Spinner{Frames: strings.Split(`|/-\`, ""), FPS: 120 * time.Millisecond},
	last:    strings.NewReplacer("…", ".", "↑", "^", "↓", "v", "✓", "+", "✗", "x", "▸", ">", "↻", "*", "•", "-", "─", "-", "│", "|", "’", "'"),
}

// marksFor are the marks that a terminal can draw: the signs where the locale says
// UTF-8, and not on the consoles whose fonts lack them.
func marksFor(env func(string) string, system string) *marks {
	if system == "windows" {
		for _, name := range []string{"WT_SESSION", "TERM_PROGRAM", "ConEmuANSI", "MSYSTEM"} {
			if env(name) != "" {
				return signs
			}
		}
		return letters
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(env(name)); locale != "" {
			if strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8") {
				return sighted(env("TERM"))
			}
			return letters
		}
	}
	return letters
}

// sighted is for terminals of a UTF-8 locale: the console of the Linux kernel has no
// glyphs for most of the signs.
func sighted(term string) *marks {
	if term == "linux" {
		return letters
	}
	return signs
}
