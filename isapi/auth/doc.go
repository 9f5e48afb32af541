// Package auth reads the logins that a device offers in WWW-Authenticate (RFC 9110,
// section 11.6.1), in the odd forms that devices have, and computes the one answer:
// Digest (RFC 7616, with the older forms of RFC 2069 and 2617) or Basic (RFC 7617).
// It sends nothing.
package auth
