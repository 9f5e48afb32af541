package crypt

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"time"
)

// NewCertificate makes a key and a certificate that this key has signed, good for ten years around now. Making an RSA
// key takes up to a second, so one is used only where RSA key exchange is wanted, and it is always the same.
func NewCertificate(subject pkix.Name, now time.Time, forRSA bool) (*tls.Certificate, error) {
	if forRSA {
		return selfSigned(openKey(), subject, now)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return selfSigned(key, subject, now)
}

func selfSigned(key crypto.Signer, subject pkix.Name, now time.Time) (*tls.Certificate, error) {
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: subject,
		NotBefore: now.AddDate(-5, 0, 0), NotAfter: now.AddDate(5, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

// openKey is the RSA key of every simulated camera. It stands here for all to read and protects nothing.
func openKey() *rsa.PrivateKey {
	p, _ := new(big.Int).SetString(openPrime1, 16)
	q, _ := new(big.Int).SetString(openPrime2, 16)
	one := big.NewInt(1)
	rounds := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
	key := &rsa.PrivateKey{
		PublicKey: rsa.PublicKey{N: new(big.Int).Mul(p, q), E: exponent},
		D:         new(big.Int).ModInverse(big.NewInt(exponent), rounds),
		Primes:    []*big.Int{p, q},
	}
	key.Precompute()
	return key
}

// The primes of openKey, 1024 bits each.
const (
	openPrime1 = "cfff4503d3e545f42cb41b1d5b27d2f11f0935cb0c34cb810411e2ac5298a3925012fa2b9f2a94ffa80984343c9ad9c4" +
		"f04d21b1e6bf24eb2d2c4665d33f942859ad083bbfb5ad7de9c76c396c400258c5c30b6289c094281125dcbefbedcf5c" +
		"2e64ddd610db2fd6ecebd379aaa98e868ccb06cb9713a704911622d68f274ab5"
	openPrime2 = "df5de5118ce9bfe977d696930fe2e0f07fb3cecaadada098572da591eae94b1c0ceb5fc5b4d4abbc2f94508cb1c0c07c" +
		"c0a27383bcaa44a2240956089ab0145945139be9315fdf1c2cea76b9e227202ebdb82529a2c0f7128cec7c2d3d751a9d" +
		"809692f32f063417912b1d4e8e8d254f27d3d91a3c28c613276d5cd04600ca91"
)
