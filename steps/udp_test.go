package steps

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"syscall"
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
	"camreset/steps/steptest"
)

// audibly lets a camera answer the search.
func audibly(s *simcam.Scenario) { s.SADP.Off = false }

// sent is what carried a secret over UDP, by kind.
type sent struct{ activate, update, secrets, wrong int }

// byButton is the walk to a reset camera that told its settings before.
var byButton = mine.with(script{"other-subnet": {"activate"}, "menu": {"reset-button"}, "new-password": {"own"}, "own-password": {strong}, "button-warn": {"ERASE"}, "button-record": {"recorded"}, "button-power": {"start"}})

var udpStories = []struct {
	story
	sent sent
	// at is where the camera is in the end.
	at string
}{
	{story: story{
		name: "moved: recorded, reset, activated and moved over UDP, login right", scenario: "moved", change: audibly,
		answers: byButton.with(script{"confirm-network": {"send"}, "restore-network": {"old"}}),
		want:    Regained, logins: 2, writes: 0, passed: []ID{"button-hold", "send-activation", "send-network", "camera-moved", "look-moved", "prove-login"},
	}, sent: sent{activate: 1, update: 1, secrets: 1}, at: "10.0.0.70"},
	{story: story{
		name: "moved: an address from the router", scenario: "moved", change: audibly,
		answers: byButton.with(script{"confirm-network": {"send"}, "restore-network": {"dhcp"}}),
		want:    Regained, logins: 2, passed: []ID{"camera-moved"},
	}, sent: sent{activate: 1, update: 1, secrets: 1}, at: "10.0.0.100"},
	{story: story{
		name: "moved: a free address, its own last number", scenario: "moved", change: audibly,
		answers: byButton.with(script{"confirm-network": {"send"}, "restore-network": {"free"}}),
		want:    Regained, logins: 2, passed: []ID{"free-address"},
	}, sent: sent{activate: 1, update: 1, secrets: 1}, at: "10.0.0.64"},
	{story: story{
		name: "moved: a camera that knows no salt wants an agreement", scenario: "moved",
		change:  func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Activation },
		answers: byButton.with(script{"confirm-network": {"agree"}, "restore-network": {"old"}}),
		want:    Regained, logins: 2, passed: []ID{"confirm-network"},
	}, sent: sent{activate: 1, update: 1, secrets: 1}, at: "10.0.0.70"},
	{story: story{
		name: "moved: the answer to the activation is lost", scenario: "moved",
		change:  func(s *simcam.Scenario) { audibly(s); s.SADP.Mute = []string{"activate"} },
		answers: byButton.with(script{"confirm-network": {"send"}, "restore-network": {"old"}}),
		want:    Regained, logins: 2, passed: []ID{"activation-state"},
	}, sent: sent{activate: 1, update: 1, secrets: 1}, at: "10.0.0.70"},
	{story: story{
		name: "moved: the answer to the settings is lost", scenario: "moved",
		change:  func(s *simcam.Scenario) { audibly(s); s.SADP.Mute = []string{"update"} },
		answers: byButton.with(script{"confirm-network": {"send"}, "restore-network": {"old"}}),
		want:    Regained, logins: 2, passed: []ID{"camera-moved"},
	}, sent: sent{activate: 1, update: 1, secrets: 1}, at: "10.0.0.70"},
	{story: story{
		name: "in another subnet, a second address for this computer", scenario: "forgotten",
		change:  func(s *simcam.Scenario) { audibly(s); knows(s); s.Computer = "10.0.0.10/24" },
		answers: mine.with(script{"other-subnet": {"near"}, "near-address": {"done"}, "menu": {"try-password"}, "try-password": {"Garden-22-Gate"}, "done": {"finish"}}),
		want:    AlreadyIn, logins: 2, passed: []ID{"near-address"},
	}, at: "192.168.1.64"},
	{story: story{
		name: "back in the same subnet: activated by HTTP, old settings over UDP", scenario: "forgotten",
		change:  func(s *simcam.Scenario) { audibly(s); s.Address = "192.168.1.71" },
		answers: byButton.with(script{"confirm-network": {"send"}, "restore-network": {"old"}}),
		want:    Regained, logins: 2, writes: 1, passed: []ID{"send-network"},
	}, sent: sent{update: 1, secrets: 1}, at: "192.168.1.71"},
	{story: story{
		name: "fresh: activated by HTTP, then the address that was typed", scenario: "inactive",
		change:  func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Portal },
		answers: fresh.with(script{"typed-network": {"192.168.1.88|255.255.255.0|192.168.1.1|8080"}}),
		want:    Regained, logins: 2, writes: 1, passed: []ID{"typed-network", "look-moved"},
	}, sent: sent{update: 1, secrets: 1}, at: "192.168.1.88"},
	{story: story{
		name: "in another subnet, moved with its password", scenario: "forgotten",
		change:  func(s *simcam.Scenario) { audibly(s); knows(s); s.Computer = "10.0.0.10/24" },
		answers: mine.with(script{"other-subnet": {"move"}, "move-password": {"Garden-22-Gate"}, "confirm-network": {"send"}, "done": {"finish"}, "restore-network": {"free"}}),
		want:    Regained, logins: 2, passed: []ID{"camera-moved", "login"},
	}, sent: sent{update: 1, secrets: 1}, at: "10.0.0.64"},
	{story: story{
		name: "in another subnet, a wrong password costs one try and changes nothing", scenario: "forgotten",
		change:  func(s *simcam.Scenario) { audibly(s); knows(s); s.Computer = "10.0.0.10/24" },
		answers: mine.with(script{"other-subnet": {"move"}, "move-password": {"Wrong-1-Wrong"}, "confirm-network": {"send"}, "network-failed": {flow.SayQuit}, "restore-network": {"free"}}),
		want:    GaveUp, passed: []ID{"network-failed"},
	}, sent: sent{update: 1, secrets: 1, wrong: 1}, at: "192.168.1.64"},
}

// Every command that carries a password is sent exactly once; the camera counts.
func TestStoriesOverUDP(t *testing.T) {
	t.Parallel()
	for _, s := range udpStories {
		t.Run(s.name, besides(func(t *testing.T) {
			w := newWorld(t, s.scenario, s.change)
			end, log := w.tell(t, s.answers)
			checkStory(t, s.story, w, end, log)
			count := w.camera.Counters()
			if got := (sent{count.SADP["activate"], count.SADP["update"], count.Secrets, count.WrongSecrets}); got != s.sent {
				t.Errorf("sent over UDP: %+v, want %+v; %v", got, s.sent, log)
			}
			if at := w.camera.State().Address; at != s.at {
				t.Errorf("the camera is at %s in the end, want %s; %v", at, s.at, log)
			}
		}))
	}
}

// What a camera told over UDP before it had a password does not stay when it gets one
// by somebody else: what it asks for and offers is another thing then.
func TestTheRecordIsRenewedWhenSomebodyElseActivates(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Session })
		answers := mine.with(script{"new-password": {"own"}, "own-password": {strong}, "menu": {flow.SayQuit}})
		end, log := w.tellWith(t, w.ip, answers, "own-password", func() {
			w.camera.SetPassword("Garden-22-Gate")
		})
		if r := end.Facts().Record; r.Activated != isapi.Yes || r.Salt == "" || r.ResetClass != sadp.ClassD {
			t.Errorf("%s, salt %q, class %s; %v", r.Activated, r.Salt, r.ResetClass, log)
		}
	})(t)
}

// A camera tells its new address some time before its page answers there: the
// password is not sent into the void.
func TestThePageComesLaterThanTheAddress(t *testing.T) {
	besides(testThePageComesLaterThanTheAddress)(t)
}

func testThePageComesLaterThanTheAddress(t *testing.T) {
	w := newWorld(t, "moved", audibly)
	var mu sync.Mutex
	var open time.Time
	dial := w.env.Dial
	w.env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		mu.Lock()
		defer mu.Unlock()
		if moved := w.camera.Counters().SADP["update"] > 0; moved && open.IsZero() {
			open = w.env.Now().Add(20 * time.Second)
		}
		if w.env.Now().Before(open) {
			return nil, syscall.ECONNREFUSED
		}
		return dial(ctx, network, address)
	}
	end, log := w.tell(t, byButton.with(script{"confirm-network": {"send"}, "restore-network": {"old"}}))
	if Ended(end) != Regained || passed(end, "not-proved") || steptest.Tries(w.camera.Counters()) != 2 || open.IsZero() {
		t.Errorf("%s, %d logins; %v", Ended(end), w.camera.Counters().Logins, log)
	}
}

// A camera is picked from what was heard; the one with the same address beside
// it is left alone.
func TestFindListsAndPicks(t *testing.T) { besides(testFindListsAndPicks)(t) }

func testFindListsAndPicks(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	other := simcam.New(simcam.Scenario{Generation: simcam.Activation, Inactive: true, Unit: 3}, simcam.RealClock())
	if err := w.lan.Add("10.9.8.7", other); err != nil {
		t.Fatal(err)
	}
	mac := macOf(t, w, "192.168.1.64")
	end, log := w.tellFrom(t, Begin(w.env, lan.Address{}), mine.with(script{"find": {mac}, "menu": {flow.SayQuit}}))
	f := end.Facts()
	if f.Target.String() != "192.168.1.64" || f.Record.MAC != mac || f.Device.Model == "" || f.Device.Serial == "" {
		t.Errorf("%+v %+v; %v", f.Target, f.Device, log)
	}
	if n := len(report.Listed(f)); n != 2 {
		t.Errorf("%d in the list, want 2: %v", n, report.Listed(f))
	}
	if state := report.Listed(f)[0].Cells[3]; state != "no password yet, other range" {
		t.Errorf("a camera without a password in another subnet is %q", state)
	}
}

// macOf asks the simulated camera at an address for its MAC.
func macOf(t *testing.T, w *world, ip string) string {
	t.Helper()
	_, d, _ := w.env.Ask(t.Context(), lan.Address{IP: ip}, (&Facts{}).IsChosen, patience(w.env, &Facts{}, nil))
	if d.MAC == "" {
		t.Fatalf("nobody answers at %s", ip)
	}
	return d.MAC
}

// Two cameras with one address hide each other: nothing is sent there.
func TestNothingIsSentToAnAddressThatTwoHave(t *testing.T) {
	besides(testNothingIsSentToAnAddressThatTwoHave)(t)
}

func testNothingIsSentToAnAddressThatTwoHave(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	twin := simcam.New(simcam.Scenario{Generation: simcam.Activation, Inactive: true, Unit: 3}, simcam.RealClock())
	if err := w.lan.Add("192.168.1.64", twin); err != nil {
		t.Fatal(err)
	}
	end, _ := w.tell(t, mine.with(script{"new-password": {flow.SayQuit}, "menu": {flow.SayQuit}}))
	f := end.Facts()
	for name, why := range map[string]Text{"try": sentences.ShutTry(f), "write": sentences.ShutWrite(f)} {
		if why.IsZero() {
			t.Errorf("a %s is allowed at an address that two devices have", name)
		}
	}
}

// An address is given to a camera only after nothing answered there.
func TestRule7AnAddressThatIsTakenIsNotGiven(t *testing.T) {
	own := netip.MustParsePrefix("10.0.0.10/24")
	for name, put := range map[string]func(*world, *Facts){
		"a port is open": func(w *world, _ *Facts) {
			silent := simcam.Scenario{Unit: 5, SADP: simcam.SADPForm{Off: true}}
			if err := w.lan.Add("10.0.0.64", simcam.New(silent, simcam.RealClock())); err != nil {
				t.Fatal(err)
			}
			w.env.Neighbours = func() (map[netip.Addr]string, error) { return map[netip.Addr]string{}, nil }
		},
		"the neighbour table knows it": func(w *world, _ *Facts) {
			w.env.Neighbours = func() (map[netip.Addr]string, error) {
				return map[netip.Addr]string{netip.MustParseAddr("10.0.0.64"): "02:00:00:00:00:01"}, nil
			}
		},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "moved", audibly)
			f := Facts{Run: facts.Run{Own: []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{own}}}}, Camera: facts.Camera{Place: lan.Near}}
			f.Target, _ = lan.ParseAddress("10.0.0.70")
			f.Record.Interface, f.Record.IPv4, f.Record.MAC = "eth0", netip.MustParseAddr("192.168.1.64"), "44:19:b6:00:00:01"
			f.Answers.Give = "free"
			put(w, &f)
			want, r := chooseSettings(t.Context(), w.env, &f)
			if want.IPv4 != netip.MustParseAddr("10.0.0.65") || want.DHCP != isapi.No {
				t.Errorf("gives %v: %v", want.IPv4, r)
			}
			f.Answers.Give, f.OldTarget, f.Answers.Network.Mask = "old", lan.Address{IP: "10.0.0.64"}, "255.255.255.0"
			if want, _ := chooseSettings(t.Context(), w.env, &f); want.IPv4.IsValid() {
				t.Errorf("gives %v, which is taken", want.IPv4)
			}
		}))
	}
}

// A thousand cameras come into the list although their answers come late and some
// are lost; three seconds are enough on an idle machine, and a busy one has its minute.
func TestTheListHoldsAThousand(t *testing.T) {
	crowd := simtest.NewCrowd(1000, simtest.CrowdForm{Seed: 7})
	defer crowd.Close()
	lan := simnet.NewLan(simcam.RealClock())
	defer lan.Close()
	lan.SetComputer(netip.MustParsePrefix(simtest.CrowdComputer))
	lan.AddResponder(crowd, false)
	env := lanEnv(lan, simcam.FastClock(1), t.TempDir())
	env.SADP.Now, env.SADP.After = time.Now, time.After // a crowd lives in real time
	defer env.Close()
	begun, f, first := time.Now(), &Facts{}, time.Duration(0)
	for len(report.Listed(f)) < 1000 && time.Since(begun) < time.Minute {
		change, _ := devicesHeard.Run(t.Context(), env, f)
		if change(f); first == 0 && len(report.Listed(f)) > 0 {
			first = time.Since(begun)
		}
	}
	took := time.Since(begun)
	t.Logf("the first row after %s, all after %s", first.Round(time.Millisecond), took.Round(time.Millisecond))
	if n := len(report.Listed(f)); n != 1000 {
		t.Errorf("%d in the list after %s", n, took)
	}
}

func BenchmarkListOf1000(b *testing.B) {
	f := &Facts{}
	for i := range 1000 {
		d := sadp.Device{MAC: fmt.Sprintf("44:19:b6:00:%02x:%02x", i/256, i%256), Model: "DS-2CD2143G0-I", Activated: isapi.Yes, Source: sadp.SourceSADP}
		d.IPv4 = netip.AddrFrom4([4]byte{10, 20, byte(i / 256), byte(i % 256)})
		f.Heard.Devices = append(f.Heard.Devices, d)
	}
	for b.Loop() {
		if len(report.Listed(f)) != 1000 {
			b.Fatal("not all are listed")
		}
	}
}
