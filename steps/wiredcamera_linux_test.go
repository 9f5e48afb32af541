package steps

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/steps/steptest"
)

// wired are the cameras on the cables, by name.
var wired = map[string]simcam.Scenario{
	"both":      ours(simcam.ReplyBoth),
	"group":     ours(simcam.ReplyGroup),
	"bystander": {Address: "172.16.5.70", Unit: 3},
	"shown":     planned(),
	"unshown":   planned(onlinePage, logSearchPage),
}

// ours is the camera of the story: at home in the computer's network, after its
// reset in another one.
func ours(reply simcam.ReplyForm) simcam.Scenario {
	s, _ := simcam.Find("moved")
	s.SADP.Reply = reply
	s.Boot = simcam.Boot{Dark: 800 * time.Millisecond, Busy: 200 * time.Millisecond, Hold: 300 * time.Millisecond}
	return s
}

func wiredMAC(s simcam.Scenario) string { return simcam.New(s, simcam.RealClock()).Identity().MAC }

// cameraRole is a camera with real sockets in a namespace of its own, until its
// input ends; then it tells what came in. Its input are words of simcam's Command.
func cameraRole(t *testing.T, s simcam.Scenario) {
	camera := simcam.New(s, simcam.RealClock())
	defer camera.Close()
	if _, err := camera.Listen("0.0.0.0:80"); err != nil {
		t.Fatal(err)
	}
	if s.TLS {
		if _, err := camera.ListenTLS("0.0.0.0:443"); err != nil {
			t.Fatal(err)
		}
	}
	p := &plug{}
	p.follow(t, camera.State())
	if err := camera.JoinSADP("eth0"); err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	var following sync.WaitGroup
	following.Go(func() {
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			select {
			case <-tick.C:
				p.follow(t, camera.State())
			case <-over:
				tick.Stop()
				return
			}
		}
	})
	fmt.Println("ready")
	for words := bufio.NewScanner(os.Stdin); words.Scan(); {
		if _, err := camera.Command(words.Text()); err != nil {
			t.Error(err)
		}
	}
	close(over)
	following.Wait()
	if err := camera.State().Err; err != nil {
		t.Error(err)
	}
	fmt.Println(tally(camera.Counters()))
	fmt.Println("was at " + strings.Join(p.been, ", "))
	fmt.Println(holds(camera))
}

// plug is where the camera hangs on the cable: the address that its namespace
// really has is the one that the camera believes in, and none without power.
type plug struct {
	at   string
	been []string // the addresses, without those of a start that is still dark
}

func (p *plug) follow(t *testing.T, s simcam.State) {
	at := ""
	if s.Powered {
		at = s.Address + "/24"
	}
	if at != p.at {
		p.set(t, "add", at)
		p.set(t, "del", p.at)
		p.at = at
	}
	if now := cmp.Or(at, "no power"); !s.Dark && (len(p.been) == 0 || p.been[len(p.been)-1] != now) {
		p.been = append(p.been, now)
	}
}

func (p *plug) set(t *testing.T, what, address string) {
	if address == "" {
		return
	}
	if out, err := exec.Command("ip", "addr", what, address, "dev", "eth0").CombinedOutput(); err != nil {
		t.Errorf("ip addr %s %s: %v: %s", what, address, err, out)
	}
}

// tally is what a camera received that is more than a look.
func tally(c simcam.Counters) string {
	var commands []string
	strays := c.Datagrams
	for _, kind := range slices.Sorted(maps.Keys(c.SADP)) {
		strays -= c.SADP[kind]
		if !strings.HasPrefix(kind, "inquiry") {
			commands = append(commands, fmt.Sprint(kind, " ", c.SADP[kind]))
		}
	}
	return fmt.Sprintf("commands [%s], for others %d; secrets %d, wrong %d; logins %d, wrong %d; writes %d; web asked %t",
		strings.Join(commands, ", "), strays, c.Secrets, c.WrongSecrets, steptest.Tries(c), c.Wrong+c.Refused, c.Writes, c.Requests > 0)
}
