package tui_test

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

// BenchmarkFigures measures what the README tells, of the built program and where its
// user would see it: on a terminal, and on a network of simulated cameras. It asserts
// nothing. .ci/figures makes the table of it.
//
// What is done several times is told by its median; memory by the most it ever was, and
// how many were found by the fewest.
func BenchmarkFigures(b *testing.B) {
	for _, generation := range []simcam.Generation{simcam.Legacy, simcam.Activation, simcam.Session, simcam.Portal, simcam.RecorderGen} {
		b.Run("check/"+string(generation), func(b *testing.B) { figureCheck(b, generation) })
	}
	for _, devices := range []int{1, 200, 1000} {
		b.Run(fmt.Sprintf("discover/%d", devices), func(b *testing.B) { figureDiscover(b, devices) })
	}
	for _, searcher := range searchers {
		b.Run("sweep/"+searcher[0], func(b *testing.B) { figureSweep(b, searcher) })
	}
	b.Run("reset", figureReset)
	b.Run("frame", figureFrame)
	b.Run("key", figureKey)
	for _, c := range [][]string{{"camreset", "--version"}, {"nmap", "--version"}, {"arp-scan", "--version"}, {"fping", "--version"}} {
		b.Run("version/"+c[0], func(b *testing.B) { figureVersion(b, c) })
	}
	b.Run("size", figureSize)
	b.Run("idle", figureIdle)
}

// figures are what several runs measured, by unit.
type figures map[string][]float64

func (f figures) add(unit string, value float64) { f[unit] = append(f[unit], value) }

// milliseconds adds a time.
func (f figures) milliseconds(what string, took time.Duration) {
	f.add(what, float64(took.Microseconds())/1000)
}

// report tells one of each.
func (f figures) report(b *testing.B) {
	b.ReportMetric(0, "ns/op") // of a whole row it says nothing
	for unit, all := range f {
		slices.Sort(all)
		told := len(all) / 2
		switch unit {
		case "MiB":
			told = len(all) - 1
		case "found":
			told = 0
		}
		b.ReportMetric(all[told], unit)
	}
}

// several is how often is done what a busy computer may hold up.
const several = 5

// slowReply is how long a camera takes for each reply.
const slowReply = 100 * time.Millisecond

func figureCheck(b *testing.B, generation simcam.Generation) {
	c := simtest.NewCables(b)
	c.Join(false)
	_, end := c.Start(c.Camera, fmt.Sprintf("camera %s %s", generation, slowReply))
	f := figures{}
	for b.Loop() {
		for range several {
			m := measure(b, c.Inside(c.Computer, start(b, "check", "--json", "192.168.1.64")), "")
			if m.code != 0 {
				b.Fatalf("exit %d: %s", m.code, m.errs)
			}
			f.milliseconds("ms", m.took)
			f.add("replies", float64(m.took)/float64(slowReply))
		}
	}
	end()
	f.report(b)
}

// newStreet is a computer in a network of devices. Those that fit in a /24 have an address
// and an open port there.
func newStreet(t testing.TB, devices int) simtest.Cables {
	t.Helper()
	c := simtest.NewCables(t)
	c.Join(false)
	c.IP(c.Computer, "addr flush dev l0")
	c.IP(c.Computer, "addr add "+streetComputer+" dev l0")
	c.IP(c.Camera, "addr flush dev eth0")
	for i := range min(devices, streetHouses) {
		c.IP(c.Camera, fmt.Sprintf("addr add 10.20.1.%d/24 dev eth0", i+1))
	}
	return c
}

// crowded starts devices in a street where nobody knows anybody yet.
func crowded(c simtest.Cables, devices int, lost float64) (end func() string) {
	c.Helper()
	c.IP(c.Computer, "neigh flush all")
	_, end = c.Start(c.Camera, fmt.Sprintf("crowd %d %g", devices, lost))
	return end
}

// The street is where a crowd's first devices live.
const (
	streetComputer = "10.20.1.250/24"
	streetHouses   = 200
	street         = "10.20.1.0/24"
)

var streetAddress = regexp.MustCompile(`\b10\.20\.1\.(\d+)\b`)

// inStreet counts the cameras of the street that a text names.
func inStreet(text string) int {
	met := map[string]bool{}
	for _, m := range streetAddress.FindAllStringSubmatch(text, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil && n >= 1 && n <= streetHouses {
			met[m[1]] = true
		}
	}
	return len(met)
}

// listed is a search as its user sees it.
type listed struct {
	found, memory    int
	first, last      time.Time // rows
	took, computed   time.Duration
	answered, silent time.Time // when the first device answered, and the last one that had not yet
}

// list searches in a street whose devices lose this part of their answers.
func list(t testing.TB, c simtest.Cables, devices int, lost float64) (l listed) {
	t.Helper()
	end := crowded(c, devices, lost)
	cmd := c.Inside(c.Computer, start(t, "discover"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended, memory := make(chan struct{}), make(chan int, 1)
	go func() { memory <- highWater(cmd.Process.Pid, ended) }()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if !strings.Contains(lines.Text(), "DS-") {
			continue
		}
		l.found++
		if l.last = time.Now(); l.found == 1 {
			l.first = l.last
		}
	}
	err = cmd.Wait()
	l.took = time.Since(begun)
	close(ended)
	if err != nil {
		t.Fatal(err)
	}
	l.memory, l.computed = <-memory, computed(cmd)
	crowd := simtest.Moments(end())
	l.answered, l.silent = crowd["first"], crowd["last"]
	return l
}

// figureDiscover lists a crowd; of a thousand one answer in twenty is lost.
func figureDiscover(b *testing.B, devices int) {
	c, f, lost := newStreet(b, devices), figures{}, -1.0
	if devices == 1000 {
		lost = 0.05
	}
	for b.Loop() {
		for range several {
			l := list(b, c, devices, lost)
			f.add("found", float64(l.found))
			f.milliseconds("ms-first", l.first.Sub(l.answered))
			f.milliseconds("ms-last", l.last.Sub(l.silent))
			f.milliseconds("ms", l.took)
			f.milliseconds("cpu-ms", l.computed)
			f.add("MiB", float64(l.memory)/(1<<20))
		}
	}
	f.report(b)
}

// However busy the computer is, nobody is missed, and what is held stays small.
func TestProgramListsACrowd(t *testing.T) {
	t.Parallel()
	const devices, most = 200, 24 << 20
	l := list(t, newStreet(t, devices), devices, -1)
	t.Logf("%d found, the last %v after it answered, %d KiB", l.found, l.last.Sub(l.silent).Round(time.Millisecond), l.memory>>10)
	if l.found != devices || l.memory > most {
		t.Errorf("%d of %d are found, with %d bytes", l.found, devices, l.memory)
	}
}

// searchers are what people use to see who is in a network. The others are run as root,
// by which they may ask the cable itself.
var searchers = [][]string{
	{"camreset", "discover", "--sweep", "--json", "--timeout", "10ms"}, // the sweep goes on to its own end
	{"nmap", "-sn", "-n", street},
	{"arp-scan", "--interface", "l0", street},
	{"fping", "-a", "-q", "-g", street},
}

// figureProgram is ours, or another one that has to be on this computer.
func figureProgram(b *testing.B, args []string) *exec.Cmd {
	b.Helper()
	if args[0] == "camreset" {
		return start(b, args[1:]...)
	}
	path := found(args[0])
	if path == "" {
		b.Skip(args[0] + " is not installed")
	}
	return exec.Command(path, args[1:]...)
}

func figureSweep(b *testing.B, args []string) {
	figureProgram(b, args)
	c, f := newStreet(b, streetHouses), figures{}
	for b.Loop() {
		for range several {
			end := crowded(c, streetHouses, -1)
			m := measure(b, c.Inside(c.Computer, figureProgram(b, args)), "")
			end()
			f.milliseconds("ms", m.took)
			f.add("found", float64(inStreet(m.out)))
		}
	}
	f.report(b)
}

// figureReset walks to the reset by the button, pulls the plug, presses the button and
// plugs in again: when is it seen?
func figureReset(b *testing.B) {
	c, f := simtest.NewCables(b), figures{}
	c.Join(false)
	for b.Loop() {
		for range 3 {
			hand, end := c.Start(c.Camera, "camera session 0s")
			do := told(b, hand)
			s := onTerminal(b, c.Inside(c.Computer, startFor(b, 5*time.Minute, "192.168.1.64")))
			walk(b, s, toTheButton...)
			walk(b, s, leg{"Start: I go to it now", enter}, leg{"Waiting for the power to go off.", ""})
			do("power off")
			off := s.when(b, "it is off", time.Millisecond)
			time.Sleep(5 * time.Second)
			do("button down", "power on")
			on := s.when(b, "it has power", time.Millisecond)
			back := s.when(b, "The reset worked.", time.Millisecond)
			do("button up")
			_ = s.cmd.Process.Kill()
			_ = s.cmd.Wait()
			did := simtest.Moments(end())
			f.milliseconds("ms-off", off.Sub(did["off"]))
			f.milliseconds("ms-power", on.Sub(did["on"]))
			f.milliseconds("ms-back", back.Sub(did["answers"]))
		}
	}
	f.report(b)
}

func figureFrame(b *testing.B) {
	f := figures{}
	for b.Loop() {
		for range 4 * several {
			begun := time.Now()
			s := onTerminal(b, start(b, "--demo"))
			f.milliseconds("ms", s.when(b, "Is this your camera?", 200*time.Microsecond).Sub(begun))
			_ = s.cmd.Process.Kill()
			_ = s.cmd.Wait()
		}
	}
	f.report(b)
}

// figureKey goes up and down in the menu.
func figureKey(b *testing.B) {
	s := onTerminal(b, start(b, "--demo"))
	s.until(b, "No try was used.")
	s.press(b, enter)
	s.until(b, "How do you want to get back in?")
	f := figures{}
	for b.Loop() {
		for i := range 4 * several {
			time.Sleep(300 * time.Millisecond)
			struck := s.strike(b, []string{"\x1b[B", "\x1b[A"}[i%2])
			f.milliseconds("ms", s.when(b, "▸", 200*time.Microsecond).Sub(struck))
		}
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	f.report(b)
}

func figureVersion(b *testing.B, args []string) {
	figureProgram(b, args)
	f := figures{}
	for b.Loop() {
		for range 4 * several {
			cmd := figureProgram(b, args)
			begun := time.Now()
			s := onTerminal(b, cmd)
			s.ends(b)
			f.milliseconds("ms", time.Since(begun))
		}
	}
	f.report(b)
}

func figureSize(b *testing.B) {
	path, err := program()
	if err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	f := figures{}
	for b.Loop() {
		f.add("MiB", float64(info.Size())/(1<<20))
	}
	f.report(b)
}

// figureIdle looks at a wizard that waits in the menu, for half a minute.
func figureIdle(b *testing.B) {
	const length = 30 * time.Second
	f := figures{}
	for b.Loop() {
		s := onTerminal(b, startFor(b, 3*time.Minute, simulate(b, "forgotten")))
		s.until(b, "Is this your camera?")
		s.until(b, "No try was used.")
		s.press(b, enter)
		s.until(b, "How do you want to get back in?")
		time.Sleep(3 * time.Second) // what is looked at first is not idle
		pid := s.cmd.Process.Pid
		before := used(b, pid)
		time.Sleep(length)
		f.add("%", 100*float64(used(b, pid)-before)/float64(length))
		f.add("MiB", float64(resident(b, pid))/(1<<20))
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
	}
	f.report(b)
}

// TestRole is what this program does in a namespace of others.
func TestRole(t *testing.T) {
	words := strings.Fields(os.Getenv(simtest.RoleVariable))
	switch {
	case len(words) != 3:
		t.Skip("only in a network namespace")
	case words[0] == "crowd":
		crowdRole(t, words[1], words[2])
	case words[0] == "camera":
		cameraRole(t, simcam.Generation(words[1]), words[2])
	}
}

// crowdRole is so many devices that answer until its input ends, and then tells when the
// first and the last of them did.
func crowdRole(t *testing.T, devices, lost string) {
	loss, err := strconv.ParseFloat(lost, 64)
	if err != nil {
		t.Fatal(err)
	}
	crowd := simtest.NewCrowd(number(t, devices), simtest.CrowdForm{Loss: loss})
	if err := crowd.JoinSADP("eth0"); err != nil {
		t.Fatal(err)
	}
	door, err := net.Listen("tcp", ":80")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for conn, err := door.Accept(); err == nil; conn, err = door.Accept() {
			_ = conn.Close()
		}
	}()
	fmt.Println("ready")
	_, _ = os.Stdin.Read(make([]byte, 1))
	crowd.Close()
	_ = door.Close()
	count := crowd.Counters()
	simtest.Moment("first", count.First)
	simtest.Moment("last", count.Last)
}

// cameraRole is a camera that takes its time for each reply. Its input are words of simcam's
// Command. Its link goes up and down with its power, and it tells when that was.
func cameraRole(t *testing.T, generation simcam.Generation, delay string) {
	late, err := time.ParseDuration(delay)
	if err != nil {
		t.Fatal(err)
	}
	camera := simcam.New(simcam.Scenario{Generation: generation, Delay: late,
		Boot: simcam.Boot{Dark: 3 * time.Second, Busy: time.Second, Hold: time.Second}}, simcam.RealClock())
	defer camera.Close()
	link := func(words ...string) {
		if out, err := exec.Command("ip", append([]string{"link", "set", "eth0"}, words...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	link("address", camera.Identity().MAC)
	if _, err := camera.Listen("0.0.0.0:80"); err != nil {
		t.Fatal(err)
	}
	if err := camera.JoinSADP("eth0"); err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	for words := bufio.NewScanner(os.Stdin); words.Scan(); {
		if _, err := camera.Command(words.Text()); err != nil {
			t.Error(err)
		}
		switch words.Text() {
		case "power off":
			link("down")
			simtest.Moment("off", time.Now())
		case "power on":
			link("up")
			simtest.Moment("on", time.Now())
			for camera.State().Dark {
				time.Sleep(time.Millisecond)
			}
			simtest.Moment("answers", time.Now())
		}
	}
}
