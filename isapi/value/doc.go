// Package value reads the single values that devices send, and makes them safe to
// keep and to show: a yes or no that may be unknown, a whole number, a MAC address,
// a text. It knows no protocol, and has no state.
package value
