package sadp

import (
	"context"
	"net/netip"

	"camreset/isapi"
)

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
func (n Net) doubt(ctx context.Context, d Device, answers []received) Doubt {
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
func different(answers []received, h received) []received {
	for _, a := range answers {
		if a.from.Addr() == h.from.Addr() && a.message.Result == h.message.Result && a.message.Get("Code") == h.message.Get("Code") {
			return answers
		}
	}
	return append(answers, h)
}

// chosen is the answer that counts: the one from the device's own address, else the
// first.
func chosen(answers []received, d Device) received {
	for _, a := range answers {
		if a.from.Addr() == d.IPv4 {
			return a
		}
	}
	return answers[0]
}
