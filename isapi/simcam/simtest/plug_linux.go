package simtest

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"camreset/isapi/simcam"
)

// Plug is where a camera hangs on a real cable, in a network namespace of its own: the
// address that the card eth0 there really has is the one that the camera believes in, and
// none without power.
type Plug struct {
	camera    *simcam.Camera
	at        string
	been      []string
	err       error
	over      chan struct{}
	following sync.WaitGroup
}

// PlugIn gives the card the camera's address, now and whenever that changes, until Pull.
func PlugIn(c *simcam.Camera) *Plug {
	p := &Plug{camera: c, over: make(chan struct{})}
	p.follow()
	p.following.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				p.follow()
			case <-p.over:
				return
			}
		}
	})
	return p
}

// Pull ends that. It tells the addresses that the camera had, without those of a start that
// was still dark.
func (p *Plug) Pull() (been []string, err error) {
	close(p.over)
	p.following.Wait()
	return p.been, p.err
}

func (p *Plug) follow() {
	s, at := p.camera.State(), ""
	if s.Powered {
		at = s.Address + "/24"
	}
	if at != p.at {
		// Else a new address in the same network would go with the old one.
		p.failed(os.WriteFile("/proc/sys/net/ipv4/conf/eth0/promote_secondaries", []byte("1"), 0))
		p.set("add", at)
		p.set("del", p.at)
		p.at = at
	}
	if now := cmp.Or(at, "no power"); !s.Dark && (len(p.been) == 0 || p.been[len(p.been)-1] != now) {
		p.been = append(p.been, now)
	}
}

func (p *Plug) set(what, address string) {
	if address == "" {
		return
	}
	if out, err := exec.Command("ip", "addr", what, address, "dev", "eth0").CombinedOutput(); err != nil {
		p.failed(fmt.Errorf("ip addr %s %s: %w: %s", what, address, err, out))
	}
}

// failed keeps the first error.
func (p *Plug) failed(err error) {
	if p.err == nil {
		p.err = err
	}
}
