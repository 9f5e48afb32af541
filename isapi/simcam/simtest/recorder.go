package simtest

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"

	"github.com/icholy/digest"
)

// Recorder is a video recorder elsewhere on the network that logs in on a camera again and again, each time with the
// password that it was given once, as recorders do long after somebody changed it.
type Recorder struct {
	clock  simcam.Clock
	every  time.Duration
	url    string
	client *http.Client
	base   *http.Transport

	mu       sync.Mutex
	running  sync.WaitGroup
	password string
	count    RecorderCounters
	stop     func() bool
	closed   bool
}

// RecorderCounters is how its logins came out.
type RecorderCounters struct {
	Logins   int // that were answered
	LetIn    int
	Failures int // nobody answered
}

// recorderPatience is how long a login may take, in real time.
const recorderPatience = 5 * time.Second

// AddRecorder connects a recorder, with its own address such as 192.168.1.50/24, that logs in on the camera at another
// address every so often in the time of clock, the first time after one such while. Close it before the network. A Clock
// that a test moves does not go on before a login is over, so the camera must not have a Delay then.
func AddRecorder(l *simnet.Lan, clock simcam.Clock, own netip.Prefix, camera, password string, every time.Duration) *Recorder {
	r := &Recorder{clock: clock, every: every, url: "http://" + camera + "/ISAPI/System/deviceInfo", password: password}
	r.base = &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		return l.DialFrom(ctx, own, network, address)
	}}
	r.client = &http.Client{Timeout: recorderPatience}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.plan()
	return r
}

// plan is called with the lock held.
func (r *Recorder) plan() {
	r.stop = r.clock.AfterFunc(r.every, func() {
		r.mu.Lock()
		if r.closed {
			r.mu.Unlock()
			return
		}
		r.running.Add(1)
		password := r.password
		r.mu.Unlock()
		defer r.running.Done()
		r.login(password)
		r.mu.Lock()
		defer r.mu.Unlock()
		if !r.closed {
			r.plan()
		}
	})
}

// login is one try, with a challenge of its own.
func (r *Recorder) login(password string) {
	client := *r.client
	client.Transport = &digest.Transport{Username: simcam.AdminUser, Password: password, Transport: r.base, NoReuse: true}
	reply, err := client.Get(r.url)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.count.Failures++
		return
	}
	_, _ = io.Copy(io.Discard, reply.Body)
	_ = reply.Body.Close()
	r.count.Logins++
	if reply.StatusCode == http.StatusOK {
		r.count.LetIn++
	}
}

// SetPassword gives it another password, as somebody does who sets the recorder right.
func (r *Recorder) SetPassword(password string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.password = password
}

// Counters tells how its logins came out so far.
func (r *Recorder) Counters() RecorderCounters {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.count
}

// Close switches it off, and waits for the login that runs.
func (r *Recorder) Close() {
	r.mu.Lock()
	r.closed = true
	r.stop()
	r.mu.Unlock()
	r.running.Wait()
	r.base.CloseIdleConnections()
}
