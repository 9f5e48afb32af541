package steps

import (
	"bytes"
	"context"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/report"
	"camreset/steps/sentences"
)

// moves is the walk to a reset camera in another subnet that is activated over UDP.
var moves = byButton.with(script{"confirm-network": {"send"}, "restore-network": {"old"}})

// Somebody else answers the exchange of keys too: it is shown and asked about, and
// without a yes no password leaves. With it the camera gets it and nobody else.
func TestASecondAnswererIsAskedAbout(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		first, agrees bool
		want          Final
		sent          int
	}{
		"it is first, and no": {true, false, GaveUp, 0}, "it is first, and yes": {true, true, Regained, 1}, "it is second, and no": {false, false, GaveUp, 0},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "moved", audibly)
			rival, err := simtest.AddRival(w.lan, "10.0.0.99", c.first)
			if err != nil {
				t.Fatal(err)
			}
			answers := moves.with(script{"agree-udp": {"yes"}})
			if !c.agrees {
				answers = moves.with(script{"agree-udp": {"no"}, "other-subnet": {"activate", flow.SayQuit}})
			}
			end, log := w.tell(t, answers)
			count := w.camera.Counters()
			if count.SADP["activate"] != c.sent || len(rival.Learned()) != 0 || rival.Answers() == 0 || !passed(end, "agree-udp") {
				t.Errorf("%d activations were sent, the other one learned %v; %v", count.SADP["activate"], rival.Learned(), log)
			}
			if got := Ended(end); got != c.want {
				t.Errorf("%s; %v", got, log)
			}
		}))
	}
}

// The same with the new password beside support's answer, and with the password that
// was proved: the try that was noted is given back.
func TestASecondAnswererOfAnExchangeWithSupport(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", audibly)
		rival, err := simtest.AddRival(w.lan, "192.168.1.99", true)
		if err != nil {
			t.Fatal(err)
		}
		end, _ := w.tell(t, toSupport)
		answer, err := w.camera.SupportAnswer(end.Facts().Pending.Text)
		if err != nil {
			t.Fatal(err)
		}
		w.env = w.env.WithCameras()
		end, log := w.tell(t, toSupport.goesOn(t, w).with(script{"exported": {"import"}, "agree-udp": {"no"}, "exchange-failed": {flow.SayQuit}, "import": {"|" + answer}}))
		f := end.Facts()
		if count := w.camera.Counters(); count.SADP["reset"] != 0 || count.Secrets != 0 || len(rival.Learned()) != 0 || f.Spent.UDP != 0 && w.env.Book().Spending(w.env.Identity(f), nil).UDP != 0 {
			t.Errorf("%+v, learned %v; %v", count, rival.Learned(), log)
		}
		if said := f.Change.Word; said != "agree-udp" || end.Step().ID != "exchange-failed" {
			t.Errorf("at %s with %s", end.Step().ID, said)
		}
		w.env = w.env.WithCameras()
		end, log = w.tell(t, toSupport.goesOn(t, w).with(script{"exported": {"import"}, "exchange-failed": {"again"}, "agree-udp": {"yes"}, "import": {"|" + answer}}))
		if count := w.camera.Counters(); Ended(end) != Regained || count.Secrets != 1 || count.WrongSecrets != 0 || len(rival.Learned()) != 0 {
			t.Errorf("%s, %+v, learned %v; %v", Ended(end), count, rival.Learned(), log)
		}
	})(t)
}

// After a reset a datagram that names the camera's MAC is not believed against this
// computer's neighbour table: it is asked about, and again before a password goes out.
func TestTheNeighbourTableHasAnotherMAC(t *testing.T) {
	t.Parallel()
	story := byButton.with(script{"confirm-network": {"send"}, "not-ours": {flow.SayQuit}, "restore-network": {"old"}})
	begin := func(t *testing.T) *world {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); s.Address = "192.168.1.71" })
		w.lan.SetNeighbour(netip.MustParseAddr("192.168.1.64"), "02:00:00:00:00:09")
		return w
	}
	t.Run("no", besides(func(t *testing.T) {
		w := begin(t)
		end, log := w.tell(t, story.with(script{"same-camera": {"no"}}))
		if count := w.camera.Counters(); !passed(end, "same-camera") || count.Activations != 0 || count.Logins != 0 || count.Secrets != 0 {
			t.Errorf("%+v; %v", count, log)
		}
		if step, _ := Guide().Step("same-camera"); !strings.Contains(joined(step.Sheet(end.Facts())), "02:00:00:00:00:09") {
			t.Errorf("the other MAC is not shown: %s", joined(step.Sheet(end.Facts())))
		}
	}))
	t.Run("yes, then no", besides(func(t *testing.T) {
		w := begin(t)
		end, log := w.tell(t, story.with(script{"same-camera": {"yes"}, "agree-udp": {"no"}}))
		if count := w.camera.Counters(); !passed(end, "agree-udp") || count.Activations != 1 || count.SADP["update"] != 0 || Ended(end) != Regained {
			t.Errorf("%s, %+v; %v", Ended(end), count, log)
		}
	}))
}

// Where a datagram says that the camera has moved, and the neighbour table has another
// MAC there, no login follows it.
func TestAMoveIsNotBelievedAgainstTheNeighbourTable(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "moved", audibly)
		table := w.env.Neighbours
		w.env.Neighbours = func() (map[netip.Addr]string, error) {
			known, err := table()
			if w.camera.Counters().SADP["update"] > 0 {
				known[netip.MustParseAddr("10.0.0.70")] = "02:00:00:00:00:09"
			}
			return known, err
		}
		end, log := w.tell(t, moves.with(script{"network-failed": {flow.SayQuit}}))
		if count := w.camera.Counters(); !passed(end, "network-failed") || count.SADP["update"] != 1 || count.Logins != 0 {
			t.Errorf("%+v; %v", count, log)
		}
	})(t)
}

// What others on the cable could do is said before the answer that is the agreement,
// and nowhere else; nothing advises to use a password again that may be known.
func TestWhatOthersCouldDoIsSaidBeforeTheAgreement(t *testing.T) {
	t.Parallel()
	confirm, _ := Guide().Step("new-password")
	near, far := &Facts{}, &Facts{}
	near.Seen.Status.Activated, far.Record.Activated = isapi.No, isapi.No
	far.Record.MAC, far.Record.SameSubnet = "44:19:b6:5c:00:10", isapi.No
	support := &Facts{}
	support.Answers.Way, support.Answers.Code = "import", isapi.NewSecret("AB12CD34")
	support.Record.Activated = isapi.Yes
	for name, c := range map[string]struct {
		f    *Facts
		said bool
	}{"over HTTP": {near, false}, "over UDP": {far, true}, "with support's answer": {support, true}} {
		if said := confirm.Say(c.f).String(); strings.Contains(said, "could still interfere") != c.said {
			t.Errorf("%s: %s", name, said)
		}
	}
	network, _ := Guide().Step("confirm-network")
	restore, _ := Guide().Step("restore-network")
	if said := restore.Say(far).String(); !strings.Contains(said, "others on this network could record it") || !strings.Contains(said, "agrees to that") {
		t.Errorf("what is agreed to at restore-network is not said: %s", said)
	}
	guid, _ := Guide().Step("guid-warn")
	far.Record.Salt = "aa"
	if said := network.Say(far).String() + joined(guid.Sheet(far)); !strings.Contains(said, "everybody on this cable") || !strings.Contains(said, "could still interfere") {
		t.Error(said)
	}
	far.Change = facts.Changed{Word: "lost"}
	failed, _ := Guide().Step("write-failed")
	if said := failed.Say(far).String(); !strings.Contains(said, "choose another one") {
		t.Errorf("a password that went out over UDP and did not arrive: %s", said)
	}
	if said := sentences.ChangeResult(facts.Changed{Word: "refused"}).Hint.String(); strings.Contains(said, "same password") {
		t.Error(said)
	}
}

// Rule 6: who sends one command in spite of a doubt is asked again before the next.
func TestRule6DespiteIsAgreedForOneCommand(t *testing.T) {
	found := sadp.Doubt{MAC: "44:19:b6:5c:00:10", Neighbour: "02:00:00:00:00:09"}
	f := &Facts{Answers: Answers{Despite: true}}
	f.Doubt = found
	if f.Consent().Despite != found {
		t.Error("it was not agreed to")
	}
	f.Doubted(facts.CommandUpdate, &sadp.Error{Err: sadp.ErrDoubt, Doubt: found})
	if f.Consent().Despite == found {
		t.Error("the agreement stays")
	}
}

// twins puts a second camera with the first one's MAC on the network.
func twins(t *testing.T, w *world, at string, sc simcam.Scenario) *simcam.Camera {
	t.Helper()
	sc.MAC = w.camera.Identity().MAC
	twin := simcam.New(sc, simcam.RealClock())
	if err := w.lan.Add(at, twin); err != nil {
		t.Fatal(err)
	}
	return twin
}

// Two cameras with one MAC are two lines of the table, each leads to its own address,
// and nothing is sent to that MAC over UDP, until one of them is unplugged.
func TestTwoCamerasWithOneMAC(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", audibly)
		twin := twins(t, w, "192.168.1.70", simcam.Scenario{Generation: simcam.Session, Unit: 3})
		mac := w.camera.Identity().MAC
		at := map[string]string{}
		for _, key := range []string{mac, sadp.KeyOf(mac + "-2")} {
			w.env = w.env.WithCameras()
			answers := mine.with(script{"find": {key}, "export-request": {"export", "export"}, stopRefused: {"quit"}, "menu": {"support"}, "support": {"export"}})
			end, log := w.tellFrom(t, Begin(w.env, lan.Address{}), answers)
			f := end.Facts()
			lines := report.Listed(f)
			if len(lines) != 2 || lines[0].Key == lines[1].Key || !strings.Contains(lines[0].Cells[3]+lines[1].Cells[3], "MAC used twice") {
				t.Errorf("the table: %v; %v", lines, log)
			}
			at[f.Target.String()] = f.Device.Serial
			for name, why := range map[string]Text{"request": sentences.ShutUDP(f), "settings": sentences.ShutUpdate(&Facts{Answers: Answers{Password: isapi.NewSecret("x")}, Camera: facts.Camera{Record: f.Record}})} {
				if !strings.Contains(why.String(), "Two devices have the MAC") {
					t.Errorf("%s: %q", name, why)
				}
			}
			if !slices.ContainsFunc(log, func(line string) bool { return strings.Contains(line, "refused: Two devices have the MAC") }) {
				t.Errorf("not refused: %v", log)
			}
		}
		if at["192.168.1.64"] != w.camera.Identity().Serial || at["192.168.1.70"] != twin.Identity().Serial {
			t.Errorf("the lines lead to %v", at)
		}
		for _, c := range []*simcam.Camera{w.camera, twin} {
			if got := c.Counters().SADP; got["getencryptstring"]+got["exchangecode"] != 0 {
				t.Errorf("sent over UDP: %v", got)
			}
		}
	})(t)
}

// The other camera is unplugged while the step stands there: the way is open again.
func TestOneOfTwoWithOneMACIsUnplugged(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", audibly)
		twin := twins(t, w, "192.168.1.70", simcam.Scenario{Generation: simcam.Session, Unit: 3})
		f := Facts{Camera: facts.Camera{Target: lan.Address{IP: w.ip}, Place: lan.Near}, Run: facts.Run{Own: []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix(simnet.UsualComputer)}}}}}
		_, f.Record, _ = w.env.Ask(t.Context(), f.Target, f.IsChosen, patience(w.env, &f, nil))
		if !f.Record.Doubled || sentences.ShutUDP(&f).IsZero() {
			t.Fatalf("%+v", f.Record)
		}
		twin.PowerOff()
		for begun := time.Now(); f.Record.Doubled && time.Since(begun) < 20*time.Second; {
			change, _ := alive.Run(t.Context(), w.env, &f)
			change(&f)
			w.pass(time.Second)
		}
		if why := sentences.ShutUDP(&f); !why.IsZero() {
			t.Errorf("still shut: %s", why)
		}
	})(t)
}

// The lines and the JSON of discover have both, and a walk that was sent on before the
// second one spoke is stopped at the last door.
func TestDiscoverAndTheLastDoorKnowTwoWithOneMAC(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { audibly(s); s.Computer = "10.0.0.10/24" })
		f := Facts{Answers: Answers{New: isapi.NewSecret(strong)}, Camera: facts.Camera{Target: lan.Address{IP: w.ip}}}
		f.Heard = w.env.Listen(t.Context(), 0)
		for len(f.Heard.Devices) == 0 {
			f.Heard = w.env.Listen(t.Context(), f.Heard.Version)
		}
		f.Record = f.Heard.Devices[0]
		twin := twins(t, w, "192.168.1.70", simcam.Scenario{Generation: simcam.Activation, Inactive: true, Unit: 3})
		step, _ := Guide().Step("send-activation")
		change, r := step.Checks[0].Run(t.Context(), w.env, &f)
		change(&f)
		if f.Change.Word != "stopped" || !strings.Contains(r.Detail.String(), "two devices claim the same MAC") {
			t.Errorf("%s: %s", f.Change.Word, r.Detail)
		}
		for _, c := range []*simcam.Camera{w.camera, twin} {
			if got := c.Counters().SADP; got["activate"]+got["exchangecode"] != 0 {
				t.Errorf("sent: %v", got)
			}
		}
		var out bytes.Buffer
		w.env.SADP = seenFrom(w)
		list, err := report.Discover(context.Background(), w.env.LAN, report.Search{For: 6 * time.Second}, (&report.Output{Out: &out}).Saw)
		if err != nil || len(list.Devices) != 2 || list.Devices[0].Serial == list.Devices[1].Serial || strings.Count(out.String(), w.camera.Identity().MAC) < 2 {
			t.Errorf("%v, %+v\n%s", err, list.Devices, out.String())
		}
	})(t)
}
