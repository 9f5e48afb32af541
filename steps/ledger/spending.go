package ledger

import (
	"fmt"
	"time"

	"camreset/steps/text"
)

// Spending is the state of the tries of one device.
type Spending struct {
	// Count is what the ledger has seen spent on logins in this window.
	Count int
	// Budget is how many are allowed in a window.
	Budget int
	// UDP and BudgetUDP are the same for what is sent over UDP: whether a device
	// counts both together is not known.
	UDP, BudgetUDP int
	// Door is the port of the address through which all of it was spent, where another
	// device may be; empty where there is no doubt, "0" for the usual ports.
	Door string
	// Until is when the window ends; zero when nothing was spent.
	Until time.Time
	// Left is what the device last told of the tries left, in this window.
	Left *int
	// Extra is true when the one more try for the user's word is used up.
	Extra bool
	// Problem says why the ledger could not be read; no try is made then. Unread is
	// where a note of tries is kept that could not be read, so that all tries count
	// as spent.
	Problem, Unread string
}

// Words say what is spent of what is allowed. The one more try for the user's
// word may have come on top.
func (s Spending) Words() string {
	if s.Unread != "" {
		return "camreset could not read its note of earlier tries, and counts all as spent"
	}
	if s.Count > s.Budget {
		return fmt.Sprintf("camreset has spent %d, all that it allows itself%s", s.Count, s.doorWords())
	}
	return fmt.Sprintf("camreset has spent %d of the %d it allows itself%s", s.Count, s.Budget, s.doorWords())
}

// doorWords say the doubt.
func (s Spending) doorWords() string {
	switch {
	case s.Door == "" || s.Count == 0:
		return ""
	case s.Door == "0":
		return ", through the usual port of this address, where another device may be"
	}
	return ", through port " + s.Door + " of this address, where another device may be"
}

// UnreadWords say that a note of tries could not be read, and what that means.
func UnreadWords(s Spending) text.Text {
	return text.T("camreset could not read its note of earlier tries. It counts all as spent until %s, on every device. The note is kept as %s.",
		s.Until.Local().Format("15:04"), s.Unread)
}
