package steps

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
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
	plug := simtest.PlugIn(camera)
	if err := camera.JoinSADP("eth0"); err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	for words := bufio.NewScanner(os.Stdin); words.Scan(); {
		if _, err := camera.Command(words.Text()); err != nil {
			t.Error(err)
		}
	}
	been, err := plug.Pull()
	if err != nil {
		t.Error(err)
	}
	if err := camera.State().Err; err != nil {
		t.Error(err)
	}
	fmt.Println(tally(camera.Counters()))
	fmt.Println("was at " + strings.Join(been, ", "))
	fmt.Println(holds(camera))
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
