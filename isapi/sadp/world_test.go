package sadp_test

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
)

const newPassword = "Newpass77"

// world is a computer and one simulated camera, which lives by a calendar of its own.
type world struct {
	*testing.T
	lan *simnet.Lan
	cam *simcam.Camera
	day *calendar
}

func newWorld(t *testing.T, sc simcam.Scenario) *world {
	t.Helper()
	day := &calendar{now: time.Date(2024, 9, 18, 9, 0, 0, 0, time.UTC)}
	w := &world{t, simnet.NewLan(day), simcam.New(sc, day), day}
	if err := w.lan.Add("192.168.1.64", w.cam); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.lan.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *world) net() sadp.Net {
	return sadp.Net{Listen: w.lan.Listen, Interfaces: w.interfaces, Now: time.Now, After: time.After, Random: rand.Reader, OS: "linux"}
}

func (w *world) interfaces() ([]sadp.Interface, error) {
	return []sadp.Interface{{Name: simnet.LanInterface, Prefixes: w.lan.Addresses()}}, nil
}

// play runs the client on time of its own, so that waiting for a lost answer takes none.
func (w *world) play(do func(context.Context, sadp.Net, sadp.Device)) {
	w.Helper()
	synctest.Test(w.T, func(t *testing.T) {
		d, err := sadp.Inquire(t.Context(), w.net(), w.cam.Identity().MAC, simnet.LanInterface)
		if err != nil {
			t.Fatal(err)
		}
		do(t.Context(), w.net(), d)
	})
}

func (w *world) restart() {
	w.cam.PowerOff()
	w.cam.PowerOn()
	w.day.advance(time.Minute)
}

// got counts the datagrams of a command that the camera received.
func (w *world) got(types string) int { return w.cam.Counters().SADP[types] }

// wants checks an error: its reason, that it counted, the tries left and the minutes; -1 is not told.
func (w *world) wants(err, reason error, left, minutes int) {
	w.Helper()
	var e *sadp.Error
	if !errors.Is(err, reason) || !errors.As(err, &e) {
		w.Errorf("got %v, want %v", err, reason)
		return
	}
	if number(e.Left) != left || number(e.Minutes) != minutes || !e.Sent {
		w.Errorf("%v: %d left, %d minutes, sent %v; want %d and %d", err, number(e.Left), number(e.Minutes), e.Sent, left, minutes)
	}
}

// unsent checks an error of something that never left.
func (w *world) unsent(err, reason error) {
	w.Helper()
	var e *sadp.Error
	if !errors.Is(err, reason) || !errors.As(err, &e) || e.Sent || e.Word != "" {
		w.Errorf("got %#v, want %v", err, reason)
	}
}

// clean checks that no password went out in clear.
func (w *world) clean(secrets ...string) {
	w.Helper()
	for _, d := range w.cam.RecordedSADP() {
		if slices.ContainsFunc(secrets, func(s string) bool { return strings.Contains(string(d.Data), s) }) {
			w.Errorf("a secret went out in clear: %s", d.Data)
		}
	}
}

func number(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

func password(text string) isapi.Secret { return isapi.NewSecret(text) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// calendar is a clock that moves by hand.
type calendar struct {
	mu   sync.Mutex
	now  time.Time
	jobs []*job
}

type job struct {
	at   time.Time
	do   func()
	done bool
}

func (c *calendar) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *calendar) AfterFunc(d time.Duration, f func()) func() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	j := &job{at: c.now.Add(d), do: f}
	c.jobs = append(c.jobs, j)
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		was := j.done
		j.done = true
		return !was
	}
}

// advance moves on and does what is due, in order.
func (c *calendar) advance(d time.Duration) {
	end := c.Now().Add(d)
	for {
		j := c.due(end)
		if j == nil {
			return
		}
		j.do()
	}
}

func (c *calendar) due(end time.Time) *job {
	c.mu.Lock()
	defer c.mu.Unlock()
	var first *job
	for _, j := range c.jobs {
		if !j.done && !j.at.After(end) && (first == nil || j.at.Before(first.at)) {
			first = j
		}
	}
	if first == nil {
		c.now = end
		return nil
	}
	first.done, c.now = true, first.at
	return first
}
