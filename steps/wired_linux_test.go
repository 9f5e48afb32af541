package steps

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/lan"
)

// The whole story over real sockets: a camera is found, reset by its button,
// comes back in a network that no route leads to, gets its password and its old
// address over UDP. On the computer's second cable hangs a camera of others.
func wizardOnRealSockets(t *testing.T) {
	for _, camera := range []string{"both", "group"} {
		t.Run("answers to "+camera, func(t *testing.T) {
			t.Parallel()
			c := newCables(t)
			c.cable("l0", "10.0.0.5/24", c.Camera, wiredMAC(wired[camera]))
			c.cable("l1", "172.16.5.5/24", c.Other, wiredMAC(wired["bystander"]))
			hand, end := c.Start(c.Camera, "camera "+camera)
			_, otherEnd := c.Start(c.Other, "camera bystander")
			cmd := c.Role(c.Computer, "wizard "+camera)
			cmd.ExtraFiles = []*os.File{hand}
			out, err := cmd.Output()
			t.Logf("%s", out)
			if err != nil {
				t.Errorf("the wizard: %v", err)
			}
			want := "commands [activate 1, exchangecode 1, update 1], for others 0; secrets 1, wrong 0; logins 2, wrong 0; writes 0; web asked true\n" +
				"was at 10.0.0.70/24, no power, 192.168.1.64/24, 10.0.0.70/24\n"
			if got := end(); !strings.Contains(got, want) {
				t.Errorf("the camera:\n%s\nwant\n%s", got, want)
			}
			want = "commands [], for others 0; secrets 0, wrong 0; logins 0, wrong 0; writes 0; web asked false\nwas at 172.16.5.70/24\n"
			if got := otherEnd(); !strings.Contains(got, want) {
				t.Errorf("the camera of others:\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// cable joins a camera to an interface of the computer, which hears other subnets
// too. The camera's own program gives it its address.
func (c cables) cable(port, own, camera, mac string) {
	c.Helper()
	c.IP(c.Computer, "link add "+port+" type veth peer name eth0 netns "+camera)
	c.IP(c.Computer, "addr add "+own+" dev "+port)
	c.IP(c.Computer, "link set "+port+" up")
	c.IP(c.Computer, "link set lo up") // the kernel says by it that nobody is there
	c.IP(camera, "link set eth0 address "+mac+" up")
}

// How much faster than life the wizard runs here, and what it asks over UDP: a
// busy computer must not miss what it waits for.
const (
	wiredFactor    = 10
	wiredUDPFactor = 4
)

// wiredEnv is the system's own Env, but for the clocks and the hands. Other subnets are
// heard on the interfaces.
func wiredEnv(t *testing.T, interfaces ...string) Env {
	values := map[string]string{"conf/all/rp_filter": "0"}
	for _, name := range interfaces {
		values["conf/"+name+"/rp_filter"] = "0"
	}
	near := "neigh/" + interfaces[0] // faster than life, as the clock
	values[near+"/retrans_time_ms"], values[near+"/delay_first_probe_time"], values[near+"/base_reachable_time_ms"] = "100", "1", "1000"
	for name, value := range values {
		if err := os.WriteFile("/proc/sys/net/ipv4/"+name, []byte(value), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("CAMRESET_STATE", t.TempDir())
	env, clock, slower := System(), simcam.FastClock(wiredFactor), simcam.FastClock(wiredUDPFactor)
	env.Now, env.After, env.Hand = clock.Now, clock.After, handsOn(os.NewFile(3, "camera"), clock)
	env.SADP.Now, env.SADP.After = slower.Now, slower.After
	return env
}

// wizardRole is the computer: it walks through the guide.
func wizardRole(t *testing.T, camera simcam.Scenario) {
	env := wiredEnv(t, "l0", "l1")
	defer env.Close()
	if _, err := env.Dial(t.Context(), "tcp", "192.168.1.64:80"); !errors.Is(err, syscall.ENETUNREACH) {
		t.Fatalf("a route leads to the factory address: %v", err)
	}
	neighbour := listenBeside(t)
	end, heard := wiredStory(t, env, camera)
	if n := neighbour(); n == 0 {
		t.Error("the other program on the port heard nothing")
	}
	f := end.Facts()
	if got := Ended(end); got != Regained {
		t.Errorf("result: %s", got)
	}
	for _, id := range []ID{"find", "button-power", "button-hold", "send-activation", "send-network", "camera-moved", "look-moved", "prove-login"} {
		if !passed(end, id) {
			t.Errorf("the story did not pass %s", id)
		}
	}
	for when, d := range map[string]sadp.Device{"before": f.RecordBefore, "in the end": f.Record} {
		if d.MAC != wiredMAC(camera) || d.Interface != "l0" || d.IPv4.String() != camera.Address || d.SameSubnet != isapi.Yes {
			t.Errorf("%s the camera is %+v", when, d)
		}
	}
	if len(heard) != 2 {
		t.Errorf("heard were %v, want both cameras", heard)
	}
}

// wiredStory walks the story, and tells which MACs were heard on the way. At every
// moment the records name the interface on which the device hangs.
func wiredStory(t *testing.T, env Env, camera simcam.Scenario) (end Walk, heard map[string]bool) {
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	mac := wiredMAC(camera)
	hangs := map[string]string{mac: "l0", wiredMAC(wired["bystander"]): "l1"}
	answers := byButton.with(script{"find": {mac}, "confirm-network": {"send"}, "restore-network": {"old"}})
	var log []string
	begun, heard := time.Now(), map[string]bool{}
	end, err := Run(ctx, env, Begin(env, lan.Address{}), answers.ask(t, &log), func(w Walk, r Row) {
		log = append(log, fmt.Sprintf("%4.1fs %s [%s: %s]", time.Since(begun).Seconds(), w.Step().ID, r.Check, r.Result.Detail))
		f := w.Facts()
		for _, d := range append(slices.Clone(f.Heard.Devices), f.Record, f.RecordBefore) {
			if heard[d.MAC] = true; d.Interface != hangs[d.MAC] {
				t.Errorf("%s hangs on %q, its record says %q", d.MAC, hangs[d.MAC], d.Interface)
			}
		}
	})
	t.Log(strings.Join(log, "\n"))
	if err != nil {
		t.Fatalf("%v at %s", err, end.Step().ID)
	}
	delete(heard, "") // no record yet
	return end, heard
}

// handsOn tells the camera's program what the user does, as lines: the power
// comes back while the button is down, which is let go 40 s later.
func handsOn(camera *os.File, clock *simcam.Fast) func(word string) {
	do := func(line string) { _, _ = fmt.Fprintln(camera, line) } // a camera that is gone is missed soon enough
	return func(word string) {
		switch word {
		case PowerOff:
			do("power off")
		case Hold:
			do("button down")
			clock.AfterFunc(31*time.Second, func() { do("power on") })
			clock.AfterFunc(71*time.Second, func() { do("button up") })
		}
	}
}

// listenBeside is another program that holds the port for the whole story, as the
// maker's own may. The end of it tells how many answers it heard.
func listenBeside(t *testing.T) (end func() int32) {
	conn, err := sadp.Listen("l0", netip.MustParseAddrPort("10.0.0.5:37020"), sadp.Group)
	if err != nil {
		t.Fatal(err)
	}
	var heard atomic.Int32
	over := make(chan error, 1)
	go func() {
		for b := make([]byte, 64<<10); ; {
			n, _, _, err := conn.Read(b)
			if err != nil {
				over <- err
				return
			}
			if strings.Contains(string(b[:n]), "<ProbeMatch>") {
				heard.Add(1)
			}
		}
	}()
	return func() int32 {
		_ = conn.Close()
		if err := <-over; !errors.Is(err, net.ErrClosed) {
			t.Errorf("the other program lost its port: %v", err)
		}
		return heard.Load()
	}
}
