package steps

import (
	"context"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

func locked() Step {
	return Step{
		ID: "locked", Phase: Look, Title: T("Logins are locked for now"),
		Say: func(f *Facts) Text {
			return T("Too many wrong passwords came in. %s Silence it first, or it locks again: take the recorder's network cable out, close viewing programs and apps. "+
				"Then wait until it opens; restarting the camera often clears the lock too.", culprit(f))
		},
		Sheet: culprits,
		Help: T("Most cameras lock for 30 minutes, some for less, and only for the address that sent the wrong passwords: then look first on this computer, and behind the same router. " +
			"A right password is refused too while the lock lasts. Once you are in, give the new password to whatever you have silenced."),
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
		Judge: func(f *Facts) Outcome {
			if f.Lock().Locked == isapi.Yes || f.Misses > 0 {
				return ""
			}
			return "open"
		},
		May: []Outcome{"open"},
		Next: Edges{
			"open": "known-or-not", Timeout: "look", "restart": "restart-off", "menu": "menu",
		},
	}
}

// culprit is what has most likely locked the camera.
func culprit(f *Facts) Text {
	if f.Spent.Count == 0 {
		return T("None came from camreset: most likely a recorder, viewing program, Home Assistant or app keeps retrying an old one.")
	}
	return T("Often a recorder, viewing program, Home Assistant or app keeps retrying an old one.")
}

// culprits are what retries old passwords, and where each is silenced.
func culprits(f *Facts) []Text {
	return append(f.Others.Sheet(f.Now),
		T("Recorder: Camera Management: delete this camera or edit its password."),
		T("Viewing program (VMS, iVMS-4200): disable or delete this camera."),
		T("Home Assistant: Settings > Devices & services: disable its entry. Frigate, go2rtc: take its line out."),
		T("App, browser, script: log out or close it on every phone and computer."),
	)
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
			return access.Nothing, warn(T("The camera does not tell at the moment."), T("What it told last still counts. Wait; it is asked again by itself.")).With(check.Err)
		}
		others := f.Others.Hear(check.Lock, spent.Count, check.At)
		change := func(f *Facts) {
			f.Seen.Check, f.Spent, f.Others = check, spent, others
			if f.Last.At.Before(check.At) {
				f.Last = facts.Tried{}
			}
		}
		lock, at := check.Lock, check.At
		if f.Last.At.After(at) {
			lock, at = f.Last.Attempt.Lock, f.Last.At
		}
		if lock.Locked != isapi.Yes {
			return change, sentences.BesideOthers(others, sentences.LockResult(lock, spent), env.Now())
		}
		counted := T("%s.", spent.Words())
		if lock.Unlock == nil {
			return change, sentences.BesideOthers(others, warn(T("They are still locked; the camera does not tell for how long. %s", counted), T("30 minutes is usual. Stop whatever still uses an old password, and wait.")), env.Now())
		}
		left := at.Add(*lock.Unlock).Sub(env.Now())
		r := warn(T("They are locked for another %s. %s", text.Clock(left), counted), T("Stop whatever still uses an old password; then only waiting helps."))
		r.Left, r.Until = left, T("until logins are open")
		return change, sentences.BesideOthers(others, r, env.Now())
	},
}
