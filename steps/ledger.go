package steps

import (
	"encoding/json"
	"errors"
	"slices"
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

// entry is one device with all the identities by which it was known.
type entry struct {
	IDs   []string  `json:"ids"`
	Spent int       `json:"spent"`
	Last  time.Time `json:"last"`
	// Until is when the told lock opens; zero when none was told.
	Until time.Time `json:"until,omitzero"`
	// Extra is true when the one more try for the user's word is used up.
	Extra bool `json:"extra,omitempty"`
}

// ends is when the entry's window is over. A clock that was set back must not
// keep a camera shut for ever, so a last try in the future counts as now.
func (e entry) ends(now time.Time) time.Time {
	if !e.Until.IsZero() {
		return e.Until
	}
	if e.Last.After(now) {
		return now.Add(window)
	}
	return e.Last.Add(window)
}

func (e entry) is(ids []string) bool {
	return slices.ContainsFunc(e.IDs, func(id string) bool { return slices.Contains(ids, id) })
}

// identities are the names by which the ledger knows a device: MAC, serial,
// and address with realm and certificate.
func identities(f Facts, c *isapi.Client) []string {
	realm, certificate := c.Identity()
	ids := []string{"at:" + f.Target.String() + "|" + realm + "|" + certificate}
	if f.Device.MAC != "" {
		ids = append(ids, "mac:"+f.Device.MAC)
	}
	if f.Device.Serial != "" {
		ids = append(ids, "serial:"+f.Device.Serial)
	}
	return ids
}

// changeLedger opens the ledger, lets fn change it and writes it back, as one
// step. Entries whose window is over are dropped.
func (e Env) changeLedger(fn func(*ledger) error) error {
	var damaged []byte
	err := e.Update(ledgerFile, func(old []byte) ([]byte, error) {
		book, whole := readLedger(old, e.Now())
		if !whole {
			damaged = slices.Clone(old)
		}
		if err := fn(&book); err != nil {
			return nil, err
		}
		return json.MarshalIndent(book, "", " ")
	})
	if damaged != nil {
		err = errors.Join(err, e.setAside(ledgerFile, damaged))
	}
	return err
}

// readLedger reads the file; whole is false when it is damaged.
func readLedger(file []byte, now time.Time) (book ledger, whole bool) {
	book, whole = ledger{Version: 1}, true
	if len(file) > 0 && json.Unmarshal(file, &book) != nil {
		book, whole = ledger{Version: 1}, false
	}
	book.Entries = slices.DeleteFunc(book.Entries, func(x entry) bool { return !x.ends(now).After(now) })
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
		joined.Spent += x.Spent
		joined.Extra = joined.Extra || x.Extra
		joined.IDs = append(joined.IDs, x.IDs...)
		if x.Last.After(joined.Last) {
			joined.Last = x.Last
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
	s := Spending{Budget: budget(left)}
	file, err := e.Read(ledgerFile)
	if err != nil {
		s.Problem = err.Error()
		return s
	}
	book, _ := readLedger(file, e.Now())
	if x := book.find(ids); x.Spent > 0 {
		s.Count, s.Until, s.Extra = x.Spent, x.ends(e.Now()), x.Extra
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
	// isDefault marks a factory password, which needs more tries left.
	isDefault bool
}

// spend notes one try before it is sent, or says why it must not be made.
func (e Env) spend(t try) (Spending, error) {
	after := Spending{Budget: budget(t.left)}
	err := e.changeLedger(func(l *ledger) error {
		x := l.find(t.ids)
		switch extra := t.saidReset && !x.Extra; {
		case t.left != nil && *t.left <= lastTry:
			return ErrLastTry
		case t.isDefault && t.left != nil && *t.left < defaultNeeds:
			return ErrTooFew
		case x.Spent < after.Budget:
		case extra:
			x.Extra = true
		default:
			return ErrBudget
		}
		x.Spent++
		x.Last = e.Now()
		x.Until = time.Time{}
		l.Entries = append(l.Entries, x)
		after.Count, after.Extra, after.Until = x.Spent, x.Extra, x.ends(e.Now())
		return nil
	})
	switch {
	case err == nil:
		return after, nil
	case errors.Is(err, ErrLastTry), errors.Is(err, ErrTooFew), errors.Is(err, ErrBudget):
		return e.spending(t.ids, t.left), err
	}
	return after, errors.Join(errLedger, err)
}

// settle notes what a try brought: a right one empties the device's entry, a
// told lock sets the end of its window.
func (e Env) settle(ids []string, a isapi.Attempt) error {
	return e.changeLedger(func(l *ledger) error {
		x := l.find(ids)
		if a.Outcome == isapi.Right || a.Outcome == isapi.Weaker {
			return nil
		}
		if a.Lock.Locked == isapi.Yes && a.Lock.Unlock != nil {
			x.Until = e.Now().Add(*a.Lock.Unlock)
		}
		if x.Spent > 0 {
			l.Entries = append(l.Entries, x)
		}
		return nil
	})
}

// newWindow forgets what was spent on a device that was seen reset.
func (e Env) newWindow(ids []string) error {
	return e.changeLedger(func(l *ledger) error { l.find(ids); return nil })
}
