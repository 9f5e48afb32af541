package access

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

// How an address is watched. A look never waits for the one before: a connect into
// nothing is sent again after one second, then three, and would hide the first answer.
// What waits for an answer is bounded in real time, as all sockets are, the rest goes by
// the clock of the Env.
const (
	tick     = 250 * time.Millisecond
	pace     = 500 * time.Millisecond // of looks, two connects each; one that refuses is asked every tick
	watching = 5 * time.Second        // how long it goes on after somebody asked last
	// lookPatience is how long a connect may take, alonePatience the same at a device
	// that gets one connection at a time, where the next has to wait for it.
	lookPatience  = 750 * time.Millisecond
	alonePatience = 400 * time.Millisecond
	lookLimit     = time.Second // how long a look takes then
	mostLooks     = 2           // under way at an address, with three connects at most
	// statusPatience is how long a device may take to tell its state.
	statusPatience = 1500 * time.Millisecond
)

// watches are the addresses that are looked at again and again, for as long as somebody
// asks about them.
type watches struct {
	ctx     context.Context
	cancel  context.CancelFunc
	running sync.WaitGroup

	mu      sync.Mutex
	at      map[lan.Door]*watch
	ways    map[netip.Addr]found
	version int
	news    chan struct{} // closed when something new was seen
}

// found is the way by which an address was reached, from an address of this computer.
type found struct {
	lan.Way
	from netip.Addr
}

// watch is one of them.
type watch struct {
	at     lan.Address
	seen   Presence
	asked  time.Time // when somebody asked last, and after its state
	state  time.Time
	newest time.Time // the newest answer; zero before the first
	silent time.Time // since when there is none; zero while there is
	looked time.Time // when the newest look, and question after its state, began
	polled time.Time
	looks  int // under way
	asking bool
}

func newWatches() *watches {
	ctx, cancel := context.WithCancel(context.Background())
	return &watches{ctx: ctx, cancel: cancel, at: map[lan.Door]*watch{}, ways: map[netip.Addr]found{}, news: make(chan struct{})}
}

// Seen is what is known of addresses, in their order.
type Seen struct {
	// Version counts up with everything new.
	Version int
	At      []Presence
}

// Keep notes what was seen at the camera, whose address stands first.
func (s Seen) Keep(f *facts.Facts) {
	p := s.At[0]
	f.Watched, f.Misses, f.Dark, f.OwnLost = s.Version, p.Misses, p.Dark(), p.OwnLost
	if p.Reach.State != "" {
		f.Alive = p.Reach
	}
}

// Await tells whether somebody is at the addresses: at once what is new since then, else
// as soon as something new is seen, when news is closed, or after the patience. They are
// looked at from now on, and go on being for some seconds; with state each is also asked
// for its activation state.
func (e Env) Await(ctx context.Context, since int, patience time.Duration, news <-chan struct{}, state bool, all ...lan.Address) Seen {
	over := e.After(patience)
	for {
		seen, changed := e.watched(state, all)
		if seen.Version != since {
			return seen
		}
		select {
		case <-changed:
		case <-news:
			return seen
		case <-over:
			return seen
		case <-ctx.Done():
			return seen
		}
	}
}

// watched tells what is known, and begins to look where nobody does.
func (e Env) watched(state bool, all []lan.Address) (seen Seen, changed <-chan struct{}) {
	ws, now := e.watches, e.Now()
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for _, a := range all {
		door, _ := a.Door()
		w := ws.at[door]
		if w == nil && ws.ctx.Err() == nil {
			w = &watch{at: a, seen: Presence{Address: a}, asked: now}
			ws.at[door] = w
			ws.running.Go(func() { e.watch(door, w) })
		}
		if w == nil { // the run is over
			w = &watch{seen: Presence{Address: a}}
		}
		if w.asked = now; state {
			w.state = now
		}
		p := w.seen
		p.Address = a
		seen.At = append(seen.At, p)
	}
	seen.Version = ws.version
	return seen, ws.news
}

// watch looks at an address until nobody asks any more. Without a way there nothing is
// sent: it goes on as soon as there is one again.
func (e Env) watch(door lan.Door, w *watch) {
	ws, lost := e.watches, false
	for {
		blind := lost && e.stillLost(w.at)
		now := e.Now()
		ws.mu.Lock()
		if now.Sub(w.asked) > watching {
			delete(ws.at, door)
			ws.mu.Unlock()
			return
		}
		if w.looks < mostLooks && !blind && (w.due(now) || lost) {
			w.looks, w.looked = w.looks+1, now
			go e.look(w)
		}
		e.ask(w, now)
		lost = w.seen.OwnLost
		ws.mu.Unlock()
		select {
		case <-e.After(tick):
		case <-ws.ctx.Done():
			return
		}
	}
}

func (w *watch) due(now time.Time) bool {
	return w.looked.IsZero() || now.Sub(w.looked) >= pace || w.seen.Reach.State == isapi.ReachRefused
}

// look makes one look of a watch.
func (e Env) look(w *watch) {
	camera, patience, begun := e.Camera(w.at), lookPatience, e.Now()
	if camera.OneAtATime() {
		patience = alonePatience
	}
	reach := camera.AliveWithin(e.watches.ctx, patience)
	lost := e.ownLost(w.at, reach)
	e.watches.note(func() bool {
		w.looks--
		now := e.Now()
		news := w.take(begun, now, reach, lost)
		if news {
			e.ask(w, now)
		}
		return news
	})
}

// ask asks a device that takes connections for its state, every tick until it tells it;
// it is called with the lock held.
func (e Env) ask(w *watch, now time.Time) {
	every := tick
	if w.seen.Status.Activated != isapi.Unknown {
		every = pace
	}
	if w.asking || !w.seen.Reach.Taken() || w.state.IsZero() || now.Sub(w.state) > watching || now.Sub(w.polled) < every {
		return
	}
	w.asking, w.polled = true, now
	go func() {
		ctx, cancel := context.WithTimeout(e.watches.ctx, statusPatience)
		defer cancel()
		status := e.Camera(w.at).ActivateStatus(ctx)
		e.watches.note(func() bool {
			w.asking = false
			return w.told(e.Now(), status)
		})
	}()
}

// note changes what is known, and wakes those who wait where that was news.
func (ws *watches) note(change func() (news bool)) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if change() {
		ws.version++
		close(ws.news)
		ws.news = make(chan struct{})
	}
}

func (ws *watches) way(to netip.Addr) (w found, known bool) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	w, known = ws.ways[to]
	return w, known
}

func (ws *watches) keepWay(to netip.Addr, w found) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.ways[to] = w
}

// close ends all looks, and waits for whoever makes them.
func (ws *watches) close() {
	ws.mu.Lock()
	ws.cancel()
	ws.mu.Unlock()
	ws.running.Wait()
}
