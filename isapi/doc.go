// Package isapi speaks to one Hikvision camera over HTTP, politely: it reads
// what the device tells without a login, checks one password when asked, makes
// an inactive device active, changes a password and sets security questions.
//
// The rules it keeps:
//   - one typed password is one answered request; a second one is made only where
//     the first was not judged, and where the caller's count allows it;
//   - no connection stands beside a login, and a device that hangs up on us gets
//     one connection at a time;
//   - the probes of a first look cost no login attempt;
//   - what the device doesn't tell stays unknown, absence is never "no";
//   - everything that comes from the network is bounded in size and time, and
//     cleaned before it can reach a terminal or a file;
//   - no password travels in clear, or to another host, unless its owner agreed.
//
// It never polls, logs, draws or asks: that is for its callers.
//
// Below it are the rooms that need no client: wire carries one request and says what
// became of it, auth reads challenges and answers them, seal holds the device's own
// forms of a password, document reads replies into a tree, value reads single values.
//
// Comments name where a fact comes from: a section of the maker's ISAPI guide or of its
// editions for access control and gateways, an RFC, a public client or list by its
// repository, or a device by its model and firmware.
package isapi
