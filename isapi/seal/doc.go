// Package seal holds the device's own forms in which passwords travel: the two
// activations, encrypted fields, and the hash of a session login. It computes and
// sends nothing. Their ciphers are the device's choice, not ours.
package seal
