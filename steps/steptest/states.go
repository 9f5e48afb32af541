// Package steptest holds what tests of the guide and of the front doors share: what may be
// known when a step is shown.
package steptest

import (
	"fmt"
	"net/netip"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/clients"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
)

// State is what may be known at a step, in words.
type State struct {
	Name  string
	Facts facts.Facts
}

// States are those in which the sentences of every step are read: each differs from the
// camera that answers and has a password by what it is called for.
func States() []State {
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
	base := func() facts.Facts {
		f := facts.Facts{Clock: flow.Clock{Now: now}, Run: facts.Run{System: "linux", Own: []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.5/24")}}}}}
		f.Target, f.Place, f.Answers.Typed, f.Answers.Owner = at, lan.Near, at, "mine"
		f.Merge(record("DS-2CD2143G0-I", isapi.KindCamera))
		open := isapi.Reach{Scheme: "http", Host: at.IP, Port: 80, State: isapi.ReachOpen}
		f.Alive, f.Seen.Reach, f.Seen.Status.Activated = open, open, isapi.Yes
		f.Seen.Status.Reply = isapi.Reply{Done: true, Status: 200, Root: "activatestatus"}
		f.Seen.Check.Reply, f.Seen.Check.At = isapi.Reply{Done: true, Status: 401}, now
		f.Seen.Check.Lock.Left, f.Spent.Budget, f.Spent.BudgetUDP = number(5), ledger.BudgetTold, ledger.BudgetTold
		return f
	}
	all := []State{{"nothing known", facts.Facts{Clock: flow.Clock{Now: now}}}}
	add := func(name string, change func(*facts.Facts)) {
		f := base()
		change(&f)
		all = append(all, State{name, f})
	}
	add("5 tries left", func(*facts.Facts) {})
	add("recorder", func(f *facts.Facts) {
		f.Device = isapi.Device{}
		f.Merge(record("DS-7608NI-K2", isapi.KindRecorder))
	})
	add("no tries told", func(f *facts.Facts) { f.Seen.Check.Lock, f.Spent.Budget = isapi.Lock{}, ledger.BudgetUntold })
	add("a wrong try", func(f *facts.Facts) {
		f.Last, f.Spent.Count, f.Spent.Until, f.Tries = facts.Tried{Word: "wrong", At: now}, 1, now.Add(30*time.Minute), 1
		f.Seen.Check.Lock.Left = number(4)
	})
	add("one try left", func(f *facts.Facts) { f.Seen.Check.Lock.Left = number(1) })
	add("locked", func(f *facts.Facts) {
		wait := 27*time.Minute + 40*time.Second
		f.Seen.Check.Lock = isapi.Lock{Locked: isapi.Yes, Left: number(0), Unlock: &wait}
		f.Others.Tries, f.Others.From, f.Others.To, f.Others.Seen = 2, 3, 1, now
	})
	add("no password yet", func(f *facts.Facts) {
		f.Seen.Status.Activated, f.Seen.Check.Status, f.Record.Activated = isapi.No, 200, isapi.No
	})
	add("before 2015", func(f *facts.Facts) {
		f.Seen.Status.Status, f.Seen.Check.Status, f.Seen.Status.Activated = 404, 404, isapi.Unknown
		f.Record.Firmware, f.Device.Firmware, f.Record.Made = "V5.2.5", "V5.2.5", "20141201"
	})
	add("questions, e-mail and file set up", func(f *facts.Facts) {
		f.Seen.Recovery.Questions, f.Seen.Recovery.Mailbox, f.Seen.Recovery.GUID = isapi.Yes, isapi.Yes, isapi.Yes
	})
	add("silent", func(f *facts.Facts) {
		f.Seen, f.Record, f.Misses = isapi.Seen{}, sadp.Device{}, 3
		f.Seen.Reach.State, f.Alive.State = isapi.ReachSilent, isapi.ReachSilent
	})
	add("another address range", func(f *facts.Facts) {
		f.Target.IP, f.Record.IPv4, f.Record.SameSubnet = "10.0.0.70", netip.MustParseAddr("10.0.0.70"), isapi.No
		f.Seen, f.Alive = isapi.Seen{}, isapi.Reach{State: isapi.ReachSilent}
	})
	add("several at its address", func(f *facts.Facts) { f.Double = true })
	add("public address", func(f *facts.Facts) { f.Target.IP, f.Place, f.Record = "8.8.4.4", lan.Public, sadp.Device{} })
	add("another certificate", func(f *facts.Facts) { f.Channel = facts.ChannelChanged })
	add("somebody else may answer", func(f *facts.Facts) { f.Stranger = "it names itself differently" })
	add("request under way", func(f *facts.Facts) {
		f.CaseShown = true
		f.Pending = facts.Pending{Kind: facts.PendingSupport, Since: now.Add(-time.Hour), Until: now.Add(47 * time.Hour), MAC: f.Record.MAC}
	})
	add("no button found", func(f *facts.Facts) { f.Answers.NoButton = true })
	add("new password made", func(f *facts.Facts) { f.Answers.New = isapi.NewSecret("2kYV-jL2k-pxCH") })
	add("new password set, after another camera", func(f *facts.Facts) {
		f.NewSent, f.Answers.New, f.Prior.New = true, isapi.NewSecret("2kYV-jL2k-pxCH"), isapi.NewSecret("Meadow-17-Fence")
		f.Prior.Plan = sadp.Settings{DHCP: isapi.No, IPv4: netip.MustParseAddr("192.168.1.101"), Mask: netip.MustParseAddr("255.255.255.0"), Gateway: netip.MustParseAddr("192.168.1.1")}
	})
	reset := func(f *facts.Facts) {
		f.OldTarget, f.Before, f.RecordBefore, f.ResetSeen, f.SameDevice = f.Target, f.Seen, f.Record, true, isapi.Yes
		f.Seen.Status.Activated, f.Seen.Check.Status, f.Record.Activated = isapi.No, 200, isapi.No
	}
	add("back after the reset", reset)
	add("back elsewhere after the reset", func(f *facts.Facts) {
		reset(f)
		f.Target.IP, f.Record.IPv4 = "192.168.1.64", netip.MustParseAddr("192.168.1.64")
	})
	add("password accepted", func(f *facts.Facts) {
		f.Proved, f.Won, f.Login = true, true, isapi.Login{User: "admin", Password: isapi.NewSecret("2kYV-jL2k-pxCH")}
		f.Last = facts.Tried{Word: "right", At: now}
	})
	tries := func(name string, change func(*clients.Seen)) {
		add(name, func(f *facts.Facts) {
			f.Proved, f.Won, f.NewSent, f.Login = true, true, true, isapi.Login{User: "admin", Password: isapi.NewSecret("2kYV-jL2k-pxCH")}
			f.Last = facts.Tried{Word: "right", At: now.Add(-20 * time.Minute)}
			f.Clients = clients.Seen{At: now, Shown: now, Looks: 1, Log: clients.Yes, Online: clients.Yes}
			change(&f.Clients)
			f.Answers.Client = "others"
		})
	}
	recorder := clients.Client{Address: "192.168.1.10", Name: "DS-7608NI-K2", Kind: isapi.KindRecorder, Refused: 12, Last: now.Add(-10 * time.Second), Gap: 20 * time.Second}
	tries("a recorder tries the old password", func(s *clients.Seen) { s.All = []clients.Client{recorder} })
	tries("five try the old password", func(s *clients.Seen) {
		for i := range 5 {
			s.All = append(s.All, clients.Client{Address: fmt.Sprintf("192.168.1.%d", 30+i), Refused: 9 - i, Last: now.Add(-90 * time.Second), Gap: 30 * time.Second})
		}
	})
	tries("a recorder has stopped", func(s *clients.Seen) {
		recorder.Last = now.Add(-8 * time.Minute)
		s.All = []clients.Client{recorder}
	})
	tries("a recorder has the new password", func(s *clients.Seen) {
		recorder.LoggedIn, recorder.In = true, now.Add(-time.Minute)
		s.All = []clients.Client{recorder}
	})
	tries("no log, and a recorder found", func(s *clients.Seen) {
		s.Log, s.Online, s.Recorders = clients.Missing, clients.Missing, []clients.Client{recorder}
	})
	tries("log without the right to see it", func(s *clients.Seen) { s.Log, s.Online = clients.NoRights, clients.NoRights })
	add("factory password accepted", func(f *facts.Facts) {
		f.Proved, f.Won, f.Factory, f.Login = true, true, true, isapi.Login{User: "admin", Password: isapi.NewSecret(facts.FactoryPassword)}
	})
	return all
}

func number(n int) *int { return &n }

// Find is the state of that name.
func Find(name string) (State, bool) {
	for _, s := range States() {
		if s.Name == name {
			return s, true
		}
	}
	return State{}, false
}
