package crypt

import (
	"encoding/hex"
	"math/big"
	"strings"
	"testing"
)

// Published test vectors of the activation, the session login and encrypted fields.
const (
	vectorModulus = "9fffac9b537f95a26a4d2fd0404a9aab80cc9760d6a1602ae8d2435b7de9d950e94c1358817ca4119d1a6d1e75ad01a0" +
		"4cf509fa06351392f8baf92105bcaf486f685dd433175e735d659a6eb3e002ee904403d679b4a48ee716dddf59838a72" +
		"d0176755407d052225e5121bb350bb9556544d796b08c636fd90e6e26941d65b"
	vectorPrivate = "4f27e79624d61f0a6e3ae7a7c8d6dff46f5148a721284f728b22d32e257a17087f9322930be4c52aeda5904c9c7d4e2b" +
		"a747277b69acc29558b6efdfd57dc6dd6ff4d407086fbb6f718ee6d17891d217e0d4030d2244296ede057cd163278007" +
		"9cc6b3ed048bf64e7948d00205a9155ebe7abd31f35ec3a8466aa8714d337c09"
)

const vectorText = "aaaabbbbccccddddeeeeffff00001111"

func TestSealUnderAPublishedKey(t *testing.T) {
	modulus, _ := hex.DecodeString(vectorModulus)
	sealed, err := SealChallenge(ActivationModulus, wrap(modulus), vectorText)
	if err != nil || len(sealed) != 344 || len(wrap(modulus)) != 344 {
		t.Fatal(len(sealed), err)
	}
	raw, _ := unwrap(sealed)
	n, _ := new(big.Int).SetString(vectorModulus, 16)
	d, _ := new(big.Int).SetString(vectorPrivate, 16)
	plain := new(big.Int).Exp(new(big.Int).SetBytes(raw), d, n).Bytes()
	if !strings.HasSuffix(string(plain), "\x00"+vectorText) {
		t.Errorf("%q", plain)
	}
	for _, bad := range []string{"", "!", wrap(modulus[1:]), wrap(make([]byte, 128))} {
		if _, err := SealChallenge(ActivationModulus, bad, vectorText); err == nil {
			t.Errorf("took %q", bad)
		}
	}
}

func TestUnsealPublishedActivations(t *testing.T) {
	for password, cipher := range map[string]string{
		"Abc12345":         "1e6d64907c3167542f21901a7413c6a2d78058b82995e7e6667cb4915f7b7b96",
		"Camera-2024!":     "1e6d64907c3167542f21901a7413c6a23dd0dd00d9cabefd0251cd8f104c5583",
		"Sixteen-Chars-16": "1e6d64907c3167542f21901a7413c6a2458d3167072713efdc8ae1e69c548b6e",
	} {
		raw, _ := hex.DecodeString(cipher)
		if got, err := OpenActivation(wrap(raw), vectorText); got != password || err != nil {
			t.Errorf("%q %v", got, err)
		}
		if _, err := OpenActivation(wrap(raw), "0"+vectorText[1:]); err == nil {
			t.Error("opened by a wrong key")
		}
	}
	padded, _ := hex.DecodeString("1e6d64907c3167542f21901a7413c6a2c2ed73cf46e194be552881f6b953f37e")
	for _, bad := range []string{wrap(padded), wrap(padded[:16]), "Abc12345", ""} {
		if got, err := OpenActivation(bad, vectorText); err == nil {
			t.Errorf("took %q as %q", bad, got)
		}
	}
	if _, err := OpenActivation(wrap(padded), ""); err == nil {
		t.Error("opened without a challenge")
	}
}

func TestPublishedHashes(t *testing.T) {
	got := SessionHash("Abc12345", "0123456789abcdef0123456789abcdef")
	if got != "d3381f9d5ea655bd53cc7bd34269630a8a8ab9900e5a45b2dd6035d87e367b84" {
		t.Error(got)
	}
	if got := hex.EncodeToString(FieldKey("Abc12345")); got != "11efcd3923b3edd5d8ac3c1dfc79a319" {
		t.Error(got)
	}
}
