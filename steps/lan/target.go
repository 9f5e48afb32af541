package lan

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/text"
)

// Target is the camera that is named on the command line: by an address, or by what
// stands on its label, which discovery looks for.
type Target struct {
	Address Address
	// MAC is in lower case with colons, Serial the end of a serial number in capital
	// letters; at most one of them is set, and Address then isn't known yet.
	MAC, Serial string
}

// serialDigits is how many digits make a word the end of a serial number rather than
// a host's name.
const serialDigits = 4

// ParseTarget reads what names a camera: a MAC in any spelling, the end of a serial
// number (a word that holds four digits), or what ParseAddress reads.
func ParseTarget(typed string) (Target, text.Text) {
	typed = strings.TrimSpace(typed)
	if mac := isapi.MAC(typed); mac != "" {
		return Target{MAC: mac}, text.Text{}
	}
	if isSerial(typed) {
		return Target{Serial: strings.ToUpper(typed)}, text.Text{}
	}
	a, bad := ParseAddress(typed)
	return Target{Address: a}, bad
}

// isSerial reports whether a word can be the end of a serial number.
func isSerial(word string) bool {
	digits := 0
	for _, r := range word {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r != '-' && (r > unicode.MaxASCII || !unicode.IsLetter(r)):
			return false
		}
	}
	return digits >= serialDigits && !dashedNumbers.MatchString(word)
}

// Sought says whether discovery has to look for it.
func (t Target) Sought() bool { return t.MAC != "" || t.Serial != "" }

// String names it in a sentence.
func (t Target) String() string {
	switch {
	case t.MAC != "":
		return "the MAC " + t.MAC
	case t.Serial != "":
		return "a serial number that ends in " + t.Serial
	}
	return t.Address.String()
}

func (t Target) fits(d sadp.Device) bool {
	if t.MAC != "" {
		return d.MAC == t.MAC
	}
	return strings.HasSuffix(strings.ToUpper(d.Serial), t.Serial) || strings.HasSuffix(strings.ToUpper(d.ShortSerial), t.Serial)
}

// How long a device has to answer that is looked for, and others that may fit too.
const (
	seekWait = sadp.DefaultFor
	seekMore = 600 * time.Millisecond
)

// NotOneError says that not exactly one device fits.
type NotOneError struct {
	Target Target
	Fit    []string // those that do, each in a few words
}

func (e NotOneError) Error() string {
	if len(e.Fit) == 0 {
		return fmt.Sprintf("no device with %s answered on this computer's networks within %d seconds. Check its power and cable, or give its address; camreset discover lists what answers",
			e.Target, int(seekWait.Seconds()))
	}
	told := strings.Join(e.Fit[:min(len(e.Fit), MaxPlaces)], "; ")
	if more := len(e.Fit) - MaxPlaces; more > 0 {
		told += fmt.Sprintf("; and %d more", more)
	}
	return fmt.Sprintf("%d devices have %s: %s. Give more of the serial number, or the MAC", len(e.Fit), e.Target, told)
}

// ExitCode is that of a run which ends here: 3 where nobody answered, 2 where more
// has to be told.
func (e NotOneError) ExitCode() int {
	if len(e.Fit) == 0 {
		return 3
	}
	return 2
}

// Seek looks for a device by discovery, some seconds at most, and gives its address
// and the key by which it is chosen among others. Its error is a NotOneError, or that
// of ctx.
func (l LAN) Seek(ctx context.Context, t Target) (at Address, key string, err error) {
	var fit []sadp.Device
	patience := Wait{l.SADP.After(seekWait), func() <-chan time.Time { return l.SADP.After(seekMore) }}
	l.gather(ctx, patience, func(h Heard) int {
		fit = slices.DeleteFunc(Present(h.Devices), func(d sadp.Device) bool { return !t.fits(d) })
		return len(fit)
	})
	if ctx.Err() != nil {
		return Address{}, "", ctx.Err()
	}
	if len(fit) == 1 {
		return PageOf(fit[0]), fit[0].Key(), nil
	}
	wrong := NotOneError{Target: t}
	for _, d := range fit {
		wrong.Fit = append(wrong.Fit, fmt.Sprintf("%s at %s, serial %s, MAC %s", d.Model, AddressText(d.IPv4), d.Serial, d.MAC))
	}
	return Address{}, "", wrong
}

// WithoutZone asks for the interface of an address that is good on one cable only, and
// names those there are; the zero Text where nothing is missing.
func WithoutZone(a Address, own []sadp.Interface) text.Text {
	ip, err := netip.ParseAddr(a.IP)
	if err != nil || !ip.Is6() || !ip.IsLinkLocalUnicast() || ip.Zone() != "" {
		return text.Text{}
	}
	names := InterfaceNames(own)
	if len(names) == 0 {
		return text.T("%s is good on one cable only, and this computer has no network connection.", ip)
	}
	return text.T("%s is good on one cable only. Put the network interface behind it, as in %s%%%s. There are: %s.", ip, ip, names[0], strings.Join(names, ", "))
}

// NeedsInterface is what is to be asked about an address of the command line; the zero
// Text for nothing.
func (l LAN) NeedsInterface(a Address) text.Text {
	own, err := l.Interfaces()
	if err != nil {
		return text.Text{}
	}
	return WithoutZone(a, own)
}
