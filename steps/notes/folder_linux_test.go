package notes

import (
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
	}{"read-only": {unix.MS_RDONLY, "mode=700", false, errReadOnly}, "full": {0, "size=4k,mode=700", true, ErrFull}} {
		folder := notesFolder(t)
		dir := string(folder)
		if err := unix.Mount("tmpfs", dir, "tmpfs", c.flags, c.options); err != nil {
			t.Skipf("a disk for the test takes the right to mount one: %v", err)
		}
		t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
		if c.fill {
			_ = writeState(dir+"/full", make([]byte, 1<<20))
			_ = writeState(dir+"/one", make([]byte, 4096))
		}
		if err := folder.Update(note, one("new")); !errors.Is(err, c.why) || errors.Is(err, ErrHeld) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
