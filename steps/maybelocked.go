package steps

import (
	"context"
	"time"

	"camreset/steps/access"
	"camreset/steps/methods"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// Some cameras hide that they are locked: newer ones refuse everything without a
// reason, older ones and some recorders answer as if the password were wrong.

func maybeLocked() Step {
	return Step{
		ID: "maybe-locked", Phase: Look, Title: T("Logins may be locked"),
		Say: func(f *Facts) Text {
			if f.MaybeRight() {
				return T("%s So the password may be right. Switch off whatever keeps trying an old one. Then wait 30 minutes, or take its power away for ten seconds, and type the same password again.",
					sentences.LoginResult(f.Last, f.Spent).Detail)
			}
			return T("It refuses everything and gives no reason. It may be locked, or still starting. " +
				"Switch off whatever keeps trying an old password, and wait: a lock usually lasts 30 minutes.")
		},
		Sheet: func(f *Facts) []Text {
			return append([]Text{T("%s", sentences.TryLine(f))}, f.Others.Sheet(f.Now)...)
		},
		State: answersNow,
		Help: T("Some newer devices refuse everything while they are locked, and all do while they start; none says which. Taking the power away clears a lock on most; a restart from a page or program may not. " +
			"On some every further try starts the lock anew, so do not try in between. Something that keeps trying is most often a recorder, a viewing program, Home Assistant or an app."),
		Ask: &Question{Prompt: T("What do you want to do?"), Options: []Option{
			{Key: "wait", Label: T("Wait here"), Stays: true},
			{Key: "restart", Label: T("Take its power away for ten seconds")},
			{Key: "again", Label: T("Type a password now"), Shut: sentences.ShutTry, Cost: methods.Priced(1, methods.LoseNothing, "minutes"), When: (*Facts).MaybeRight},
			{Key: "menu", Label: T("Show all the ways in")},
		}},
		Checks: []Check{refusing, alive},
		Wait:   &Wait{Every: 5 * time.Second, For: 45 * time.Minute},
		Judge: func(f *Facts) Outcome {
			switch {
			case f.MaybeRight() && f.UnlockWait(f.Now) == 0:
				return "over"
			case !f.MaybeRight() && f.Seen.Check.Status != 0 && !f.Seen.MaybeLocked():
				return "tells"
			}
			return ""
		},
		May: []Outcome{"tells", "over"},
		Next: Edges{
			"tells": "look", "over": "to-try", Timeout: "look", "restart": "restart-off", "again": "to-try", "menu": "menu",
		},
	}
}

// refusing reads the state again, at most every 30 seconds.
var refusing = Check{
	ID: "refusing", Title: T("Logins"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		if f.MaybeRight() {
			left := f.UnlockWait(env.Now())
			if left == 0 {
				return access.Nothing, skip(T("It does not say whether they are locked. A lock of half an hour would be over by now."))
			}
			return access.Nothing, skip(T("It does not say whether they are locked. If they are, and nothing else keeps trying, they open in %s.", text.Clock(left)))
		}
		check := env.Camera(f.Target).UserCheck(ctx)
		change := func(f *Facts) { f.Seen.Check = check }
		switch check.Status {
		case 0:
			return change, skip(T("It does not answer at the moment.")).With(check.Err)
		case 403:
			return change, warn(T("It still refuses everything, and gives no reason."), T("Wait, or take its power away for ten seconds."))
		}
		return change, skip(T("It says again how it stands.")).With(check.Err)
	},
}
