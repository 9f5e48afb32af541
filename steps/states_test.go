package steps

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
)

// state is what may be known when a step is read, in words.
type state struct {
	name  string
	facts Facts
}

// states are those in which the sentences of every step are read: each differs from the
// camera that answers and has a password by what it is called for.
func states() []state {
	now := time.Date(2026, 3, 14, 15, 9, 0, 0, time.Local)
	at := lan.Address{IP: "192.168.1.70"}
	record := func(model, kind string) sadp.Device {
		return sadp.Device{
			MAC: "44:19:b6:5c:00:10", Model: model, Serial: model + "20180419AAWR4412C2183", ShortSerial: "4412C2183", Made: "20180419",
			IPv4: netip.MustParseAddr(at.IP), Mask: netip.MustParseAddr("255.255.255.0"), Gateway: netip.MustParseAddr("192.168.1.1"), DHCP: isapi.No,
			HTTPPort: 80, CommandPort: 8000, Firmware: "V5.5.6", Build: "180326", Activated: isapi.Yes, SameSubnet: isapi.Yes,
			ResetClass: sadp.ClassC, Kind: kind, OEMCode: 1, Source: sadp.SourceSADP, Heard: now,
		}
	}
	base := func() Facts {
		f := Facts{Clock: flow.Clock{Now: now}, Run: facts.Run{System: "linux", Own: []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.5/24")}}}}}
		f.Target, f.Place, f.Answers.Typed, f.Answers.Owner = at, lan.Near, at, "mine"
		f.Merge(record("DS-2CD2143G0-I", isapi.KindCamera))
		open := isapi.Reach{Scheme: "http", Host: at.IP, Port: 80, State: isapi.ReachOpen}
		f.Alive, f.Seen.Reach, f.Seen.Status.Activated = open, open, isapi.Yes
		f.Seen.Status.Reply = isapi.Reply{Done: true, Status: 200, Root: "activatestatus"}
		f.Seen.Check.Reply, f.Seen.Check.At = isapi.Reply{Done: true, Status: 401}, now
		f.Seen.Check.Lock.Left, f.Spent.Budget, f.Spent.BudgetUDP = told(5), ledger.BudgetTold, ledger.BudgetTold
		return f
	}
	all := []state{{"nothing known", Facts{Clock: flow.Clock{Now: now}}}}
	add := func(name string, change func(*Facts)) {
		f := base()
		change(&f)
		all = append(all, state{name, f})
	}
	add("5 tries left", func(*Facts) {})
	add("recorder", func(f *Facts) {
		f.Device = isapi.Device{}
		f.Merge(record("DS-7608NI-K2", isapi.KindRecorder))
	})
	add("no tries told", func(f *Facts) { f.Seen.Check.Lock, f.Spent.Budget = isapi.Lock{}, ledger.BudgetUntold })
	add("a wrong try", func(f *Facts) {
		f.Last, f.Spent.Count, f.Spent.Until, f.Tries = facts.Tried{Word: "wrong", At: now}, 1, now.Add(30*time.Minute), 1
		f.Seen.Check.Lock.Left = told(4)
	})
	add("one try left", func(f *Facts) { f.Seen.Check.Lock.Left = told(1) })
	add("locked", func(f *Facts) {
		wait := 27*time.Minute + 40*time.Second
		f.Seen.Check.Lock = isapi.Lock{Locked: isapi.Yes, Left: told(0), Unlock: &wait}
		f.Others.Tries, f.Others.From, f.Others.To, f.Others.Seen = 2, 3, 1, now
	})
	add("no password yet", func(f *Facts) {
		f.Seen.Status.Activated, f.Seen.Check.Status, f.Record.Activated = isapi.No, 200, isapi.No
	})
	add("before 2015", func(f *Facts) {
		f.Seen.Status.Status, f.Seen.Check.Status, f.Seen.Status.Activated = 404, 404, isapi.Unknown
		f.Record.Firmware, f.Device.Firmware, f.Record.Made = "V5.2.5", "V5.2.5", "20141201"
	})
	add("questions, e-mail and file set up", func(f *Facts) {
		f.Seen.Recovery.Questions, f.Seen.Recovery.Mailbox, f.Seen.Recovery.GUID = isapi.Yes, isapi.Yes, isapi.Yes
	})
	add("silent", func(f *Facts) {
		f.Seen, f.Record, f.Misses = isapi.Seen{}, sadp.Device{}, 3
		f.Seen.Reach.State, f.Alive.State = isapi.ReachSilent, isapi.ReachSilent
	})
	add("another address range", func(f *Facts) {
		f.Target.IP, f.Record.IPv4, f.Record.SameSubnet = "10.0.0.70", netip.MustParseAddr("10.0.0.70"), isapi.No
		f.Seen, f.Alive = isapi.Seen{}, isapi.Reach{State: isapi.ReachSilent}
	})
	add("several at its address", func(f *Facts) { f.Double = true })
	add("public address", func(f *Facts) { f.Target.IP, f.Place, f.Record = "8.8.4.4", lan.Public, sadp.Device{} })
	add("another certificate", func(f *Facts) { f.Channel = facts.ChannelChanged })
	add("somebody else may answer", func(f *Facts) { f.Stranger = "it names itself differently" })
	add("request under way", func(f *Facts) {
		f.CaseShown = true
		f.Pending = facts.Pending{Kind: facts.PendingSupport, Since: now.Add(-time.Hour), Until: now.Add(47 * time.Hour), MAC: f.Record.MAC}
	})
	add("no button found", func(f *Facts) { f.Answers.NoButton = true })
	add("new password made", func(f *Facts) { f.Answers.New = isapi.NewSecret("2kYV-jL2k-pxCH") })
	reset := func(f *Facts) {
		f.OldTarget, f.Before, f.RecordBefore, f.ResetSeen, f.SameDevice = f.Target, f.Seen, f.Record, true, isapi.Yes
		f.Seen.Status.Activated, f.Seen.Check.Status, f.Record.Activated = isapi.No, 200, isapi.No
	}
	add("back after the reset", reset)
	add("back elsewhere after the reset", func(f *Facts) {
		reset(f)
		f.Target.IP, f.Record.IPv4 = "192.168.1.64", netip.MustParseAddr("192.168.1.64")
	})
	add("password accepted", func(f *Facts) {
		f.Proved, f.Won, f.Login = true, true, isapi.Login{User: "admin", Password: isapi.NewSecret("2kYV-jL2k-pxCH")}
		f.Last = facts.Tried{Word: "right", At: now}
	})
	add("factory password accepted", func(f *Facts) {
		f.Proved, f.Won, f.Factory, f.Login = true, true, true, isapi.Login{User: "admin", Password: isapi.NewSecret(facts.FactoryPassword)}
	})
	return all
}

// The states are different ones to the guide, or they would show nothing.
func TestStatesAreWhatTheyAreCalled(t *testing.T) {
	want := map[string]string{
		"nothing known": isapi.VerdictUnknown, "5 tries left": isapi.VerdictActive, "locked": isapi.VerdictLocked, "no password yet": isapi.VerdictInactive,
		"silent": isapi.VerdictUnreachable, "back after the reset": isapi.VerdictInactive, "recorder": isapi.VerdictActive, "before 2015": isapi.VerdictActive,
	}
	var names []string
	for _, s := range states() {
		if v, listed := want[s.name]; listed && s.facts.Verdict() != v {
			t.Errorf("%s is %s, not %s", s.name, s.facts.Verdict(), v)
		}
		if slices.Contains(names, s.name) {
			t.Errorf("two states are called %s", s.name)
		}
		names = append(names, s.name)
		if s.name == "recorder" && s.facts.Kind() != isapi.KindRecorder {
			t.Errorf("the recorder is a %s", s.facts.Kind())
		}
	}
}
