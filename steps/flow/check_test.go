package flow_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/steps/flow"
)

// A row says what the facts tell now, with the cause of what was measured.
func TestRowsTellTheFacts(t *testing.T) {
	cause := errors.New("the cause")
	c := check{ID: "count", Title: say("Count"), Run: func(context.Context, env, *facts) (func(*facts), flow.Result) {
		return func(f *facts) { f.seen++ }, flow.Result{Err: cause}
	}, Tell: func(f *facts) flow.Result {
		return flow.Result{Status: flow.OK, Detail: say(fmt.Sprint(f.seen, " at ", f.clock.Now.Format(time.TimeOnly)))}
	}}
	r := flow.Run(t.Context(), memory, env{}, later, 1, c, &facts{seen: 1})
	if got := r.Result; got.Detail.String() != "2 at 13:00:00" || !errors.Is(got.Err, cause) || !r.At.Equal(later()) {
		t.Errorf("%+v at %v", got, r.At)
	}
	w := start(measures("look", flow.Edges{"on": "end"}, c), asks("end", nil))
	if got := w.Rows()[0].Result; got.Status != "" {
		t.Errorf("before it is measured: %+v", got)
	}
	w = work(t, w, noon)
	said := func(w walk) string { return w.Rows()[0].Result.Detail.String() }
	if said(w) != "1 at 12:00:00" || said(w.With(func(f *facts) { f.seen = 9 })) != "9 at 12:00:00" || !errors.Is(w.Rows()[0].Result.Err, cause) {
		t.Errorf("%q", said(w))
	}
}

// What has nothing to change may be told of as well.
func TestARowWithoutAChange(t *testing.T) {
	c := check{ID: "a", Run: func(context.Context, env, *facts) (func(*facts), flow.Result) { return nil, flow.Result{} },
		Tell: func(*facts) flow.Result { return flow.Result{Status: flow.OK} }}
	if r := flow.Run(t.Context(), memory, env{}, later, 1, c, &facts{}).Result; r.Status != flow.OK || r.Err != nil {
		t.Errorf("%s, %v", r.Status, r.Err)
	}
}

// Checks of one round do not see each other's changes.
func TestARoundBeginsWithTheSameFacts(t *testing.T) {
	var saw []int
	see := func(id string) check {
		return check{ID: id, Run: func(_ context.Context, _ env, f *facts) (func(*facts), flow.Result) {
			saw = append(saw, f.seen)
			f.seen = 100
			return func(f *facts) { f.seen++ }, flow.Result{Status: flow.OK}
		}}
	}
	w := work(t, start(measures("look", nil, see("a"), see("b"))), noon)
	if w.Facts().seen != 2 {
		t.Errorf("%d", w.Facts().seen)
	}
	same(t, saw, []int{0, 0})
}

// A check may take 12 seconds, what acts 30.
func TestAChecksTimeIsBounded(t *testing.T) {
	for acts, want := range map[bool]time.Duration{false: 12 * time.Second, true: 30 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			c := check{ID: "slow", Acts: acts, Run: func(ctx context.Context, _ env, _ *facts) (func(*facts), flow.Result) {
				<-ctx.Done()
				return nothing, flow.Result{Status: flow.Fail, Err: ctx.Err()}
			}}
			r := flow.Run(t.Context(), memory, env{}, time.Now, 1, c, &facts{})
			if r.Result.Took != want || !errors.Is(r.Result.Err, context.DeadlineExceeded) {
				t.Errorf("acts %v: after %v, %v", acts, r.Result.Took, r.Result.Err)
			}
		})
	}
}

// A panic carries whatever the program worked on: none of it is told.
func TestAPanicTellsNoPassword(t *testing.T) {
	const planted = "Planted-77-Secret"
	var none []string
	for name, c := range map[string]struct {
		panics func()
		want   string
	}{
		"a text":            {func() { panic("no login with " + planted) }, "string"},
		"an error":          {func() { panic(fmt.Errorf("no login with %s", planted)) }, "errorString"},
		"a struct":          {func() { panic(struct{ Password string }{planted}) }, "struct"},
		"the runtime's own": {func() { _ = none[len(planted)] }, "index out of range"},
	} {
		toy := check{ID: "toy", Run: func(context.Context, env, *facts) (func(*facts), flow.Result) {
			c.panics()
			return nothing, flow.Result{}
		}}
		r := flow.Run(t.Context(), memory, env{}, later, 1, toy, &facts{})
		if r.Change == nil || r.Result.Status != flow.Fail || r.Result.Err == nil || !strings.Contains(r.Result.Err.Error(), c.want) {
			t.Errorf("%s: %s, %v; want a failure that names %q", name, r.Result.Status, r.Result.Err, c.want)
		}
		if told := fmt.Sprintf("%v %+v %#v", r.Result, r.Result, r.Result.Err); strings.Contains(told, planted) {
			t.Errorf("%s: the password stands in %s", name, told)
		}
	}
}

func TestResults(t *testing.T) {
	cause, detail, hint := errors.New("the cause"), say("So it is."), say("Do that.")
	for status, r := range map[flow.Status]flow.Result{flow.OK: flow.Well(detail), flow.Warn: flow.Warned(detail, hint), flow.Fail: flow.Failed(detail, hint), flow.Skip: flow.Skipped(detail)} {
		hinted := status == flow.Warn || status == flow.Fail
		if with := r.With(cause); with.Status != status || with.Detail.String() != "So it is." || with.Hint.IsZero() == hinted || !errors.Is(with.Err, cause) || r.Err != nil {
			t.Errorf("%s: %+v", status, with)
		}
	}
}
