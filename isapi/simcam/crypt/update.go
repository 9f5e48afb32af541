package crypt

import (
	"crypto/md5"
	"encoding/base64"
)

// UpdateProof is the password of an update over SADP as it has to arrive. The secret is the password or its
// SaltedPassword; where the device wants it encrypted, the proof is bound to the Uuid of the message (maker's library,
// and a working client).
func UpdateProof(secret, uuid string, encrypted bool) string {
	digest := md5.Sum([]byte(secret)) // the protocol wants this hash
	proof := digest[:]
	if encrypted {
		proof, _ = sealECB(digest[:], string(digest[:])+";"+uuid, 64) // a hash is a key
	}
	return base64.StdEncoding.EncodeToString(proof)
}

// SealText is the form that overwrites a plain text in the maker's library, padded with zeros to a size in bytes; the
// key is a public constant of it.
func SealText(value string, size int) string {
	sealed, _ := sealECB([]byte("HKSADPPRIVATEKEY"), value, size) // the constant is a key
	return base64.StdEncoding.EncodeToString(sealed)
}
