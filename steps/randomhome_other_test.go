//go:build !unix

package steps

// notesOf is the one place for notes where there is no sudo.
func notesOf(bool) string { return "notes" }
