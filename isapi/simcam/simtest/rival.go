package simtest

import (
	"net/netip"
	"slices"
	"sync"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/udp"
)

// Rival is another computer on the cable that answers every exchange of keys in a camera's place. What is sealed with
// its key afterwards it can read.
type Rival struct {
	own netip.Prefix

	mu      sync.Mutex
	random  []byte // of its last exchange
	answers int
	learned []string
}

// AddRival connects a rival that speaks from an address. It answers before the cameras that are there, or after them.
func AddRival(l *simnet.Lan, ip string, first bool) (*Rival, error) {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return nil, err
	}
	r := &Rival{own: netip.PrefixFrom(address, 24)}
	l.AddResponder(r, first)
	return r, nil
}

// HandleSADP answers an exchange of keys, and reads whatever password comes under its own key.
func (r *Rival) HandleSADP(d udp.Datagram) {
	p, err := sadpxml.Read(d.Data)
	if err != nil || p.MAC == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if password, err := crypt.OpenPassword(r.random, p.Password.Text); err == nil {
		r.learned = append(r.learned, password)
	}
	if p.Types != "exchangecode" {
		return
	}
	random, sealed, err := crypt.Exchange(p.Code)
	if err != nil {
		return
	}
	r.random = random
	r.answers++
	message := sadpxml.Style{}.Write("ProbeMatch", []sadpxml.Field{
		sadpxml.Text("Uuid", p.Uuid), sadpxml.Text("MAC", p.MAC), sadpxml.Text("Types", p.Types),
		sadpxml.Text("Result", "success"), sadpxml.Text("Code", sealed),
	})
	d.Via.Unicast(r.own, d.From, message)
	d.Via.Group(r.own, message)
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
