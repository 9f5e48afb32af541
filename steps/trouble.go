package steps

import (
	"context"
	"net/netip"
	"time"

	"camreset/isapi"
)

func unreachable() Step {
	return Step{
		ID: "unreachable", Phase: Find, Title: T("The camera does not answer"),
		Say: func(f Facts) Text {
			return T("%s %s", cause(f), "Nothing was changed. As soon as it answers, this goes on by itself.")
		},
		Sheet: troubleSheet,
		Help: T("Check that the camera has power and is on the network, that its IP address is right, and that computer or phone is on the same network. " +
			"Then restart the router and the camera. The manual for this model tells what its lights mean."),
		Ask: &Question{
			Prompt: T("What now?"),
			Options: []Option{
				{Key: "again", Label: T("Look again")},
				{Key: "change", Label: T("Type another address")},
				{Key: "restart", Label: T("Restart the camera and watch")},
				{Key: "menu", Label: T("Show all the ways in")},
				{Key: "stop", Label: T("Stop here")},
			},
		},
		Checks: []Check{alive, subnet},
		Wait:   watching,
		Judge: func(f Facts) Outcome {
			if f.Alive.State == isapi.ReachOpen && f.Seen.Reach.State != isapi.ReachOpen {
				return "answers"
			}
			return ""
		},
		May:  []Outcome{"answers"},
		Next: []Edge{{"again", "look"}, {"answers", "look"}, {"change", "address"}, {"restart", "restart-off"}, {"menu", "menu"}, {"stop", "done"}},
	}
}

// cause names what was seen, not what might be.
func cause(f Facts) string {
	switch r := f.Seen.Reach; {
	case r.State == isapi.ReachRefused && r.OtherOpen():
		return "A device is there, but its web page is off (HTTP and HTTPS refuse, other ports are open)."
	case r.State == isapi.ReachRefused:
		return "A device is there, but it refuses the connection: it is still starting, or its web page uses another port."
	case r.State == isapi.ReachTLSFailed:
		return "Something answers, but the secure connection (TLS) failed."
	}
	if _, near := f.ownNetworkOf(f.Target); !near && len(f.Own) > 0 && !isLoopback(f.Target) {
		return "Nothing answers, and this computer is in another subnet than " + f.Target.String() + ": that alone explains it."
	}
	return "Nothing answers at " + f.Target.String() + ": no power, a loose cable, another address, or a network that keeps devices apart."
}

func troubleSheet(f Facts) []Text {
	lines := []Text{
		T("1. The camera has power and is on the network: a light, the PoE port's light, the cable."),
		T("2. The IP address is right: %s.", f.Target),
		T("3. This computer is on the same network: no guest Wi-Fi, no VPN."),
		T("4. Restart the router and the camera, and wait two minutes."),
		T("5. The manual for this model explains its lights."),
	}
	if _, near := f.ownNetworkOf(f.Target); !near && len(f.Own) > 0 {
		lines = append(lines, secondAddress(f, f.Target)...)
	}
	return lines
}

// secondAddress shows how this computer gets a second address in the subnet of
// a camera, and how to take it away again. It needs administrator rights, so
// it is shown and never run.
func secondAddress(f Facts, camera Address) []Text {
	ip, err := netip.ParseAddr(camera.IP)
	if err != nil || !ip.Is4() || ip.IsLoopback() {
		return nil
	}
	name := "eth0"
	for n := range f.Own {
		if name == "eth0" || n < name {
			name = n
		}
	}
	b := ip.As4()
	if b[3] = 213; ip.As4()[3] == 213 {
		b[3] = 214
	}
	mine := netip.AddrFrom4(b).String()
	do, undo := addressCommands(f.System, name, mine)
	return []Text{
		T("The camera's range can be reached with a second address for this computer (needs administrator; %s must be free):", mine),
		T("   %s", do),
		T("Afterwards take it away again:"),
		T("   %s", undo),
	}
}

func addressCommands(system, name, ip string) (do, undo string) {
	switch system {
	case "windows":
		return `netsh interface ipv4 add address "` + name + `" ` + ip + ` 255.255.255.0`, `netsh interface ipv4 delete address "` + name + `" ` + ip
	case "darwin":
		return "sudo ifconfig " + name + " alias " + ip + " 255.255.255.0", "sudo ifconfig " + name + " -alias " + ip
	}
	return "sudo ip address add " + ip + "/24 dev " + name, "sudo ip address del " + ip + "/24 dev " + name
}

func notHikvision() Step {
	return Step{
		ID: "not-hikvision", Phase: Look, Title: T("This is another device"),
		Say: func(f Facts) Text {
			return T("Something answers at %s, but it does not look like a Hikvision device. Other makers have other ways back in: nothing was sent to it.", f.Target)
		},
		Sheet: func(f Facts) []Text {
			lines := []Text{T("What was seen:")}
			for _, e := range f.Seen.Evidence() {
				lines = append(lines, T("- %s", e))
			}
			return lines
		},
		Help: T("A router, a printer or another camera may have taken the address. Brands that sell Hikvision cameras under their own name are recognised as well, as a rule."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "change", Label: T("Type another address")},
			{Key: "again", Label: T("Look again")},
			{Key: "stop", Label: T("Stop here")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"change", "address"}, {"again", "look"}, {"stop", "done"}},
	}
}

func locked() Step {
	return Step{
		ID: "locked", Phase: Look, Title: T("Logins are locked for now"),
		Say: say("Too many wrong passwords came in. Often it is another client that keeps retrying an old password: a recorder, " +
			"a viewing program, Home Assistant, an app. Stop that first, or it locks again. Then waiting is enough; restarting the camera often clears the lock too."),
		Help: T("Most cameras lock for 30 minutes, some for less, and only for the address that sent the wrong passwords. A right password is refused too while the lock lasts."),
		Ask: &Question{
			Prompt: T("What do you want to do?"),
			Options: []Option{
				{Key: Done, Label: T("I stopped the others; wait here until it opens")},
				{Key: "restart", Label: T("Restart the camera")},
				{Key: "menu", Label: T("Show all the ways in")},
			},
		},
		Checks: []Check{lockWatch, alive},
		Wait:   &Wait{Every: 2 * time.Second, For: 45 * time.Minute},
		Judge: func(f Facts) Outcome {
			if f.lock().Locked == isapi.Yes || f.Misses > 0 {
				return ""
			}
			return "open"
		},
		May: []Outcome{"open"},
		Next: []Edge{
			{"open", "known-elsewhere"}, {Timeout, "look"}, {"restart", "restart-off"}, {"menu", "menu"},
		},
	}
}

// lockWatch counts down to the end of a lock. The camera itself is asked at
// most every 30 seconds; between that its last word is counted on.
var lockWatch = Check{
	ID: "lock", Title: T("Logins are open"),
	Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		check := camera.UserCheck(ctx)
		spent := env.spending(identities(f, camera), check.Lock.Left)
		change := func(f *Facts) {
			f.Seen.Check, f.Spent = check, spent
			if f.Last.At.Before(check.At) {
				f.Last = Tried{}
			}
		}
		lock, at := check.Lock, check.At
		if f.Last.At.After(at) {
			lock, at = f.Last.Attempt.Lock, f.Last.At
		}
		if lock.Locked != isapi.Yes {
			return change, lockResult(lock, spent)
		}
		if lock.Unlock == nil {
			return change, warn(T("Still locked; the camera does not tell for how long."), T("30 minutes is usual."))
		}
		left := at.Add(*lock.Unlock).Sub(env.Now())
		return change, warn(T("It opens in %s.", clock(left)), T("Nothing to do but wait."))
	},
}

func restartOff() Step {
	return Step{
		ID: "restart-off", Phase: Look, Title: T("Restarting the camera: power off"),
		Say:  say("Take the camera's power away: pull the PoE cable and the power plug, if it has both. A restart loses no settings. Do not restart while support is working on a request for this camera: that makes the request useless."),
		Hand: PowerOff,
		Ask: &Question{Prompt: T("Unplugged?"), Options: []Option{
			{Key: Done, Label: T("Yes, it has no power")},
			{Key: "leave", Label: T("Do not restart it")},
		}},
		Checks: []Check{dark},
		Wait:   &Wait{Every: time.Second, For: 2 * time.Minute},
		Judge:  judgeDark,
		May:    []Outcome{"dark"},
		Next:   []Edge{{"dark", "restart-on"}, {Timeout, "restart-on"}, {"leave", "look"}},
	}
}

func restartOn() Step {
	return Step{
		ID: "restart-on", Phase: Look, Title: T("Restarting the camera: power on"),
		Say:  say("Wait ten seconds, then give the camera its power back. It needs one to three minutes to start."),
		Hand: PowerOn,
		Ask: &Question{Prompt: T("Plugged in?"), Options: []Option{
			{Key: Done, Label: T("Yes, it has power again")},
			{Key: "leave", Label: T("Go on without waiting")},
		}},
		Checks: []Check{booted},
		Wait:   &Wait{Every: 2 * time.Second, For: 4 * time.Minute},
		Judge: func(f Facts) Outcome {
			if !f.Did.IsZero() && f.Misses == 0 && f.Alive.State == isapi.ReachOpen {
				return "back"
			}
			return ""
		},
		May:  []Outcome{"back"},
		Next: []Edge{{"back", "look"}, {Timeout, "look"}, {"leave", "look"}},
	}
}

func maybeLocked() Step {
	return Step{
		ID: "maybe-locked", Phase: Look, Title: T("Perhaps locked, perhaps starting"),
		Say: say("The camera refuses everything without a reason. Some newer cameras do that while they are locked, and all do it while they start: it does not tell which. " +
			"Stop whatever retries an old password (recorder, viewing program, Home Assistant), then wait; 30 minutes is the usual lock."),
		Help: T("That a lock can show like this is known from one camera only. Restarting the camera clears a lock on most."),
		Ask: &Question{Prompt: T("What do you want to do?"), Options: []Option{
			{Key: Done, Label: T("I stopped the others; wait until it says more")},
			{Key: "restart", Label: T("Restart the camera")},
			{Key: "on", Label: T("Go on all the same")},
		}},
		Checks: []Check{refusing, alive},
		Wait:   &Wait{Every: 5 * time.Second, For: 45 * time.Minute},
		Judge: func(f Facts) Outcome {
			if f.Seen.Check.Status != 0 && !f.Seen.MaybeLocked() {
				return "tells"
			}
			return ""
		},
		May:  []Outcome{"tells"},
		Next: []Edge{{"tells", "look"}, {Timeout, "look"}, {"restart", "restart-off"}, {"on", "known-elsewhere"}},
	}
}

// refusing reads the state again, at most every 30 seconds.
var refusing = Check{
	ID: "refusing", Title: T("The camera answers questions about its state"),
	Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
		check := env.Camera(f.Target).UserCheck(ctx)
		change := func(f *Facts) { f.Seen.Check = check }
		if check.Status == 403 {
			return change, warn(T("It still refuses."), T("Nothing to do but wait, or restart it."))
		}
		return change, withError(ok(T("It does.")), check.Err)
	},
}

func otherCertificateStep() Step {
	return Step{
		ID: "other-certificate", Phase: Look, Title: T("Another certificate than before"),
		Say: func(f Facts) Text {
			return T("What answers at %s shows another certificate than the camera did before. Either the camera made a new one (after a reset, or after HTTPS was set up anew), "+
				"or this is another device that took its place. Nothing more is sent to it unless you know why.", f.Target)
		},
		Ask: &Question{Prompt: T("Do you know why?"), Options: []Option{
			{Key: "stop", Label: T("No, stop here")},
			{Key: "address", Label: T("No, type another address")},
			{Key: "mine", Label: T("Yes, I reset it or changed its HTTPS just now")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"stop", "done"}, {"address", "address"}, {"mine", "new-certificate"}},
	}
}

// newCertificate forgets the pin, so that the new certificate is pinned.
func newCertificate() Step {
	return Step{
		ID: "new-certificate", Phase: Look, Title: T("Looking at the camera anew"), Say: say("One moment."),
		Checks: []Check{{
			ID: "pin", Title: T("The new certificate is the one to go by"),
			Run: func(_ context.Context, env Env, f Facts) (func(*Facts), Result) {
				env.Camera(f.Target).Forget()
				return func(f *Facts) { f.Seen, f.Login = isapi.Seen{}, isapi.Login{} }, ok(T("The old one is forgotten."))
			},
		}},
		Judge: func(Facts) Outcome { return "forgotten" },
		May:   []Outcome{"forgotten"},
		Next:  []Edge{{"forgotten", "look"}},
	}
}
