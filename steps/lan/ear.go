package lan

import (
	"cmp"
	"context"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"camreset/isapi/sadp"
)

// ear listens for as long as somebody asks what is heard, and stops by itself.
// There is one in a run, so that every step sees the same devices and a step
// that follows a camera knows already how it looked before.
type ear struct {
	mu      sync.Mutex
	heard   Heard
	devices map[string]*sadp.Device // by Device.Key
	news    chan struct{}           // closed when something new came
	asked   map[netip.Addr]bool     // also asked directly
	idle    *time.Timer
	Stop    context.CancelFunc // nil while nobody listens
	done    chan struct{}
	closed  bool // the run is over: nobody listens any more
}

const (
	// earIdle is how long it listens after somebody asked last.
	earIdle = 10 * time.Second
	// earPoll is how long a question waits for news.
	earPoll = time.Second
)

func newEar() *ear {
	return &ear{news: make(chan struct{}), asked: map[netip.Addr]bool{}, devices: map[string]*sadp.Device{}}
}

// now is what is known at this moment.
func (r *ear) now() Heard {
	r.mu.Lock()
	defer r.mu.Unlock()
	h := r.heard
	sorted := slices.SortedFunc(maps.Values(r.devices), func(a, b *sadp.Device) int {
		return cmp.Or(a.IPv4.Compare(b.IPv4), strings.Compare(a.Key(), b.Key()))
	})
	h.Devices = make([]sadp.Device, 0, len(sorted))
	for _, d := range sorted {
		h.Devices = append(h.Devices, *d)
	}
	return h
}

// begin starts to listen; it is called with the lock held.
func (r *ear) begin(n sadp.Net) {
	ctx, stop := context.WithCancel(context.Background())
	r.Stop, r.done, r.idle = stop, make(chan struct{}), time.AfterFunc(earIdle, stop)
	r.heard = Heard{Version: r.heard.Version + 1, Began: n.Now()}
	clear(r.devices)
	clear(r.asked)
	go r.run(ctx, n, r.done)
}

// run looks on, also without any network: a cable may be plugged in later.
func (r *ear) run(ctx context.Context, n sadp.Net, done chan struct{}) {
	defer close(done)
	var settling sync.WaitGroup
	settling.Go(func() {
		select {
		case <-n.After(sadp.DefaultFor):
			r.change(func() { r.heard.Settled = true })
		case <-ctx.Done():
		}
	})
	_, _ = sadp.Discover(ctx, n, sadp.Options{Watch: true, Addresses: r.addresses, Round: r.round}, r.found) // a watch ends with ctx only
	settling.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.idle.Stop()
	r.Stop = nil
}

func (r *ear) addresses() []netip.Addr {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Keys(r.asked))
}

func (r *ear) found(d sadp.Device) {
	r.change(func() { r.devices[d.Key()] = &d })
}

func (r *ear) round(report sadp.Report) {
	r.change(func() {
		r.heard.Interfaces, r.heard.Causes = report.Interfaces, report.Causes
		for _, d := range report.Devices {
			r.devices[d.Key()] = &d
		}
	})
}

// change brings what is known up to date and wakes whoever waits for news.
func (r *ear) change(f func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f()
	r.heard.Version++
	close(r.news)
	r.news = make(chan struct{})
}

// close stops listening for good and waits for it.
func (r *ear) close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.rest()
}

// rest stops listening until somebody asks, and waits for that.
func (r *ear) rest() {
	r.mu.Lock()
	stop, done := r.Stop, r.done
	r.mu.Unlock()
	if stop != nil {
		stop()
		<-done
	}
}
