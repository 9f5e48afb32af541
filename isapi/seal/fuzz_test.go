package seal

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"testing"
)

// FuzzChallenge opens any challenge of an activation, in the older form and in the
// newer one: it is of the known kind, or nothing is sealed with it.
func FuzzChallenge(f *testing.F) {
	key, err := rsa.GenerateKey(rand.Reader, 1024) //nolint:gosec // the protocol's own length
	if err != nil {
		f.Fatal(err)
	}
	sealed := func(text string) []byte {
		c, err := rsa.EncryptPKCS1v15(rand.Reader, &key.PublicKey, []byte(text))
		if err != nil {
			f.Fatal(err)
		}
		return c
	}
	for _, seed := range []string{"00ffbbbbccccddddeeeeffff00001111", "0123456789abcdef", "", "zz"} {
		f.Add(hexBase64(sealed(seed)))
	}
	f.Add("!!")
	f.Add("MDA=")
	f.Fuzz(func(t *testing.T, challenge string) {
		if out, err := Activation(key, challenge, "Meadow-17-Fence"); err != nil && (out != "" || !errors.Is(err, ErrFormat)) || err == nil && out == "" {
			t.Errorf("%q: %q, %v", challenge, out, err)
		}
		out, iv, err := ActivationV3(key, challenge, "Meadow-17-Fence", bytes.NewReader(make([]byte, 64)))
		if err != nil && (out != "" || !errors.Is(err, ErrFormat)) || err == nil && (out == "" || iv == "") {
			t.Errorf("%q, newer: %q, %q, %v", challenge, out, iv, err)
		}
	})
}
