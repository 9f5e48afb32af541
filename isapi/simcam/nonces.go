package simcam

import (
	"slices"

	"camreset/isapi/simcam/crypt"
)

// nonceMemory is how many nonces a camera remembers. Older ones are simply unknown, which is stale.
const nonceMemory = 512

// nonces are those handed out and not used up.
type nonces struct {
	order []string
	known map[string]*nonce
}

type nonce struct {
	target string // request target it was handed out for
	uses   int
}

// issue remembers a new nonce, written in the form of the device, for a target.
func (n *nonces) issue(target string, format func(random string) string) string {
	if n.known == nil {
		n.known = map[string]*nonce{}
	}
	value := format(crypt.RandomHex(16))
	n.known[value] = &nonce{target: target}
	n.order = append(n.order, value)
	if len(n.order) > nonceMemory {
		delete(n.known, n.order[0])
		n.order = slices.Delete(n.order, 0, 1)
	}
	return value
}

// use tells whether an answer to a nonce is fresh, and uses it up.
func (n *nonces) use(value, target string, uses int, bound bool) bool {
	known := n.known[value]
	if known == nil || bound && known.target != target || known.uses >= uses {
		return false
	}
	known.uses++
	return true
}
