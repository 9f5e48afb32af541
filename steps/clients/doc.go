// Package clients says who else logs in to a device: the recorders, programs and apps
// that have its old password and go on trying it. It reads nothing and sends nothing: it is
// given what the device told, its list of users that are logged in and its log of the last
// hour, and judges who came, whom it turned away, and whether that has stopped.
//
// A lock counts each address by itself, so that wrong tries of others need not show in the
// number of tries that a device tells us: its log shows them, where it has one. Both pages
// came with firmware of about 2016 and later (ISAPI guide, chapters security and content
// management), and none is the same everywhere: they are read leniently, and bounded.
package clients
