package facts

import (
	"cmp"
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/ledger"
	"camreset/steps/text"
)

// Merge takes over what a camera told over UDP. What it tells after a login
// counts more.
func (f *Facts) Merge(d sadp.Device) {
	if d.MAC == "" {
		return
	}
	if f.Differs(isapi.Device{MAC: d.MAC, Serial: d.Serial}) != nil { // what was known is of another one
		f.Device, f.IDs, f.Login, f.Proved = isapi.Device{}, nil, isapi.Login{}, false
	}
	f.Record = d
	if f.Target.Port == 0 && f.Target.Scheme == "" && d.HTTPPort != 0 && d.HTTPPort != 80 {
		f.Target.Port = d.HTTPPort
	}
	to := &f.Device
	to.Model, to.Serial, to.MAC = cmp.Or(to.Model, d.Model), cmp.Or(to.Serial, d.Serial), cmp.Or(to.MAC, d.MAC)
	to.ShortSerial = cmp.Or(to.ShortSerial, d.ShortSerial)
	to.Firmware, to.Build = cmp.Or(to.Firmware, d.Firmware), cmp.Or(to.Build, d.Build)
	to.OEM, to.Kind = cmp.Or(to.OEM, d.OEM), cmp.Or(to.Kind, d.Kind)
}

// Differs says in what a device that told who it is differs from the camera. A
// camera with a cable and Wi-Fi has two MACs, so that its serial number counts more.
func (f *Facts) Differs(d isapi.Device) error {
	known := f.Device
	if known.Serial != "" && d.Serial != "" {
		if isapi.SameSerial(known.Serial, d.Serial) {
			return nil
		}
		return OtherDevice{How: text.T("its serial number is %s, and was %s", d.Serial, known.Serial).String()}
	}
	if known.MAC != "" && d.MAC != "" && !strings.EqualFold(known.MAC, d.MAC) {
		return OtherDevice{How: text.T("its MAC is %s, and was %s", d.MAC, known.MAC).String()}
	}
	return nil
}

// OtherDevice is an isapi.ErrOtherDevice that was noticed here.
type OtherDevice struct{ How string }

func (o OtherDevice) Error() string { return isapi.ErrOtherDevice.Error() + ": " + o.How }

func (o OtherDevice) Is(target error) bool { return target == isapi.ErrOtherDevice }

// Describe is a record in one sentence.
func Describe(d sadp.Device) string {
	parts := []string{cmp.Or(d.Model, "a device that names no model")}
	for _, p := range []struct{ name, value string }{
		{"serial", d.Serial}, {"MAC", d.MAC}, {"firmware", strings.TrimSpace(d.Firmware + " " + d.Build)}, {"started", d.BootTime},
	} {
		if p.value != "" {
			parts = append(parts, p.name+" "+p.value)
		}
	}
	return strings.Join(parts, ", ")
}

// ForgetDevice drops what was known, agreed and said about another device than
// the one to come; what was proved and spent in this run stays.
func ForgetDevice(f *Facts) {
	a := f.Answers
	*f = Facts{
		Clock: f.Clock, Run: f.Run,
		Answers: Answers{Setup: a.Setup, Owner: a.Owner, Typed: a.Typed, Given: a.Given, Picked: a.Picked},
	}
}

// Of says whether it is about the device that is spoken to.
func (w SavedWalk) Of(f *Facts) bool {
	d := f.Shown()
	ids := ledger.IdentityOf(d.MAC, d.Serial)
	return !w.IDs.Contradicts(ids) && (w.IDs.Is(ids) || slices.ContainsFunc(w.At, f.Target.SamePlace))
}
