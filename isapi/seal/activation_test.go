package seal

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"math/big"
	"testing"
)

// TestChallengeOfRawBytes: the login.js of older pages knows devices that encrypt 16
// bytes.
func TestChallengeOfRawBytes(t *testing.T) {
	var v struct {
		RSA struct{ N, D, P, Q string }
	}
	section(t, "activation_legacy", &v)
	number := func(s string) *big.Int { n, _ := new(big.Int).SetString(s, 16); return n }
	key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: number(v.RSA.N), E: 65537}, D: number(v.RSA.D), Primes: []*big.Int{number(v.RSA.P), number(v.RSA.Q)}}
	key.Precompute()
	bytes16, _ := hex.DecodeString("00ffbbbbccccddddeeeeffff00001111")
	cipher, err := rsa.EncryptPKCS1v15(rand.Reader, &key.PublicKey, bytes16)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := openChallenge(key, hexBase64(cipher)); err != nil || text != "00ffbbbbccccddddeeeeffff00001111" {
		t.Error(text, err)
	}
	for _, bad := range []string{"", "!!", base64.StdEncoding.EncodeToString([]byte("zz")), hexBase64(cipher[1:]), hexBase64(make([]byte, 128))} {
		if _, err := openChallenge(key, bad); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestPublicKeyKeepsLeadingZeros(t *testing.T) {
	n := new(big.Int).Lsh(big.NewInt(1), 1023)
	full := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: 65537}}
	if got := PublicKey(full); len(got) != 344 {
		t.Errorf("%d characters", len(got))
	}
	cipher := append([]byte{0, 0}, make([]byte, 126)...)
	if got, _ := base64.StdEncoding.DecodeString(hexBase64(cipher)); len(got) != 256 {
		t.Errorf("%d digits", len(got))
	}
}
