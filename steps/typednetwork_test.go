package steps

import (
	"net/netip"
	"strings"
	"testing"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// fresh is the walk to a camera without a password, which gets one of the user's own.
var fresh = mine.with(script{"new-password": {"own"}, "own-password": {strong}, "restore-network": {"typed"}, "confirm-network": {"send"}, "done": {"network", "finish"}})

// A fresh camera over HTTP gets the address that is planned for it, with its own port.
func TestTypedAddressAfterActivationOverHTTP(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Portal })
		end, log := w.tell(t, fresh.with(script{"typed-network": {"192.168.1.88|255.255.255.0|192.168.1.1|8080"}}))
		count, at := w.camera.Counters(), w.camera.State()
		if Ended(end) != Regained || count.Writes != 1 || count.SADP["update"] != 1 || count.WrongSecrets != 0 || !passed(end, "look-moved") {
			t.Errorf("%s, %d writes, %v; %v", Ended(end), count.Writes, count.SADP, log)
		}
		if at.Address != "192.168.1.88" || at.Mask != "255.255.255.0" || at.Gateway != "192.168.1.1" || at.HTTPPort != 8080 || end.Facts().Target.String() != "192.168.1.88:8080" {
			t.Errorf("it is at %+v, spoken to at %s; %v", at, end.Facts().Target, log)
		}
	})(t)
}

// One of two fresh cameras at one address gets its own address right after its
// activation over UDP; what stands in the fields is this computer's mask and router.
func TestTypedAddressAfterActivationOverUDP(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Portal })
		other := simcam.New(simcam.Scenario{Generation: simcam.Portal, Inactive: true, Unit: 10}, simcam.FastClock(factor))
		if err := w.lan.Add(w.ip, other); err != nil {
			t.Fatal(err)
		}
		w.lan.SetComputer(netip.MustParsePrefix("192.168.1.10/23"))
		answers := fresh.with(script{"find": {w.camera.Identity().MAC}, "other-subnet": {"activate"}, "done": {"finish"}, "typed-network": {"192.168.1.88|255.255.254.0|192.168.0.1|80"}})
		end, log := w.tellFrom(t, Begin(w.env, lan.Address{}), answers)
		count, at, f := w.camera.Counters(), w.camera.State(), end.Facts()
		if Ended(end) != Regained || count.SADP["activate"] != 1 || count.SADP["update"] != 1 || count.Writes != 0 {
			t.Errorf("%s, %v; %v", Ended(end), count.SADP, log)
		}
		if at.Address != "192.168.1.88" || at.Mask != "255.255.254.0" || at.Gateway != "192.168.0.1" {
			t.Errorf("it is at %+v; %v", at, log)
		}
		if s := other.Counters(); s.Secrets+s.WrongSecrets+s.Writes+s.SADP["activate"]+s.SADP["update"] != 0 {
			t.Errorf("the other one got %+v", s)
		}
		if f.Answers.Plan = (sadp.Settings{}); proposedMask(f) != "255.255.254.0" || facts.ProposedGateway(f) != "192.168.0.1" || facts.ProposedPort(f) != "80" {
			t.Errorf("proposed: %s, %s, %s", proposedMask(f), facts.ProposedGateway(f), facts.ProposedPort(f))
		}
	})(t)
}

// Rule 7: an address that somebody has is not given, whoever typed it.
func TestRule7ATypedAddressThatIsTakenIsNotGiven(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Portal })
		other := simcam.New(simcam.Scenario{Unit: 5, SADP: simcam.SADPForm{Off: true}}, simcam.FastClock(factor))
		if err := w.lan.Add("192.168.1.88", other); err != nil {
			t.Fatal(err)
		}
		end, log := w.tell(t, fresh.with(script{"typed-network": {"192.168.1.88|255.255.255.0|192.168.1.1|80"}, "address-taken": {"leave"}}))
		taken, _ := Guide().Step("address-taken")
		if said := taken.Say(end.Facts()).String(); !strings.HasPrefix(said, "192.168.1.88 is not known to be free") || !strings.HasSuffix(said, "Nothing was sent.") {
			t.Error(said)
		}
		if count := w.camera.Counters(); Ended(end) != Regained || !passed(end, "address-taken") || count.SADP["update"] != 0 || w.camera.State().Address != w.ip {
			t.Errorf("%s at %s, %v; %v", Ended(end), w.camera.State().Address, count.SADP, log)
		}
	})(t)
}

// An address that this computer does not reach may be given, after that was said.
func TestTypedAddressInAnotherSubnet(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Portal })
		end, log := w.tell(t, fresh.with(script{"typed-network": {"10.20.0.88|255.255.0.0|10.20.0.1|80"}}))
		if Ended(end) != Regained || w.camera.State().Address != "10.20.0.88" || w.camera.Counters().SADP["update"] != 1 || !passed(end, "camera-moved") {
			t.Errorf("%s at %s; %v", Ended(end), w.camera.State().Address, log)
		}
		s, _ := Guide().Step("confirm-network")
		if said := s.Say(end.Facts()).String(); !strings.Contains(said, "from here it cannot be reached at 10.20.0.88") {
			t.Error(said)
		}
	})(t)
}

// What cannot work is refused under its field, and says why.
func TestTypedSettingsMakeSense(t *testing.T) {
	f := &Facts{Run: facts.Run{Own: []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24")}}}}}
	f.Record.CommandPort = 8000
	s, _ := Guide().Step("typed-network")
	good := flow.Texts{"address": "192.168.1.88", "mask": "255.255.255.0", "gateway": "192.168.1.1", "port": "80"}
	for _, c := range []struct{ field, typed, says string }{
		{"address", "192.168.1.88", ""}, {"address", "１９２。168,1.88", ""}, {"gateway", "", ""}, {"gateway", "0.0.0.0", ""}, {"port", "", ""}, {"port", "65535", ""}, {"mask", "255.255.0.0", ""},
		{"address", "", "Type the address"}, {"address", "192.168.1", "four numbers"}, {"address", "fe80::1", "four numbers"}, {"address", "8.8.4.4", "not a private"}, {"address", "127.0.0.9", "not a private"},
		{"address", "224.0.0.1", "not a private"}, {"address", "192.168.1.10", "this computer"}, {"address", "192.168.1.0", "whole network"}, {"address", "192.168.1.255", "whole network"},
		{"mask", "", "255 at its front"}, {"mask", "255.0.255.0", "255 at its front"}, {"mask", "255.255.255.255", "255 at its front"}, {"mask", "24", "four numbers"},
		{"mask", "255.255.255.248", "whole network"},
		{"gateway", "10.0.0.1", "no router in the network"}, {"gateway", "192.168.1.255", "no router in the network"}, {"gateway", "192.168.1.88", "new address itself"},
		{"port", "0", "1 to 65535"}, {"port", "65536", "1 to 65535"}, {"port", "http", "1 to 65535"}, {"port", "8000", "is taken"},
	} {
		all, said := flow.Texts{}, ""
		for key, typed := range good {
			all[key] = typed
		}
		all[c.field] = c.typed
		for _, field := range s.Ask.Fields {
			if field.Key == c.field {
				said = field.Refuses(f, all).String()
			}
		}
		if c.says == "" && said != "" || !strings.Contains(said, c.says) {
			t.Errorf("%s %q: %q, want %q", c.field, c.typed, said, c.says)
		}
	}
}

// A free address comes with this computer's own router, and never is the router's.
func TestFreeAddressHasThisComputersRouter(t *testing.T) {
	own, router := netip.MustParsePrefix("10.0.0.10/24"), netip.MustParseAddr("10.0.0.64")
	f := &Facts{Run: facts.Run{Own: []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{own}, Gateway: router}}}}
	f.Record.Interface, f.Record.IPv4, f.Record.Gateway = "eth0", netip.MustParseAddr("192.168.1.64"), netip.MustParseAddr("10.0.0.1")
	if got := facts.GatewayIn(own, f); got != router {
		t.Errorf("gateway %s", got)
	}
	if got := facts.SpareAddresses(own, f)[0]; got != router.Next() {
		t.Errorf("the first free address is %s", got)
	}
	f.Own[0].Gateway = netip.MustParseAddr("192.168.7.1") // beside another address of the same card
	if got := facts.GatewayIn(own, f); got != f.Record.Gateway {
		t.Errorf("gateway %s", got)
	}
}
