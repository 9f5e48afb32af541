package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/steps/clients"
	"camreset/steps/lan"
	"camreset/steps/summary"

	"github.com/icholy/digest"
)

// The camera of an owner with a plan, its place in it, and what else is on that cable.
const (
	plannedAt   = "10.0.0.88"
	ownersNVR   = "10.0.0.50"
	lostWord    = "Lantern-31-Elm"
	guessedWord = "Garden-11-Gate"
	ownersMail  = "me@example.org"
)

// planned is that camera before its reset; some of its pages are missing.
func planned(missing ...string) simcam.Scenario {
	return simcam.Scenario{
		Generation: simcam.Portal, Address: "10.0.0.70", Password: lostWord, DeviceName: "Yard", TLS: true, Questions: []simcam.Question{}, Missing: missing,
		Boot: simcam.Boot{Dark: 800 * time.Millisecond, Busy: 200 * time.Millisecond, Hold: 300 * time.Millisecond},
	}
}

// What a reset took comes back over real sockets: the camera gets a new password, the
// address that was planned for it, its name and clock, questions and a mailbox. A recorder
// that keeps trying the old password is named where the camera shows it; the report holds
// all of it, and no secret.
func ownersPlanOnRealSockets(t *testing.T) {
	for _, camera := range []string{"shown", "unshown"} {
		t.Run("tries are "+camera, func(t *testing.T) {
			t.Parallel()
			c := newCables(t)
			c.switched(c.Camera, wiredMAC(wired[camera]))
			c.IP(c.Other, "addr add "+ownersNVR+"/24 dev eth0")
			hand, end := c.Start(c.Camera, "camera "+camera)
			_, recorderEnd := c.Start(c.Other, "recorder")
			cmd := c.Role(c.Computer, "owner "+camera)
			cmd.ExtraFiles = []*os.File{hand}
			out, err := cmd.Output()
			t.Logf("%s", out)
			if err != nil {
				t.Errorf("the wizard: %v", err)
			}
			said, got := recorderEnd(), end()
			t.Logf("%s%s", said, got)
			if !strings.Contains(said, "let in 0") || strings.Contains(said, "refused 0,") {
				t.Errorf("the recorder: %s", said)
			}
			for _, want := range []string{
				"commands [activate 1, ", "update 1], for others 0;", "was at 10.0.0.70/24, no power, 192.168.1.64/24, 10.0.0.88/24\n",
				`10.0.0.88 255.255.255.0 10.0.0.1, "Gate" GMT-1:00:00 10.0.0.1 true, 3 questions, mailbox "me@example.org"`,
				pageDevice + " 1, " + pageTime + " 1, " + pageServer + " 1, " + pageQuestions + " 1, " + pageMailbox + " 1, " + "/ISAPI/System/Network/UPnP" + " 1;",
				"the computer's wrong tries 1, the recorder's right ones 0",
			} {
				if !strings.Contains(got, want) {
					t.Errorf("the camera:\n%s\nwant %s", got, want)
				}
			}
		})
	}
}

// switched joins the camera and another program to the computer, on one cable.
func (c cables) switched(camera, mac string) {
	c.Helper()
	c.IP(c.Computer, "link add l0 type bridge mcast_snooping 0 forward_delay 0")
	c.IP(c.Computer, "addr add 10.0.0.5/24 dev l0")
	c.IP(c.Computer, "link set l0 up")
	c.IP(c.Computer, "link set lo up")
	for port, ns := range map[string]string{"p0": camera, "p1": c.Other} {
		c.IP(c.Computer, "link add "+port+" type veth peer name eth0 netns "+ns)
		c.IP(c.Computer, "link set "+port+" addrgenmode none master l0 up")
	}
	c.IP(camera, "link set eth0 address "+mac+" up")
	c.IP(c.Other, "link set eth0 up")
}

// holds is what a camera has in the end, and what was written to it and by whom.
func holds(c *simcam.Camera) string {
	s, count := c.State(), c.Counters()
	var writes []string
	for _, page := range []string{pageDevice, pageTime, pageServer, pageQuestions, pageMailbox, "/ISAPI/System/Network/UPnP"} {
		writes = append(writes, fmt.Sprint(page, " ", count.WritesTo[page]))
	}
	own := c.TriesOf("10.0.0.5")
	return fmt.Sprintf("%s %s %s, %q %s %s %t, %d questions, mailbox %q; %s; the computer's wrong tries %d, the recorder's right ones %d",
		s.Address, s.Mask, s.Gateway, s.Name, s.Zone, s.TimeServer, s.AsksTimeServer, s.Questions, s.Mailbox, strings.Join(writes, ", "),
		own.Wrong+own.Refused, c.TriesOf(ownersNVR).Right)
}

// recorderRole is a recorder that discovery hears, and that has the camera's address and
// its old password: it logs in every second.
func recorderRole(t *testing.T) {
	self := simcam.New(simcam.Scenario{Generation: simcam.RecorderGen, Address: ownersNVR, Unit: 4}, simcam.RealClock())
	defer self.Close()
	if err := self.JoinSADP("eth0"); err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(over)
	}()
	fmt.Println("ready")
	client := http.Client{Timeout: 2 * time.Second, Transport: &digest.Transport{Username: simcam.AdminUser, Password: lostWord, NoReuse: true}}
	refused, in, away := 0, 0, 0
	for tick := time.NewTicker(time.Second); ; {
		select {
		case <-tick.C:
		case <-over:
			tick.Stop()
			fmt.Printf("refused %d, let in %d, no answer %d\n", refused, in, away)
			return
		}
		reply, err := client.Get("http://" + plannedAt + pageDevice)
		if err != nil {
			away++
			continue
		}
		_ = reply.Body.Close()
		if reply.StatusCode == http.StatusOK {
			in++
		} else {
			refused++
		}
	}
}

// ownerRole is the computer of the camera's owner, who guesses once, resets it, and then
// does all that the last screen has.
func ownerRole(t *testing.T, camera string) {
	env := wiredEnv(t, "l0")
	defer env.Close()
	env.Report = filepath.Join(t.TempDir(), "done.json")
	mac, shown := wiredMAC(wired[camera]), camera == "shown"
	story := byButton.with(script{
		"find": {mac}, "menu": {"try-password", "reset-button"}, "try-password": {guessedWord, "menu"},
		"restore-network": {"typed"}, "typed-network": {plannedAt + "|255.255.255.0|10.0.0.1|80"}, "confirm-network": {"send"},
		"done":           {"settings", "questions", "mailbox", "fix-all", "others", "others", "report", "finish"},
		"name-and-clock": {"Gate|UTC+1|10.0.0.1"}, "set-questions": {"Heron Lamp|Copper Boat|Winter Key"}, "set-mailbox": {ownersMail}, "fix": {"send"},
		"client": {"later"}, "clients": {"later"},
	})
	var log []string
	var last, client string
	answers, begun := story.ask(t, &log), time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	end, err := Run(ctx, env, Begin(env, lan.Address{}), func(ctx context.Context, at Walk, refused error) (string, error) {
		said, err := answers(ctx, at, refused)
		switch at.Step().ID {
		case "done":
			if last = labels(at) + "\n" + at.Step().Ask.Option("others").About(at.Facts()).String(); said == "others" && client == "" {
				<-env.After(time.Minute) // it is not looked for all the time
			}
		case "client", "clients":
			client += string(at.Step().ID) + "\n" + shownAt(at)
		}
		return said, err
	}, func(w Walk, r Row) {
		log = append(log, fmt.Sprintf("%4.1fs %s [%s: %s]", time.Since(begun).Seconds(), w.Step().ID, r.Check, r.Result.Detail))
	})
	t.Log(strings.Join(log, "\n"))
	if err != nil {
		t.Fatalf("%v at %s", err, end.Step().ID)
	}
	f := end.Facts()
	if got := Ended(end); got != Regained || f.Target.String() != plannedAt || f.OldTarget.String() != "10.0.0.70" {
		t.Errorf("%s at %s, before at %s", got, f.Target, f.OldTarget)
	}
	listed := f.UsedBy()
	if shown && (len(listed) != 1 || listed[0].Address != ownersNVR || listed[0].Refused < 2 || listed[0].State != clients.Tries) || !shown && len(listed) != 0 {
		t.Errorf("the old password is used by %+v", listed)
	}
	says := map[bool][]string{
		true:  {"client\n", "Camera Management", "It still tries: the last came"},
		false: {"clients\n", "This camera does not show who logs in.", "A recorder was found at " + ownersNVR},
	}[shown]
	for _, want := range says {
		if !strings.Contains(client, want) {
			t.Errorf("%q is not said at the row:\n%s", want, client)
		}
	}
	says = map[bool][]string{
		true:  {"warn Give the new password to the recorder " + ownersNVR, "It still tries: the last came"},
		false: {"warn Give the new password to recorders, programs and apps", "This camera does not show who logs in. A recorder was found at " + ownersNVR, "Nothing shows whether it has this camera."},
	}[shown]
	for _, want := range says {
		if !strings.Contains(last, want) {
			t.Errorf("%q is not said by the last screen:\n%s", want, last)
		}
	}
	ownersReport(t, env, f, says[1:], shown)
}

// ownersReport looks through the report in both its forms. told is what it says of the
// recorder.
func ownersReport(t *testing.T, env Env, f *Facts, told []string, shown bool) {
	var r summary.Summary
	data := must(os.ReadFile(env.Report))
	fits(t, "report", data)
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	things := func(all []summary.Thing) string {
		var ids []string
		for _, x := range all {
			ids = append(ids, x.ID)
		}
		return strings.Join(ids, " ")
	}
	if r.Result != "regained" || r.AddressBefore != "10.0.0.70" || r.Address != plannedAt || r.Way.Key != "reset-button" || r.Erased != "settings" || r.Tries != 2 ||
		things(r.GivenBack) != "network name zone time-server questions mailbox" || !strings.Contains(things(r.Safer), "upnp") || things(r.DoneByHand) != "" || len(r.NotGivenBack) != 1 {
		t.Errorf("%s", data)
	}
	who := map[bool]string{true: "Give the new password to the recorder " + ownersNVR, false: "Give the new password to recorders, programs and apps"}[shown]
	left := ""
	for _, x := range r.Left {
		if left += x.ID + " "; x.ID == "others" && (x.Title != who || !strings.Contains(x.How, told[0])) {
			t.Errorf("left to do: %+v", x)
		}
	}
	left = strings.TrimPrefix(left, "clock ") // this computer's goes ten times as fast: on a busy one they are minutes apart by then
	if left != "https-redirect others internet " {
		t.Errorf("left to do: %s", left)
	}
	path := must(SaveReport(env, f, filepath.Join(t.TempDir(), "done.txt")))
	text := string(must(os.ReadFile(path)))
	t.Log(text)
	flat := strings.Join(strings.Fields(text), " ")
	for _, want := range append(told, who, "Address "+plannedAt+" Address before 10.0.0.70", "Way 3. The reset button", "Password a new one was set, and the device accepted it", "Erased all settings",
		"Given back, and set up for the next time - network settings: new ones, as they were typed - name - time zone - time server - security questions - recovery e-mail Not given back - all other settings", "- UPnP: off") {
		if !strings.Contains(flat, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
	for _, secret := range []string{lostWord, guessedWord, strong, "Heron Lamp", "Copper Boat", "Winter Key"} {
		if strings.Contains(text+string(data), secret) {
			t.Errorf("%q is in the report", secret)
		}
	}
}
