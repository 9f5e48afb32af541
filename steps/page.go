package steps

import (
	"context"
	"time"

	"camreset/steps/access"
)

// openPage shows the camera's page in the browser.
var openPage = &Action{Check: Check{
	ID: "open-page", Title: T("Browser"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		url := f.Target.URL(f.Seen.Reach.Scheme)
		shown := env.ShownURL(url)
		if err := env.OpenURL(url); err != nil {
			return access.Nothing, warn(T("None could be opened from here."), T("Open one yourself and go to %s.", shown)).With(err)
		}
		return func(f *Facts) { f.Opened = true }, ok(T("It was asked to open %s.", shown))
	},
}}

// untilBack repeats the checks after the user has done something, and gives up
// waiting when the camera does not answer.
var untilBack = &Wait{Every: 3 * time.Second, For: 3 * time.Minute}

// judgeSaid moves on when the user says that a new password is set and the
// camera answers, so that the password can be proved.
func judgeSaid(f *Facts) Outcome {
	if !f.Did.IsZero() && f.Reachable() {
		return "said"
	}
	return ""
}
