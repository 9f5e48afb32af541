//go:build unix

package steps

import (
	"cmp"
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/adrg/xdg"
)

const (
	// unfollowed opens a file and never what a link leads to; unwaited does not
	// wait for somebody at the other end of a pipe.
	unfollowed = syscall.O_NOFOLLOW
	unwaited   = syscall.O_NONBLOCK
	// foreignWrite are the rights of others to change what is in a folder.
	foreignWrite = 0o022
)

func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// caller is the user who has started the program by sudo, as sudo tells; ours is
// false where nobody did, or the program has no rights to speak of.
func caller() (uid, gid int, ours bool) {
	if os.Geteuid() != 0 {
		return 0, 0, false
	}
	uid, badUser := strconv.Atoi(os.Getenv("SUDO_UID"))
	gid, badGroup := strconv.Atoi(os.Getenv("SUDO_GID"))
	return uid, gid, badUser == nil && badGroup == nil && uid > 0 && gid >= 0
}

// callerHome is the home folder of that user; empty where it is not known.
func callerHome(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.HomeDir
	}
	return os.Getenv("SUDO_HOME")
}

// stateDir is the folder of the notes. Under sudo it is the caller's: somebody who
// runs the program once with sudo and once without has one count of tries.
func stateDir() stateFolder {
	if dir := os.Getenv("CAMRESET_STATE"); dir != "" {
		return stateFolder(dir)
	}
	state := cmp.Or(os.Getenv("XDG_STATE_HOME"), xdg.StateHome)
	switch uid, _, sudo := caller(); {
	case os.Getenv("XDG_STATE_HOME") != "":
	case sudo:
		home := callerHome(uid)
		if home == "" {
			return ""
		}
		state = filepath.Join(home, ".local", "state")
		if runtime.GOOS == "darwin" {
			state = filepath.Join(home, "Library", "Application Support")
		}
	case os.Getenv("HOME") == "":
		return ""
	}
	return stateFolder(filepath.Join(state, "camreset"))
}

// private says why a folder is not used: others could put anything there.
func private(info os.FileInfo) error {
	if info.Mode().Perm()&foreignWrite != 0 {
		return errOpen
	}
	owner := ownerOf(info)
	if uid, _, sudo := caller(); owner == os.Geteuid() || sudo && owner == uid {
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
	uid, gid, sudo := caller()
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
	uid, gid, sudo := caller()
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
	if uid, _, sudo := caller(); sudo {
		if home := callerHome(uid); home != "" {
			return home, nil
		}
	}
	return os.UserHomeDir()
}
