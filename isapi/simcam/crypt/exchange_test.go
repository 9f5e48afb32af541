package crypt

import "testing"

// Published vectors of the secrets in discovery commands: the device has to read what clients write.

func exchanged() []byte {
	random := make([]byte, exchangeSize)
	for i := range random {
		random[i] = byte(0x10 + i)
	}
	return random
}

func TestVectorsOfSealedSecrets(t *testing.T) {
	if got, err := OpenPassword(exchanged(), "t614IWxVadbaGquH9tvFYfiav9u6OYOJUF2LL+SbZ+s="); got != "Abcd12345" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	if got, err := OpenAnswer(exchanged(), "JG2nyIa14h4ENTd45lL7aw=="); got != "Fluffy" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	for _, bad := range []string{
		"", "x", "JG2nyIa14h4ENTd45lL7aw==", "t614IWxVadbaGquH9tvFYfiav9u6OYOJUF2LL+SbZ+t=", "A614IWxVadbaGquH9tvFYfiav9u6OYOJUF2LL+SbZ+s=",
	} {
		if got, err := OpenPassword(exchanged(), bad); err == nil {
			t.Errorf("%q gave %q", bad, got)
		}
	}
	if _, err := OpenPassword(nil, "t614IWxVadbaGquH9tvFYfiav9u6OYOJUF2LL+SbZ+s="); err == nil {
		t.Error("opened without an exchange")
	}
}
