// Package owned is what the owner of a device has set in it: its name, clock and network,
// and the ways back in for the day when the password is forgotten. It reads nothing and
// sends nothing, as package secure: it is given pages of settings as a login read them,
// and makes of a page the one to send back.
//
// The pages are those of the ISAPI guides (chapters system, security and time); those of
// the questions, the mailbox and the file were not seen on a device.
package owned
