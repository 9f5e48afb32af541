package steps

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// Env is the only door outwards: whatever a check wants from the world goes
// through one of these functions, so that a demonstration or a test can bring
// a world of its own.
type Env struct {
	// Dial opens a connection; network is "tcp".
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// LookupHost resolves a name to addresses.
	LookupHost func(ctx context.Context, host string) ([]string, error)
	// Interfaces are this computer's own networks by interface name, without
	// loopback and interfaces that are down.
	Interfaces func() (map[string][]netip.Prefix, error)
	// Neighbours is what this computer knows already of who is on its
	// networks: IPv4 address to MAC, lower case with colons. Nothing is sent.
	// It may be out of date by minutes.
	Neighbours func() (map[netip.Addr]string, error)
	// SADP is this computer as the discovery over UDP sees it; without Listen
	// nothing is sent or heard.
	SADP sadp.Net
	// Now and After are the clock; sockets keep their own, real deadlines.
	Now   func() time.Time
	After func(time.Duration) <-chan time.Time
	// Boot tells which start of the computer this is, and how long ago it was,
	// asleep counted; an empty id where that is not known, or without Boot.
	Boot func() (id string, up time.Duration)
	// Key makes the RSA key of an activation over HTTP; nil means a fresh one.
	Key func(bits int) (*rsa.PrivateKey, error)
	// Random is read for passwords.
	Random io.Reader
	// Read gives a named state file; nil when there is none.
	Read func(name string) ([]byte, error)
	// Update changes a named state file as one step: read, change, write. No
	// other change, of this or another copy of the program, comes between.
	// old is nil when there is no such file. An error of change leaves the file
	// as it was and is returned. ErrHeld is returned at once while another copy
	// holds the file.
	Update func(name string, change func(old []byte) ([]byte, error)) error
	// Aside keeps a named state file under another name as well, and tells which;
	// without it the file is copied by Read and Update.
	Aside func(name string) (kept string, err error)
	// Save writes a file for the user to keep or to send, with mode 0600 and in
	// one step, into a folder of that name where they work; it tells its path. An
	// older file of that name is replaced.
	Save func(folder, name string, data []byte) (path string, err error)
	// Open opens a file that the user names.
	Open func(path string) (io.ReadCloser, error)
	// OpenURL shows an address in the browser.
	OpenURL func(url string) error
	// Copy fills the clipboard that Clipboard names. Uncopy empties it, the own one
	// only if it still holds the text; cleared says whether there was something to do.
	Copy      func(text string) error
	Uncopy    func(text string) (cleared bool, err error)
	Clipboard Clipboard
	// Hand hears what the user did with their hands.
	Hand func(word string)
	// OS is the system whose commands are shown, as in runtime.GOOS.
	OS string

	ctx     context.Context // of the run; see Until
	cameras *cameras
	ear     *ear
	links   *links
	asides  *sync.Mutex // held while a note is kept under another name
	kept    *kept
}

// cameras keeps one client per door for the whole run: it holds the
// connection limit, the certificate pin and the age of the last userCheck.
type cameras struct {
	mu sync.Mutex
	at map[door]*isapi.Client
}

// Camera is the client for an address, the same one each time, however the
// address is spelled. A scheme that is asked for is taken from then on.
func (e Env) Camera(a Address) *isapi.Client {
	at, scheme := a.door()
	e.cameras.mu.Lock()
	defer e.cameras.mu.Unlock()
	if c := e.cameras.at[at]; c != nil {
		c.Over(scheme)
		return c
	}
	c := isapi.New(isapi.Config{Scheme: scheme, Host: at.host, Port: at.port, Dial: e.Dial, Now: e.Now, Key: e.Key})
	e.cameras.at[at] = c
	return c
}

// door is one way into a device. Its ports 80 and 443 are one door, port 0;
// another port may lead to another device.
type door struct {
	host string
	port int
}

// door is where an address leads, and the scheme that was asked for; empty where
// it has to be found out.
func (a Address) door() (at door, scheme string) {
	at, scheme = door{a.IP, a.Port}, a.Scheme
	if ip, err := netip.ParseAddr(a.IP); err == nil {
		at.host = ip.Unmap().String()
	}
	switch {
	case a.Port == 80 && a.Scheme == "https", a.Port == 443 && a.Scheme == "http":
		return at, scheme // the other way round, as somebody may have set it up
	case a.Port == 443:
		at.port, scheme = 0, "https"
	case a.Port == 80:
		at.port = 0
	}
	if scheme == "http" {
		scheme = "" // it says no more than the address alone
	}
	return at, scheme
}

// Close ends what the clients still hold open, and listening.
func (e Env) Close() {
	e.ear.close()
	e.cameras.mu.Lock()
	defer e.cameras.mu.Unlock()
	for _, c := range e.cameras.at {
		c.Close()
	}
}

// WithCameras gives an Env what belongs to one run: its own, empty set of
// clients, and the memory of what was saved of the walk.
func (e Env) WithCameras() Env {
	e.cameras, e.ear, e.links, e.kept = &cameras{at: map[door]*isapi.Client{}}, newEar(), &links{}, &kept{}
	e.asides = &sync.Mutex{}
	return e
}

// Until gives an Env whose notes are waited for no longer than ctx lasts.
func (e Env) Until(ctx context.Context) Env {
	e.ctx = ctx
	return e
}

// ErrHeld is returned by Update while another copy of the program holds the file.
var ErrHeld = errors.New("another copy of camreset holds the program's notes")

const (
	// heldFor is how long a file that another copy holds is waited for, heldPoll how
	// long between two looks; both in real time.
	heldFor  = 5 * time.Second
	heldPoll = 20 * time.Millisecond
)

// update is Update, with patience while another copy holds the file. A run that
// ends waits no more; a file that is free is still written.
func (e Env) update(name string, change func(old []byte) ([]byte, error)) error {
	ctx := e.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, cancel := context.WithTimeout(ctx, heldFor)
	defer cancel()
	for {
		err := e.Update(name, change)
		if !errors.Is(err, ErrHeld) {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", err, ctx.Err())
		case <-time.After(heldPoll):
		}
	}
}

// WithSockets gives an Env UDP sockets of another world than the system's, which
// goes by the Env's clock and interfaces.
func (e Env) WithSockets(listen func(iface string, local netip.AddrPort, group netip.Addr) (sadp.Conn, error)) Env {
	e.SADP = sadp.Net{
		Listen: listen, Now: e.Now, After: e.After, Random: e.Random, OS: e.OS,
		Interfaces: func() ([]sadp.Interface, error) {
			own, err := e.Interfaces()
			var all []sadp.Interface
			for name, prefixes := range own {
				all = append(all, sadp.Interface{Name: name, Prefixes: prefixes})
			}
			return all, err
		},
	}
	return e
}

// sleep waits on the Env's clock, or until ctx ends.
func (e Env) sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-e.After(d):
	}
}

// Address is where a device is spoken to.
type Address struct {
	// Scheme is "http", "https" or "" for "find out".
	Scheme string
	// Host is what the user typed, IP the address that is dialled.
	Host, IP string
	// Port is 0 for the usual ones.
	Port int
}

// String is the address as a person would type it.
func (a Address) String() string {
	host := a.IP
	if host == "" {
		host = a.Host
	}
	if a.Port != 0 {
		host = net.JoinHostPort(host, strconv.Itoa(a.Port))
	}
	if a.Scheme == "https" {
		return "https://" + host
	}
	return host
}

// URL is what a browser opens.
func (a Address) URL(scheme string) string {
	if a.Scheme != "" {
		scheme = a.Scheme
	}
	if scheme == "" {
		scheme = "http"
	}
	host := a.IP
	if a.Port != 0 {
		host = net.JoinHostPort(host, strconv.Itoa(a.Port))
	} else if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return (&url.URL{Scheme: scheme, Host: host, Path: "/"}).String()
}
