package steps

import (
	"context"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/sentences"
)

func locked() Step {
	return Step{
		ID: "locked", Phase: Look, Title: T("Logins are locked"),
		Heading: func(f *Facts) Text {
			if lockOver(f) {
				return T("Logins are open again")
			}
			return T("Logins are locked")
		},
		Say: func(f *Facts) Text {
			if lockOver(f) {
				return T("You can try a password again. Switch off whatever still uses an old one before you continue, or it locks again.")
			}
			return T("Somebody, or something, sent too many wrong passwords. %s", culprit(f))
		},
		List: func(*Facts) []Item {
			return []Item{
				{Do: T("Switch off whatever keeps trying: pull the recorder's network cable, close apps and viewing programs.")},
				{Do: T("Wait here. It rings when logins are open again.")},
			}
		},
		Sheet: func(f *Facts) []Text { return f.Others.Sheet(f.Now) },
		State: func(f *Facts) Text {
			if lockOver(f) {
				return T("Logins are open. Nothing happens before you continue.")
			}
			return T("It is asked again every 30 seconds.")
		},
		Help: T("Most devices lock for 30 minutes, some for less, and only for the address that sent the wrong passwords: then look first on this computer, and behind the same router. " +
			"While the lock lasts even the right password is refused, and on some each further try starts it anew. " +
			"Does it lock again and again? Something still sends the old password: a recorder (Camera Management: delete this camera), a viewing program (VMS), Home Assistant (Settings > Devices & services), Frigate, an app or a browser. " +
			"Or plug it straight into this computer. Once you are in, give the new password to whatever you have switched off."),
		Ask: &Question{
			Options: []Option{
				{Key: "wait", Label: T("Wait"), Stays: true, Says: func(f *Facts) Text {
					if lockOver(f) {
						return T("Continue")
					}
					return T("Wait")
				}},
				{Key: "restart", Label: T("Take its power away for ten seconds; that often helps")},
				{Key: "menu", Label: T("Show the other ways")},
			},
		},
		Checks: []Check{lockWatch, alive},
		Wait:   &Wait{Every: 2 * time.Second, For: 45 * time.Minute},
		Judge: func(f *Facts) Outcome {
			// Who looks at a screen says when to go on.
			if !lockOver(f) || f.Did.IsZero() || f.Attended && f.Did.Before(f.OpenAt) {
				return ""
			}
			return "open"
		},
		May:  []Outcome{"open"},
		Next: Edges{"open": "menu", Timeout: "look", "restart": "restart-off", "menu": "menu"},
	}
}

// lockOver says whether the camera told that logins are open.
func lockOver(f *Facts) bool { return f.Lock().Locked != isapi.Yes && f.Reachable() }

// culprit is what has most likely locked the camera.
func culprit(f *Facts) Text {
	if f.Spent.Count == 0 {
		return T("Usually it is a recorder, an app or a program that still has the old one, not you.")
	}
	return T("Often it is a recorder, an app or a program that still has the old one.")
}

// lockWatch counts down to the end of a lock. The camera itself is asked at
// most every 30 seconds; between that its last word is counted on.
var lockWatch = Check{
	ID: "lock", Title: T("Logins"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		check := camera.UserCheck(ctx)
		spent := env.Book().Spending(env.Identity(f), check.Lock.Left)
		if check.Err != nil || check.Status == 0 {
			return access.Nothing, warn(T("It does not say at the moment."), T("What it said last still counts. Wait: it is asked again by itself.")).With(check.Err)
		}
		others := f.Others.Hear(check.Lock, spent.Count, check.At)
		change := func(f *Facts) {
			f.Seen.Check, f.Spent, f.Others = check, spent, others
			if f.Last.At.Before(check.At) {
				f.Last = facts.Tried{}
			}
			if f.Lock().Locked != isapi.Yes && f.OpenAt.IsZero() {
				f.OpenAt = env.Now()
			}
		}
		lock, at := check.Lock, check.At
		if f.Last.At.After(at) {
			lock, at = f.Last.Attempt.Lock, f.Last.At
		}
		if lock.Locked != isapi.Yes {
			r := sentences.BesideOthers(others, sentences.LockResult(lock, spent), env.Now())
			if f.OpenAt.IsZero() {
				r.Bell = 1
			}
			return change, r
		}
		counted := T("%s.", spent.Words())
		if lock.Unlock == nil {
			return change, sentences.BesideOthers(others, warn(T("They are still locked, and it does not say for how long. %s", counted), T("30 minutes is usual. Switch off whatever still uses an old password, and wait.")), env.Now())
		}
		left := at.Add(*lock.Unlock).Sub(env.Now())
		r := sentences.BesideOthers(others, warn(T("They are locked. %s", counted), T("Switch off whatever still uses an old password, and wait.")), env.Now())
		r.Left, r.Until = max(left, 0), T("until logins are open")
		return change, r
	},
}
