package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"strings"
)

// encryptCBC encrypts a text with AES-CBC, padded as PKCS #7 says.
func encryptCBC(key, iv []byte, text string) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	missing := aes.BlockSize - len(text)%aes.BlockSize
	data := []byte(text + strings.Repeat(string(rune(missing)), missing))
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
	return data, nil
}
