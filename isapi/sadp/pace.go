package sadp

import "time"

// rounds are when probes go out after the start; one round doesn't find every camera
// (README of saiyan86/sadpTool). After the last they go out every pause: often enough
// for a camera that starts, and for firewalls that let answers in for 3 s.
var rounds = []time.Duration{0, 300 * time.Millisecond, time.Second, 2500 * time.Millisecond, 5 * time.Second}

const pause = 2500 * time.Millisecond

// gap is the time between a round and the next one.
func gap(round int) time.Duration {
	if round+1 < len(rounds) {
		return rounds[round+1] - rounds[round]
	}
	return pause
}

// A brief look ends when everybody has answered: it asks three times more after
// each device that was new, and is over when nobody new came for quiet.
var more = []time.Duration{300 * time.Millisecond, 700 * time.Millisecond, 1100 * time.Millisecond}

const quiet = 1500 * time.Millisecond

// longest is the time between two rounds while new devices come all the time.
const longest = 700 * time.Millisecond

// pace says when the next round is due, and when a brief look is over.
type pace struct {
	brief  bool
	round  int       // rounds that went out
	asked  time.Time // when the last one did
	newest time.Time // when the last device came that was new; zero = none has
	since  int       // how many of more went out since then
}

// ask counts a round.
func (p *pace) ask(now time.Time) {
	if p.since < len(more) && !p.newest.IsZero() && !now.Before(p.newest.Add(more[p.since])) {
		p.since++
	}
	p.round, p.asked = p.round+1, now
}

// meet counts a device that is new.
func (p *pace) meet(now time.Time) { p.newest, p.since = now, 0 }

// due gives when the next round goes out, or when the look ends.
func (p *pace) due() (at time.Time, ends bool) {
	switch {
	case !p.brief || p.newest.IsZero():
		return p.asked.Add(gap(p.round - 1)), false
	case p.since == len(more):
		return p.newest.Add(quiet), true
	}
	at = p.newest.Add(more[p.since])
	if latest := p.asked.Add(longest); latest.Before(at) {
		return latest, false
	}
	return at, false
}
