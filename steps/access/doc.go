// Package access is the way to a camera. Env holds everything of the world that a check
// may touch, so that a demonstration or a test can bring a world of its own. Every try and
// every write goes through here: guarded, noted in the ledger, sent once, settled.
package access
