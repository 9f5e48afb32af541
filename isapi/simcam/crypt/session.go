package crypt

// The session login of web pages since firmware 5.5, as the maker's web clients and captures of devices show it.

// SessionRounds is the number of hashes that the capabilities of a session login tell; 100 on every device seen.
const SessionRounds = 100

// SessionHash is the value that a client sends instead of the password, in the first version of a session login. Each
// hash is fed on as text.
func SessionHash(password, challenge string) string {
	r := Hash(password) + challenge
	for range SessionRounds - 1 {
		r = Hash(r)
	}
	return r
}

// SaltedPassword is what irreversible devices keep instead of the password. The salt is text, whatever it looks like.
func SaltedPassword(user, salt, password string) string { return Hash(user + salt + password) }

// SaltedSessionHash is the irreversible form of SessionHash; rounds counts every hash but that of the second salt, which
// is empty on most devices.
func SaltedSessionHash(user, salt, salt2, password, challenge string, rounds int) string {
	r := SaltedPassword(user, salt, password)
	if salt2 != "" {
		r = SaltedPassword(user, salt2, r)
	}
	r = Hash(r + challenge)
	for range rounds - 2 {
		r = Hash(r)
	}
	return r
}
