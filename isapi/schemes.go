package isapi

import "camreset/isapi/auth"

// Challenge is one way to log in that a device offers.
type Challenge = auth.Challenge

// Scheme is a way in which a device takes a password.
type Scheme = auth.Scheme

// The schemes that are told apart.
const (
	DigestMD5    = auth.DigestMD5
	DigestSHA256 = auth.DigestSHA256
	Basic        = auth.Basic
	Session      = auth.Session // the maker's own login of newer web pages
)
