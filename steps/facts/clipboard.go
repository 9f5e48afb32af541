package facts

// Clipboard says where Env.Copy puts a text.
type Clipboard string

// The clipboards.
const (
	// NoClipboard: there is none, or none that could be reached.
	NoClipboard Clipboard = ""
	// OwnClipboard is that of this computer.
	OwnClipboard Clipboard = "own"
	// TerminalClipboard is that of the computer where the terminal runs, as over
	// SSH: the text goes through the terminal's stream.
	TerminalClipboard Clipboard = "terminal"
	// TmuxClipboard is the same through tmux, which keeps a copy.
	TmuxClipboard Clipboard = "tmux"
)

// Far is true where a copy leaves this computer and cannot be looked after.
func (c Clipboard) Far() bool { return c == TerminalClipboard || c == TmuxClipboard }

// Place names a clipboard in a sentence.
func (c Clipboard) Place() string {
	switch c {
	case TerminalClipboard:
		return "the clipboard of the computer that you sit at"
	case TmuxClipboard:
		return "the clipboard of the computer that you sit at, and tmux's buffer"
	}
	return "this computer's clipboard"
}
