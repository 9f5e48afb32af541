package desktop

import (
	"errors"
	"io"
	"os"

	"camreset/steps/facts"

	"github.com/atotto/clipboard"
	"github.com/aymanbagabas/go-osc52/v2"
	"github.com/charmbracelet/x/term"
)

// Clipboard tells where Copy puts a text. Where this computer has no clipboard, or
// none that is the user's, as over SSH, the terminal is asked. What is no terminal, a
// file or a pipe, is never written to.
func Clipboard(terminal io.Writer) facts.Clipboard {
	far := os.Getenv("SSH_TTY") != "" || os.Getenv("SSH_CONNECTION") != ""
	switch {
	case !far && !clipboard.Unsupported:
		return facts.OwnClipboard
	case !isTerminal(terminal) || os.Getenv("TERM") == "dumb":
		return facts.NoClipboard
	case os.Getenv("TMUX") != "":
		return facts.TmuxClipboard
	}
	return facts.TerminalClipboard
}

var errNoClipboard = errors.New("there is no clipboard")

// Copy puts a text into the clipboard. Whether a terminal that is asked does it cannot
// be known.
func Copy(text string, terminal io.Writer) error {
	switch Clipboard(terminal) {
	case facts.OwnClipboard:
		return clipboard.WriteAll(text)
	case facts.NoClipboard:
		return errNoClipboard
	}
	return tellTerminal(osc52.New(text), terminal)
}

// Uncopy empties the clipboard. The one of this computer is left alone if it holds
// something else by now: then cleared is false. A terminal is only asked.
func Uncopy(text string, terminal io.Writer) (cleared bool, err error) {
	switch Clipboard(terminal) {
	case facts.OwnClipboard:
		held, err := clipboard.ReadAll()
		if err != nil || held != text {
			return false, err
		}
		return true, clipboard.WriteAll("")
	case facts.NoClipboard:
		return false, errNoClipboard
	}
	return true, tellTerminal(osc52.New(""), terminal)
}

// tellTerminal writes a sequence in the forms that terminals take.
func tellTerminal(sequence osc52.Sequence, terminal io.Writer) error {
	line := sequence.String()
	if os.Getenv("TMUX") != "" { // which form tmux lets through is a matter of its settings
		line += sequence.Tmux().String()
	}
	_, err := io.WriteString(terminal, line)
	return err
}

func isTerminal(stream io.Writer) bool {
	f, is := stream.(term.File)
	return is && term.IsTerminal(f.Fd())
}
