package sentences

import (
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/text"
)

// OwnerValues are what the device tells of itself to everybody.
func OwnerValues(f *facts.Facts) []flow.Value {
	d := f.Shown()
	all := []flow.Value{
		{Name: text.T("Model"), Value: text.T("%s", d.Model)},
		{Name: text.T("Serial"), Value: text.T("%s", d.Serial)},
		{Name: text.T("MAC"), Value: text.T("%s", d.MAC)},
		{Name: text.T("Address"), Value: text.T("%s%s", f.Target, PlaceWords(f))},
		{Name: text.T("Firmware"), Value: text.T("%s", FirmwareWords(d))},
		{Name: text.T("Password"), Value: PasswordWords(f)},
		{Name: text.T("Set up"), Value: text.T("%s", facts.ListRecovery(f.Seen.Recovery))},
	}
	return slices.DeleteFunc(all, func(v flow.Value) bool { return v.Value.String() == "" })
}

// PlaceWords say where the device is, seen from this computer.
func PlaceWords(f *facts.Facts) string {
	switch {
	case f.SameSubnet() == isapi.Yes:
		return ", on this computer's network"
	case f.SameSubnet() == isapi.No && f.Place == lan.Near:
		return ", in another address range"
	}
	return ""
}

// FirmwareWords are the version and its year: a build is the date, as in 180419.
func FirmwareWords(d isapi.Device) string {
	digits := strings.TrimLeftFunc(d.Build, func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) >= 6 && digits[:2] >= "08" && d.Firmware != "" {
		return d.Firmware + " of 20" + digits[:2]
	}
	return d.Firmware
}

// PasswordWords are what is known of the password and of logins with it.
func PasswordWords(f *facts.Facts) text.Text {
	lock := f.LockNow()
	switch f.Verdict() {
	case isapi.VerdictUnreachable, isapi.VerdictNotHikvision:
		return text.Text{}
	case isapi.VerdictInactive:
		return text.T("none yet")
	}
	switch {
	case lock.Locked == isapi.Yes:
		return text.T("set; logins are locked")
	case f.Left() != nil:
		return text.T("set; logins are open, %s", facts.TriesLeft(*f.Left()))
	case f.Activated() == isapi.Yes || f.Seen.Check.Done:
		return text.T("set")
	}
	return text.Text{}
}
