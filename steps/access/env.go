package access

import (
	"cmp"
	"context"
	"crypto/rsa"
	"io"
	"net/netip"
	"sync"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/notes"
)

// Env are the only way outwards: whatever a check wants from the world goes
// through one of these functions, so that a demonstration or a test can bring
// a world of its own.
type Env struct {
	// Files are the program's own notes, with the clock that dates them.
	notes.Files
	// LAN are this computer's networks.
	lan.LAN
	// After is the rest of the clock; sockets keep their own, real deadlines.
	After func(time.Duration) <-chan time.Time
	// Key makes the RSA key of an activation over HTTP; nil means a fresh one.
	Key func(bits int) (*rsa.PrivateKey, error)
	// Random is read for passwords.
	Random io.Reader
	// Save writes a file for the user to keep or to send, with mode 0600 and in
	// one step, into a folder of that name where they work; it tells its path. An
	// older file of that name is replaced.
	Save func(folder, name string, data []byte) (path string, err error)
	// SaveAs writes a file that the user named, with mode 0600 and in one step, and tells
	// its whole path.
	SaveAs func(path string, data []byte) (whole string, err error)
	// Open opens a file that the user names.
	Open func(path string) (io.ReadCloser, error)
	// OpenURL shows an address in the browser. PageURL is the one under which a browser of
	// this computer reaches that page, where it is another: a simulated camera has its page
	// on the loopback interface. Nil, or an empty answer, means the same.
	OpenURL func(url string) error
	PageURL func(url string) string
	// Copy fills the clipboard that Clipboard names. Uncopy empties it, the own one
	// only if it still holds the text; cleared says whether there was something to do.
	Copy      func(text string) error
	Uncopy    func(text string) (cleared bool, err error)
	Clipboard facts.Clipboard
	// Hand hears what the user did with their hands.
	Hand func(word string)
	// OS is the system whose commands are shown, as in runtime.GOOS.
	OS string

	cameras *cameras
	watches *watches
}

// cameras keeps one client per door for the whole run: it holds the
// connection limit, the certificate pin and the age of the last userCheck.
type cameras struct {
	mu sync.Mutex
	at map[lan.Door]*isapi.Client
}

// Camera is the client for an address, the same one each time, however the
// address is spelled. A scheme that is asked for is taken from then on.
func (e Env) Camera(a lan.Address) *isapi.Client {
	at, scheme := a.Door()
	e.cameras.mu.Lock()
	defer e.cameras.mu.Unlock()
	if c := e.cameras.at[at]; c != nil {
		c.Over(scheme)
		return c
	}
	c := isapi.New(isapi.Config{Scheme: scheme, Host: at.Host, Port: at.Port, Dial: e.Dial, Now: e.Now, Key: e.Key})
	e.cameras.at[at] = c
	return c
}

// ShownURL is the address of a page as a person reaches it.
func (e Env) ShownURL(url string) string {
	if e.PageURL == nil {
		return url
	}
	return cmp.Or(e.PageURL(url), url)
}

// Close ends what the clients still hold open, and listening.
func (e Env) Close() {
	e.watches.close()
	e.End()
	e.cameras.mu.Lock()
	defer e.cameras.mu.Unlock()
	for _, c := range e.cameras.at {
		c.Close()
	}
}

// WithCameras gives an Env what belongs to one run: its own, empty set of
// clients.
func (e Env) WithCameras() Env {
	e.watches = newWatches()
	e.cameras, e.LAN = &cameras{at: map[lan.Door]*isapi.Client{}}, e.LAN.Begin()
	e.Files = e.Of(context.Background())
	return e
}

// Until gives an Env whose notes are waited for no longer than ctx lasts.
func (e Env) Until(ctx context.Context) Env {
	e.Files = e.Of(ctx)
	return e
}

// WithSockets gives an Env the interfaces and UDP sockets of another world than the
// system's, which goes by the Env's clock.
func (e Env) WithSockets(interfaces func() ([]sadp.Interface, error), listen func(iface string, local netip.AddrPort, group netip.Addr) (sadp.Conn, error)) Env {
	e.SADP = sadp.Net{Listen: listen, Interfaces: interfaces, Now: e.Now, After: e.After, Random: e.Random, OS: e.OS}
	return e
}
