package sadp

import (
	"camreset/isapi"
	"context"
	"net/netip"
)

// Consent is what the user was told about a command and agreed to, beside the
// command itself.
type Consent struct {
	Unsalted bool  // Update: the password goes in a form that others on the network could work out
	Despite  Doubt // what speaks against the device; anything else is asked about again
}

// Doubt is what speaks against a device before a secret is sent to it. This
// protocol proves nobody: whoever answers first gets what is sent. The zero Doubt is
// none.
type Doubt struct {
	MAC string // of the device
	// First and Second answered an exchange of keys, each in another way; they may be
	// one address.
	First, Second netip.Addr
	// Address is one from which the device speaks, or that it claims; the neighbour
	// table of this computer has another MAC for it, Neighbour.
	Address   netip.Addr
	Neighbour string
}

// within reports whether all of a doubt is part of what was agreed to.
func (d Doubt) within(agreed Doubt) bool {
	answers := d.First == agreed.First && d.Second == agreed.Second || d.First == agreed.Second && d.Second == agreed.First
	table := d.Address == agreed.Address && d.Neighbour == agreed.Neighbour
	return d == Doubt{} || d.MAC == agreed.MAC && (answers || !d.First.IsValid()) && (table || d.Neighbour == "")
}

// Neighbour is what this computer's neighbour table says against a device, by the
// addresses from which it speaks, those that it claims, and more. A table that can't
// be read, or that doesn't know them, says nothing.
func (d Device) Neighbour(ctx context.Context, n Net, more ...netip.Addr) Doubt {
	if n.Neighbours == nil || d.MAC == "" {
		return Doubt{}
	}
	table := n.Neighbours(ctx)
	for _, at := range append([]netip.Addr{d.From.Addr(), d.IPv4}, more...) {
		if mac := isapi.MAC(table[at]); mac != "" && mac != d.MAC {
			return Doubt{MAC: d.MAC, Address: at, Neighbour: mac}
		}
	}
	return Doubt{}
}

// doubt is what the answers to an exchange of keys, and the neighbour table, say
// against a device.
func (n Net) doubt(ctx context.Context, d Device, answers []heard) Doubt {
	var from []netip.Addr
	for _, a := range answers {
		from = append(from, a.from.Addr())
	}
	found := d.Neighbour(ctx, n, from...)
	if len(from) > 1 {
		found.MAC, found.First, found.Second = d.MAC, from[0], from[1]
	}
	return found
}

// allow stops what carries a secret as long as something speaks against the device
// to which the user hasn't agreed.
func (c Consent) allow(op string, found Doubt) error {
	if found.within(c.Despite) {
		return nil
	}
	return &Error{Op: op, Doubt: found, Err: ErrDoubt}
}

// different keeps the answers that are not the copy of an earlier one.
func different(answers []heard, h heard) []heard {
	for _, a := range answers {
		if a.from.Addr() == h.from.Addr() && a.message.Result == h.message.Result && a.message.Get("Code") == h.message.Get("Code") {
			return answers
		}
	}
	return append(answers, h)
}

// chosen is the answer that counts: the one from the device's own address, else the
// first.
func chosen(answers []heard, d Device) heard {
	for _, a := range answers {
		if a.from.Addr() == d.IPv4 {
			return a
		}
	}
	return answers[0]
}
