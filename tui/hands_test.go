package tui_test

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// talk is a run of the program on plain lines in which a person answers one
// question after the other, and does things in between.
type talk struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.WriteCloser
	mu  sync.Mutex
	out bytes.Buffer
}

func (k *talk) Write(b []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.out.Write(b)
}

func (k *talk) said() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.out.String()
}

func talkTo(t *testing.T, args ...string) *talk {
	t.Helper()
	return talkWith(t, startFor(t, 3*time.Minute, args...))
}

// talkWith starts a program, and hears it.
func talkWith(t *testing.T, cmd *exec.Cmd) *talk {
	t.Helper()
	k := &talk{t: t, cmd: cmd}
	in, err := k.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	k.in, k.cmd.Stdout, k.cmd.Stderr = in, k, k
	if err := k.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return k
}

// answer waits for a step's question and answers it.
func (k *talk) answer(step, given string) {
	k.t.Helper()
	for begun := time.Now(); time.Since(begun) < 2*time.Minute; time.Sleep(10 * time.Millisecond) {
		said := k.said()
		if i := strings.LastIndex(said, "? "+step+" "); i >= 0 && strings.Count(said[i:], "\n? ") == 0 {
			if _, err := io.WriteString(k.in, given+"\n"); err != nil {
				k.t.Fatal(err)
			}
			return
		}
	}
	k.t.Fatalf("%s was not asked:\n%s", step, k.said())
}

func (k *talk) ends(result string) {
	k.t.Helper()
	_ = k.in.Close()
	_ = k.cmd.Wait()
	if !strings.HasSuffix(k.said(), "result: "+result+"\n") {
		k.t.Errorf("want %s:\n%s", result, k.said())
	}
}

var ticket = regexp.MustCompile(`name="ticket" value="([^"]+)"`)

// Forgot Password is done in the page of a camera in another process, as a
// person does it in a browser; then the password is proved.
func TestProgramForgotPasswordInThePage(t *testing.T) {
	t.Parallel()
	at := simulate(t, "forgotten")
	k := talkTo(t, "--plain", at)
	for _, a := range [][2]string{{"owner", "mine"}, {"menu", "2"}} {
		k.answer(a[0], a[1])
	}
	post := func(path string, fields url.Values) string {
		reply, err := http.PostForm("http://"+at+path, fields)
		if err != nil {
			t.Fatal(err)
		}
		defer reply.Body.Close()
		page, err := io.ReadAll(reply.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(page)
	}
	found := ticket.FindStringSubmatch(post("/doc/page/pwdReset", url.Values{"answer0": {"Biscuit"}, "answer1": {"Harbourville"}, "answer2": {"The Long Tide"}}))
	if found == nil {
		t.Fatal("the answers to the questions were not taken")
	}
	post("/doc/page/newPassword", url.Values{"ticket": {found[1]}, "password": {"Meadow-17-Fence"}, "again": {"Meadow-17-Fence"}})
	for _, a := range [][2]string{{"web-page", "done"}, {"try-password", ""}, {"try-password", "Meadow-17-Fence"}, {"done", "finish"}} {
		k.answer(a[0], a[1])
	}
	k.ends("regained")
}
