package steps

import (
	"encoding/json"
	"errors"
	"net"
	"slices"
	"strconv"
	"time"

	"camreset/isapi"
)

// The ledger counts login attempts per device across runs and across copies of
// the program. It is written before a login leaves, so that a crash can make
// it count too many, never too few.
const ledgerFile = "ledger.json"

const (
	// budgetTold is how many wrong tries we allow ourselves on a device that
	// tells how many it has left, budgetUntold on one that does not: devices
	// lock after 3 to 7 (observed).
	budgetTold   = 3
	budgetUntold = 2
	// window is how long after the last try an untold lock count is over
	// (maker's manuals: 30 minutes).
	window = 30 * time.Minute
	// longestLock bounds what is believed of a lock: none is known to last
	// longer than an hour (maker's manuals: 10 to 3600 seconds).
	longestLock = 24 * time.Hour
	// flight is how long a try may be on its way (actLimit, and some more for a
	// slow clock): what the device tells meanwhile may not count it yet.
	flight = 2 * time.Minute
	// lastTry is the told number of tries left at which we never try.
	lastTry = 1
	// defaultNeeds is how many told tries a factory password needs.
	defaultNeeds = 3
)

// Why a try was not made.
var (
	ErrLastTry = errors.New("the camera has only one try left, and that one is never spent")
	ErrBudget  = errors.New("the tries that we allow ourselves on this camera are used up")
	ErrTooFew  = errors.New("the camera has too few tries left for a factory password")
	errLedger  = errors.New("the note of the tries could not be written, so no try was made")
)

// ledger is the file.
type ledger struct {
	Version int     `json:"version"`
	Entries []entry `json:"entries"`
}

// identities are the names by which the ledger knows a device: MAC, serial,
// address with realm, and certificate with realm. The way of speaking to it
// (scheme, usual port) is none: it would be a way around the budget. What it was
// known by earlier in this run stays.
func identities(f *Facts, c *isapi.Client) []string {
	realm, certificate := c.Identity()
	at := f.Target.IP
	if port := f.Target.Port; port != 0 && port != 80 && port != 443 {
		at = net.JoinHostPort(at, strconv.Itoa(port))
	}
	var ids []string
	if !f.shares() { // there the address is that of others too
		ids = append(ids, "at:"+at+"|"+realm)
	}
	if certificate != "" && !f.shares() {
		ids = append(ids, "certificate:"+certificate+"|"+realm)
	}
	if f.Device.MAC != "" {
		ids = append(ids, "mac:"+f.Device.MAC)
	}
	if f.Device.Serial != "" {
		ids = append(ids, "serial:"+f.Device.Serial)
	}
	ids = append(ids, f.IDs...)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// changeLedger opens the ledger, lets fn change it and writes it back, as one
// step. fn's error refuses what was asked; the book is written all the same.
func (e Env) changeLedger(fn func(*ledger) error) error {
	var damaged []byte
	var said error
	err := e.Update(ledgerFile, func(old []byte) ([]byte, error) {
		book, whole := readLedger(old, e.Now())
		if !whole {
			damaged = slices.Clone(old)
		}
		said = fn(&book)
		return json.MarshalIndent(book, "", " ")
	})
	if damaged != nil {
		err = errors.Join(err, e.setAside(ledgerFile, damaged))
	}
	if err != nil {
		return errors.Join(errLedger, err)
	}
	return said
}

// readLedger reads the file; whole is false when it is damaged. Entries whose
// window is over are dropped, and times that a clock now set back has put into
// the future are brought to now: a camera must not stay shut for ever.
func readLedger(file []byte, now time.Time) (book ledger, whole bool) {
	book, whole = ledger{Version: 1}, true
	if len(file) > 0 && (readNote(file, &book) != nil || book.Version != 1) {
		book, whole = ledger{Version: 1}, false
	}
	for i := range book.Entries {
		x := &book.Entries[i]
		x.Spent, x.Logins, x.UDP, x.Flying = max(x.Spent, 0), max(x.Logins, 0), max(x.UDP, 0), max(x.Flying, 0)
		if x.Last.After(now) {
			x.Last = now
		}
		if longest := now.Add(longestLock); x.Until.After(longest) {
			x.Until = longest
		}
	}
	book.Entries = slices.DeleteFunc(book.Entries, func(x entry) bool { return !x.ends().After(now) })
	return book, whole
}

// setAside keeps a damaged file under another name for whoever wants to look.
func (e Env) setAside(name string, damaged []byte) error {
	return e.Update(name+".damaged", func([]byte) ([]byte, error) { return damaged, nil })
}

// find joins all entries that share an identity with ids into one.
func (l *ledger) find(ids []string) entry {
	joined := entry{IDs: slices.Clone(ids)}
	rest := l.Entries[:0]
	for _, x := range l.Entries {
		if !x.is(ids) {
			rest = append(rest, x)
			continue
		}
		joined.Spent, joined.Logins, joined.UDP = joined.Spent+x.Spent, joined.Logins+x.Logins, joined.UDP+x.UDP
		joined.Flying += x.Flying
		joined.Extra = joined.Extra || x.Extra
		joined.IDs = append(joined.IDs, x.IDs...)
		if x.Last.After(joined.Last) {
			joined.Last, joined.Left = x.Last, x.Left
		}
		if x.Until.After(joined.Until) {
			joined.Until = x.Until
		}
	}
	l.Entries = rest
	slices.Sort(joined.IDs)
	joined.IDs = slices.Compact(joined.IDs)
	return joined
}

// spending tells how the device stands in the ledger; it writes nothing.
func (e Env) spending(ids []string, left *int) Spending {
	s := Spending{Budget: budget(left), BudgetUDP: budgetUntold}
	file, err := e.Read(ledgerFile)
	if err != nil {
		s.Problem = err.Error()
		return s
	}
	book, _ := readLedger(file, e.Now())
	if x := book.find(ids); x.counts() {
		s.Count, s.UDP, s.Until, s.Extra, s.Left = x.by(byLogin), x.by(byUDP), x.ends(), x.Extra, x.Left
		s.BudgetUDP = budget(x.Left)
		if left == nil {
			s.Budget = budget(x.Left)
		}
	}
	return s
}

func budget(left *int) int {
	if left != nil {
		return budgetTold
	}
	return budgetUntold
}

// try is what a login wants to spend.
type try struct {
	ids []string
	// left is what the device tells; nil is not told.
	left *int
	// saidReset is the user's word that the password was reset elsewhere.
	saidReset bool
	by        way
	// isDefault marks a factory password, which needs more tries left.
	isDefault bool
}

// spend notes one try before it is sent, or says why it must not be made.
func (e Env) spend(t try) (Spending, error) {
	err := e.changeLedger(func(l *ledger) error {
		x := l.find(t.ids)
		defer func() {
			if x.counts() {
				l.Entries = append(l.Entries, x)
			}
		}()
		left := x.left(t.left, e.Now())
		most := budget(left)
		if t.by == byUDP {
			most = budget(x.Left) // what the page tells is not told of the secrets over UDP
		}
		switch extra := t.saidReset && !x.Extra; {
		case left != nil && *left <= lastTry:
			return ErrLastTry
		case t.isDefault && left != nil && *left < defaultNeeds:
			return ErrTooFew
		case x.by(t.by) < most:
		case extra:
			x.Extra = true
		default:
			return ErrBudget
		}
		x.add(t.by, 1)
		x.Flying++
		x.Last, x.Until = e.Now(), time.Time{}
		return nil
	})
	return e.spending(t.ids, t.left), err
}

// settle notes what a try brought: a right one empties the device's entry, one
// that never left is given back, a told lock sets the end of the window.
func (e Env) settle(ids []string, a isapi.Attempt, noted bool) error {
	return e.settleBy(byLogin, ids, a, noted)
}

func (e Env) settleBy(w way, ids []string, a isapi.Attempt, noted bool) error {
	return e.changeLedger(func(l *ledger) error {
		x := l.find(ids)
		if noted {
			x.Flying = max(x.Flying-1, 0)
		}
		switch {
		case a.Outcome == isapi.Right, a.Outcome == isapi.Weaker:
			x.right(w)
		case noted && !a.Sent:
			x.add(w, -1)
		}
		if a.Lock.Left != nil {
			x.Left = a.Lock.Left
		}
		if a.Lock.Locked == isapi.Yes && a.Lock.Unlock != nil && *a.Lock.Unlock > 0 {
			x.Until = e.Now().Add(*a.Lock.Unlock)
		}
		if x.counts() {
			l.Entries = append(l.Entries, x)
		}
		return nil
	})
}

// note counts a login that was refused although its password had been right:
// somebody else has changed it.
func (e Env) note(ids []string) error {
	return e.changeLedger(func(l *ledger) error {
		x := l.find(ids)
		x.add(byLogin, 1)
		x.Last, x.Until = e.Now(), time.Time{}
		l.Entries = append(l.Entries, x)
		return nil
	})
}

// newWindow forgets what was spent on a device that was seen reset.
func (e Env) newWindow(ids []string) error {
	return e.changeLedger(func(l *ledger) error { l.find(ids); return nil })
}
