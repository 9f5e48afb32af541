package simtest

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"regexp"
	"slices"
	"sync"
	"time"
)

// Socket is one for discovery, as a client reads and writes it.
type Socket interface {
	Read(b []byte) (n int, from netip.AddrPort, arrived string, err error)
	Write(b []byte, to netip.AddrPort) error
	SetReadDeadline(time.Time) error
	Close() error
}

// Socket is a socket whose datagrams go through the proxy, each of them as an exchange of its own.
func (p *Proxy) Socket(network Socket) Socket { return &rough{proxy: p, network: network} }

type rough struct {
	proxy   *Proxy
	network Socket

	mu       sync.Mutex
	deadline time.Time // of who reads
	held     []held    // what was read, and comes later
	waiting  int       // what was written, and leaves later
	closed   bool
}

// held is a datagram that arrives at a moment.
type held struct {
	at      time.Time
	data    []byte
	from    netip.AddrPort
	arrived string
}

// datagram notes one, and gives the fault that happens to it; one without a Kind is none.
func (p *Proxy) datagram(data []byte, reply bool) Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	name := "UDP other"
	if types := typesOf.FindSubmatch(data); types != nil {
		name = "UDP " + string(types[1])
	}
	message := slices.Clone(data)
	if !reply {
		p.begin(name, true).Request = message
	} else {
		p.begin(name+" heard", true).Reply = message
	}
	if x := p.exchanges[len(p.exchanges)-1]; p.struck || p.fault.Kind == "" || x.Name != p.fault.Exchange || p.fault.At >= len(data) {
		return Fault{}
	}
	p.struck = true
	return p.fault
}

var typesOf = regexp.MustCompile(`<Types>\s*(\w+)`)

// spoil does to a datagram what can be done at once; it may change data.
func (f Fault) spoil(data []byte) []byte {
	switch f.Kind {
	case Short:
		return data[:f.At]
	case Corrupt:
		data[f.At] ^= 1
	}
	return data
}

// wait is how long a fault holds a datagram up.
func (f Fault) wait() time.Duration {
	switch f.Kind {
	case Delay:
		return delay
	case Late:
		return late
	}
	return 0
}

// Write sends a datagram. What is held up still leaves after Close.
func (s *rough) Write(b []byte, to netip.AddrPort) error {
	f := s.proxy.datagram(b, false)
	if f.Kind == Lost {
		return nil
	}
	data := f.spoil(slices.Clone(b))
	if f.Kind == Doubled {
		_ = s.network.Write(data, to)
	}
	if f.wait() == 0 {
		return s.network.Write(data, to)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting++
	time.AfterFunc(f.wait(), func() {
		_ = s.network.Write(data, to)
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.waiting--; s.closed && s.waiting == 0 {
			_ = s.network.Close()
		}
	})
	return nil
}

// Read waits for a datagram, for one caller at a time.
func (s *rough) Read(b []byte) (n int, from netip.AddrPort, arrived string, err error) {
	for {
		if d, due := s.due(); due {
			return copy(b, d.data), d.from, d.arrived, nil
		}
		n, from, arrived, err = s.network.Read(b)
		if err != nil {
			if s.over(err) {
				return n, from, arrived, err
			}
			continue
		}
		f := s.proxy.datagram(b[:n], true)
		if f.wait() > 0 || f.Kind == Doubled {
			s.hold(held{time.Now().Add(f.wait()), slices.Clone(b[:n]), from, arrived})
		}
		if f.wait() == 0 && f.Kind != Lost {
			return len(f.spoil(b[:n])), from, arrived, nil
		}
	}
}

// due takes the oldest datagram whose time has come, and lets the network's next read end when that of another comes.
func (s *rough) due() (held, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	end := s.deadline
	if len(s.held) > 0 {
		d := s.held[0]
		if !d.at.After(time.Now()) {
			s.held = s.held[1:]
			return d, true
		}
		if end.IsZero() || d.at.Before(end) {
			end = d.at
		}
	}
	if !s.closed {
		_ = s.network.SetReadDeadline(end)
	}
	return held{}, false
}

func (s *rough) hold(d held) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = append(s.held, d)
}

// over tells whether an error of the network's read is one for who reads here.
func (s *rough) over(err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closed || !errors.Is(err, os.ErrDeadlineExceeded) || passed(s.deadline)
}

// SetReadDeadline ends reads at a moment; the zero time means never.
func (s *rough) SetReadDeadline(t time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return net.ErrClosed
	}
	s.deadline = t
	return s.network.SetReadDeadline(t)
}

// Close ends every read.
func (s *rough) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return net.ErrClosed
	}
	if s.closed = true; s.waiting > 0 {
		return s.network.SetReadDeadline(time.Unix(1, 0))
	}
	return s.network.Close()
}
