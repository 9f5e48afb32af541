package simcam_test

import (
	"errors"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/simcam"
)

func (b *bench) refused() {
	b.Helper()
	conn, err := net.Dial("tcp", b.cam.Addr())
	if err == nil {
		_ = conn.Close()
		b.Fatal("connected")
	}
	if !errors.Is(err, syscall.ECONNREFUSED) {
		b.Error(err)
	}
}

func TestStartOfACamera(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	b.want(b.get("/"), 200, "/doc/page/login.asp?_")
	b.cam.PowerOff()
	b.refused()
	b.cam.PowerOn()
	b.clock.Advance(19 * time.Second)
	b.refused()
	if s := b.cam.State(); !s.Powered || !s.Booting || !s.Dark {
		t.Errorf("%+v", s)
	}
	b.clock.Advance(time.Second)
	b.want(b.userCheck(b.password()), 200)
	b.want(b.do("PUT", "/ISAPI/Security/users/1", "", ""), 403, "<statusString>Invalid Operation</statusString>")
	b.want(b.post("/doc/page/login"), 403, "still starting")
	b.clock.Advance(15 * time.Second)
	b.want(b.do("PUT", "/ISAPI/Security/users/1", "", ""), 401)
	if s := b.cam.State(); s.Booting || s.Err != nil {
		t.Errorf("%+v", s)
	}
}

func TestUnpluggedCameraHasAnAddress(t *testing.T) {
	b := newBench(t, must2(simcam.Find("unplugged")))
	b.refused()
	b.cam.PowerOn()
	b.clock.Advance(20 * time.Second)
	b.want(b.get("/SDK/activateStatus"), 200)
}

func must2[T any](value T, ok bool) T {
	if !ok {
		panic("not found")
	}
	return value
}

// press holds the button from before power comes back until after it.
func (b *bench) press(after time.Duration) {
	b.cam.PowerOff()
	b.cam.ButtonDown()
	b.clock.Advance(2 * time.Second)
	b.cam.PowerOn()
	b.clock.Advance(after)
	b.cam.ButtonUp()
	b.clock.Advance(time.Minute)
}

func TestButtonResets(t *testing.T) {
	b := newBench(t, simcam.Scenario{Address: "10.1.2.3"})
	b.press(14 * time.Second)
	if s := b.cam.State(); !s.Active || s.Address != "10.1.2.3" {
		t.Errorf("held too briefly: %+v", s)
	}
	b.cam.ButtonDown()
	b.clock.Advance(time.Minute)
	b.cam.ButtonUp()
	if s := b.cam.State(); !s.Active {
		t.Errorf("held without a power cycle: %+v", s)
	}
	b.press(34 * time.Second)
	if s := b.cam.State(); s.Active || s.Questions != 0 || s.Address != simcam.FactoryAddress || s.Booting {
		t.Errorf("held: %+v", s)
	}
	b.want(b.get("/SDK/activateStatus"), 200, "<Activated>false</Activated>")
}

func TestButtonOfALegacyCamera(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.Legacy, Password: "Lost-long-ago"})
	b.press(34 * time.Second)
	if b.password() != simcam.DefaultPassword {
		t.Error(b.password())
	}
}

func TestResetAfterTheStartRestarts(t *testing.T) {
	b := newBench(t, simcam.Scenario{Boot: simcam.Boot{Hold: 30 * time.Second}})
	b.cam.PowerOff()
	b.cam.ButtonDown()
	b.cam.PowerOn()
	b.clock.Advance(29 * time.Second)
	b.want(b.get("/SDK/activateStatus"), 200, "<Activated>true</Activated>")
	b.clock.Advance(time.Second)
	b.refused()
	b.clock.Advance(35 * time.Second)
	b.want(b.get("/SDK/activateStatus"), 200, "<Activated>false</Activated>")
	if s := b.cam.State(); s.Booting {
		t.Errorf("%+v", s)
	}
}

func TestCameraWithoutButton(t *testing.T) {
	b := newBench(t, simcam.Scenario{NoButton: true})
	b.press(time.Minute)
	if !b.cam.State().Active {
		t.Error("reset")
	}
}

func TestSlowReplyEndsWithThePower(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	b.cam.SetDelay(time.Minute)
	failed := make(chan error, 1)
	go func() {
		_, err := b.try("GET", "/", "", "")
		failed <- err
	}()
	for b.clock.Pending() == 0 {
		time.Sleep(time.Millisecond)
	}
	b.cam.PowerOff()
	if err := <-failed; err == nil {
		t.Error("a reply came")
	}
	if left := b.clock.Pending(); left != 0 {
		t.Errorf("%d timers left", left)
	}
}

func TestSlowReplyComesByTheClock(t *testing.T) {
	b := newBench(t, simcam.Scenario{Delay: time.Second})
	arrived := make(chan answer, 1)
	go func() { arrived <- b.get("/") }()
	for b.clock.Pending() == 0 {
		time.Sleep(time.Millisecond)
	}
	b.clock.Advance(time.Second)
	b.want(<-arrived, 200)
}

func TestPortTakenMeanwhile(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	b.cam.PowerOff()
	thief, err := net.Listen("tcp", b.cam.Addr())
	if err != nil {
		t.Fatal(err)
	}
	b.cam.PowerOn()
	b.clock.Advance(20 * time.Second)
	if b.cam.State().Err == nil {
		t.Error("no error")
	}
	_ = thief.Close()
	b.clock.Advance(time.Second)
	b.want(b.get("/"), 200)
	if err := b.cam.State().Err; err != nil {
		t.Error(err)
	}
}

func TestClosedCameraStaysClosed(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	b.get("/")
	if err := b.cam.Close(); err != nil {
		t.Fatal(err)
	}
	b.cam.PowerOn()
	if b.cam.State().Powered || b.clock.Pending() != 0 {
		t.Error("powered")
	}
	if _, err := b.cam.Listen("127.0.0.1:0"); err == nil {
		t.Error("listens")
	}
}

func TestCommandWords(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	for _, step := range []struct{ line, want string }{
		{"status", "The camera is on, has a password, saw 0 login tries, 0 of them wrong."},
		{" Power  OFF ", "no power"},
		{"button down", "held down"},
		{"power on", "answers 20s after power came back"},
		{"button up", "released"},
		{"help", "power off, power on, button down, button up"},
	} {
		got, err := b.cam.Command(step.line)
		if err != nil || !strings.Contains(got, step.want) {
			t.Errorf("%s: %q %v", step.line, got, err)
		}
	}
	if _, err := b.cam.Command("dance"); err == nil || !strings.Contains(err.Error(), "power off") {
		t.Error(err)
	}
}

func TestConnectionsAreCounted(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	var conns []net.Conn
	for range 3 {
		conn, err := net.Dial("tcp", b.cam.Addr())
		if err != nil {
			t.Fatal(err)
		}
		conns = append(conns, conn)
	}
	b.get("/") // accepted after the three
	for _, conn := range conns {
		_ = conn.Close()
	}
	b.count("most at a time", b.cam.Counters().MaxConnections, 4)
}
