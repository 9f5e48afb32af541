package steps

import (
	"context"
	"slices"
	"sync"
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/report"
)

// Inspect looks at one address without a login, until ctx ends: at its page, and over
// UDP at the same time.
func Inspect(ctx context.Context, env Env, typed lan.Address) report.Report {
	begun := time.Now()
	f, rows := lookOnce(ctx, env.Until(ctx), typed)
	r := report.Of(&f)
	r.Address, r.Checks = typed.String(), reportRows(&f, rows)
	r.ElapsedMS = time.Since(begun).Milliseconds()
	return r
}

// lookOnce is what a look without a login has found, with its rows.
func lookOnce(ctx context.Context, env Env, typed lan.Address) (Facts, []Reply) {
	f := Facts{Answers: Answers{Typed: typed, Given: true}, Run: facts.Run{System: env.OS}}
	rows := runChecks(ctx, env, &f, resolve().Checks)
	if f.Target == (lan.Address{}) {
		f.Seen.Reach.State = isapi.ReachNoName
	} else {
		rows = append(rows, lookAndListen(ctx, env, &f)...)
	}
	f.Now = env.Now()
	return f, rows
}

// lookAndListen looks at the page while the device is asked over UDP. Where it tells
// that its page is at another port, the look is made there; where a port was typed, that
// one is only knocked at.
func lookAndListen(ctx context.Context, env Env, f *Facts) []Reply {
	looked := make(chan struct{})
	asked := *f
	heard := make(chan Reply, 1)
	go func() { heard <- RunCheck(ctx, env, 0, recordWhile(looked), &asked) }()
	rows := runChecks(ctx, env, f, lookChecks)
	close(looked)
	told, before := <-heard, f.Target
	if told.Change(f); f.Double {
		f.Seen = isapi.Seen{} // any of them may have been met
	}
	switch {
	case f.Target != before:
		rows = runChecks(ctx, env, f, lookChecks)
	case f.Usual == (lan.Address{}) && !slices.Contains([]int{0, 80, f.Target.Port}, f.ToldPort()):
		f.Usual = usualDoor(ctx, env, f, f.Seen.Reach)
	}
	return append(rows, told)
}

// runChecks runs checks at the same time and applies what they learned.
func runChecks(ctx context.Context, env Env, f *Facts, checks []Check) []Reply {
	replies := make([]Reply, len(checks))
	var wait sync.WaitGroup
	for i, c := range checks {
		wait.Go(func() { replies[i] = RunCheck(ctx, env, 0, c, f) })
	}
	wait.Wait()
	for _, r := range replies {
		r.Change(f)
	}
	return replies
}

// reportRows are the rows, as all that is known in the end tells them.
func reportRows(f *Facts, replies []Reply) []report.Check {
	rows := make([]report.Check, 0, len(replies))
	for _, r := range replies {
		result := r.Check.Told(f, r.Result)
		rows = append(rows, report.Check{
			ID: r.Check.ID, Title: r.Check.Title.String(), Status: result.Status,
			Detail: result.Detail.String(), Hint: result.Hint.String(), MS: result.Took.Milliseconds(),
		})
	}
	return rows
}
