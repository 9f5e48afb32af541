// Package simtest is what tests set around a simulated camera and no user ever runs: a [Crowd] of a thousand devices,
// a [Decoy] that is no camera of the maker, a [Rival] that answers in a camera's place, a [Recorder] that keeps an
// old password, a [Proxy] that spoils one message on its way, and a network without sockets.
// Only tests import it; a test of package simcam holds that.
package simtest
