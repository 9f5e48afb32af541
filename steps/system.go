package steps

import (
	"camreset/steps/access"

	"camreset/steps/lan"
	"camreset/steps/notes"

	"crypto/rand"
	"errors"
	"io"
	"net"
	"net/netip"
	"runtime"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// System is the Env of the computer it runs on. OpenURL and the clipboard are
// brought by the front door.
func System() Env {
	folder := notes.DefaultFolder()
	return Env{Env: access.Env{
		Files:   notes.Files{Now: time.Now, Boot: notes.SinceBoot, Read: folder.Read, Update: folder.Update, Aside: folder.Aside},
		LAN:     SystemLAN(),
		After:   time.After,
		Random:  rand.Reader,
		Save:    notes.Save,
		Open:    func(path string) (io.ReadCloser, error) { return notes.Open(path) },
		OpenURL: func(string) error { return errors.New("this front door opens no browser") },
		Copy:    func(string) error { return errors.New("this front door has no clipboard") },
		Uncopy:  func(string) (bool, error) { return false, errors.New("this front door has no clipboard") },
		Hand:    func(string) {},
		OS:      runtime.GOOS,
	}}.WithCameras()
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

// SystemLAN are the networks of the computer it runs on.
func SystemLAN() lan.LAN {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	return lan.LAN{
		Dial:       dialer.DialContext,
		LookupHost: net.DefaultResolver.LookupHost,
		Interfaces: interfaces,
		Neighbours: lan.Neighbours,
		SADP:       sadp.System(),
	}
}
