package steps

import (
	"context"
	"net/netip"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
)

// Fresh cameras all come with one address: each gets its own password and its own
// address, over UDP, chosen by its MAC, and nothing reaches another one. The last one
// is alone there by then, and is spoken to as any other.
func TestFourFreshCamerasAtOneAddress(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { audibly(s); s.Generation = simcam.Portal })
		all := []*simcam.Camera{w.camera}
		for unit := range 3 {
			c := simcam.New(simcam.Scenario{Generation: simcam.Portal, Inactive: true, Unit: 10 + unit}, simcam.FastClock(factor))
			if err := w.lan.Add(w.ip, c); err != nil {
				t.Fatal(err)
			}
			all = append(all, c)
		}
		at := map[string]bool{}
		for i, c := range all {
			password := strong + string(rune('A'+i))
			end, log := w.tellFrom(t, Begin(w.env, lan.Address{}), mine.with(script{"find": {c.Identity().MAC}, "other-subnet": {"activate"}, "confirm-network": {"send"}, "new-password": {"own"}, "own-password": {password}, "restore-network": {"free"}}))
			if got := Ended(end); got != Regained || end.Facts().Record.MAC != c.Identity().MAC {
				t.Fatalf("camera %d: %s, %s; %v", i, got, end.Facts().Record.MAC, log)
			}
			for j, other := range all {
				count, udp, http := other.Counters(), 0, 0
				switch {
				case j > i:
				case j == len(all)-1:
					http = 1
				default:
					udp = 1
				}
				if count.SADP["activate"] != udp || count.SADP["update"] != udp || count.Secrets != udp || count.WrongSecrets != 0 || count.Writes != http {
					t.Errorf("after camera %d, camera %d got %v, %d secrets, %d wrong, %d writes", i, j, count.SADP, count.Secrets, count.WrongSecrets, count.Writes)
				}
			}
			state := c.State()
			if state.Password != password || at[state.Address] {
				t.Errorf("camera %d has %q at %s; taken so far: %v", i, state.Password, state.Address, at)
			}
			at[state.Address] = true
		}
	})(t)
}

// What is typed is refused over HTTP where several devices have the address, whoever
// of them is known.
func TestSharedAddressIsRefusedOverHTTP(t *testing.T) {
	besides(func(t *testing.T) {
		f := &Facts{Camera: facts.Camera{Double: true, Target: lan.Address{IP: "192.168.1.64"}, Record: sadp.Device{MAC: "44:47:cc:00:00:01", SameSubnet: isapi.Yes, Activated: isapi.Yes}}}
		if sentences.ShutTry(f).IsZero() || !sentences.ShutWrite(f).IsZero() || !sentences.ShutSecret(f).IsZero() {
			t.Errorf("try %q, write %q, secret over UDP %q", sentences.ShutTry(f), sentences.ShutWrite(f), sentences.ShutSecret(f))
		}
		w := newWorld(t, "forgotten", nil)
		change, _ := w.env.Write(t.Context(), f, ledger.IntentPassword, func() error { t.Error("sent"); return nil })
		if change(f); f.Change.Word != "refused" {
			t.Errorf("%+v", f.Change)
		}
	})(t)
}

// A camera whose mask leaves this computer out is activated and moved over UDP.
func TestWrongMaskIsNoDeadEnd(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", audibly)
		w.camera.SetMask(netip.MustParseAddr("255.255.255.252"))
		end, log := w.tell(t, mine.with(script{"other-subnet": {"activate"}, "confirm-network": {"agree"}, "new-password": {"own"}, "own-password": {strong}, "restore-network": {"free"}}))
		count := w.camera.Counters()
		if got := Ended(end); got != Regained || count.SADP["activate"] != 1 || count.SADP["update"] != 1 || count.Writes != 0 {
			t.Errorf("%s, %v; %v", got, count.SADP, log)
		}
	})(t)
}

// That others have its address stands once on each screen, whether the one is known or not.
func TestASharedAddressIsSaidOnce(t *testing.T) {
	for _, known := range []bool{true, false} {
		inBubble(t, func(t *testing.T) {
			w := newWorld(t, "forgotten", audibly)
			if err := w.lan.Add(w.ip, simcam.New(simcam.Scenario{Generation: simcam.Portal, Unit: 9}, simcam.FastClock(factor))); err != nil {
				t.Fatal(err)
			}
			given, _ := lan.ParseAddress(w.ip)
			begin := Begin(w.env, given)
			if known {
				begin = Begin(w.env, lan.Address{})
			}
			answers, seen := mine.with(script{"find": {w.camera.Identity().MAC}, "menu": {flow.SayQuit}, "other-subnet": {"menu"}}).ask(t, &[]string{}), 0
			_, err := w.run(t.Context(), w.env, begin, func(ctx context.Context, at Walk, refused error) (string, error) {
				var said []string
				for _, r := range at.Rows() {
					if strings.Contains(r.Result.Detail.String(), "have the address") || strings.Contains(r.Result.Detail.String(), "have its address") && r.Result.Status == Warn {
						said = append(said, r.Result.Detail.String())
					}
				}
				if id := at.Step().ID; id == "owner" || id == "menu" && !known {
					if seen++; len(said) != 1 {
						t.Errorf("%s says %q", id, said)
					}
				}
				if id := at.Step().ID; id == "owner" && strings.Contains(values(at), "other devices") {
					t.Errorf("%s says %q", id, values(at))
				}
				return answers(ctx, at, refused)
			}, nil)
			if err != nil || seen == 0 {
				t.Errorf("%d screens, %v", seen, err)
			}
		})
	}
}
