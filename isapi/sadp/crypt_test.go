package sadp

import (
	"crypto/aes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"camreset/isapi"
)

func base64Of(data []byte) string { return base64.StdEncoding.EncodeToString(data) }

const (
	vectorPassword = "Abcd12345"
	vectorUUID     = "44037D7F-7D48-4DB0-8893-05705C4AE965"
	vectorSalt     = "fc5237457341362c0d8810a4bfba0b85ed13421d1d553c62544a7df15948947a"
)

// The vectors of activation were made with openssl.
func TestActivationVector(t *testing.T) {
	exchanged, err := hex.DecodeString("101112131415161718191a1b1c1d1e1f")
	if err != nil {
		t.Fatal(err)
	}
	got, err := sealNew(exchanged, isapi.NewSecret(vectorPassword))
	if want := "t614IWxVadbaGquH9tvFYfiav9u6OYOJUF2LL+SbZ+s="; err != nil || got != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

// The vectors of update were made with openssl; the unsalted plain form of another
// password was captured.
func TestUpdateVectors(t *testing.T) {
	for name, c := range map[string]struct {
		device   Device
		password string
		want     string
	}{
		"plain":                   {Device{}, vectorPassword, "6ejMO5mTK6v5vH+pH8AZiw=="},
		"captured":                {Device{}, "password", "X03MO1qnZdYdgyfeuILPmQ=="},
		"encrypted":               {Device{Encrypt: isapi.Yes}, vectorPassword, "2nxCChmWcKqca9sT8XiO76Lqh/GqftQplbXLhpFpHyXmNwODhBOxfBlQZ5gGc1hv0dPVEsLCo8kvBy/WhNScvQ=="},
		"salted":                  {Device{Salt: vectorSalt}, vectorPassword, "LDHNrNsSBr84IhA/WRo4Ng=="},
		"salted and encrypted":    {Device{Salt: vectorSalt, Encrypt: isapi.Yes}, vectorPassword, "SU0O0jyn8iddhv9vPSppYWNc//1qOAIz1vp/AQn67miyc4Dr/YPyE8qSJmCv0Njg0y2xWbLU4KUZ0WZF0bXlVw=="},
		"a name in standard mode": {Device{Salt: vectorSalt, UserName: "owner", SecurityMode: "standard"}, vectorPassword, "LDHNrNsSBr84IhA/WRo4Ng=="},
	} {
		got, err := proofOf(c.device.user(), c.device.Salt, c.device.Encrypt == isapi.Yes, vectorUUID, isapi.NewSecret(c.password))
		if err != nil || got != c.want {
			t.Errorf("%s: got %s, %v, want %s", name, got, err, c.want)
		}
	}
	renamed, err := proofOf(Device{UserName: "owner", SecurityMode: "high-A"}.user(), vectorSalt, false, vectorUUID, isapi.NewSecret(vectorPassword))
	if err != nil || renamed == "LDHNrNsSBr84IhA/WRo4Ng==" {
		t.Errorf("the admin's own name doesn't count: %s, %v", renamed, err)
	}
}

func TestExchange(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		t.Fatal(err)
	}
	der, err := base64.StdEncoding.DecodeString(publicKey(key))
	if err != nil || len(der) != 140 {
		t.Fatalf("%d bytes, %v", len(der), err)
	}
	public, err := x509.ParsePKCS1PublicKey(der)
	if err != nil {
		t.Fatal(err)
	}
	for length, ok := range map[int]bool{32: true, 16: true, 15: false, 0: false} {
		random := []byte(strings.Repeat("r", length))
		sealed, err := rsa.EncryptPKCS1v15(rand.Reader, public, random)
		if err != nil {
			t.Fatal(err)
		}
		got, err := openExchange(key, base64Of(sealed))
		if (err == nil) != ok || ok && (len(got) != aes.BlockSize || string(got) != strings.Repeat("r", 16)) {
			t.Errorf("%d bytes: %q, %v", length, got, err)
		}
	}
	for _, code := range []string{"", "!", "AAAA", base64Of(make([]byte, 128)), base64Of(make([]byte, 256))} {
		if got, err := openExchange(key, code); err == nil {
			t.Errorf("%.10q was opened: %x", code, got)
		}
	}
}

func TestCarriable(t *testing.T) {
	for text, want := range map[string]bool{"": false, "Abcd12345": true, "1234567890123456": true, "12345678901234567": false, "Pässword1": false, "tab\tpass": false} {
		if got := carriable(isapi.NewSecret(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
