// Package summary is the report of what was done with a device: for the customer as a text,
// for programs as JSON. It is what stays once a walk that has led back in is removed. There
// is no secret in it: it takes nothing from a login but whether it proved a password.
//
// To tell of one more thing that a reset takes and that is given back, or that was set up
// for the next loss, write a row into returns (returned.go).
package summary
