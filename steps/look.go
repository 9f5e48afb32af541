package steps

import (
	"context"
	"errors"
	"time"

	"camreset/isapi"
)

// watching repeats the measured row of a step for as long as it stands.
var watching = &Wait{Every: 3 * time.Second}

func look() Step {
	return Step{
		ID: "look", Phase: Look, Title: T("Looking at the camera"),
		Say: func(f *Facts) Text {
			return T("Reading what %s shows to everybody. This spends no try and changes nothing.", f.name())
		},
		Checks: lookChecks,
		Judge: func(f *Facts) Outcome {
			switch verdict := f.Seen.Verdict(); {
			case f.shares():
				return "other-subnet"
			case seenChannel(f.Seen) != "":
				return "other-certificate"
			case f.elsewhere() != (Address{}):
				return "other-port"
			case verdict == "unknown" && f.Seen.MaybeLocked():
				return "maybe-locked"
			case verdict == "unreachable" && f.distant():
				return "other-subnet"
			default:
				return Outcome(verdict)
			}
		},
		May: []Outcome{"active", "inactive", "locked", "maybe-locked", "legacy", "not-hikvision", "unreachable", "unknown", "other-certificate", "other-port", "other-subnet"},
		Next: []Edge{
			{"active", "known-or-not"}, {"legacy", "known-or-not"}, {"unknown", "known-or-not"},
			{"inactive", "activate"}, {"locked", "locked"}, {"maybe-locked", "maybe-locked"}, {"other-certificate", "other-certificate"},
			{"other-port", "other-port"}, {"not-hikvision", "not-hikvision"}, {"unreachable", "unreachable"}, {"other-subnet", "other-subnet"},
		},
	}
}

// lookChecks read what a camera shows without a login. They run at the same
// time; the client keeps them to four connections and two rounds.
var lookChecks = []Check{answers, subnet, maker, activated, tries, recovery, loginPage, sessionLogin, unfinished, awaited}

var answers = Check{
	ID: "answers", Title: T("Network"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		if f.Seen.Reach.State == isapi.ReachOpen { // what is kept of an earlier look is no answer now
			if now := camera.Alive(ctx); now.State != isapi.ReachOpen {
				return func(f *Facts) { f.Seen.Reach, f.Alive = now, now }, reachResult(f, now)
			}
		}
		reach := camera.Reach(ctx)
		return func(f *Facts) { f.Seen.Reach, f.Alive = reach, reach }, reachResult(f, reach)
	},
}

// reachResult puts into words what the sockets said.
func reachResult(f *Facts, r isapi.Reach) Result {
	switch r.State {
	case isapi.ReachOpen:
		if r.Fingerprint != "" {
			return ok(T("It answers at %s. Its certificate (not verified, as with all cameras): %s.", r.URL(), fingerprint(r.Fingerprint)))
		}
		return ok(T("It answers at %s.", r.URL()))
	case isapi.ReachTLSFailed:
		return warn(T("Something answers at %s, but the secure connection failed.", f.Target),
			T("It may speak only an old or a special form of TLS. Try http:// before the address, or the camera's page in a browser."))
	case isapi.ReachMute:
		return fail(T("Something at %s takes the connection and then says nothing.", f.Target),
			T("It may hang or be starting: wait a minute. If that does not help, take its power away for ten seconds, and check the address."))
	case isapi.ReachRefused:
		if r.OtherOpen() {
			return warn(T("There is a device at %s, but its web page is switched off: other ports of it are open.", f.Target),
				T("Web access (HTTP) may be off. Use the maker's SADP tool, or type the port if it was moved."))
		}
		return fail(T("There is a device at %s, but it refuses the connection.", f.Target),
			T("It may be starting: wait two minutes. Check that the address and the port are the camera's."))
	}
	switch _, near := f.ownNetworkOf(f.Target); {
	case f.Record.MAC != "" && f.Record.WrongMask:
		return skip(T("It hears this computer and cannot answer: its mask, %s, leaves this computer out.", f.Record.Mask))
	case f.Record.MAC != "" && f.Record.SameSubnet == isapi.No:
		return skip(T("Its page cannot be opened from another subnet; it is heard over the network."))
	case !near && len(f.Own) > 0:
		return fail(T("Nothing answers at %s, and this computer is in another subnet.", f.Target), T("The next screen shows the way out."))
	}
	return fail(T("Nothing answers at %s.", f.Target), T("Check power, cable and address; the next screen helps."))
}

var subnet = Check{
	ID: "subnet", Title: T("Subnet"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		own, err := env.Interfaces()
		if err != nil || len(own) == 0 {
			return nothing, skip(T("This computer's networks are not known."))
		}
		change := func(f *Facts) { f.Own = own }
		f.Own = own
		if name, near := f.ownNetworkOf(f.Target); near {
			return change, ok(T("Through %s.", name))
		}
		if isLoopback(f.Target) {
			return change, ok(T("On this computer itself."))
		}
		return change, warn(T("%s is in none of this computer's subnets (%s).", f.Target, listNetworks(own)),
			T("The camera's own recovery pages work only from its own subnet. Connect to the same router or switch."))
	},
}

var maker = Check{
	ID: "maker", Title: T("Maker"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		front := env.Camera(f.Target).Front(ctx)
		change := func(f *Facts) { f.Seen.Front = front }
		switch {
		case errors.Is(front.Err, isapi.ErrOtherPort):
			return change, warn(T("It sends visitors on to another port: %s. That was not followed.", front.Location),
				T("Another device may answer there. If it is the camera's own page, look at that address instead."))
		case front.Location != "":
			return change, warn(T("It sends visitors on to another host: %s.", front.Location), T("That was not followed. Check that the address is the camera's own."))
		case front.Err != nil && front.Status == 0:
			return change, withError(skip(T("Its front page could not be read.")), front.Err)
		case len(front.Marks) > 0:
			return change, ok(T("Its front page leads to the maker's login page (%s).", front.Marks[0]))
		}
		return change, skip(T("The front page alone does not tell."))
	},
}

var activated = Check{
	ID: "activated", Title: T("First password"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		status := env.Camera(f.Target).ActivateStatus(ctx)
		change := func(f *Facts) { f.Seen.Status = status }
		switch status.Activated {
		case isapi.Yes:
			return change, ok(T("It is activated: it has a password."))
		case isapi.No:
			return change, ok(T("It is not activated: it has no password yet."))
		}
		return change, withError(skip(T("It does not tell.")), status.Err)
	},
}

// tries reads the lock state without spending a try, and what the ledger knows.
var tries = Check{
	ID: "tries", Title: T("Logins"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		check, info := camera.Logins(ctx)
		ids := env.identity(f)
		spent := env.spending(ids, check.Lock.Left)
		others := f.Others.hear(check.Lock, spent.Count, check.At)
		change := func(f *Facts) {
			f.Seen.Check, f.Seen.Info, f.Spent, f.IDs, f.Others = check, info, spent, ids, others
		}
		if check.Err != nil && check.Status == 0 {
			return change, withError(skip(T("The state of the lock could not be read.")), check.Err)
		}
		result := lockResult(check.Lock, spent)
		if age := env.Now().Sub(check.At); check.Kept && age >= time.Second {
			result.Detail = T("%s (As of %s ago; asked at most every 30 seconds.)", result.Detail, clock(age))
		}
		return change, others.beside(result, env.Now())
	},
}

func lockResult(lock isapi.Lock, spent Spending) Result {
	if lock.Locked == isapi.Yes {
		opens := "it does not tell for how long"
		if lock.Unlock != nil {
			opens = "it opens in " + clock(*lock.Unlock)
		}
		return fail(T("Logins are locked; %s.", opens), T("Wait, and stop every program that still uses the old password."))
	}
	told := T("The camera does not tell how many tries are left")
	switch {
	case lock.Left != nil:
		told = T("%d tries left", *lock.Left)
	case !lock.Told():
		told = T("%s, nor whether logins are locked", told)
	}
	told = T("%s; %s.", told, spent.words())
	switch {
	case spent.Unread != "":
		return warn(told, unreadWords(spent))
	case !lock.Told():
		return skip(told)
	}
	return ok(told)
}

var recovery = Check{
	ID: "recovery", Title: T("Ways of recovery"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		r := env.Camera(f.Target).Recovery(ctx)
		change := func(f *Facts) { f.Seen.Recovery = r }
		if offered := listRecovery(r); offered != "" {
			return change, ok(T("It offers: %s.", offered))
		}
		if r.Questions == isapi.No && r.Mailbox == isapi.No && r.GUID == isapi.No {
			return change, ok(T("None was set up."))
		}
		return change, withError(skip(T("It does not tell without a login.")), r.Err)
	},
}

var loginPage = Check{
	ID: "login-page", Title: T("Login page"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		p := env.Camera(f.Target).LoginPage(ctx)
		change := func(f *Facts) { f.Seen.Page = p }
		switch p.Kind {
		case "old":
			return change, ok(T("The older form of the page."))
		case "new":
			return change, ok(T("The newer form of the page."))
		}
		return change, withError(skip(T("It was not recognised.")), p.Err)
	},
}

var sessionLogin = Check{
	ID: "session-login", Title: T("Form of login"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		s := env.Camera(f.Target).SessionCap(ctx)
		change := func(f *Facts) { f.Seen.Session = s }
		switch s.Supported {
		case isapi.Yes:
			return change, ok(T("Session login, as newer cameras have."))
		case isapi.No:
			return change, ok(T("No session login, as older cameras."))
		}
		return change, withError(skip(T("It does not tell.")), s.Err)
	},
}

// unfinished looks whether an earlier run ended in the middle of a write.
var unfinished = Check{
	ID: "unfinished", Title: T("Earlier changes"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		cut, found, aside, err := env.intent(f)
		switch {
		case err != nil:
			return nothing, withError(warn(T("The notes of earlier changes cannot be read."), T("If one was cut off, try the password that you wrote down then.")), err)
		case !found && aside != "":
			return nothing, warn(T("The notes of earlier changes could not be read, so one may have been cut off. They are kept as %s.", aside), T("If you were setting a new password, the one that you wrote down then may be the camera's now: try it first."))
		case !found:
			return func(f *Facts) { f.Interrupted = "" }, ok(T("None is noted."))
		}
		when := dated(cut.At)
		if cut.What == intentNetwork {
			return func(f *Facts) { f.Interrupted = "" }, warn(T("On %s the program ended while it was sending network settings.", when), T("Its address may have changed; the list of cameras shows where it is."))
		}
		return func(f *Facts) { f.Interrupted = when }, warn(T("On %s the program ended while it was sending a new password.", when),
			T("The password that you wrote down then may be the camera's password now: try it first."))
	},
}

// alive is the row that is measured while a step stands there.
var alive = Check{
	ID: "alive", Title: T("Camera"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		switch {
		case f.Target == (Address{}):
			return nothing, skip(T("No camera has been named yet."))
		case f.distant():
			return aliveByUDP(ctx, env, f)
		}
		reach := env.Camera(f.Target).Alive(ctx)
		if reach.State == "" {
			return nothing, skip(T("Something else is being asked of it at the moment."))
		}
		double, alone := env.doubled(f), env.aloneAgain(ctx, f)
		change := func(f *Facts) {
			f.Alive, f.Misses, f.Double = reach, misses(f, reach.State == isapi.ReachOpen), double
			alone(f)
		}
		if double {
			return change, warn(T("Several devices have the address %s.", f.Target), T("Unplug the others, then look again."))
		}
		if reach.State == isapi.ReachOpen {
			return change, ok(T("At %s.", f.Target))
		}
		return change, warn(T("No answer at the moment."), T("If nobody is restarting it, check its power and cable."))
	},
}

// misses counts the looks in a row to which nothing answered.
func misses(f *Facts, answered bool) int {
	if answered {
		return 0
	}
	return f.Misses + 1
}

func withError(r Result, err error) Result { r.Err = err; return r }
