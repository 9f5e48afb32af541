package notes

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
	"github.com/natefinch/atomic"
)

// Folder keeps the program's notes, one file per name. The empty name is that
// of a folder that is not known.
type Folder string

// MaxState bounds a state file: it is ours, but anybody can put one there. Of a
// longer one a byte more is read, so that it shows.
const MaxState = 1 << 20

// Why a folder is not used, or cannot be.
var (
	errNoFolder = errors.New("it is not known where the program's notes are to be kept, because HOME is not set: set HOME, or CAMRESET_STATE to a folder of your own")
	errOpen     = errors.New("others may write to it, so it is not used: let only its owner do that (chmod 700), or set CAMRESET_STATE to a folder of your own")
	errForeign  = errors.New("it belongs to another user, so it is not used: change its owner (chown), or set CAMRESET_STATE to a folder of your own")
	ErrNoDir    = errors.New("that is no folder: move it away, or set CAMRESET_STATE to a folder of your own")
	errReadOnly = errors.New("the disk can only be read: set CAMRESET_STATE to a folder on another one")
	ErrFull     = errors.New("this computer's disk is full: free some space, or set CAMRESET_STATE to a folder on another one")
)

// usable says why the folder cannot be used; a folder that is not there yet can.
func (dir Folder) usable() error {
	if dir == "" {
		return errNoFolder
	}
	info, err := os.Stat(string(dir))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return NotesError(err)
	case !info.IsDir():
		err = ErrNoDir
	default:
		err = private(info)
	}
	return dir.told(err)
}

// told names the folder with what is wrong with it.
func (dir Folder) told(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the folder of the program's notes is %s; %w", dir, err)
}

// Update holds a lock file beside the state file, so that two copies of the
// program take turns, and replaces the file in one step with mode 0600.
func (dir Folder) Update(name string, change func([]byte) ([]byte, error)) error {
	if err := dir.usable(); err != nil {
		return err
	}
	if err := makeFolder(string(dir)); errors.Is(err, errForeign) {
		return dir.told(err)
	} else if err != nil {
		return NotesError(err)
	}
	if err := dir.usable(); err != nil { // it may have come from elsewhere meanwhile
		return err
	}
	path := filepath.Join(string(dir), name)
	lock := flock.New(path+".lock", flock.SetPermissions(0o600), flock.SetFlag(os.O_CREATE|os.O_RDWR|Unfollowed))
	switch locked, err := lock.TryLock(); {
	case err != nil:
		return NotesError(err)
	case !locked:
		return fmt.Errorf("%w (%s)", ErrHeld, path)
	}
	defer lock.Unlock() //nolint:errcheck // the lock ends with the process anyway
	if err := giveToCaller(path + ".lock"); err != nil {
		return NotesError(err)
	}
	old, err := dir.Read(name)
	if err != nil {
		return err
	}
	next, err := change(old)
	if err != nil {
		return err
	}
	return NotesError(writeState(path, next))
}

// Read takes no lock: files are replaced in one step.
func (dir Folder) Read(name string) ([]byte, error) {
	if err := dir.usable(); err != nil {
		return nil, err
	}
	file, err := openUnfollowed(filepath.Join(string(dir), name))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the program's notes cannot be read: %w", err)
	}
	defer file.Close() //nolint:errcheck // read only
	text, err := io.ReadAll(io.LimitReader(file, MaxState+1))
	if err != nil {
		return nil, fmt.Errorf("the program's notes cannot be read: %w", err)
	}
	return append([]byte{}, text...), nil
}

// Aside keeps a file under a second name, whole.
func (dir Folder) Aside(name string) (kept string, err error) {
	path := filepath.Join(string(dir), name)
	for n := range MostAside {
		kept = filepath.Join(string(dir), asideName(name, n))
		if n == MostAside-1 {
			_ = os.Remove(kept)
		}
		if err = os.Link(path, kept); !errors.Is(err, os.ErrExist) {
			break
		}
	}
	if err == nil {
		return kept, nil
	}
	old, err := dir.Read(name) // the disk knows no second names
	if err != nil {
		return "", err
	}
	return kept, NotesError(writeState(kept, old))
}

// openUnfollowed opens a plain file of ours to read it, and never what a link in
// its place leads to.
func openUnfollowed(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|Unfollowed|unwaited, 0)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		_ = file.Close()
		return nil, errors.Join(err, &os.PathError{Op: "open", Path: path, Err: errNoFile})
	}
	return file, nil
}

// writeState writes a note of ours. Its bytes are on the disk before the name leads to
// them: a computer that loses its power has the old one or the new one.
func writeState(path string, data []byte) error { return place(path, data, syncFile) }

// writeOutput writes a file that is for the user. It has its name before the disk has its
// bytes: a program that was told to end has no time for a slow disk, and its last report
// stands there all the same.
func writeOutput(path string, data []byte) error {
	if err := place(path, data, func(*os.File) error { return nil }); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR|Unfollowed, 0)
	if err != nil {
		return nil //nolint:nilerr // it stands there, which is all that can be done
	}
	return errors.Join(syncFile(file), file.Close())
}

// syncFile waits until the disk has a file; tests look at that moment.
var syncFile = (*os.File).Sync

// place never leaves a moment in which a file could be read by others: the new one is made
// with mode 0600 before it takes the old one's place.
func place(path string, data []byte, sync func(*os.File) error) error {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) //nolint:errcheck // gone already when all went well
	_, err = temp.Write(data)
	err = errors.Join(err, sync(temp), temp.Close())
	if err == nil {
		err = giveToCaller(temp.Name())
	}
	if err == nil {
		err = atomic.ReplaceFile(temp.Name(), path)
	}
	return err
}

// NotesError says in plain words why our own disk does not take a file.
func NotesError(err error) error {
	switch {
	case err == nil:
		return nil
	case isReadOnly(err):
		err = errReadOnly
	case isFull(err):
		err = ErrFull
	}
	return fmt.Errorf("the program's notes cannot be written: %w", err)
}
