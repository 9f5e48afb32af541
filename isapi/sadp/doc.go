// Package sadp is the client side of the maker's discovery protocol, SADP, over
// UDP port 37020, without administrator rights: it finds devices, reads what they
// tell without a login, gives an inactive device its first password, changes
// network settings, and carries the maker's resets with support, a mailbox or a
// GUID file. ONVIF WS-Discovery is a second source for finding.
//
// The rules it keeps:
//   - every reply counts for the list, whoever asked and however it came, because
//     a camera in another subnet can often answer only to the multicast group;
//   - what carries a password or code, or voids an earlier request, is sent once,
//     from one interface, and never again: each copy that arrives can cost one of
//     the few tries;
//   - a command counts as done when a new inquiry shows it, also after a lost
//     answer; for the new password of a reset no inquiry can, so there the device's
//     word counts, and a login is the proof;
//   - datagrams are bounded, never trusted, and cleaned before a text leaves.
//
// Where a comment names a source, "observed" means real replies, "maker's
// library" the maker's own client, "one source" somebody's notes.
//
// It never logs, draws or asks: that is for its callers.
package sadp
