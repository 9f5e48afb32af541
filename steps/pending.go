package steps

import (
	"context"

	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
)

// awaited looks whether an earlier walk with this camera left a request behind,
// which a new walk has to guard as that one did.
var awaited = Check{
	ID: "awaited", Title: T("Earlier request"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		ids := env.Identity(f)
		if f.Pending.Kind != "" && f.Pending.Of(ids) {
			return access.Nothing, skip(T("The request that is waiting is known."))
		}
		lost := func(f *Facts) { f.Pending = facts.Pending{} } // it is another device's
		all, err := env.store().Walks()
		if err != nil {
			return lost, warn(T("The saved walks cannot be read, so it is not known whether a request is waiting."), T("If you have sent a request to support, keep it powered.")).With(err)
		}
		for _, c := range all {
			if p := c.Facts.Pending; c.About(ids, f.Target) && p.Valid() && p.Of(ids) {
				return func(f *Facts) { f.Pending = p }, warn(T("A request is %s.", p.Words(env.Now())), T("Do not restart it or make another request: either makes this one useless."))
			}
		}
		return lost, skip(T("No earlier request is noted."))
	},
}

// pendingDialog stands before whatever would make a request under way useless.
func pendingDialog() Dialog {
	return Dialog{When: func(f *Facts) bool { return f.Pending.Waits(f.Now) }, Step: Step{
		ID: "pending", Phase: Reset, Title: T("A request is waiting for its answer"),
		Say:    say("Losing power, a restart or a second request makes it useless, and its answer too."),
		Values: func(f *Facts) []Value { return []Value{{Name: T("Request"), Value: T("%s", f.Pending.Words(f.Now))}} },
		Help:   T("The device remembers a request only while it runs, and only the newest one. Give it up only if you need this way now, or if no answer will come."),
		Ask: &Question{Prompt: T("Do it all the same?"), Options: []Option{
			{Key: "no", Label: T("No, keep the request")},
			{Key: "yes", Label: T("Yes, give the request up")},
		}},
		Checks: []Check{pendingRow},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if !f.Pending.Waits(f.Now) {
				return "none"
			}
			return ""
		},
		May:  []Outcome{"none"},
		Next: Edges{"none": flow.Onward, "yes": flow.Onward, "no": flow.Return},
	}}
}
