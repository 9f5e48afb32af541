package steps

import (
	"crypto/rand"
	"errors"
	"io"
	"net"
	"runtime"
	"time"

	"camreset/isapi/sadp"
	"camreset/steps/access"
	"camreset/steps/lan"
	"camreset/steps/notes"
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
		SaveAs:  notes.SaveAs,
		Open:    func(path string) (io.ReadCloser, error) { return notes.Open(path) },
		OpenURL: func(string) error { return errors.New("this front door opens no browser") },
		Copy:    func(string) error { return errors.New("this front door has no clipboard") },
		Uncopy:  func(string) (bool, error) { return false, errors.New("this front door has no clipboard") },
		Hand:    func(string) {},
		OS:      runtime.GOOS,
	}}.WithCameras()
}

// SystemLAN are the networks of the computer it runs on.
func SystemLAN() lan.LAN {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	return lan.LAN{
		Dial:       dialer.DialContext,
		LookupHost: net.DefaultResolver.LookupHost,
		Neighbours: lan.Neighbours,
		SADP:       sadp.System(),
	}
}
