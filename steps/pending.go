package steps

import (
	"context"
	"time"
)

// Pending is a request for a new password that waits for its answer. It holds no
// secret: it opens nothing without the answer.
type Pending struct {
	// Kind is pendingSupport or pendingMail; empty means that there is none.
	Kind string
	// Text is the request as the camera gave it, for its QR code too.
	Text string
	// Since is when it was exported, Until how long an answer is good.
	Since, Until time.Time
	// Doubt is true after another request was asked for and its answer was lost:
	// then this one may be useless.
	Doubt bool
	// Boot is the camera's start time then: a restart makes the request useless.
	Boot string
	// File is where the request was saved, Picture where its QR code was; empty
	// where that failed.
	File, Picture string
	// MAC and Serial are those of the camera that made it.
	MAC, Serial string
	// MailBox is where the code comes to, ServiceBox where the QR code is sent to.
	MailBox, ServiceBox string
}

// The kinds of requests.
const (
	pendingSupport = "support"
	pendingMail    = "mail"
)

// answerLife is how long an answer is good (maker's guides of the 2020s; 24 hours
// in one of 2015).
const answerLife = 48 * time.Hour

// mostRequest bounds the text of a request (maker's header: 1024).
const mostRequest = 2048

// sound says whether it is one that this program can have made.
func (p Pending) sound() bool {
	return (p.Kind == pendingSupport || p.Kind == pendingMail) && len(p.Text) <= mostRequest
}

// same says whether both are one request, also when one was read from a file.
func (p Pending) same(other Pending) bool {
	return p.Kind == other.Kind && p.Since.Equal(other.Since)
}

// of says whether it can be a request of the device of that identity.
func (p Pending) of(ids identity) bool { return !identityOf(p.MAC, p.Serial).contradicts(ids) }

// waits is true while an answer to it would still be good.
func (p Pending) waits(now time.Time) bool { return p.Kind != "" && now.Before(p.Until) }

// longestWait bounds what is believed of a request's end.
const longestWait = 30 * 24 * time.Hour

// words say how it stands.
func (p Pending) words(now time.Time) string {
	whose := map[string]string{pendingSupport: "waiting for support's file", pendingMail: "waiting for the code by e-mail"}[p.Kind]
	switch left := p.Until.Sub(now); {
	case p.Kind == "":
		return "no request is under way"
	case p.Doubt:
		return whose + ", perhaps useless: another request was asked for since"
	case p.Until.IsZero() || left > longestWait || left < -longestWait:
		return whose
	case left <= 0:
		return whose + ", expired " + span(-left) + " ago"
	default:
		return whose + ", valid for " + span(left, "more ")
	}
}

// pendingRow counts a request's time down.
var pendingRow = Check{
	ID: "pending", Title: T("Request"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		p := f.Pending
		switch {
		case p.Kind == "":
			return nothing, skip(T("None is under way."))
		case !p.waits(env.Now()):
			return nothing, warn(T("It is %s.", p.words(env.Now())), T("Make a new one; its answer has to come within 48 hours."))
		case p.Doubt:
			return nothing, warn(T("Another request was asked for since, and its answer was lost: this one may be useless."), T("Make a new one; its answer is the one to wait for."))
		case p.Boot != "" && f.Record.BootTime != "" && p.Boot != f.Record.BootTime:
			return nothing, warn(T("The camera has been restarted since, so the request is most likely useless."), T("Make a new one, and keep the camera powered until the answer is in."))
		}
		return nothing, ok(T("It is %s. Older guides say 24 hours in all: use the answer the same day.", p.words(env.Now())))
	},
}

// awaited looks whether an earlier walk with this camera left a request behind,
// which a new walk has to guard as that one did.
var awaited = Check{
	ID: "awaited", Title: T("Earlier request"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		ids := env.identity(f)
		if f.Pending.Kind != "" && f.Pending.of(ids) {
			return nothing, skip(T("The one that is under way is known."))
		}
		lost := func(f *Facts) { f.Pending = Pending{} } // it is another device's
		all, err := env.cases()
		if err != nil {
			return lost, withError(warn(T("The saved cases cannot be read, so it is not known whether one is under way."), T("If you have sent a request to support, keep the camera powered.")), err)
		}
		for _, c := range all {
			if p := c.Facts.Pending; c.about(ids, f.Target) && p.sound() && p.of(ids) {
				return func(f *Facts) { f.Pending = p }, warn(T("One is still under way: it is %s.", p.words(env.Now())), T("Do not restart the camera or make another request: either makes this one useless."))
			}
		}
		return lost, skip(T("None is noted."))
	},
}

// before asks before a step that would make a request under way useless. Where
// there is none it goes on by itself.
func before(id, to, back ID, phase Phase, what string) Step {
	return Step{
		ID: id, Phase: phase, Title: T("Is a request under way?"),
		Say: func(f *Facts) Text {
			if !f.Pending.waits(f.Now) {
				return T("One moment.")
			}
			return T("A request for a new password waits for its answer: %s. %s makes it useless, and the answer too.", f.Pending.words(f.Now), what)
		},
		Help: T("The camera keeps the request in its memory only as long as it runs, and only the newest one (maker's guides)."),
		Ask: &Question{Prompt: T("Do it all the same?"), Options: []Option{
			{Key: "keep", Label: T("No, keep the request")},
			{Key: "on", Label: T("Yes, give the request up")},
		}},
		Checks: []Check{pendingRow},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if !f.Pending.waits(f.Now) {
				return "none"
			}
			return ""
		},
		May:  []Outcome{"none"},
		Next: []Edge{{"none", to}, {"on", to}, {"keep", back}},
	}
}
