package auth

import (
	"net/http"
	"strings"

	"camreset/isapi/value"
)

// Challenge is one way to log in that a device offers. Texts are cleaned; the
// answer is made of the originals.
type Challenge struct {
	Scheme Scheme // empty for a scheme that is not known
	Realm  string
	Domain string
	Stale  bool   // the nonce was too old: not a wrong password
	Raw    string // the challenge as it was split off

	digest *offer // uncleaned: behind a pointer, so that no %v prints it
}

// Bounds of what a header may make us keep.
const (
	maxChallenges = 16
	maxParams     = 32
)

// Challenges reads the WWW-Authenticate lines of a reply. Devices put a Digest and a
// Basic challenge, or two Digest ones, into one line (a camera with the realm "IP
// Camera(76475)") or into several (a device of 2022 with the Server header Webs;
// SharpRTSP, pull request 153), so commas can't be trusted to separate challenges: a
// word that no "=" follows begins one.
func Challenges(header http.Header) []Challenge {
	var found []Challenge
	for _, line := range header.Values("WWW-Authenticate") {
		found = append(found, splitChallenges(line)...)
	}
	found = found[:min(len(found), maxChallenges)]
	for _, c := range found {
		if c.digest != nil {
			c.digest.server = header.Get("Server")
		}
	}
	return found
}

// splitChallenges splits one header line.
func splitChallenges(line string) []Challenge {
	var found []Challenge
	var scheme string
	var params map[string]string
	begin := 0
	finish := func(end int) {
		if scheme != "" && len(found) < maxChallenges {
			found = append(found, newChallenge(scheme, params, line[begin:end]))
		}
	}
	for at := 0; at < len(line); {
		start := at + len(line[at:]) - len(strings.TrimLeft(line[at:], " \t,"))
		word, next := token(line, start)
		if word == "" {
			at = start + 1 // rubbish: pass over one character
			continue
		}
		rest := strings.TrimLeft(line[next:], " \t")
		if !strings.HasPrefix(rest, "=") {
			finish(start)
			scheme, params, begin, at = word, map[string]string{}, start, next
			continue
		}
		value, end := valueAt(line, len(line)-len(rest)+1)
		key := strings.ToLower(word)
		if _, twice := params[key]; !twice && params != nil && len(params) < maxParams {
			params[key] = value
		}
		at = end
	}
	finish(len(line))
	return found
}

// token reads a word from at: its text and where it ends.
func token(line string, at int) (string, int) {
	end := at
	for end < len(line) && !strings.ContainsRune(" \t,=\"", rune(line[end])) {
		end++
	}
	return line[min(at, len(line)):end], end
}

// valueAt reads what follows a "=": the bytes between two quotes as they came,
// or a bare word, which may itself hold "=" (base64), as it would stand in quotes.
func valueAt(line string, at int) (string, int) {
	for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
		at++
	}
	if at >= len(line) || line[at] != '"' {
		end := at + len(line[at:])
		if n := strings.IndexAny(line[at:], " \t,"); n >= 0 {
			end = at + n
		}
		return quote(line[at:end]), end
	}
	at++
	for end := at; end < len(line); end++ {
		switch line[end] {
		case '"':
			return line[at:end], end + 1
		case '\\':
			end++
		}
	}
	return line[at:], len(line)
}

// newChallenge gives a split challenge its meaning. The words TRUE and FALSE come
// in any case ("FALSE" of cameras, "false" of the access terminal DS-0362B98B), values
// quoted or bare.
func newChallenge(scheme string, params map[string]string, raw string) Challenge {
	c := Challenge{
		Realm:  value.Clean(unquote(params["realm"])),
		Domain: value.Clean(unquote(params["domain"])),
		Stale:  value.ParseTri(params["stale"]) == value.Yes,
		Raw:    value.Clean(strings.Trim(raw, " \t,")),
	}
	switch {
	case strings.EqualFold(scheme, "Basic"):
		c.Scheme = Basic
	case strings.EqualFold(scheme, "Digest"):
		c.Scheme, c.digest = offerOf(params)
	}
	return c
}

// Choose picks the strongest challenge that can be answered: SHA-256 before MD5,
// and Basic only where nothing else is offered.
func Choose(offered []Challenge) (Challenge, bool) {
	for _, scheme := range []Scheme{DigestSHA256, DigestMD5} {
		for _, c := range offered {
			if c.Scheme == scheme {
				return c, true
			}
		}
	}
	for _, c := range offered {
		if c.Scheme != Basic {
			return Challenge{}, false
		}
	}
	if len(offered) == 0 {
		return Challenge{}, false
	}
	return offered[0], true
}
