//go:build unix

package steps

import (
	"camreset/steps/notes"
)

// notesOf is where the program keeps its notes for somebody who runs it with sudo, or
// without.
func notesOf(sudo bool) string {
	user := map[string]string{"HOME": "/home/u"}
	if sudo {
		user = map[string]string{"HOME": "/root", "SUDO_UID": "54321", "SUDO_GID": "54321", "SUDO_HOME": "/home/u"}
	}
	uid := map[bool]int{true: 0, false: 54321}[sudo]
	return string(notes.Someone{Uid: uid, Env: func(name string) string { return user[name] }}.Notes())
}
