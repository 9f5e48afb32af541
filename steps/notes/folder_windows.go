package notes

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
	"golang.org/x/sys/windows"
)

// Links in place of files are no concern where making one takes an administrator.
const Unfollowed, unwaited = 0, 0

func isReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// DefaultFolder is the folder of the notes, in the user's own folder for such things.
func DefaultFolder() Folder {
	if dir := os.Getenv("CAMRESET_STATE"); dir != "" {
		return Folder(dir)
	}
	return Folder(filepath.Join(xdg.StateHome, "camreset"))
}

// private is always so: the user's own folder is closed to others by Windows.
func private(os.FileInfo) error { return nil }

func makeFolder(dir string) error { return os.MkdirAll(dir, 0o700) }

// giveToCaller is for systems that have sudo.
func giveToCaller(string) error { return nil }

func userHome() (string, error) { return os.UserHomeDir() }
