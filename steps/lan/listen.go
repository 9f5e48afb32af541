package lan

import (
	"context"
	"net/netip"
	"time"
)

// Listen tells what is heard: at once when that is newer than since, else as
// soon as something new comes, and after a second in any case. The addresses are
// asked directly too: some networks keep back what goes to everybody.
func (l LAN) Listen(ctx context.Context, since int, addresses ...netip.Addr) Heard {
	heard, _ := l.listenUntil(ctx, since, time.After(earPoll), addresses...)
	return heard
}

// Search has whoever listens next begin anew: what was heard so far is forgotten, and asked
// once more.
func (l LAN) Search() {
	if l.Ear != nil {
		l.Ear.rest()
	}
}

// listenUntil is Listen with a patience of its own; over says that it has ended.
func (l LAN) listenUntil(ctx context.Context, since int, end <-chan time.Time, addresses ...netip.Addr) (_ Heard, over bool) {
	if l.SADP.Listen == nil {
		return Heard{}, true
	}
	r := l.Ear
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return r.now(), true
	}
	if r.Stop == nil {
		r.begin(l.SADP)
	}
	for _, a := range addresses {
		r.asked[a] = true
	}
	r.idle.Reset(earIdle)
	news, version := r.news, r.heard.Version
	r.mu.Unlock()
	if version <= since {
		select {
		case <-news:
		case <-end:
			over = true
		case <-ctx.Done():
			over = true
		}
	}
	return r.now(), over
}

// News is closed once something newer than a version is heard. It begins to listen, as
// Listen does.
func (l LAN) News(ctx context.Context, since int) <-chan struct{} {
	l.Listen(ctx, -1)
	l.Ear.mu.Lock()
	defer l.Ear.mu.Unlock()
	if l.Ear.heard.Version > since {
		over := make(chan struct{})
		close(over)
		return over
	}
	return l.Ear.news
}
