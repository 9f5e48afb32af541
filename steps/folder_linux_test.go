package steps

import (
	"camreset/steps/access"

	"camreset/steps/ledger"
	"camreset/steps/notes"

	"errors"
	"testing"

	"golang.org/x/sys/unix"
)

// A disk that can only be read, and one that is full, are said as that, and never
// as another copy that holds the note.
func TestMountedDisksThatTakeNoNotes(t *testing.T) {
	for name, c := range map[string]struct {
		flags   uintptr
		options string
		fill    bool
		why     error
	}{"read-only": {unix.MS_RDONLY, "mode=700", false, notes.ErrReadOnly}, "full": {0, "size=4k,mode=700", true, notes.ErrFull}} {
		dir := notesFolder(t)
		if err := unix.Mount("tmpfs", dir, "tmpfs", c.flags, c.options); err != nil {
			t.Skipf("a disk for the test takes the right to mount one: %v", err)
		}
		t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
		folder := notes.Folder(dir)
		if c.fill {
			_ = notes.WriteState(dir+"/full", make([]byte, 1<<20))
			_ = notes.WriteState(dir+"/one", make([]byte, 4096))
		}
		env := Env{Env: access.Env{Files: notes.Files{Read: folder.Read, Update: folder.Update, Now: (&handClock{}).Now}}}.WithCameras()
		if _, err := env.spendOne(ledger.Try{Ids: device}); !errors.Is(err, c.why) || errors.Is(err, notes.ErrHeld) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
