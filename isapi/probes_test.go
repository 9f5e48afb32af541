package isapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi/wire"
)

func TestProbesReadObservedReplies(t *testing.T) {
	hexLine := `Digest realm="c504892f438ee5f2114e9fdd", domain="::", qop="auth", nonce="1:2", opaque="", algorithm="MD5", stale="FALSE"`
	d := canned(t, map[string]reply{
		"/":          {200, load(t, "front.old.html"), nil, "text/html"},
		pathStatus:   {200, load(t, "activateStatus.v3.xml"), nil, ""},
		pathCheck:    {401, load(t, "userCheck.401-locked.xml"), []string{hexLine, `Basic realm="c504892f438ee5f2114e9fdd"`}, ""},
		pathRecovery: {200, load(t, "extern.capabilities.xml"), nil, ""},
		pathSession:  {200, load(t, "sessionLogin.version2.xml"), nil, ""},
		pageOld:      {200, "<html><title>login</title></html>", nil, "text/html"},
	})
	s := d.client().look(ctx(t))
	if s.Reach.State != ReachOpen || s.Reach.Scheme != "http" || s.Reach.URL() != d.URL {
		t.Errorf("%+v", s.Reach)
	}
	if s.Front.Root != "html" || strings.Join(s.Front.Marks, " ") != pageOld || s.Page.Kind != "old" {
		t.Errorf("%+v %+v", s.Front, s.Page)
	}
	if s.Status.Activated != No || s.Status.Version != 3 {
		t.Errorf("%+v", s.Status)
	}
	if l := s.Check.Lock; l.Locked != Yes || *l.Left != 0 || *l.Unlock != 210*time.Second || s.Check.Activated != Unknown {
		t.Errorf("%+v", s.Check)
	}
	if s.Recovery.Questions != Yes || s.Recovery.GUID != No || s.Recovery.Mailbox != Yes || s.Recovery.HikConnect != Unknown {
		t.Errorf("%+v", s.Recovery)
	}
	if s.Session.Supported != Yes || s.Session.Iterations != 100 || s.Session.Version != "2" || s.Session.Irreversible != Yes {
		t.Errorf("%+v", s.Session)
	}
	if n := len(d.requests()); n != 6 {
		t.Errorf("%d requests", n)
	}
}

// TestUnknownStaysUnknown feeds each probe answers that say nothing.
func TestUnknownStaysUnknown(t *testing.T) {
	answers := map[string]reply{
		"401":         {401, load(t, "401.html"), []string{someChallenge}, "text/html"},
		"403":         {403, load(t, "ResponseStatus.methodNotAllowed.xml"), nil, ""},
		"404":         {404, "<html><title>Not Found</title></html>", nil, "text/html"},
		"500":         {500, "", nil, "text/plain"},
		"HTML":        {200, "<html><body>Welcome</body></html>", nil, "text/html"},
		"other XML":   {200, "<rss><channel/></rss>", nil, ""},
		"empty":       {200, "", nil, "text/plain"},
		"rubbish":     {200, "\x00\xff<<<>>>&&&", nil, ""},
		"JSON":        {200, `{"hello":"world"}`, nil, "application/json"},
		"broken JSON": {200, `{"ActivateStatus":`, nil, "application/json"},
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			d := newDevice(t, func(w http.ResponseWriter, _ *http.Request) { answer.write(w) })
			nothing(t, d.client().look(ctx(t)), name == "404")
		})
	}
	t.Run("timeout", func(t *testing.T) {
		stop := make(chan struct{})
		d := newDevice(t, func(http.ResponseWriter, *http.Request) { <-stop })
		t.Cleanup(func() { close(stop) })
		s := clientFor(t, d.Listener.Addr().String(), Config{Timeout: 50 * time.Millisecond}).look(ctx(t))
		nothing(t, s, false)
		if !errors.Is(s.Check.Err, ErrMute) || s.Reach.State != ReachMute {
			t.Error(s.Check.Err, s.Reach)
		}
	})
}

func nothing(t *testing.T, s Seen, absent bool) {
	t.Helper()
	if s.Status.Activated != Unknown || s.Check.Activated != Unknown || s.Check.Lock.Told() || s.Page.Kind != "" {
		t.Errorf("%+v %+v %+v", s.Status, s.Check, s.Page)
	}
	if r := s.Recovery; r.Questions != Unknown || r.Mailbox != Unknown || r.GUID != Unknown || r.HikConnect != Unknown {
		t.Errorf("%+v", r)
	}
	if want := map[bool]Tri{true: No}[absent]; s.Session.Supported != want {
		t.Errorf("%+v", s.Session)
	}
	switch s.Verdict() {
	case VerdictInactive, VerdictLocked, VerdictLegacy:
		t.Error(s.Verdict())
	}
}

// TestRefusalsThatName reads the state from refusals: documentation only.
func TestRefusalsThatName(t *testing.T) {
	for sub, want := range map[string]Tri{"notActivated": No, "hasActivated": Yes, "notSupport": Unknown} {
		d := newDevice(t, func(w http.ResponseWriter, _ *http.Request) {
			reply{403, status(4, "Invalid Operation", sub), nil, ""}.write(w)
		})
		c := d.client()
		if got := c.ActivateStatus(ctx(t)); got.Activated != want {
			t.Errorf("%s: status %s", sub, got.Activated)
		}
		if got := c.UserCheck(ctx(t)); got.Activated != want {
			t.Errorf("%s: check %s", sub, got.Activated)
		}
	}
}

// TestJSONStatus is the form of access terminals: documentation only.
func TestJSONStatus(t *testing.T) {
	d := canned(t, map[string]reply{pathStatus: {200, `{"ActivateStatus":{"Activated":false}}`, nil, "application/json"}})
	if got := d.client().ActivateStatus(ctx(t)); got.Activated != No {
		t.Errorf("%+v", got)
	}
}

// TestRule3ABrokenConnectionIsNoReasonToAskAgain: the device may have counted the
// request that it did not answer, on a connection of its own and on one that was kept.
func TestRule3ABrokenConnectionIsNoReasonToAskAgain(t *testing.T) {
	for name, first := range map[string]func(*Client){
		"a new connection":  func(*Client) {},
		"one that was kept": func(c *Client) { c.Front(ctx(t)) },
	} {
		d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == pathCheck {
				panic(http.ErrAbortHandler)
			}
		})
		c := d.client()
		first(c)
		for range 3 {
			c.UserCheck(ctx(t))
		}
		if n := d.count(func(r request) bool { return r.path == pathCheck }); n != 1 {
			t.Errorf("%s: asked %d times", name, n)
		}
	}
}

func TestUserCheckIsAskedRarely(t *testing.T) {
	var mu sync.Mutex
	now := time.Unix(1_000_000, 0)
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	pass := func(d time.Duration) { mu.Lock(); defer mu.Unlock(); now = now.Add(d) }
	d := canned(t, map[string]reply{pathCheck: {401, load(t, "userCheck.401-unlocked.xml"), []string{someChallenge}, ""}})
	c := clientFor(t, d.Listener.Addr().String(), Config{Now: clock})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { c.UserCheck(ctx(t)) })
	}
	all.Wait()
	begin := clock()
	pass(29 * time.Second)
	if kept := c.UserCheck(ctx(t)); !kept.At.Equal(begin) || *kept.Lock.Left != 4 {
		t.Errorf("%+v", kept)
	}
	if n := len(d.requests()); n != 1 {
		t.Fatalf("%d requests", n)
	}
	pass(2 * time.Second)
	if fresh := c.UserCheck(ctx(t)); !fresh.At.Equal(clock()) || len(d.requests()) != 2 {
		t.Errorf("%+v after %d requests", fresh, len(d.requests()))
	}
	c.Forget()
	if kept := c.UserCheck(ctx(t)); len(d.requests()) != 2 || !kept.Kept || kept.Lock.Told() {
		t.Errorf("after Forget: %d requests, %+v; it asks no sooner and tells nothing old", len(d.requests()), kept)
	}
	pass(30 * time.Second)
	if c.UserCheck(ctx(t)); len(d.requests()) != 3 {
		t.Error("Forget silenced the check for good")
	}
}

// TestLoginFeedsTheKeptCheck: a bare request of a login doesn't count as asking,
// but what it says about the lock is kept.
func TestLoginFeedsTheKeptCheck(t *testing.T) {
	d := canned(t, map[string]reply{pathCheck: {401, load(t, "userCheck.401-unlocked.xml"), []string{someChallenge}, ""}})
	c := d.client()
	if _, err := c.Try(ctx(t), admin("x")); err != nil {
		t.Fatal(err)
	}
	if got := c.UserCheck(ctx(t)); got.Status != 401 || len(d.requests()) != 3 {
		t.Errorf("%+v after %d requests", got, len(d.requests()))
	}
	if _, err := c.Try(ctx(t), admin("y")); err != nil || len(d.requests()) != 5 {
		t.Errorf("%v, %d requests", err, len(d.requests()))
	}
}

func TestLookTakesTwoRounds(t *testing.T) {
	const delay = 100 * time.Millisecond
	pages := map[string]reply{"/": {200, "<html>no hint</html>", nil, "text/html"}}
	var mu sync.Mutex
	now, most := 0, 0
	d := newDevice(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		time.Sleep(delay)
		mu.Lock()
		now--
		mu.Unlock()
		if page, ok := pages[r.URL.Path]; ok {
			page.write(w)
			return
		}
		w.WriteHeader(404)
	})
	var took time.Duration
	for range 5 { // one of them must come between two other programs' turns
		before, begin := len(d.requests()), time.Now()
		d.client().look(ctx(t))
		if n := len(d.requests()) - before; n > 8 || most > wire.MaxConns {
			t.Errorf("%d requests, %d at a time", n, most)
		}
		if took = time.Since(begin); took < 3*delay {
			return
		}
	}
	t.Errorf("took %s", took)
}

func TestLoginPageKinds(t *testing.T) {
	page := func(text string) reply { return reply{200, "<html>" + text + "</html>", nil, "text/html"} }
	for name, c := range map[string]struct {
		table map[string]reply
		want  string
	}{
		"front leads to old": {map[string]reply{"/": page(`location="/doc/page/login.asp?_1"`), pageOld: page("l")}, "old"},
		"front leads to new": {map[string]reply{"/": page(`<a href="/doc/index.html">`), pageNew: page("l")}, "new"},
		"no hint, old there": {map[string]reply{"/": page("x"), pageOld: page("l")}, "old"},
		"no hint, new there": {map[string]reply{"/": page("x"), pageNew: page("l")}, "new"},
		"both there":         {map[string]reply{"/": page("x"), pageOld: page("l"), pageNew: page("m")}, ""},
		"same page always":   {map[string]reply{"/": page("x"), pageOld: page("x"), pageNew: page("x")}, ""},
		"hint, but missing":  {map[string]reply{"/": page(`location="/doc/page/login.asp"`)}, ""},
	} {
		d := canned(t, c.table)
		if got := d.client().LoginPage(ctx(t)); got.Kind != c.want {
			t.Errorf("%s: %q", name, got.Kind)
		}
		if n := d.count(func(r request) bool { return r.path == "/" }); n != 1 {
			t.Errorf("%s: front page asked %d times", name, n)
		}
	}
}

func TestFlightOutlivesItsFirstCaller(t *testing.T) {
	var f singleFlight[int]
	goOn := make(chan struct{})
	run := func(ctx context.Context) int {
		select {
		case <-goOn:
			return 7
		case <-ctx.Done():
			return -1
		}
	}
	first, leave := context.WithCancel(context.Background())
	started := make(chan struct{})
	done := make(chan error)
	go func() {
		_, err := f.share(first, func(c context.Context) int { close(started); return run(c) })
		done <- err
	}()
	<-started
	result := make(chan int)
	go func() { v, _ := f.share(context.Background(), run); result <- v }()
	for waiting := 0; waiting < 2; {
		f.mu.Lock()
		waiting = f.now.waiting
		f.mu.Unlock()
	}
	leave()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(goOn)
	if v := <-result; v != 7 {
		t.Error(v)
	}
}
