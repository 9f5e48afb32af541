package steps

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
	"golang.org/x/sys/windows"
)

// Links in place of files are no concern where making one takes an administrator.
const unfollowed, unwaited = 0, 0

func isReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// stateDir is the folder of the notes, in the user's own folder for such things.
func stateDir() stateFolder {
	if dir := os.Getenv("CAMRESET_STATE"); dir != "" {
		return stateFolder(dir)
	}
	return stateFolder(filepath.Join(xdg.StateHome, "camreset"))
}

// private is always so: the user's own folder is closed to others by Windows.
func private(os.FileInfo) error { return nil }

func makeFolder(dir string) error { return os.MkdirAll(dir, 0o700) }

// giveToCaller is for systems that have sudo.
func giveToCaller(string) error { return nil }

func userHome() (string, error) { return os.UserHomeDir() }
