package steps

import (
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/text"

	"context"
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
			switch verdict := f.verdict(); {
			case f.shares():
				return "other-subnet"
			case seenChannel(f.Seen) != "":
				return "other-certificate"
			case f.elsewhere() != (lan.Address{}):
				return "other-port"
			case f.Seen.MaybeLocked() && f.Seen.Verdict() == isapi.VerdictUnknown:
				return "maybe-locked"
			case f.distant() && f.Seen.Verdict() == isapi.VerdictUnreachable:
				return "other-subnet"
			case f.mum(), f.hangs() && verdict != isapi.VerdictInactive:
				return "unreachable"
			default:
				return Outcome(verdict)
			}
		},
		May: []Outcome{"active", "inactive", "locked", "maybe-locked", "legacy", "not-hikvision", "unreachable", "unknown", "other-certificate", "other-port", "other-subnet"},
		Next: Edges{
			"active": "known-or-not", "legacy": "known-or-not", "unknown": "known-or-not",
			"inactive": "activate", "locked": "locked", "maybe-locked": "maybe-locked", "other-certificate": "other-certificate",
			"other-port": "other-port", "not-hikvision": "not-hikvision", "unreachable": "unreachable", "other-subnet": "other-subnet",
		},
	}
}

// lookChecks read what a camera shows without a login. They run at the same
// time; the client keeps them to four connections and two rounds.
var lookChecks = []Check{answers, subnet, maker, activated, tries, recovery, loginPage, sessionLogin, unfinished, awaited}

var answers = Check{
	ID: "answers", Title: T("Network"), Tell: reachRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		if f.Seen.Reach.State == isapi.ReachOpen { // what is kept of an earlier look is no answer now
			if now := camera.Alive(ctx); now.State != isapi.ReachOpen {
				return func(f *Facts) { f.Seen.Reach, f.Alive = now, now }, withError(Result{}, now.Err)
			}
		}
		reach := camera.Reach(ctx)
		usual := usualDoor(ctx, env, f, reach)
		return func(f *Facts) { f.Seen.Reach, f.Alive, f.Usual = reach, reach, usual }, withError(Result{}, reach.Err)
	},
}

// usualDoor looks where a device's page usually is, and where it said over UDP that it
// is, when another port was typed and no web server speaks there.
func usualDoor(ctx context.Context, env Env, f *Facts, typed isapi.Reach) lan.Address {
	if f.Target.Port == 0 || typed.State == isapi.ReachOpen || typed.State == isapi.ReachSilent || typed.State == isapi.ReachNoRoute {
		return lan.Address{}
	}
	usual := f.Target
	usual.Scheme, usual.Port = "", 0
	if p := f.toldPort(); p != 80 && p != f.Target.Port {
		usual.Port = p
	}
	if env.Camera(usual).Alive(ctx).State != isapi.ReachOpen {
		return lan.Address{}
	}
	return usual
}

// toldPort is where the page of the one device that is heard at the address is, as it
// told over UDP; 0 where that is not known.
func (f *Facts) toldPort() int {
	if all := f.Heard.Holders(f.Target); len(all) == 1 {
		return all[0].HTTPPort
	}
	return 0
}

var subnet = Check{
	ID: "subnet", Title: T("Subnet"), Tell: subnetRow,
	Run: func(_ context.Context, env Env, _ *Facts) (func(*Facts), Result) {
		own, err := env.Interfaces()
		if err != nil || len(own) == 0 {
			return nothing, withError(Result{}, err)
		}
		return func(f *Facts) { f.Own = own }, Result{}
	},
}

func subnetRow(f *Facts) Result {
	name, near := f.ownNetworkOf(f.Target)
	switch {
	case len(f.Own) == 0:
		return skip(T("This computer's own networks could not be read."))
	case f.Double:
		return warn(T("%d devices have the address %s.", max(2, len(f.Heard.Holders(f.Target))), f.Target), T("Unplug all but yours, or give each an address of its own: they hide each other."))
	case f.told() && f.Record.WrongMask:
		return warn(T("%s lies in this computer's subnet, but the camera's own mask, %s, leaves this computer out.", f.Target, f.Record.Mask),
			T("It hears this computer and cannot answer it. Messages to the whole network still reach it, and can give it other network settings."))
	case near && f.sameSubnet() == isapi.No:
		return warn(T("%s would lie in this computer's subnet at %s, but the camera hangs on %s.", f.Target, name, f.Record.Interface),
			T("Connect this computer and the camera to the same network."))
	case near:
		return ok(T("The same as this computer's, at %s.", name))
	case lan.IsLoopback(f.Target):
		return ok(T("On this computer itself."))
	}
	return warn(T("%s lies in none of this computer's subnets (%s).", f.Target, lan.ListNetworks(f.Own)),
		T("The camera's own recovery pages work only from its own subnet. Connect to the same router or switch."))
}

var maker = Check{
	ID: "maker", Title: T("Maker"), Tell: makerRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		front := env.Camera(f.Target).Front(ctx)
		return func(f *Facts) { f.Seen.Front = front }, withError(Result{}, front.Err)
	},
}

var activated = Check{
	ID: "activated", Title: T("First password"), Tell: activatedRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		status := env.Camera(f.Target).ActivateStatus(ctx)
		return func(f *Facts) { f.Seen.Status = status }, withError(Result{}, status.Err)
	},
}

func activatedRow(f *Facts) Result {
	switch f.activated() {
	case isapi.Yes:
		return ok(T("It has a password."))
	case isapi.No:
		return ok(T("It has none yet: it is not activated, so there is nothing to recover."))
	}
	return untold(f.Seen.Status.Reply)
}

// tries reads the lock state without spending a try, and what the ledger knows.
var tries = Check{
	ID: "tries", Title: T("Logins"), Tell: triesRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		check, info := camera.Logins(ctx)
		ids := env.identity(f)
		spent := env.book().Spending(ids, check.Lock.Left)
		others := f.Others.Hear(check.Lock, spent.Count, check.At)
		return func(f *Facts) {
			f.Seen.Check, f.Seen.Info, f.Spent, f.IDs, f.Others = check, info, spent, ids, others
		}, withError(Result{}, check.Err)
	},
}

func triesRow(f *Facts) Result {
	check := f.Seen.Check
	if check.Err != nil && check.Status == 0 {
		return skip(T("Whether they are locked could not be read."))
	}
	lock, age := f.lockNow(), f.Now.Sub(check.At)
	result := lockResult(lock, f.Spent)
	if check.Kept && age >= time.Second {
		result.Detail = T("%s (As of %s ago; asked at most every 30 seconds.)", result.Detail, text.Clock(age))
	}
	return besideOthers(f.Others, result, f.Now)
}

func lockResult(lock isapi.Lock, spent ledger.Spending) Result {
	if lock.Locked == isapi.Yes {
		hint := T("Wait, and stop every program that still uses the old password.")
		if lock.Unlock == nil {
			return fail(T("Locked; the camera does not tell for how long."), hint)
		}
		return fail(T("Locked, %s left.", text.Clock(*lock.Unlock)), hint)
	}
	told := T("The camera does not tell how many tries are left")
	switch {
	case lock.Left != nil:
		told = T("%d tries left", *lock.Left)
	case !lock.Told():
		told = T("%s, nor whether logins are locked", told)
	}
	told = T("%s; %s.", told, spent.Words())
	switch {
	case spent.Unread != "":
		return warn(told, ledger.UnreadWords(spent))
	case !lock.Told():
		return skip(told)
	}
	return ok(told)
}

var recovery = Check{
	ID: "recovery", Title: T("Ways of recovery"), Tell: recoveryRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		r := env.Camera(f.Target).Recovery(ctx)
		return func(f *Facts) { f.Seen.Recovery = r }, withError(Result{}, r.Err)
	},
}

func recoveryRow(f *Facts) Result {
	seen, told := f.Seen.Recovery, f.Record.Recovery
	switch offered := listRecovery(seen); {
	case offered != "":
		return ok(T("Set up in the camera, as it tells: %s.", offered))
	case seen.Questions == isapi.No && seen.Mailbox == isapi.No:
		return warn(T("No security questions and no e-mail address are set up in the camera, as it tells."), T("Forgot Password will most likely not help; another way will."))
	case f.knows() != "":
		return ok(T("The camera's firmware has %s; whether somebody set that up shows on its page.", f.knows()))
	case told.Questions == isapi.No && told.Mailbox == isapi.No:
		return warn(T("The camera's firmware has no security questions and no code by e-mail."), T("Forgot Password will most likely not be there; another way will help."))
	}
	return untold(seen.Reply)
}

var loginPage = Check{
	ID: "login-page", Title: T("Login page"), Tell: func(f *Facts) Result {
		switch f.Seen.Page.Kind {
		case "old":
			return ok(T("The older form."))
		case "new":
			return ok(T("The newer form."))
		}
		if f.Seen.Page.Done {
			return skip(T("Not recognised."))
		}
		return untold(f.Seen.Page.Reply)
	},
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		p := env.Camera(f.Target).LoginPage(ctx)
		return func(f *Facts) { f.Seen.Page = p }, withError(Result{}, p.Err)
	},
}

var sessionLogin = Check{
	ID: "session-login", Title: T("Form of login"), Tell: func(f *Facts) Result {
		switch f.Seen.Session.Supported {
		case isapi.Yes:
			return ok(T("By session, as newer devices do it."))
		case isapi.No:
			return ok(T("By Digest or Basic, as older devices do it."))
		}
		return untold(f.Seen.Session.Reply)
	},
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		s := env.Camera(f.Target).SessionCap(ctx)
		return func(f *Facts) { f.Seen.Session = s }, withError(Result{}, s.Err)
	},
}

// unfinished looks whether an earlier run ended in the middle of a write.
var unfinished = Check{
	ID: "unfinished", Title: T("Earlier changes"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		cut, found, aside, err := env.book().Intent(env.identity(f))
		switch {
		case err != nil:
			return nothing, withError(warn(T("The notes of earlier changes cannot be read."), T("If one was cut off, try the password that you wrote down then.")), err)
		case !found && aside != "":
			return nothing, warn(T("The notes of earlier changes could not be read, so one may have been cut off. They are kept as %s.", aside), T("If you were setting a new password, the one that you wrote down then may be the camera's now: try it first."))
		case !found:
			return func(f *Facts) { f.Interrupted = "" }, ok(T("None was cut off."))
		}
		when := text.Dated(cut.At)
		if cut.What == ledger.IntentNetwork {
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
		case f.Target == (lan.Address{}):
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
			return change, ok(T("It answers at %s.", f.Target))
		}
		return change, warn(T("It does not answer at the moment."), T("If nobody is restarting it, check its power and cable."))
	},
}

// misses counts the looks in a row to which nothing answered.
func misses(f *Facts, answered bool) int {
	if answered {
		return 0
	}
	return f.Misses + 1
}

// untold is the row of what no answer told.
func untold(r isapi.Reply) Result {
	if r.Done {
		return skip(T("It does not tell without a login."))
	}
	return skip(T("Could not be read."))
}

func withError(r Result, err error) Result { r.Err = err; return r }
