package auth

// Scheme is a way in which a device takes a password.
type Scheme string

// The schemes that are told apart.
const (
	DigestMD5    Scheme = "digest-md5"
	DigestSHA256 Scheme = "digest-sha256"
	Basic        Scheme = "basic"
	Session      Scheme = "session" // the maker's own login of newer web pages
)
