package secure

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/isapi/value"
	"camreset/steps/flow"
)

// Finding is what one check found. It is plain data.
type Finding struct {
	ID, Title string
	// Status is OK for what was read and is well, Warn and Fail for what should be
	// changed, Fail being the worse, and Skip for what could not be read.
	Status flow.Status
	// Detail is what was found, and in one sentence why it matters.
	Detail string
	// Do is what there is to do, as one says it: "Switch UPnP off"; empty where nothing is.
	Do string
	// Place is where that is done on the device's own page, or in what else.
	Place string
	// Fix says that one write cures it, and Sends what that write changes.
	Fix   bool
	Sends string
	// Fixed is true once such a write was sent and read back as it should be, Problem is
	// what came of one that was not.
	Fixed   bool
	Problem string
}

// Open says whether there is something left to do.
func (f Finding) Open() bool { return f.Status == flow.Warn || f.Status == flow.Fail }

// Known is what is known of the device besides its pages.
type Known struct {
	Device isapi.Device
	// User is the account that read the pages.
	User string
	// Factory says that the password is one from the factory; Default and Risk are what the
	// device says of it.
	Factory       bool
	Default, Risk isapi.Tri
	// OwnZone says that the owner has chosen the device's time zone.
	OwnZone bool
	// Now is this computer's time, with its time zone.
	Now time.Time
}

// Pages are the pages that were read, by their path.
type Pages map[string]isapi.Page

// read says whether a page was read.
func (p Pages) read(path string) bool { page, asked := p[path]; return asked && page.Err == nil }

// text is a text of a page, cleaned; found is false where the page does not hold it.
func (p Pages) text(path string, at document.At) (text string, found bool) {
	text, found = document.Get(p[path].Doc, at)
	return isapi.Clean(text), found
}

const (
	// maxName is how many characters of a name are shown; an account's has 32 at most.
	maxName = 32
	// maxNames and maxPorts are how many of a list are shown.
	maxNames, maxPorts = 5, 12
)

// named cleans a name from a device.
func named(text string) string { return value.CleanTo(text, maxName) }

// listed are the first names of a list, and how many more there are.
func listed(all []string, most int) string {
	if len(all) > most {
		return strings.Join(all[:most], ", ") + fmt.Sprintf(" and %d more", len(all)-most)
	}
	return strings.Join(all, ", ")
}

// why says why nothing is known, from what became of the pages that would tell it. A page
// that this device does not have is no fault.
func (p Pages) why(paths ...string) string {
	missing, unasked, noRights := 0, 0, false
	var other error
	for _, path := range paths {
		page, err := p[path], p[path].Err
		switch {
		case page.Path == "", err != nil && !page.Asked:
			unasked++
		case errors.Is(err, isapi.ErrLowPrivilege):
			noRights = true
		case errors.Is(err, isapi.ErrNotSupported), errors.Is(err, isapi.ErrRefused):
			missing++
		case err != nil:
			other = err
		}
	}
	switch {
	case noRights:
		return "This account has no right to see it."
	case other != nil:
		return "It could not be read: " + reason(other) + "."
	case unasked > 0:
		return "It was not read, because the reading ended early."
	case missing > 0 && missing == len(paths):
		return "Not offered by this device."
	}
	return "The device does not tell."
}

// reason is why something failed, in the words of the error's innermost kind.
func reason(err error) string {
	var e *isapi.Error
	switch {
	case errors.Is(err, isapi.ErrLost): // it was only asked
		return "no whole answer came"
	case errors.As(err, &e):
		return e.Err.Error()
	}
	return err.Error()
}

// Setting is one thing that is looked at.
type Setting struct {
	ID, Title string
	// Pages are what it reads, in the order in which they are believed: it is skipped where
	// none of them came.
	Pages []string
	// Judge says what was found: its Status, Detail and Do.
	Judge func(Known, Pages) Finding
	// Place is where it is set on the device's own page.
	Place string
	// Fix gives the page to send back, with the change; false where none cures it. Sends
	// says what it changes.
	Fix   func(Known, Pages) (isapi.Page, bool)
	Sends string
}

// Look makes the finding of a check.
func (c Setting) Look(k Known, p Pages) Finding {
	f := Finding{Status: flow.Skip}
	if len(c.Pages) == 0 || slices.ContainsFunc(c.Pages, p.read) {
		f = c.Judge(k, p)
	}
	if f.Status == flow.Skip && f.Detail == "" {
		f.Detail = p.why(c.Pages...)
	}
	f.ID, f.Title = c.ID, c.Title
	if f.Open() {
		f.Place = c.Place
		if c.Fix != nil {
			if _, can := c.Fix(k, p); can {
				f.Fix, f.Sends = true, c.Sends
			}
		}
	}
	return f
}

// Of finds a check by its id; nil where there is none.
func Of(id string) *Setting {
	if i := slices.IndexFunc(Settings, func(c Setting) bool { return c.ID == id }); i >= 0 {
		return &Settings[i]
	}
	return nil
}

// Look is what all checks find, the worst first.
func Look(k Known, p Pages) []Finding {
	all := make([]Finding, 0, len(Settings))
	for _, c := range Settings {
		all = append(all, c.Look(k, p))
	}
	Sort(all)
	return all
}

// Sort puts the worst first; what is equally bad stays in the order of the table.
func Sort(all []Finding) {
	rank := map[flow.Status]int{flow.Fail: 0, flow.Warn: 1, flow.OK: 2, flow.Skip: 3}
	slices.SortStableFunc(all, func(a, b Finding) int { return rank[a.Status] - rank[b.Status] })
}

// Asked are the pages that the checks need, each once.
func Asked() []isapi.PageRequest {
	var all []isapi.PageRequest
	for _, c := range Settings {
		for _, path := range c.Pages {
			if q := (isapi.PageRequest{Path: path}); !slices.Contains(all, q) {
				all = append(all, q)
			}
		}
	}
	return all
}

// Well are the titles of what was found to be well, in one line; empty for none. Of many
// only so many are named; 0 names all.
func Well(all []Finding, most int) string {
	var well []string
	for _, f := range all {
		if f.Status == flow.OK {
			well = append(well, f.Title)
		}
	}
	if most > 0 && len(well) > most+1 {
		return strings.Join(well[:most], ", ") + fmt.Sprintf(" and %d more", len(well)-most)
	}
	return strings.Join(well, ", ")
}
