// Package drawings holds what somebody looks for at a device, drawn in letters: the
// housings with the reset button, the label, and how the cables run. Each is plain ASCII
// of at most 38 by 9 characters, so that it stands on the narrowest screen, with a
// sentence that says the same to somebody who cannot see it.
//
// Where a button is was told by installers for most housings, by the maker for the fisheye
// and for the largest recorders; for PTZ cameras and door stations nobody tells it. The
// sentences say how sure each is, and promise nothing else.
package drawings
