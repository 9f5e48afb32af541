//go:build unix

package notes

import (
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

const (
	// Unfollowed opens a file and never what a link leads to; unwaited does not
	// wait for somebody at the other end of a pipe.
	Unfollowed = syscall.O_NOFOLLOW
	unwaited   = syscall.O_NONBLOCK
	// foreignWrite are the rights of others to change what is in a folder.
	foreignWrite = 0o022
)

func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// Someone is who runs the program: the number of the user whose rights it has, and
// their environment.
type Someone struct {
	Uid int
	Env func(name string) string
}

// me is who runs this copy.
func me() Someone { return Someone{os.Geteuid(), os.Getenv} }

// caller is the user who has started the program by sudo, as sudo tells; sudo is
// false where nobody did, or the program has no rights to speak of.
func (s Someone) caller() (uid, gid int, sudo bool) {
	if s.Uid != 0 {
		return 0, 0, false
	}
	uid, badUser := strconv.Atoi(s.Env("SUDO_UID"))
	gid, badGroup := strconv.Atoi(s.Env("SUDO_GID"))
	return uid, gid, badUser == nil && badGroup == nil && uid > 0 && gid >= 0
}

// home is the home folder of whoever uses the program, under sudo the caller's;
// empty where it is not known.
func (s Someone) home() string {
	uid, _, sudo := s.caller()
	if !sudo {
		return s.Env("HOME")
	}
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.HomeDir
	}
	return s.Env("SUDO_HOME")
}

// Notes is the folder of the notes. Under sudo it is the caller's: somebody who runs
// the program once with sudo and once without has one count of tries.
func (s Someone) Notes() Folder {
	if dir := s.Env("CAMRESET_STATE"); dir != "" {
		return Folder(dir)
	}
	state, home := s.Env("XDG_STATE_HOME"), s.home()
	switch {
	case filepath.IsAbs(state):
	case home == "":
		return ""
	case runtime.GOOS == "darwin":
		state = filepath.Join(home, "Library", "Application Support")
	default:
		state = filepath.Join(home, ".local", "state")
	}
	return Folder(filepath.Join(state, "camreset"))
}

// DefaultFolder is the folder of the program's own files for the user who runs it; under sudo
// that of the one who called it.
func DefaultFolder() Folder { return me().Notes() }

// private says why a folder is not used: others could put anything there.
func private(info os.FileInfo) error {
	if info.Mode().Perm()&foreignWrite != 0 {
		return errOpen
	}
	owner := ownerOf(info)
	if uid, _, sudo := me().caller(); owner == os.Geteuid() || sudo && owner == uid {
		return nil
	}
	return errForeign
}

// ownerOf is the number of the user whose file it is.
func ownerOf(info os.FileInfo) int {
	if s, known := info.Sys().(*syscall.Stat_t); known {
		return int(s.Uid)
	}
	return -1
}

// makeFolder makes a folder and those above it. Under sudo the new ones are the
// caller's, and are made in a folder of theirs only.
func makeFolder(dir string) error {
	uid, gid, sudo := me().caller()
	if !sudo {
		return os.MkdirAll(dir, 0o700)
	}
	base, rest := dir, ""
	for {
		if _, err := os.Stat(base); err == nil || base == filepath.Dir(base) {
			break
		}
		base, rest = filepath.Dir(base), filepath.Join(filepath.Base(base), rest)
	}
	if rest == "" {
		return nil
	}
	root, err := os.OpenRoot(base)
	if err != nil {
		return err
	}
	if info, err := root.Stat("."); err != nil || ownerOf(info) != uid {
		return errors.Join(err, errForeign)
	}
	defer root.Close() //nolint:errcheck // nothing is written through it any more
	made := ""
	for _, part := range strings.Split(rest, string(filepath.Separator)) {
		made = filepath.Join(made, part)
		if err := root.Mkdir(made, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
		if err := root.Lchown(made, uid, gid); err != nil {
			return err
		}
	}
	return nil
}

// giveToCaller gives a file or folder that we have made to the user who has run
// sudo. What has another owner, or a second name elsewhere, is none of ours.
func giveToCaller(path string) error {
	uid, gid, sudo := me().caller()
	if !sudo {
		return nil
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	s, known := info.Sys().(*syscall.Stat_t)
	if !known || s.Uid != 0 || info.Mode().IsRegular() && s.Nlink > 1 {
		return nil
	}
	return os.Lchown(path, uid, gid)
}

// userHome is the home folder of whoever uses the program.
func userHome() (string, error) {
	home := me().home()
	if home == "" {
		return "", errNoFolder
	}
	return home, nil
}
