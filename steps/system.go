package steps

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"camreset/isapi/sadp"

	"github.com/adrg/xdg"
	"github.com/gofrs/flock"
	"github.com/natefinch/atomic"
)

// System is the Env of the computer it runs on. OpenURL and the clipboard are
// brought by the front door.
func System() Env {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	return Env{
		Dial:       dialer.DialContext,
		LookupHost: net.DefaultResolver.LookupHost,
		Interfaces: interfaces,
		Neighbours: neighbours,
		SADP:       sadp.System(),
		Now:        time.Now,
		After:      time.After,
		Random:     rand.Reader,
		Read:       stateFolder(stateDir()).read,
		Update:     stateFolder(stateDir()).update,
		Save:       save,
		Open:       func(path string) (io.ReadCloser, error) { return open(path) },
		OpenURL:    func(string) error { return errors.New("this front door opens no browser") },
		Copy:       func(string) error { return errors.New("this front door has no clipboard") },
		Uncopy:     func(string) (bool, error) { return false, errors.New("this front door has no clipboard") },
		Hand:       func(string) {},
		OS:         runtime.GOOS,
	}.WithCameras()
}

func stateDir() string {
	if dir := os.Getenv("CAMRESET_STATE"); dir != "" {
		return dir
	}
	return filepath.Join(xdg.StateHome, "camreset")
}

// stateFolder keeps the program's state, one file per name.
type stateFolder string

// update holds a lock file beside the state file, so that two copies of the
// program take turns, and replaces the file in one step with mode 0600.
func (dir stateFolder) update(name string, change func([]byte) ([]byte, error)) error {
	if err := os.MkdirAll(string(dir), 0o700); err != nil {
		return fmt.Errorf("the folder for the program's notes cannot be made: %w", err)
	}
	path := filepath.Join(string(dir), name)
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if locked, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil || !locked {
		return fmt.Errorf("another copy of camreset holds %s: %w", path, errors.Join(err, ctx.Err()))
	}
	defer lock.Unlock() //nolint:errcheck // the lock ends with the process anyway
	old, err := dir.read(name)
	if err != nil {
		return err
	}
	next, err := change(old)
	if err != nil {
		return err
	}
	return writeState(path, next)
}

// maxState bounds a state file: it is ours, but anybody can put one there.
const maxState = 1 << 20

// read takes no lock: files are replaced in one step.
func (dir stateFolder) read(name string) ([]byte, error) {
	file, err := open(filepath.Join(string(dir), name))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the program's notes cannot be read: %w", err)
	}
	defer file.Close() //nolint:errcheck // read only
	return io.ReadAll(io.LimitReader(file, maxState))
}

// errNoFile is what opening anything else would not tell: a pipe nobody writes into
// would be waited for for ever, and a device can go on for ever.
var errNoFile = errors.New("that is no plain file")

// open opens a plain file to read it.
func open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &os.PathError{Op: "open", Path: path, Err: errNoFile}
	}
	return os.Open(path)
}

// writeState never leaves a moment in which the file could be read by others:
// the new file is made with mode 0600 before it takes the old one's place.
func writeState(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // mode 0600
	if err != nil {
		return fmt.Errorf("the program's notes cannot be written: %w", err)
	}
	defer os.Remove(temp.Name()) //nolint:errcheck // gone already when all went well
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = atomic.ReplaceFile(temp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("the program's notes cannot be written: %w", err)
	}
	return nil
}

func interfaces() (map[string][]netip.Prefix, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	own := map[string][]netip.Prefix{}
	for _, i := range all {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, address := range addresses {
			if p, err := netip.ParsePrefix(strings.TrimSpace(address.String())); err == nil {
				own[i.Name] = append(own[i.Name], p)
			}
		}
	}
	return own, nil
}
