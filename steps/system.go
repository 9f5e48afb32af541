package steps

import (
	"crypto/rand"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// System is the Env of the computer it runs on. OpenURL and the clipboard are
// brought by the front door.
func System() Env {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	notes := stateDir()
	return Env{
		Dial:       dialer.DialContext,
		LookupHost: net.DefaultResolver.LookupHost,
		Interfaces: interfaces,
		Neighbours: neighbours,
		SADP:       sadp.System(),
		Now:        time.Now,
		After:      time.After,
		Random:     rand.Reader,
		Boot:       sinceBoot,
		Read:       notes.read,
		Update:     notes.update,
		Aside:      notes.aside,
		Save:       save,
		Open:       func(path string) (io.ReadCloser, error) { return open(path) },
		OpenURL:    func(string) error { return errors.New("this front door opens no browser") },
		Copy:       func(string) error { return errors.New("this front door has no clipboard") },
		Uncopy:     func(string) (bool, error) { return false, errors.New("this front door has no clipboard") },
		Hand:       func(string) {},
		OS:         runtime.GOOS,
	}.WithCameras()
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
		name := isapi.Clean(i.Name) // systems let names hold anything, escape codes too
		for _, address := range addresses {
			if p, err := netip.ParsePrefix(strings.TrimSpace(address.String())); err == nil {
				own[name] = append(own[name], p)
			}
		}
	}
	return own, nil
}
