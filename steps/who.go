package steps

import (
	"cmp"
	"context"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// who asks over UDP who is at the address: most cameras tell model and serial
// there, which their web page tells only after a login.
func who() Step {
	return Step{
		ID: "who", Phase: Look, Title: T("Asking who it is"),
		Say:    func(f *Facts) Text { return T("The device at %s is asked for its model and serial number.", f.Target) },
		Checks: []Check{record},
		Judge: func(f *Facts) Outcome {
			if f.shares() { // a browser's look would meet any of them
				return "shared"
			}
			return "asked"
		},
		May:  []Outcome{"asked", "shared"},
		Next: []Edge{{"asked", "look"}, {"shared", "other-subnet"}},
	}
}

// whoWait is how long a device has to tell: two rounds of questions. whoMore is
// how long others have that may share its address, once one has told.
const (
	whoWait = 1200 * time.Millisecond
	whoMore = 250 * time.Millisecond
)

var record = recordWhile(nil)

// Patience of a look: how long a silent device holds it, and how long others may speak
// that share the address, after all else is done.
const (
	lookWait = 300 * time.Millisecond
	lookMore = 10 * time.Millisecond
)

// recordWhile asks over UDP who is there. Beside a look it waits no longer than the
// look does and a moment, and holds it only where the address is on a network of ours;
// nil stands for no look.
func recordWhile(looked <-chan struct{}) Check {
	return Check{
		ID: "record", Title: T("Model and serial"), Tell: recordRow,
		Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			if !audible(f) {
				return nothing, Result{}
			}
			heard, d, same := ask(ctx, env, f, patience(env, f, looked))
			return func(f *Facts) {
				if f.Heard, f.Double = heard, same > 1; f.Double {
					f.Seen = isapi.Seen{} // any of them may have been met
				}
				f.know(d)
			}, Result{}
		},
	}
}

func recordRow(f *Facts) Result {
	d, same := f.Record, len(f.Heard.holders(f.Target))
	switch {
	case !audible(f):
		return skip(T("It is not asked at this address."))
	case f.Double && d.MAC == "":
		return warn(T("%d devices have the address %s.", max(2, same), f.Target), T("Unplug all but yours: they hide each other."))
	case d.MAC == "":
		return skip(T("It does not answer that question; many do not."))
	case d.Doubled:
		return warn(T("%s; another device claims the same MAC.", recordWords(d)), T("Unplug one of them: what is sent over UDP would reach both."))
	case f.Double:
		return warn(T("%s, and %d more have its address.", recordWords(d), max(2, same)-1), T("It is spoken to by its MAC."))
	}
	return ok(T("%s.", recordWords(d)))
}

// wait is how long an answer over UDP is waited for.
type wait struct {
	end  <-chan time.Time              // for the first one
	more func() (end <-chan time.Time) // for others at the same address, once one has told
}

func patience(env Env, f *Facts, looked <-chan struct{}) wait {
	after := env.SADP.After
	if looked == nil {
		return wait{after(whoWait), func() <-chan time.Time { return after(whoMore) }}
	}
	hold := time.Duration(0)
	if _, ours := f.ownNetworkOf(f.Target); ours {
		hold = lookWait
	}
	return wait{bothOver(looked, after(hold)), func() <-chan time.Time { return bothOver(looked, after(lookMore)) }}
}

// bothOver ends when the look and the time are over.
func bothOver(looked <-chan struct{}, end <-chan time.Time) <-chan time.Time {
	over := make(chan time.Time, 1)
	go func() {
		<-looked
		over <- <-end
	}()
	return over
}

// audible is true where the question can be put: to a camera on a network of
// this computer, never to one on the internet.
func audible(f *Facts) bool {
	ip, err := netip.ParseAddr(f.Target.IP)
	return err == nil && ip.Is4() && f.Place == Near && !ip.IsLoopback()
}

// ask listens until the device at the target has told who it is. same counts the
// devices that have its address; where that is more than one, only the one that
// was chosen or known before is taken.
func ask(ctx context.Context, env Env, f *Facts, patience wait) (heard Heard, d sadp.Device, same int) {
	ip, end := netip.MustParseAddr(f.Target.IP), patience.end
	for over := false; !over; {
		heard, over = env.listenUntil(ctx, heard.Version, end, ip)
		alone := same == 0
		if d, same = heard.at(f); alone && same > 0 {
			end = patience.more()
		}
	}
	return heard, d, same
}

// placeOf says how near an address is to this computer.
func (f *Facts) placeOf(a Address) Place {
	ip, err := netip.ParseAddr(a.IP)
	if err != nil {
		return Public
	}
	return PlaceOf(ip, f.Own)
}

// at finds the record of the device at the target. A port that is not the
// device's own may belong to another one behind it, such as a camera behind its
// recorder.
func (h Heard) at(f *Facts) (d sadp.Device, same int) {
	for _, one := range present(h.Devices) {
		a := placeOf(one)
		if a.IP != f.Target.IP {
			continue
		}
		same++
		if f.Target.Port != 0 && f.Target.Port != 443 && f.Target.Port != cmp.Or(a.Port, 80) {
			continue
		}
		if same == 1 || f.means(one) {
			d = one
		}
	}
	if same > 1 && !f.means(d) {
		return sadp.Device{}, same
	}
	return d, same
}

// means says whether a device is the one that was chosen, or known before a reset.
func (f *Facts) means(d sadp.Device) bool {
	return d.MAC != "" && d.Key() == f.Answers.Picked || d.Same(f.RecordBefore)
}

// know takes over what a camera told over UDP. What it tells after a login
// counts more.
func (f *Facts) know(d sadp.Device) {
	if d.MAC == "" {
		return
	}
	if f.differs(isapi.Device{MAC: d.MAC, Serial: d.Serial}) != nil { // what was known is of another one
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

// doubled is true where several devices are heard at the target by now: one may
// have spoken up since the look.
func (e Env) doubled(f *Facts) bool {
	return f.Double || audible(f) && len(e.ear.now().holders(f.Target)) > 1
}

func doubleAddress(f *Facts) Text {
	return T("Several devices have the address %s: what is sent there could reach another one. Unplug the others, then look again.", f.Target)
}

// recordWords is a record in one sentence.
func recordWords(d sadp.Device) string {
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

// knows are the ways back that the camera's firmware has, as it tells over UDP;
// whether they were set up it does not tell there.
func (f *Facts) knows() string {
	r := f.Record.Recovery
	return listRecovery(isapi.Recovery{Questions: r.Questions, Mailbox: r.Mailbox, GUID: r.GUID, HikConnect: r.HikConnect})
}

// activated is whether the camera has a password, as its page tells, else as it
// tells over UDP.
func (f *Facts) activated() isapi.Tri {
	if a := f.Seen.Activated(); a != isapi.Unknown && !f.shares() {
		return a
	}
	return f.Record.Activated
}

// wasActivated is the same from before a reset.
func (f *Facts) wasActivated() isapi.Tri {
	if a := f.Before.Activated(); a != isapi.Unknown {
		return a
	}
	return f.RecordBefore.Activated
}

// mayHaveDefault says whether a factory password can be on the camera: before
// firmware 5.3.0 of 2015 (recorders: 3.3.0) every one had it, and it stays over an
// update (installers' guides). The date of production stands in the serial number
// (observed).
func (f *Facts) mayHaveDefault() isapi.Tri {
	r := f.Record
	first, comparable := map[string][3]int{isapi.KindCamera: {5, 3, 0}, isapi.KindRecorder: {3, 3, 0}}[f.kind()]
	switch {
	case f.verdict() == isapi.VerdictLegacy, r.Old && r.MAC != "":
		return isapi.Yes
	case r.Made != "" && r.Made < firstWithout:
		return isapi.Unknown // it may have been updated since, and kept it
	case comparable && older(r.Firmware, first):
		return isapi.Yes
	case f.activated() == isapi.Yes:
		return isapi.No
	}
	return isapi.Unknown
}

// firstWithout is about when cameras began to leave the factory without a
// password (installers' guides).
const firstWithout = "20150701"

// older compares a version such as "V5.2.5".
func older(version string, than [3]int) bool {
	parts := strings.SplitN(strings.TrimPrefix(strings.ToUpper(version), "V"), ".", len(than))
	for i, part := range parts {
		is, err := strconv.Atoi(part)
		if err != nil || len(parts) < len(than) {
			return false
		}
		if is != than[i] {
			return is < than[i]
		}
	}
	return false
}
