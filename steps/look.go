package steps

import (
	"context"
	"slices"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// look looks at the camera again where an earlier look is over.
func look() Step {
	return Step{
		ID: "look", Phase: Look, Title: T("Looking at the camera"), Heading: func(f *Facts) Text { return T("Looking at the %s", f.Noun()) },
		Say:    say("camreset asks only for what it shows to everybody. No try is used, and nothing is changed."),
		Checks: append(aloneOnly(lookChecks), record),
		Judge: func(f *Facts) Outcome {
			switch verdict := f.Verdict(); {
			case f.SharesAddress():
				return "other-subnet"
			case f.LookedAt != (lan.Address{}) && (f.LookedAt != f.Target || f.Seen.Reach.State != isapi.ReachOpen && f.LookedFor != f.ToldPort()):
				return "elsewhere" // it told meanwhile where its page is
			case facts.SeenChannel(f.Seen) != "":
				return "other-certificate"
			case f.OtherPort() != (lan.Address{}):
				return "other-port"
			case f.Seen.MaybeLocked() && f.Seen.Verdict() == isapi.VerdictUnknown:
				return "maybe-locked"
			case f.ResetSeen && f.UDPOnly() && f.Activated() == isapi.No:
				return "inactive" // it gets its password over the cable, and then its address
			case f.UDPOnly() && f.Seen.Verdict() == isapi.VerdictUnreachable:
				return "other-subnet"
			case f.Mute(), f.Hangs() && verdict != isapi.VerdictInactive:
				return "unreachable"
			default:
				return Outcome(verdict)
			}
		},
		May: []Outcome{"elsewhere", "active", "inactive", "locked", "maybe-locked", "legacy", "not-hikvision", "unreachable", "unknown", "other-certificate", "other-port", "other-subnet"},
		Next: Edges{
			"elsewhere": "look", "active": "menu", "legacy": "menu", "unknown": "menu",
			"inactive": "new-password", "locked": "locked", "maybe-locked": "maybe-locked", "other-certificate": "other-certificate",
			"other-port": "other-port", "not-hikvision": "not-hikvision", "unreachable": "unreachable", "other-subnet": "other-subnet",
		},
	}
}

// aloneOnly keeps checks back while several devices have the address: any of them
// could be met.
func aloneOnly(checks []Check) []Check {
	checks = slices.Clone(checks)
	for i, c := range checks {
		checks[i].Run = func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			if f.SharesAddress() || f.Target == (lan.Address{}) {
				return access.Nothing, Result{}
			}
			return c.Run(ctx, env, f)
		}
	}
	return checks
}

// lookChecks read what a camera shows without a login. They run at the same
// time; the client keeps them to four connections and two rounds.
var lookChecks = []Check{answers, subnet, maker, activated, tries, recovery, loginPage, sessionLogin, unfinished, awaited}

var answers = Check{
	ID: "answers", Title: T("Network"), Tell: sentences.ReachRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		if f.Seen.Reach.State == isapi.ReachOpen { // what is kept of an earlier look is no answer now
			if now := camera.Alive(ctx); now.State != isapi.ReachOpen {
				return func(f *Facts) { f.Seen.Reach, f.Alive = now, now }, Result{}.With(now.Err)
			}
		}
		reach := camera.Reach(ctx)
		usual := usualDoor(ctx, env, f, reach)
		at, told := f.Target, f.ToldPort()
		return func(f *Facts) {
			f.Seen.Reach, f.Alive, f.Usual, f.LookedAt, f.LookedFor = reach, reach, usual, at, told
		}, Result{}.With(reach.Err)
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
	if p := f.ToldPort(); p != 80 && p != f.Target.Port {
		usual.Port = p
	}
	if env.Camera(usual).Alive(ctx).State != isapi.ReachOpen {
		return lan.Address{}
	}
	return usual
}

var maker = Check{
	ID: "maker", Title: T("Maker"), Tell: sentences.MakerRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		front := env.Camera(f.Target).Front(ctx)
		return func(f *Facts) { f.Seen.Front = front }, Result{}.With(front.Err)
	},
}

var activated = Check{
	ID: "activated", Title: T("First password"), Tell: sentences.ActivatedRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		status := env.Camera(f.Target).ActivateStatus(ctx)
		return func(f *Facts) { f.Seen.Status = status }, Result{}.With(status.Err)
	},
}

// tries reads the lock state without spending a try, and what the ledger knows.
var tries = Check{
	ID: "tries", Title: T("Logins"), Tell: sentences.TriesRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		check, info := camera.Logins(ctx)
		ids := env.Identity(f)
		spent := env.Book().Spending(ids, check.Lock.Left)
		others := f.Others.Hear(check.Lock, spent.Count, check.At)
		return func(f *Facts) {
			f.Seen.Check, f.Seen.Info, f.Spent, f.Others = check, info, spent, others
		}, Result{}.With(check.Err)
	},
}

var recovery = Check{
	ID: "recovery", Title: T("Ways of recovery"), Tell: sentences.RecoveryRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		r := env.Camera(f.Target).Recovery(ctx)
		return func(f *Facts) { f.Seen.Recovery = r }, Result{}.With(r.Err)
	},
}

var loginPage = Check{
	ID: "login-page", Title: T("Login page"), Tell: func(f *Facts) Result {
		switch f.Seen.Page.Kind {
		case "old":
			return ok(T("It has the older form."))
		case "new":
			return ok(T("It has the newer form."))
		}
		if f.Seen.Page.Done {
			return skip(T("Its form is not one that camreset knows."))
		}
		return sentences.Untold(f.Seen.Page.Reply)
	},
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		p := env.Camera(f.Target).LoginPage(ctx)
		return func(f *Facts) { f.Seen.Page = p }, Result{}.With(p.Err)
	},
}

var sessionLogin = Check{
	ID: "session-login", Title: T("Form of login"), Tell: func(f *Facts) Result {
		switch f.Seen.Session.Supported {
		case isapi.Yes:
			return ok(T("Its page logs in by session, as newer devices do."))
		case isapi.No:
			return ok(T("Its page logs in by Digest or Basic, as older devices do."))
		}
		return sentences.Untold(f.Seen.Session.Reply)
	},
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		s := env.Camera(f.Target).SessionCap(ctx)
		return func(f *Facts) { f.Seen.Session = s }, Result{}.With(s.Err)
	},
}

// unfinished looks whether an earlier run ended in the middle of a write.
var unfinished = Check{
	ID: "unfinished", Title: T("Earlier changes"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		cut, found, aside, err := env.Book().Intent(env.Identity(f))
		switch {
		case err != nil:
			return access.Nothing, warn(T("The notes of earlier changes cannot be read."), T("If a change was cut off, try the password that you wrote down then.")).With(err)
		case !found && aside != "":
			return access.Nothing, warn(T("The notes of earlier changes could not be read, so one may have been cut off. They are kept as %s.", aside), T("If you were setting a new password, the one that you wrote down then may be the right one now: try it first."))
		case !found:
			return func(f *Facts) { f.Interrupted = "" }, ok(T("No earlier change was cut off."))
		}
		when := text.Dated(cut.At)
		if cut.What == ledger.IntentNetwork {
			return func(f *Facts) { f.Interrupted = "" }, warn(T("On %s camreset ended while it was sending network settings.", when), T("Its address may have changed. The list of devices shows where it is."))
		}
		if cut.What == ledger.IntentSetting {
			return func(f *Facts) { f.Interrupted = "" }, warn(T("On %s camreset ended while it was changing a setting.", when), T("It is looked at again as soon as you are in."))
		}
		return func(f *Facts) { f.Interrupted = when }, warn(T("On %s camreset ended while it was sending a new password.", when),
			T("The password that you wrote down then may be the right one now: try it first."))
	},
}
