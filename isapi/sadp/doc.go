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
// The protocol is not published. Comments name where a fact comes from:
//   - libsadp: the maker's own client for phones, libsadp.so 4.2.3.8 (build 20190407);
//   - the SADP manual: SADP SDK programming guide V4.1 (July 2015), and its header
//     Sadp.h in the newer public copies;
//   - hikvision-sadp-demo: rbzx123/hikvision-sadp-demo, a client that works on devices;
//   - a model and firmware: a reply of such a device.
//
// It never logs, draws or asks: that is for its callers.
package sadp
