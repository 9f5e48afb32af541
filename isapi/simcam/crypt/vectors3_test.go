package crypt

import (
	"encoding/hex"
	"math/big"
	"strings"
	"testing"
)

// Published test vectors of the V3 activation and of the salted hashes.
const (
	vectorModulus3 = "bc11ae2c2e4ddc565843e5b36100ed3f68b861c56f52f0bd2b6ce3dc952525f368a026c0405da94b059d0c9c83f11153" +
		"7ac6c4f3bb8f79b63baede9acf8931b79d933c79aa1912155576f923e492e8c59d3f8b9af8cdd1f9e41ab8738859d321" +
		"11fdd615c794ee54d2f11c33e495da1812199a74da9b534085bea7145dc169abdadd740f97295b9215352005894d68fd" +
		"ef40b58040e9c0c41a37cd0b41fa40cbfb8106774a82d35e130fe72be7d5f2d31357fc471ad28d30050636e10fa29151" +
		"9bbac28084dfcf7b5549af36807b636f5253fe68717b3420a75c214d254133443ab689f9ddb0e358c7df6a43487d05f3" +
		"ff10d19b0d1adf43b209eea6e3fa69b66230987e3f7f383ea9ec65413973cc3fc19d5e27f67d33febda1742d66a93b5c" +
		"8e0e414e4635d70927f1818ccbf53b6e35d461503b3828274e5fc5966a13431c2fa4a46ecbf1d2d6ff03ed4230aa96e3" +
		"ced3cf889684676cd89db26a500c5179d4e25d4da7468c00acedf5a7e87c6813cb46ddb1c4a7102c7202ecd943710af7"
	vectorPrivate3 = "b66bebe6fcef172745ac6e55056591baecc7d4465f0a336b3a80ffb0c99663ee6b70d4c5ac696d39d0f319f58361c4ad" +
		"95acd2039ccdb98052f9f7007108218a7a3503f6fb50202343680897913212c904134c4600ca1bbf694ba5d8a2cc8627" +
		"50bd47f88e43debdb6729b2996b2e7fe6b281c92f62cad9f2b5bd7d2c072481ea3482538ae2636a5471ee5b5990dd626" +
		"61f90154ab225191a5e0b46a14103ae3e14bb0caeb2265059e35d1c4dbb6c2378d4ecdece68e8ed6a238f9e86a7304c2" +
		"57e1acc682bbeb41dee53da3d3023fbeacf5849a80e439921a206254921bef8163228a26e5b706d9fa13c3e7a9299411" +
		"43eebddc746084a28569adca16791cffa546c70253cb2c262bb63c36a27b9f476781ad1aaa337afc03f49d2e2ccb2fa9" +
		"9951d75d69feb6a24278e9040ae7b340ee58f630320aee832821751e835402a6cac5dfd923c64f5df33d3502591d98fa" +
		"d2c56b116abf229681a8b02a0f29d3abcb2c6123d85ceaa5487a8ebca0c433f23d7156da9a332d94fa087bb84e737769"
)

const (
	vectorText3     = "00112233445566778899aabbccddeeff"
	vectorIV3       = "0f0e0d0c0b0a09080706050403020100"
	vectorSalt      = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
	vectorChallenge = "0123456789abcdef0123456789abcdef"
)

func TestSealUnderAPublishedLongKey(t *testing.T) {
	modulus, _ := hex.DecodeString(vectorModulus3)
	sealed, err := SealChallenge(ActivationModulusV3, wrap(modulus), vectorText3)
	if err != nil || len(wrap(modulus)) != 1024 {
		t.Fatal(len(wrap(modulus)), err)
	}
	raw, _ := unwrap(sealed)
	n, _ := new(big.Int).SetString(vectorModulus3, 16)
	d, _ := new(big.Int).SetString(vectorPrivate3, 16)
	plain := new(big.Int).Exp(new(big.Int).SetBytes(raw), d, n).Bytes()
	if !strings.HasSuffix(string(plain), "\x00"+vectorText3) {
		t.Errorf("%q", plain)
	}
	if _, err := SealChallenge(ActivationModulusV3, wrap(modulus[:256]), vectorText3); err == nil {
		t.Error("took a key of 2048 bits")
	}
}

func TestUnsealPublishedV3Activations(t *testing.T) {
	for password, cipher := range map[string]string{
		"Abc12345":         "1519558dac5f1d0d4a0639fd74a7de7d845e9ba7f8afbce210a5fb27d0ed87af",
		"Sixteen-Chars-16": "1519558dac5f1d0d4a0639fd74a7de7d5e4b0fff9962238573b36e33cb952fff4710bae9aa72440798bd7c32684f4f31",
	} {
		raw, _ := hex.DecodeString(cipher)
		if got, err := OpenActivationV3(wrap(raw), vectorIV3, vectorText3); got != password || err != nil {
			t.Errorf("%q %v", got, err)
		}
		for _, bad := range [][3]string{
			{wrap(raw), vectorIV3, ""}, {wrap(raw), "00", vectorText3}, {cipher, vectorIV3, vectorText3},
			{wrap(raw), vectorIV3, "1" + vectorText3[1:]}, {wrap(raw[:16]), vectorIV3, vectorText3}, {"", vectorIV3, vectorText3},
		} {
			if got, err := OpenActivationV3(bad[0], bad[1], bad[2]); err == nil {
				t.Errorf("took %q as %q", bad, got)
			}
		}
	}
}

func TestPublishedSaltedHashes(t *testing.T) {
	for rounds, want := range map[int]string{
		2:   "8195b4578d40dfca37ce07fed093007c9ef30f7fa379d260f31284560de1e912",
		3:   "3d0ad8a767ffa92a885984aebd453d8b8b5eab8cb9be55f1eace1602cf38395f",
		100: "f081028bff590af9c757b351f1529f97fe5c524e653aa43a32c16e7ffc6bf327",
	} {
		if got := SaltedSessionHash("admin", vectorSalt, "", "Abc12345", vectorChallenge, rounds); got != want {
			t.Errorf("%d rounds: %s", rounds, got)
		}
	}
}

func TestPublishedSaltedFields(t *testing.T) {
	key := FieldKey(Hash("admin" + vectorSalt + "Abc12345"))
	if got := hex.EncodeToString(key); got != "b7a292fe43bfd9c54ee25705882a7802" {
		t.Fatal(got)
	}
	const iv = "00112233445566778899aabbccddeeff"
	for text, want := range map[string]string{
		"Newpass-77": "480725547d479717dd8fcae6fcd9e3ab7d9b8e4754fd35dfe542f75ba41dcaa9",
		"admin":      "470b63e2a6d5be743655813346b05937",
		"Abc12345":   "c68db406c27cc0b0d69d6721286ca68b",
	} {
		if got := SealField(key, iv, text); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	if SealField(key, "00", "admin") != "" {
		t.Error("sealed without an initialisation vector")
	}
}
