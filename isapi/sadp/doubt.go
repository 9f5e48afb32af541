package sadp

import "net/netip"

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
