package auth

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"camreset/isapi/value"

	"github.com/icholy/digest"
)

// offer is a Digest challenge (RFC 7616). Its texts are the bytes that stood
// between the quotes: a device compares them with its own, in whatever character
// set, so that they go back as they came.
type offer struct {
	realm, nonce string
	opaque       *string // nil = none came; an empty one has to come back too (DS-K1T341AM, V3.2.30)
	algorithm    string  // as it was spelled; empty = none came, which means MD5
	hash         string  // its name for the library: "MD5" or "SHA-256"
	session      bool    // "-sess": the nonces are mixed into the password's hash
	qop          string  // "auth", else "auth-int", else none
	userhash     bool
	server       string // Server header of the reply
}

// offerOf reads a Digest challenge; the scheme is empty for one that can't be
// answered.
func offerOf(params map[string]string) (Scheme, *offer) {
	o := &offer{realm: params["realm"], nonce: params["nonce"], algorithm: params["algorithm"],
		userhash: value.ParseTri(params["userhash"]) == value.Yes}
	if opaque, came := params["opaque"]; came {
		o.opaque = &opaque
	}
	qops := strings.FieldsFunc(strings.ToLower(params["qop"]), func(r rune) bool { return strings.ContainsRune(", \t", r) })
	for _, qop := range qops {
		if qop == "auth" || qop == "auth-int" && o.qop == "" {
			o.qop = qop
		}
	}
	name, session := strings.CutSuffix(strings.ToUpper(o.algorithm), "-SESS")
	o.session = session
	scheme := map[string]Scheme{"": DigestMD5, "MD5": DigestMD5, "SHA-256": DigestSHA256, "SHA256": DigestSHA256}[name]
	o.hash = map[Scheme]string{DigestMD5: "MD5", DigestSHA256: "SHA-256"}[scheme]
	if o.nonce == "" || o.qop == "" && (len(qops) > 0 || session) {
		return "", nil
	}
	return scheme, o
}

// Request is what a login is computed for.
type Request struct {
	Method, Target string // the target as it is sent, with its query
	Body           string
}

// errUnsendable is of an answer that may stand in no header.
var errUnsendable = errors.New("the answer would hold a control character, which can't be sent")

// answer computes the header. The response is the library's; it is written here
// because the library's own writing changes bytes that are no printable Unicode,
// drops an empty opaque, and because it doesn't know the "-sess" algorithms.
func (o *offer) answer(r Request, user, password, cnonce string) (string, error) {
	realm, nonce := o.meaning(o.realm), o.meaning(o.nonce)
	options := digest.Options{
		Method: r.Method, URI: r.Target, Username: user, Password: password, Cnonce: cnonce,
		GetBody: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(r.Body)), nil },
	}
	if o.session {
		options.A1 = o.sum(o.sum(user, realm, password), nonce, cnonce)
	}
	challenge := &digest.Challenge{Realm: realm, Nonce: nonce, Algorithm: o.hash, Userhash: o.userhash}
	if o.qop != "" {
		challenge.QOP = []string{o.qop}
	}
	computed, err := digest.Digest(challenge, options)
	if err != nil {
		return "", errors.New(value.Clean(err.Error()))
	}
	header := o.write(computed)
	if strings.ContainsFunc(header, control) {
		return "", errUnsendable
	}
	return header, nil
}

// control reports what net/http lets into no header (RFC 9110, section 5.5).
func control(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// newCnonce makes our own random part of an answer.
func newCnonce() string {
	random := make([]byte, 16)
	_, _ = rand.Read(random) // never fails
	return hex.EncodeToString(random)
}

// write puts the parts in the order of the library, response last: some devices
// expect it there.
func (o *offer) write(c *digest.Credentials) string {
	parts := []string{
		`username="` + quote(c.Username) + `"`, `realm="` + o.back(o.realm) + `"`, `nonce="` + o.back(o.nonce) + `"`, `uri="` + quote(c.URI) + `"`,
	}
	if o.algorithm != "" {
		parts = append(parts, "algorithm="+o.algorithm)
	}
	if o.qop != "" {
		parts = append(parts, `cnonce="`+c.Cnonce+`"`)
	}
	if o.opaque != nil {
		parts = append(parts, `opaque="`+o.back(*o.opaque)+`"`)
	}
	if o.qop != "" {
		parts = append(parts, "qop="+o.qop, fmt.Sprintf("nc=%08x", c.Nc))
	}
	if o.userhash {
		parts = append(parts, "userhash=true")
	}
	return digest.Prefix + strings.Join(append(parts, `response="`+c.Response+`"`), ", ")
}

// sum is the hash of the algorithm over parts with colons between, in hex.
func (o *offer) sum(parts ...string) string {
	h := md5.New()
	if o.hash == "SHA-256" {
		h = sha256.New()
	}
	_, _ = io.WriteString(h, strings.Join(parts, ":"))
	return hex.EncodeToString(h.Sum(nil))
}

// Two common servers take a backslash in a realm in ways of their own, as their Debian
// packages show: both hash what they wrote between the quotes, backslashes included.
// lighttpd compares it with what comes back as it stands, Apache after it has taken one
// layer of backslashes off. Everybody else follows the RFC: a backslash before a quote
// or a backslash is no part of the text.
func (o *offer) isServer(name string) bool {
	return strings.HasPrefix(strings.ToLower(o.server), name)
}

// meaning is the text that is hashed.
func (o *offer) meaning(raw string) string {
	if o.isServer("apache") || o.isServer("lighttpd") {
		return raw
	}
	return unquote(raw)
}

// back is what is written between the quotes.
func (o *offer) back(raw string) string {
	if o.isServer("apache") {
		return quote(raw)
	}
	return raw
}
