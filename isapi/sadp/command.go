package sadp

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"camreset/isapi"
)

const (
	answerWait  = 10 * time.Second // for the answer to a command (libsadp)
	inquiryWait = 5 * time.Second  // for the answer to an inquiry
	proofWait   = 20 * time.Second // for a change to show
	proofPause  = time.Second
	twinWait    = 500 * time.Millisecond // for another device with the same MAC, after the first answer
	rivalWait   = time.Second            // for another answer to an exchange of keys, after the first
)

const opInquiry = "inquiry"

// Inquire asks one device about itself, on one interface or, where iface is
// empty, on all. Only an answer to a request of this call counts, so that it
// shows the device as it is now. Errors: ErrNoAnswer, ErrNoInterface, ErrSend.
func Inquire(ctx context.Context, n Net, mac, iface string, addresses ...netip.Addr) (Device, error) {
	return inquire(ctx, n, mac, iface, 0, addresses...)
}

// inquire goes on listening for more after the first complete answer, and marks the
// device as doubled if another one answers with its MAC.
func inquire(ctx context.Context, n Net, mac, iface string, more time.Duration, addresses ...netip.Addr) (Device, error) {
	if mac = isapi.MAC(mac); mac == "" {
		return Device{}, &Error{Op: opInquiry, Err: fmt.Errorf("%w: it has no MAC to ask for", ErrNoAnswer)}
	}
	s := newStation(n, iface)
	defer s.close()
	var best *Device
	whole, end := false, n.After(inquiryWait)
	for round := 0; ; round++ {
		if err := s.refresh(); err != nil {
			return Device{}, &Error{Op: opInquiry, Err: err}
		}
		s.probe(round, askable(addresses), false)
		if len(s.sentOn) == 0 {
			return Device{}, &Error{Op: opInquiry, Err: s.unsent()}
		}
		next := n.After(gap(round))
		for waiting := true; waiting; {
			select {
			case h := <-s.receiver.out:
				d, complete := s.answerOf(h, mac)
				switch {
				case d.MAC == "":
				case best != nil && !best.Same(d):
					d.Doubled = true
					return d, nil
				case complete && more == 0:
					return d, nil
				case complete && !whole:
					whole, end, best = true, n.After(more), &d
				case !whole:
					best = &d
				}
			case <-next:
				waiting = false
			case <-end:
				return s.settle(best, ErrNoAnswer)
			case <-ctx.Done():
				return s.settle(best, fmt.Errorf("%w: %w", ErrNoAnswer, ctx.Err()))
			}
		}
	}
}

// answerOf gives the device if this is its answer to a request of ours, and
// whether that is the complete record.
func (s *station) answerOf(h received, mac string) (Device, bool) {
	if h.dead != nil {
		s.bury(h.dead)
		return Device{}, false
	}
	if h.message.Root != rootMatch || !s.ownUUIDs[strings.ToUpper(h.message.UUID)] || h.message.MAC != mac {
		return Device{}, false
	}
	d, partial, ok := s.read(h)
	if s.only != "" {
		d.Interface = s.only // where it was asked, whichever card heard the answer
	}
	return d, ok && !partial
}

// settle takes a record with gaps where no better one came.
func (s *station) settle(best *Device, why error) (Device, error) {
	if best != nil {
		return *best, nil
	}
	return Device{}, &Error{Op: opInquiry, Err: why}
}

func (s *station) unsent() error {
	if len(s.errors) == 0 {
		return ErrSend
	}
	return fmt.Errorf("%w: %w", ErrSend, s.errors[len(s.errors)-1].Err)
}

// fresh inquires again right before a command: only the device that the user
// agreed to is meant, and only if no other one takes the command too; and its salt
// changes with its password.
func fresh(ctx context.Context, n Net, op string, d Device) (Device, error) {
	if d.Doubled {
		return Device{}, &Error{Op: op, Err: ErrDoubled}
	}
	now, err := inquire(ctx, n, d.MAC, d.Interface, twinWait)
	switch {
	case err != nil:
		return Device{}, &Error{Op: op, Err: err}
	case now.Doubled:
		return Device{}, &Error{Op: op, Err: ErrDoubled}
	case !now.Same(d):
		return Device{}, &Error{Op: op, Err: ErrOther}
	}
	return now, nil
}

// command is a request with the Uuid by which its answer is known.
type command struct {
	op, uuid string
	elements string
	counts   bool          // once it is out, a try may be spent, or an earlier request void
	more     time.Duration // how long other answers are listened to after the first
}

// ask sends a command once, by one socket, to the group, as libsadp does:
// the device picks its own by MAC. Then it waits. It never sends again.
func ask(ctx context.Context, n Net, d Device, c command) ([]received, error) {
	s := newStation(n, d.Interface)
	defer s.close()
	if err := s.refresh(); err != nil {
		return nil, &Error{Op: c.op, Err: err}
	}
	if err := ctx.Err(); err != nil {
		return nil, &Error{Op: c.op, Err: err}
	}
	if err := s.outletTo(d).own.Write(request(c.uuid, c.elements), groupPort); err != nil {
		return nil, &Error{Op: c.op, Err: fmt.Errorf("%w: %w", ErrSend, err)}
	}
	return s.await(ctx, d.MAC, c)
}

// await gives the answers to a command, one at least; a further one counts where it
// says something else, or comes from somebody else.
func (s *station) await(ctx context.Context, mac string, c command) ([]received, error) {
	lost := ErrNoAnswer
	if c.counts {
		lost = ErrLost
	}
	var answers []received
	for end := s.net.After(answerWait); ; {
		select {
		case h := <-s.receiver.out:
			if !c.answeredBy(h.message, mac) {
				continue
			}
			if len(answers) == 0 {
				end = s.net.After(c.more)
			}
			if answers = different(answers, h); c.more == 0 || len(answers) > 1 {
				return answers, nil
			}
		case <-end:
			if len(answers) > 0 {
				return answers, nil
			}
			return nil, &Error{Op: c.op, Sent: c.counts, Err: lost}
		case <-ctx.Done():
			return nil, &Error{Op: c.op, Sent: c.counts, Err: fmt.Errorf("%w: %w", lost, ctx.Err())}
		}
	}
}

// answeredBy wants the own Uuid, as libsadp does, and out of prudence the own MAC.
func (c command) answeredBy(m Message, mac string) bool {
	return m.Root == rootMatch && strings.EqualFold(m.UUID, c.uuid) && m.MAC == mac
}

// outletTo is the address to ask from: the one in the device's subnet, else the
// first of the interface.
func (s *station) outletTo(d Device) *outlet {
	all := s.all()
	if at := slices.IndexFunc(all, func(o *outlet) bool { return o.prefix.Contains(d.IPv4) }); at >= 0 {
		return all[at]
	}
	return all[0]
}

// send sends the one request that counts, and reads its result. elements makes
// the request's content for the Uuid it gets.
func send(ctx context.Context, n Net, d Device, op string, elements func(uuid string) (string, error)) (Message, error) {
	uuid, err := newUUID(n.Random)
	if err != nil {
		return Message{}, &Error{Op: op, Err: err}
	}
	text, err := elements(uuid)
	if err != nil {
		return Message{}, &Error{Op: op, Err: err}
	}
	answers, err := ask(ctx, n, d, command{op: op, uuid: uuid, elements: text, counts: true})
	if err != nil {
		return Message{}, err
	}
	return answers[0].message, failure(op, answers[0].message, true)
}

// body is a request that doesn't hang on its Uuid, in the order of libsadp's
// templates. The elements must be safe for XML.
func body(d Device, types, elements string) func(string) (string, error) {
	return func(string) (string, error) {
		return "<MAC>" + d.wireMAC() + "</MAC><Types>" + types + "</Types>" + elements, nil
	}
}

// conclude proves what a command did. A refusal is final; after a success and
// after a lost answer a new inquiry says what became of it.
func conclude(ctx context.Context, n Net, op string, d Device, told error, done func(Device) bool) error {
	if told != nil && !errors.Is(told, ErrLost) {
		return told
	}
	shown, seen := prove(ctx, n, d, done)
	switch {
	case shown:
		return nil
	case told == nil:
		return &Error{Op: op, Sent: true, Word: "success", Err: ErrUnproven}
	case seen:
		return &Error{Op: op, Sent: true, Err: ErrNoAnswer} // it is as it was
	}
	return told
}

// prove inquires until a change shows. seen is false where the device didn't
// answer any more.
func prove(ctx context.Context, n Net, d Device, done func(Device) bool) (shown, seen bool) {
	for start := n.Now(); n.Now().Sub(start) < proofWait && ctx.Err() == nil; {
		now, err := Inquire(ctx, n, d.MAC, d.Interface)
		seen = err == nil
		if seen && done(now) {
			return true, true
		}
		select {
		case <-ctx.Done():
			return false, seen
		case <-n.After(proofPause):
		}
	}
	return false, seen
}
