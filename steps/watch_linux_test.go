package steps

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam/simtest"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

// noted is how much later than it was done a thing may be written down, on a busy machine.
const noted = 100 * time.Millisecond

// A camera's link is taken down and comes back, as seen through the system's own sockets
// in real time: behind a switch the camera goes dark, on a cable of its own the computer
// loses its network. Then it refuses, refuses what it is asked, and tells its state.
func watchOnRealSockets(t *testing.T) {
	for how, direct := range map[string]bool{"behind a switch": false, "on its own cable": true} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			c := newCables(t)
			c.Join(direct)
			hand, cameraEnd := c.Start(c.Camera, "starting 6s")
			_, watcherEnd := c.Start(c.Computer, "watcher")
			if _, err := fmt.Fprintln(hand, "go"); err != nil {
				t.Fatal(err)
			}
			seen, did := simtest.Moments(watcherEnd()), simtest.Moments(cameraEnd())
			gone := "dark"
			if direct {
				gone = "own-lost"
			}
			if _, dark := seen["dark"]; dark && direct {
				t.Error("the computer's own network was lost, and the camera is said to be dark")
			}
			for _, m := range []struct {
				did, seen string
				limit     time.Duration
			}{{"off", gone, 3 * time.Second}, {"refuses", "refuses", time.Second}, {"forbids", "forbids", time.Second}, {"tells", "tells", time.Second}} {
				at, was := seen[m.seen]
				took := at.Sub(did[m.did])
				t.Logf("%s: %s is seen after %s", how, m.seen, took.Round(time.Millisecond))
				if !was || took > m.limit || took < -noted {
					t.Errorf("%s: %s is seen %v, after %s", how, m.seen, was, took)
				}
			}
		})
	}
}

// startingRole is a camera that loses its power for as long as it is told and starts, once
// it is told to go: its kernel refuses for three seconds, its web server refuses for three
// more.
func startingRole(t *testing.T, off time.Duration) {
	var tells atomic.Bool
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !tells.Load() || !strings.HasSuffix(r.URL.Path, "/activateStatus") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		_, _ = io.WriteString(w, `<?xml version="1.0"?><ActivateStatus><Activated>false</Activated></ActivateStatus>`)
	})}
	listen := func() net.Listener {
		l, err := net.Listen("tcp", ":80")
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	link := func(how string) {
		if out, err := exec.Command("ip", "link", "set", "eth0", how).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	first := listen()
	taking := make(chan struct{})
	go func() {
		defer close(taking)
		for conn, err := first.Accept(); err == nil; conn, err = first.Accept() {
			_ = conn.Close()
		}
	}()
	fmt.Println("ready")
	if !bufio.NewScanner(os.Stdin).Scan() {
		t.Fatal("nobody said go")
	}
	link("down")
	simtest.Moment("off", time.Now())
	_ = first.Close()
	<-taking
	time.Sleep(off)
	link("up")
	simtest.Moment("refuses", time.Now())
	time.Sleep(3 * time.Second)
	last := listen()
	simtest.Moment("forbids", time.Now())
	over := make(chan error, 1)
	go func() { over <- server.Serve(last) }()
	time.Sleep(3 * time.Second)
	tells.Store(true)
	simtest.Moment("tells", time.Now())
	time.Sleep(3 * time.Second)
	_ = server.Close()
	<-over
}

// watcherRole says when it sees what of a camera, with the system's own Env.
func watcherRole(t *testing.T) {
	t.Setenv("CAMRESET_STATE", t.TempDir())
	env := System()
	defer env.Close()
	given, _ := lan.ParseAddress("192.168.1.64")
	f := &Facts{Camera: facts.Camera{Target: given, Place: lan.Near}, Reset: facts.Reset{OldTarget: given}}
	f.Before.Status.Activated = isapi.Yes
	round := func(c Check) Result {
		time.Sleep(100 * time.Millisecond) // the step's pause
		change, r := c.Run(t.Context(), env, f)
		change(f)
		return r
	}
	for round(dark); !f.Reachable(); round(dark) {
	}
	fmt.Println("ready")
	said := map[string]bool{}
	say := func(word string) {
		if !said[word] {
			said[word] = true
			simtest.Moment(word, time.Now())
		}
	}
	for begun := time.Now(); !said["dark"] && !said["own-lost"] && time.Since(begun) < 5*time.Second; {
		switch round(dark); {
		case f.Dark:
			say("dark")
		case f.OwnLost:
			say("own-lost")
		}
	}
	for begun := time.Now(); judgeBoot(f) == "" && time.Since(begun) < 20*time.Second; {
		switch round(booted); {
		case f.Dark:
			say("dark")
		case len(f.Starting) > 0:
			say("refuses")
		case len(f.Found) > 0 && f.Found[0].Refuses:
			say("forbids")
		}
	}
	if judgeBoot(f) == "inactive" {
		say("tells")
	}
}
