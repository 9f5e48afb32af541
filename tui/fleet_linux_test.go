package tui_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

// A technician with a box of new cameras: ten without a password hang on the cable of a
// laptop, each in a network namespace of its own.

// fleetVariable holds the scenario of the camera that this test program is, as JSON.
const fleetVariable = "CAMRESET_TEST_CAMERA"

// laptop is this computer in the building's network.
const laptop = "10.0.0.5/24"

// unit is a camera of the fleet, and the address that the plan has for it.
type unit struct {
	simcam.Scenario
	planned string
}

// fleet are ten cameras, of three generations: four fresh ones at the address of the
// factory, the others where somebody has left them.
func fleet() []unit {
	var all []unit
	for i, c := range []struct {
		generation simcam.Generation
		address    string
	}{
		{simcam.Session, simcam.FactoryAddress},
		{simcam.Portal, simcam.FactoryAddress},
		{simcam.Session, simcam.FactoryAddress},
		{simcam.Portal, simcam.FactoryAddress},
		{simcam.Session, "10.0.0.70"},
		{simcam.Portal, "10.0.0.71"},
		{simcam.Activation, "10.0.0.107"}, // where it shall be
		{simcam.Session, "172.16.5.70"},
		{simcam.Portal, "192.168.7.20"},
		{simcam.Portal, "169.254.64.64"},
	} {
		all = append(all, unit{simcam.Scenario{
			Generation: c.generation, Inactive: true, Unit: i, Address: c.address,
			Boot: simcam.Boot{Dark: time.Millisecond, Busy: time.Millisecond},
		}, fmt.Sprintf("10.0.0.%d", 101+i)})
	}
	return all
}

func (u unit) identity() simcam.Identity {
	return simcam.New(u.Scenario, simcam.RealClock()).Identity()
}

// came is what a camera tells of itself and of what it received when all is over.
type came struct {
	State    simcam.State
	Counters simcam.Counters
	Been     []string
}

// TestCameraOfTheFleet is one of the cameras, until its input ends.
func TestCameraOfTheFleet(t *testing.T) {
	var s simcam.Scenario
	if err := json.Unmarshal([]byte(os.Getenv(fleetVariable)), &s); err != nil {
		t.Skip("only in a network namespace")
	}
	words := bufio.NewScanner(os.Stdin)
	words.Scan() // the cable is there
	camera := simcam.New(s, simcam.RealClock())
	defer camera.Close()
	for _, command := range []string{"link set lo up", "link set eth0 address " + camera.Identity().MAC + " up"} {
		ip(t, command)
	}
	plug := simtest.PlugIn(camera)
	if _, err := camera.Listen("0.0.0.0:80"); err != nil {
		t.Fatal(err)
	}
	if err := camera.JoinSADP("eth0"); err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	words.Scan()
	been, err := plug.Pull()
	if err != nil {
		t.Error(err)
	}
	told, err := json.Marshal(came{camera.State(), camera.Counters(), been})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(string(told))
}

func ip(t *testing.T, command string) {
	t.Helper()
	if out, err := exec.Command("ip", strings.Fields(command)...).CombinedOutput(); err != nil {
		t.Fatalf("ip %s: %v: %s", command, err, out)
	}
}

// plugged joins the cameras to this computer by a switch. The end of it tells what each
// has in the end.
func plugged(t *testing.T, all []unit) (end func() []came) {
	t.Helper()
	ip(t, "link add l0 type bridge mcast_snooping 0 forward_delay 0")
	for _, name := range []string{"all", "l0"} { // other subnets are heard
		if err := os.WriteFile("/proc/sys/net/ipv4/conf/"+name+"/rp_filter", []byte("0"), 0); err != nil {
			t.Fatal(err)
		}
	}
	ip(t, "addr add "+laptop+" dev l0")
	ip(t, "link set l0 up")
	type running struct {
		cmd *exec.Cmd
		in  *os.File
		out *bufio.Scanner
	}
	var cameras []running
	for i, u := range all {
		scenario, err := json.Marshal(u.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestCameraOfTheFleet$", "-test.timeout=5m")
		cmd.Env = append(os.Environ(), fleetVariable+"="+string(scenario))
		cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
		cmd.Stderr = os.Stderr
		read, in, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdin = read
		out, _ := cmd.StdoutPipe()
		err = cmd.Start()
		_ = read.Close()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = in.Close(); _ = cmd.Process.Kill() })
		ip(t, fmt.Sprintf("link add p%d type veth peer name eth0 netns %d", i, cmd.Process.Pid))
		ip(t, fmt.Sprintf("link set p%d addrgenmode none master l0 up", i))
		fmt.Fprintln(in)
		cameras = append(cameras, running{cmd, in, bufio.NewScanner(out)})
	}
	for _, c := range cameras {
		for c.out.Scan() && c.out.Text() != "ready" {
			t.Log(c.out.Text())
		}
	}
	return func() []came {
		var told []came
		for _, c := range cameras {
			_ = c.in.Close()
			var one came
			for c.out.Scan() {
				if line := c.out.Text(); strings.HasPrefix(line, "{") {
					if err := json.Unmarshal([]byte(line), &one); err != nil {
						t.Error(err)
					}
				}
			}
			if err := c.cmd.Wait(); err != nil {
				t.Errorf("a camera: %v", err)
			}
			told = append(told, one)
		}
		return told
	}
}

// inFleet runs a test in a namespace of the laptop.
func inFleet(t *testing.T, test func(*testing.T)) {
	t.Helper()
	if os.Getenv(insideVariable) != "" {
		test(t)
		return
	}
	inNamespace(t, "true")
}

// fleetPassword is what all of them are to get.
const fleetPassword = "Meadow-17-Fence"

// allOr are the cameras that a test takes: all ten where there is time, else these.
func allOr(these ...int) (some []unit) {
	all := fleet()
	if thorough() {
		return all
	}
	for _, i := range these {
		some = append(some, all[i])
	}
	return some
}

// wellSetUp holds that each camera has its password and its planned address, got by one
// write each, with no wrong word, and that there is a report of it.
func wellSetUp(t *testing.T, all []unit, told []came, reports []string) {
	t.Helper()
	byMAC := map[string]string{}
	for _, path := range reports {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), fleetPassword) {
			t.Errorf("the password is in %s", path)
		}
		var r struct {
			Result, Address string
			Device          struct{ MAC string }
			Changed         bool `json:"password_changed"`
		}
		if err := json.Unmarshal(data, &r); err != nil || r.Result != "regained" || !r.Changed {
			t.Errorf("%s: %v, %s", path, err, data)
		}
		byMAC[strings.ReplaceAll(strings.ToLower(r.Device.MAC), "-", ":")] = r.Address
	}
	if len(reports) != len(all) || len(byMAC) != len(all) {
		t.Errorf("%d reports of %d cameras, want %d", len(reports), len(byMAC), len(all))
	}
	for i, u := range all {
		s, c, mac := told[i].State, told[i].Counters, u.identity().MAC
		moves := 1
		if u.Address == u.planned {
			moves = 0
		}
		if s.Address != u.planned || s.Mask != "255.255.255.0" || s.Gateway != "10.0.0.1" || s.Password != fleetPassword || s.Locked {
			t.Errorf("%s from %s is at %s, mask %s, gateway %s, with the password %q, locked %v; want %s", mac, u.Address, s.Address, s.Mask, s.Gateway, s.Password, s.Locked, u.planned)
		}
		if c.Activations != 1 || c.SADP["update"] != moves || c.Writes+c.SADP["activate"] != 1 || c.Wrong+c.Refused+c.WrongSecrets != 0 || len(told[i].Been) != 1+moves {
			t.Errorf("%s: %d activations, %d moves, %d writes, %d wrong words, was at %v", mac, c.Activations, c.SADP["update"], c.Writes, c.Wrong+c.Refused+c.WrongSecrets, told[i].Been)
		}
		if byMAC[mac] != u.planned {
			t.Errorf("the report has %s at %q, want %s", mac, byMAC[mac], u.planned)
		}
	}
}

// A script of one line for each camera: nothing is asked, and no password is told.
func TestAFleetIsSetUpByAScript(t *testing.T) { inFleet(t, fleetByScript) }

func fleetByScript(t *testing.T) {
	all := allOr(0, 5, 6)
	end := plugged(t, all)
	script := ""
	for _, u := range all {
		script += fmt.Sprintf("camreset --plain --owner mine --new-password-file pw --set-address %s/24,10.0.0.1 --report %[1]s.json %s\n", u.planned, u.identity().MAC)
	}
	b, begun := bench(t, map[string]string{"script": script, "pw": fleetPassword + "\n"}), time.Now()
	said := b.run(t)
	t.Logf("%d cameras in %.1f s", len(all), time.Since(begun).Seconds())
	if strings.Count(said, "result: regained\n") != len(all) || strings.Contains(said, "\n? ") || strings.Contains(said, fleetPassword) {
		t.Error(said)
	}
	wellSetUp(t, all, end(), b.reports())
}

// folder is one in which the program is called by its name.
type folder string

func bench(t *testing.T, files map[string]string) folder {
	t.Helper()
	at := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(at, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(os.Getenv(insideVariable), filepath.Join(at, "camreset")); err != nil {
		t.Fatal(err)
	}
	return folder(at)
}

// command runs something there.
func (b folder) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = string(b)
	cmd.Env = append(os.Environ(), "PATH="+string(b)+":"+os.Getenv("PATH"), "CAMRESET_STATE="+filepath.Join(string(b), "state"), "TERM=xterm", "LC_ALL=C.UTF-8")
	return cmd
}

// run is all that its script prints; nobody answers it.
func (b folder) run(t *testing.T) string {
	t.Helper()
	out, err := b.command("bash", "-e", "script").CombinedOutput()
	if err != nil {
		t.Errorf("the script: %v", err)
	}
	return string(out)
}

func (b folder) reports() []string {
	all, _ := filepath.Glob(filepath.Join(string(b), "*.json"))
	return all
}

// The loops of the help do the same: with what discover prints, and with a plan.
func TestTheLoopsOfTheHelp(t *testing.T) { inFleet(t, loopsOfTheHelp) }

// helped is a piece of the help for JSON, from one line of it to another.
func helped(t *testing.T, from, to string) string {
	t.Helper()
	text, err := exec.Command(os.Getenv(insideVariable), "help", "json").Output()
	_, piece, found := strings.Cut(string(text), from)
	piece, _, ended := strings.Cut(piece, to)
	if err != nil || !found || !ended {
		t.Fatalf("the help has no loop from %q to %q: %v", from, to, err)
	}
	return from + piece + to + "\n"
}

func loopsOfTheHelp(t *testing.T) {
	if _, err := exec.LookPath("jq"); err != nil {
		t.Skip("needs jq")
	}
	all := fleet()
	all = []unit{all[6], all[1]} // the second is out of reach for a loop without a plan
	end := plugged(t, all)
	loop := helped(t, "camreset discover --json |", "\n      done")
	if n := strings.Count(loop, "\n"); n != 5 {
		t.Errorf("the loop has %d lines:\n%s", n, loop)
	}
	plan := helped(t, "while read -r mac address", "done <plan")
	b := bench(t, map[string]string{
		"script": "set -e\n" + plan + loop, "pw": fleetPassword + "\n",
		"plan": all[1].identity().MAC + " " + all[1].planned + "/24,10.0.0.1\n",
	})
	said := b.run(t)
	if strings.Count(said, "result: regained\n") != len(all) || strings.Contains(said, "\n? ") || strings.Contains(said, fleetPassword) {
		t.Error(said)
	}
	for i, c := range end() {
		if c.State.Password != fleetPassword || c.State.Address != all[i].planned || c.Counters.Activations != 1 {
			t.Errorf("%s, %q, %d activations", c.State.Address, c.State.Password, c.Counters.Activations)
		}
	}
}

// mostKeys is how many keys each camera after the first takes at most, without the numbers
// of its address.
const mostKeys = 6

// One person at the keyboard, from the list into a walk and back to the list: the finished
// ones are marked there, and what holds for all is not asked again.
func TestAFleetIsSetUpByOnePerson(t *testing.T) {
	inFleet(t, func(t *testing.T) { setUpByHand(t, allOr(0, 1, 5, 6)) })
}

// The same with a password that is in a file.
func TestAFleetIsSetUpByOnePersonWithAFile(t *testing.T) {
	inFleet(t, func(t *testing.T) { setUpByHand(t, fleet()[:2], "--new-password-file", "pw") })
}

// person sits at a terminal, and counts keys.
type person struct {
	*screen
	planned map[string]string // by MAC
	file    bool              // the password is in one
	// mac is that of the camera of now; nothing before the first.
	mac              string
	keys             int
	entered, pressed time.Time
	at               string // the screen that the last key was for
	perCamera        []int
}

// rests waits until an Enter is not taken for the last one, held down.
func (p *person) rests() { time.Sleep(time.Until(p.entered.Add(900 * time.Millisecond))) }

// types presses keys. Those of an address are not counted.
func (p *person) types(t *testing.T, address, keys string) {
	t.Helper()
	if keys == enter {
		p.rests()
	}
	p.press(t, address+keys)
	p.keys, p.pressed = p.keys+len(keys), time.Now()
	if strings.HasSuffix(keys, enter) {
		p.entered = p.pressed
	}
}

var (
	litRow  = regexp.MustCompile(`▸ Camera +\S+ +\S+ +[0-9.]+ +(\w+)`)
	seenMAC = regexp.MustCompile(`MAC +([0-9a-f:]{17})`)
)

// screens are words by which each screen of the walk is known, and which no other one has.
var screens = []string{"press Enter once more", "Which one is yours?", "Is this your camera?", "but no browser reaches it", "Send these network settings?", "the one from your file",
	"The password's last four characters", "Type your own new password", "Give it another address?", "Port of its page", "As the last", "You are in."}

// standsAt is the screen of now: of all that came since the last key, the last one. The one
// before it may have been drawn once more, on a busy machine long after the key.
func standsAt(said string) (at string) {
	last := -1
	for _, words := range screens {
		if i := strings.LastIndex(said, words); i > last {
			at, last = words, i
		}
	}
	return at
}

// looks looks at what came since the last key, and answers what it asks.
func (p *person) looks(t *testing.T, said string) {
	t.Helper()
	if found := seenMAC.FindStringSubmatch(said); found != nil {
		p.mac = found[1]
	}
	at := standsAt(said)
	if at == p.at && time.Since(p.pressed) < 3*time.Second {
		return // it is drawn once more before the key has its effect
	}
	p.at = at
	switch at {
	case "press Enter once more": // a busy machine drew the screen late, so that the key came too soon: it is no key of the walk
		p.rests() // the same words again would not be drawn
		p.press(t, enter)
		p.entered, p.pressed = time.Now(), time.Now()
	case "Which one is yours?":
		if lit := litRow.FindAllStringSubmatch(said, -1); lit != nil && lit[len(lit)-1][1] != "finished" { // else the next one has not answered yet
			p.types(t, "", enter)
		}
	case "Is this your camera?", "but no browser reaches it", "Send these network settings?", "the one from your file":
		p.types(t, "", enter)
	case "The password's last four characters":
		switch {
		case p.file: // it is the one from there
			p.types(t, "", enter)
		case len(p.perCamera) > 0:
			p.types(t, "", "\x10") // ctrl+p, the last one's
		default:
			p.types(t, "", "\x0f") // ctrl+o, their own
		}
	case "Type your own new password":
		p.types(t, "", fleetPassword+enter+fleetPassword+enter)
	case "Give it another address?":
		p.types(t, "", "2")
		p.until(t, "▸ Type its address")
		p.types(t, "", enter)
	case "Port of its page": // a form
		for _, typed := range []string{p.planned[p.mac], "", "10.0.0.1", ""} {
			p.types(t, typed, enter)
		}
	case "As the last": // its address alone
		p.types(t, strings.TrimPrefix(p.planned[p.mac], "10.0.0."), enter)
	case "You are in.":
		p.types(t, "", "n")
		p.perCamera, p.keys = append(p.perCamera, p.keys), 0
	}
}

// allMarked looks through the list, which may be longer than the screen, for the mark of
// each camera.
func (p *person) allMarked(t *testing.T) {
	t.Helper()
	list := p.seen
	p.until(t, fmt.Sprintf("%d found so far", len(p.planned)))
	for range 2 {
		p.press(t, "\x1b[6~") // PgDn
	}
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		said, missing := escape.ReplaceAllString(p.raw()[list:], ""), ""
		for _, at := range p.planned {
			if !regexp.MustCompile(at + " +finished").MatchString(said) {
				missing += " " + at
			}
		}
		switch {
		case missing == "":
			return
		case time.Since(begun) > time.Minute:
			t.Fatalf("not marked as finished:%s; the list says %q", missing, said)
		}
	}
}

func setUpByHand(t *testing.T, all []unit, flags ...string) {
	b := bench(t, map[string]string{"pw": fleetPassword + "\n"})
	end := plugged(t, all)
	cmd := b.command(os.Getenv(insideVariable), append(flags, "--report", "done.json")...)
	p := &person{screen: onTerminal(t, cmd), planned: map[string]string{}, file: len(flags) > 0}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	for _, u := range all {
		p.planned[u.identity().MAC] = u.planned
	}
	first, begun := all[0].identity(), time.Now()
	p.until(t, first.Serial[len(first.Serial)-9:])
	p.press(t, "/")
	for p.types(t, "", first.MAC+enter); len(p.perCamera) < len(all); time.Sleep(10 * time.Millisecond) {
		if p.looks(t, p.written()); time.Since(p.pressed) > 2*time.Minute {
			t.Fatalf("camera %d, %s: it stands at %q; the last was %q", len(p.perCamera)+1, p.mac, p.written(), p.raw()[max(0, len(p.raw())-1<<14):])
		}
	}
	t.Logf("keys of each camera: %v, in %.1f s", p.perCamera, time.Since(begun).Seconds())
	for i, keys := range p.perCamera[1:] {
		if keys > mostKeys {
			t.Errorf("camera %d took %d keys, at most %d are allowed", i+2, keys, mostKeys)
		}
	}
	p.allMarked(t)
	p.press(t, "q")
	if code := p.ends(t); code != 0 || !strings.Contains(p.written(), "result: regained") || strings.Contains(p.raw(), fleetPassword) {
		t.Errorf("exit %d: %q", code, p.written())
	}
	wellSetUp(t, all, end(), b.reports())
}
