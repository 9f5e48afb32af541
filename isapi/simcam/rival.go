package simcam

import (
	"crypto/rand"
	"net/netip"
	"slices"
	"sync"
)

// Rival is another computer on the cable that answers every exchange of keys in a camera's place. What is sealed with
// its key afterwards it can read.
type Rival struct {
	own netip.Prefix

	mu      sync.Mutex
	random  []byte
	answers int
	learned []string
}

// AddRival connects a rival that speaks from an address. It answers before the cameras that are there, or after them.
func (l *Lan) AddRival(ip string, first bool) (*Rival, error) {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return nil, err
	}
	r := &Rival{own: netip.PrefixFrom(address, 24)}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ears = append(l.ears, r); first {
		l.ears = slices.Insert(l.ears[:len(l.ears)-1], 0, ear(r))
	}
	return r, nil
}

// hear answers an exchange of keys, and reads whatever password comes under its own key.
func (r *Rival) hear(l letter) {
	p, err := readProbe(l.data)
	if err != nil || p.MAC == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if password, err := openPassword(r.random, p.Password.Text); err == nil {
		r.learned = append(r.learned, password)
	}
	if p.Types != "exchangecode" {
		return
	}
	random := make([]byte, exchangeSize)
	_, _ = rand.Read(random) // never fails
	sealed, err := sealExchange(p.Code, random)
	if err != nil {
		return
	}
	r.random = random
	r.answers++
	answer := append([]field{text("Uuid", p.Uuid), text("MAC", p.MAC), text("Types", p.Types)}, result(success, text("Code", sealed))...)
	message := SADPForm{}.write("ProbeMatch", answer)
	l.via.unicast(r.own, l.from, message)
	l.via.group(r.own, message)
}

// Answers tells how many exchanges it answered.
func (r *Rival) Answers() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.answers
}

// Learned are the passwords that it could read. The list is the caller's.
func (r *Rival) Learned() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.learned)
}
