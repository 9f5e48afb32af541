package steps

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
)

// A password that was refused over UDP is typed anew before it can be sent again.
func TestRule1ATypedPasswordIsSentOverUDPOnce(t *testing.T) {
	besides(testRule1ATypedPasswordIsSentOverUDPOnce)(t)
}

func testRule1ATypedPasswordIsSentOverUDPOnce(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); knows(s); s.Computer = "10.0.0.10/24" })
	end, log := w.tell(t, mine.with(script{stopRefused: {"quit"}, "other-subnet": {"move"}, "move-password": {"Wrong-1-Wrong"}, "confirm-network": {"send"}, "network-failed": {"other", flow.SayQuit}, "restore-network": {"free"}}))
	count := w.camera.Counters()
	if count.Secrets != 1 || count.WrongSecrets != 1 || !end.Facts().Answers.Password.IsZero() || end.Facts().Writes != 0 {
		t.Errorf("%d secrets, %d writes; %v", count.Secrets, end.Facts().Writes, log)
	}
	if _, back := end.Back(); back {
		t.Error("going back brings the password again")
	}
	if said := end.Named("done").Say(end.Facts()).String(); said != "You can start again at any time. Nothing was changed." {
		t.Errorf("at the end it says %q", said)
	}
}

// The same for a key from support.
func TestRule1ATypedKeyIsSentOnce(t *testing.T) { besides(testRule1ATypedKeyIsSentOnce)(t) }

func testRule1ATypedKeyIsSentOnce(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	end, log := w.tell(t, toSupport.with(script{"exported": {"import"}, "exchange-failed": {flow.SayQuit}, "import": {"|" + "WRONGKEY"}}))
	if _, back := end.Back(); back || !end.Facts().Answers.Code.IsZero() || w.camera.Counters().Secrets != 1 {
		t.Errorf("the key can be sent again: back %v, %d sent; %v", back, w.camera.Counters().Secrets, log)
	}
}

// Anybody on the cable can send a record with the camera's MAC: an address outside
// is not gone to for it.
func TestRule7AFollowedAddressIsANearOne(t *testing.T) {
	besides(testRule7AFollowedAddressIsANearOne)(t)
}

func testRule7AFollowedAddressIsANearOne(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	mac := macOf(t, w, "192.168.1.64")
	if err := w.lan.Add("8.8.4.4", simcam.New(simcam.Scenario{Generation: simcam.Session, Inactive: true, Address: "8.8.4.4", SADP: simcam.SADPForm{Reply: simcam.ReplyGroup}}, simcam.RealClock())); err != nil {
		t.Fatal(err)
	}
	f := &Facts{Run: facts.Run{Own: []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24")}}}}, Reset: facts.Reset{RecordBefore: sadp.Device{MAC: mac, Activated: isapi.Yes}}}
	for _, ip := range []string{"8.8.4.4", "100.64.0.9"} {
		if place := f.PlaceOf(lan.Address{IP: ip}); place == lan.Near {
			t.Errorf("%s counts as near", ip)
		}
	}
	w.camera.PowerOff()
	heard := false
	for n := 0; n < 20 && !heard; n++ {
		time.Sleep(time.Second)
		_, d, now := w.env.Follow(t.Context(), f.RecordBefore)
		heard = now && d.IPv4 == netip.MustParseAddr("8.8.4.4")
	}
	if !heard {
		t.Fatal("nobody claims to be the camera")
	}
	for range 5 {
		b := w.env.ComeBack(t.Context(), f, roundOpen, sentences.Candidates(f))
		f.Watched = b.Seen.Version
		for _, x := range b.Found {
			if x.Address.IP == "8.8.4.4" {
				t.Error("a camera is followed to the internet")
			}
		}
	}
}

// A device that speaks up later at the camera's address shuts tries and writes.
func TestASecondDeviceAtTheAddressIsSeenLater(t *testing.T) {
	besides(testASecondDeviceAtTheAddressIsSeenLater)(t)
}

func testASecondDeviceAtTheAddressIsSeenLater(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	f := &Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}, Place: lan.Near}}
	heard, d, same := w.env.Ask(t.Context(), f.Target, f.IsChosen, patience(w.env, f, nil))
	if f.Heard = heard; d.MAC == "" || same != 1 || w.env.Doubled(f) {
		t.Fatalf("%d at the address", same)
	}
	if err := w.lan.Add("192.168.1.64", simcam.New(simcam.Scenario{Generation: simcam.Session, Unit: 9}, simcam.RealClock())); err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); !w.env.Doubled(f) && time.Since(begun) < 10*time.Second; {
		w.env.Listen(t.Context(), f.Heard.Version)
	}
	sent := false
	change, _ := w.env.Write(t.Context(), f, ledger.IntentActivation, func() error { sent = true; return nil })
	if change(f); sent || f.Change.Word != "refused" {
		t.Errorf("written to an address that two have: %v %+v", sent, f.Change)
	}
	change, _ = w.env.Try(t.Context(), f, isapi.Login{User: "admin", Password: isapi.NewSecret("Garden-22-Gate")}, false)
	if change(f); f.Last.Word != "stopped" || w.camera.Counters().Logins != 0 {
		t.Errorf("tried at an address that two have: %+v", f.Last)
	}
}

// Where it cannot be asked whether an address is free, it counts as taken.
func TestRule7WhatCannotBeAskedIsNotFree(t *testing.T) {
	at := netip.MustParseAddr("10.0.0.64")
	for name, table := range map[string]func() (map[netip.Addr]string, error){
		"an unreadable table": func() (map[netip.Addr]string, error) { return nil, errors.New("not allowed") },
		"a slow table": func() (map[netip.Addr]string, error) {
			time.Sleep(2 * lan.TableWait)
			return map[netip.Addr]string{}, nil
		},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "moved", audibly)
			w.env.Neighbours = table
			if w.env.NobodyAt(t.Context(), sadp.Device{}, at)[0] {
				t.Error("the address counts as free")
			}
		}))
	}
	t.Run("a cancelled search", besides(func(t *testing.T) {
		w := newWorld(t, "moved", audibly)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if w.env.NobodyAt(ctx, sadp.Device{}, at)[0] {
			t.Error("the address counts as free")
		}
	}))
}

// Plain HTTP has no certificate: the realm alone, which may be that of every
// camera of a model, does not prove that it is the same one.
func TestRule4ARealmAloneIsNoProof(t *testing.T) { besides(testRule4ARealmAloneIsNoProof)(t) }

func testRule4ARealmAloneIsNoProof(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Realm = "DS-2CD2143G0-I" })
	other := simcam.New(simcam.Scenario{Generation: simcam.Session, Realm: "DS-2CD2143G0-I", Unit: 7, SADP: simcam.SADPForm{Off: true}}, simcam.RealClock())
	if err := w.lan.Add("192.168.1.65", other); err != nil {
		t.Fatal(err)
	}
	f := &Facts{Reset: facts.Reset{OldTarget: lan.Address{IP: "192.168.1.64"}}}
	if check, _ := w.env.Camera(f.OldTarget).Logins(t.Context()); check.Status == 0 {
		t.Fatal("the camera does not answer")
	}
	change, _ := compare(t.Context(), w.env, f, lan.Address{IP: "192.168.1.65"})
	if change(f); f.SameDevice == isapi.Yes {
		t.Error("another camera of the model is taken for the one that was reset")
	}
}

// What was done to one camera says nothing of the next one.
func TestAnotherCameraBeginsAnew(t *testing.T) {
	f := &Facts{Camera: facts.Camera{Proved: true, NewSent: true}, Run: facts.Run{Won: true, Writes: 2, Tries: 1}, Reset: facts.Reset{ResetSeen: true}}
	facts.ForgetDevice(f)
	if f.Proved || f.NewSent || f.ResetSeen || !f.Won || f.Writes != 2 || facts.ResultOf(f) != Regained {
		t.Errorf("%+v", f)
	}
}

// A request of which it is not known whether it still stands says so.
func TestALostExportPutsTheOldRequestIntoDoubt(t *testing.T) {
	besides(testALostExportPutsTheOldRequestIntoDoubt)(t)
}

func testALostExportPutsTheOldRequestIntoDoubt(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); s.SADP.Mute = []string{"getencryptstring"} })
	_, d, _ := w.env.Ask(t.Context(), lan.Address{IP: "192.168.1.64"}, (&Facts{}).IsChosen, patience(w.env, &Facts{}, nil))
	f := &Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}, Place: lan.Near, Record: d, Pending: facts.Pending{Kind: facts.PendingSupport, Until: w.env.Now().Add(time.Hour)}}}
	change, _ := export().Checks[0].Run(t.Context(), w.env, f)
	if change(f); !f.Pending.Doubt || f.Change.Word != "lost" {
		t.Fatalf("%+v %+v", f.Pending, f.Change)
	}
	if _, r := pendingRow.Run(t.Context(), w.env, f); r.Status != Warn {
		t.Errorf("the row says %s: %s", r.Status, r.Detail)
	}
}

// Leaving the network settings as they are sends no login that nobody asked for.
func TestRule1NoLoginFollowsFromLeavingTheSettings(t *testing.T) {
	typed, made := isapi.NewSecret("Garden-22-Gate"), isapi.NewSecret(strong)
	for _, c := range []struct {
		name string
		f    Facts
		want Outcome
	}{
		{"a password was typed for a move, and no move came", Facts{Answers: Answers{Password: typed}}, "look"},
		{"a new one was chosen and never sent", Facts{Answers: Answers{New: made}}, "look"},
		{"the camera took its new one", Facts{Answers: Answers{New: made}, Camera: facts.Camera{NewSent: true}}, "prove"},
		{"it was moved with the typed one", Facts{Answers: Answers{Password: typed, New: made}, Camera: facts.Camera{Moved: true}}, "login"},
	} {
		if got := networkLeft().Decide(&c.f); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// The login after a move may be refused as every other one.
func TestALoginAfterAMoveMayBeRefused(t *testing.T) {
	for word, want := range map[Outcome]ID{"wrong": "try-password", "unsure": "maybe-locked", "right": "proved"} {
		at := flow.Start(Guide(), Facts{Camera: facts.Camera{Moved: true, Target: lan.Address{IP: "192.168.1.64"}}}).Enter("look-moved")
		for _, change := range []func(*Facts){func(f *Facts) { f.Seen.Reach.State = isapi.ReachOpen }, func(f *Facts) { f.Last.Word = word }} {
			var checks []Check
			at, checks = at.Begin(time.Now())
			for turn := at.Turn(); len(checks) > 0; checks = checks[1:] {
				at = at.Take(Reply{Turn: turn, Check: checks[0], At: time.Now(), Change: change})
			}
		}
		if at.Step().ID != want {
			t.Errorf("%s: at %s, want %s", word, at.Step().ID, want)
		}
	}
}

// A second move is no done one because the first was.
func TestASecondMoveIsLookedUpToo(t *testing.T) { besides(testASecondMoveIsLookedUpToo)(t) }

func testASecondMoveIsLookedUpToo(t *testing.T) {
	w := newWorld(t, "moved", func(s *simcam.Scenario) {
		audibly(s)
		knows(s)
		s.Address = "192.168.1.64"
		s.SADP.Mute = []string{"update"}
	})
	f := &Facts{Answers: Answers{Password: isapi.NewSecret("Garden-22-Gate")}, Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}, Place: lan.Near, Moved: true}}
	_, f.Record, _ = w.env.Ask(t.Context(), f.Target, f.IsChosen, patience(w.env, f, nil))
	f.Wanted = sadp.Settings{DHCP: isapi.No, IPv4: netip.MustParseAddr("10.0.0.77"), Mask: netip.MustParseAddr("255.255.255.0")}
	change, r := w.env.SendSettings(t.Context(), f)
	if change(f); f.Moved || f.Change.Word != "sent" && f.Change.Word != "lost" {
		t.Errorf("moved %v before it was looked up: %+v %s", f.Moved, f.Change, r.Detail)
	}
}

// After the end of a run nobody begins to listen again.
func TestRule10NobodyListensAfterTheEnd(t *testing.T) {
	besides(testRule10NobodyListensAfterTheEnd)(t)
}

func testRule10NobodyListensAfterTheEnd(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	macOf(t, w, "192.168.1.64")
	w.env.Close()
	heard := w.env.Heard().Version
	if got := w.env.Listen(t.Context(), heard); got.Version != heard || w.env.Ear.Stop != nil {
		t.Errorf("it listens: version %d after %d", got.Version, heard)
	}
}
