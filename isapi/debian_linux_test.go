package isapi

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The two web servers here are Debian's, apache2-bin and lighttpd: a digest that
// others wrote, with realms as odd as devices have them.

// oddRealms are the bytes that stand between the quotes of the header, which is
// also what these two servers hash.
var oddRealms = map[string]string{
	"plain":           "IP Camera(C2183)",
	"Latin-1":         "Cam\xe9ra",
	"GBK":             "\xca\xd3\xc6\xb5\xb5\xc7\xc2\xbc",
	"GBK, second 5c":  "\x8f\x5c \xb5\xc7",
	"UTF-8":           "摄像机\u00a0Küche",
	"quotes":          `the \"back\" door`,
	"backslash":       `a\b`,
	"two backslashes": `a\\b`,
	"comma":           `a, Basic realm=b`,
	"tab":             "a\tb",
}

// debianServer is a server with one port for each realm, at a loopback address of
// its own: a port of 127.0.0.1 that is free now may belong to another test before the
// server has started.
type debianServer struct {
	dir   string
	ports map[string]netip.AddrPort
}

// newDebianServer writes what both have in common: the one page that proves a
// login, and no deviceInfo beside it.
func newDebianServer(t *testing.T, program string, names ...string) *debianServer {
	t.Helper()
	if _, err := os.Stat(program); err != nil {
		t.Skip(program + " is not installed")
	}
	s := &debianServer{dir: t.TempDir(), ports: map[string]netip.AddrPort{}}
	home := netip.AddrFrom4([4]byte{127, byte(1 + rand.IntN(254)), byte(rand.IntN(256)), byte(1 + rand.IntN(254))})
	for i, name := range names {
		s.ports[name] = netip.AddrPortFrom(home, uint16(8000+i))
	}
	page := filepath.Join(s.dir, "www", pathCheck)
	if err := os.MkdirAll(filepath.Dir(page), 0o755); err != nil {
		t.Fatal(err)
	}
	s.write(t, page, load(t, "userCheck.200.xml"))
	return s
}

func (s *debianServer) write(t *testing.T, name, text string) string {
	t.Helper()
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.dir, name)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// start runs the server until the test ends, and waits until every port answers.
func (s *debianServer) start(t *testing.T, program string, args ...string) {
	t.Helper()
	var said bytes.Buffer
	run := exec.Command(program, args...)
	run.Stdout, run.Stderr, run.Dir = &said, &said, s.dir
	run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	t.Cleanup(func() { _ = syscall.Kill(-run.Process.Pid, syscall.SIGKILL) }) // its children too
	patience := time.After(20 * time.Second)
	for _, at := range s.ports {
		for {
			conn, err := net.Dial("tcp", at.String())
			if err == nil {
				_ = conn.Close()
				break
			}
			select {
			case err := <-ended:
				t.Fatalf("%s ended: %v\n%s", program, err, said.String())
			case <-patience:
				t.Fatalf("%s does not answer", program)
			case <-time.After(10 * time.Millisecond):
			}
		}
	}
}

// loginCounter counts the answered logins that leave by its connections.
type loginCounter struct{ sent atomic.Int32 }

func (l *loginCounter) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &countedLogins{conn, l}, nil
}

type countedLogins struct {
	net.Conn
	of *loginCounter
}

func (c *countedLogins) Write(p []byte) (int, error) {
	c.of.sent.Add(int32(bytes.Count(p, []byte("\r\nAuthorization: "))))
	return c.Conn.Write(p)
}

// takes tries one password at every port, once.
func (s *debianServer) takes(t *testing.T, password string, want Outcome) {
	t.Helper()
	for name, at := range s.ports {
		var counter loginCounter
		c := clientFor(t, at.String(), Config{Dial: counter.dial, Timeout: 10 * time.Second})
		a, err := c.Try(ctx(t), admin(password))
		if err != nil || a.Outcome != want || counter.sent.Load() != 1 {
			t.Errorf("%s: %v %v, %d logins", name, a.Outcome, err, counter.sent.Load())
		}
	}
}

func names[T any](of map[string]T) (all []string) {
	for name := range of {
		all = append(all, name)
	}
	return all
}

func TestApacheTakesTheRightPassword(t *testing.T) {
	t.Parallel()
	const program, modules = "/usr/sbin/apache2", "/usr/lib/apache2/modules"
	s := newDebianServer(t, program, names(oddRealms)...)
	conf := "ServerRoot " + s.dir + "\nPidFile " + s.dir + "/pid\nServerName localhost\nErrorLog " + s.dir + "/error.log\nDocumentRoot " + s.dir + "/www\n" +
		"StartServers 1\nServerLimit 1\nThreadsPerChild 25\nMaxRequestWorkers 25\n"
	for _, module := range []string{"mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_digest"} {
		conf += fmt.Sprintf("LoadModule %s_module %s/mod_%s.so\n", module, modules, module)
	}
	users := ""
	// Its configuration takes backslashes off twice; it puts one before a quote itself.
	spelled := strings.NewReplacer(`\"`, `\\\"`, `\`, `\\\\`)
	for name, realm := range oddRealms {
		conf += fmt.Sprintf("Listen %s\n<VirtualHost %[1]s>\n<Location \"/\">\nAuthType Digest\nAuthName \"%s\"\n"+
			"AuthDigestProvider file\nAuthUserFile %s/users\nRequire valid-user\n</Location>\n</VirtualHost>\n", s.ports[name], spelled.Replace(realm), s.dir)
		users += fmt.Sprintf("admin:%s:%x\n", realm, md5.Sum([]byte("admin:"+realm+":"+secretWord)))
	}
	s.write(t, "users", users)
	s.start(t, program, "-f", s.write(t, "conf", conf), "-DFOREGROUND")
	s.takes(t, secretWord, Right)
	s.takes(t, "wrong", Wrong)
}

func TestLighttpdTakesTheRightPassword(t *testing.T) {
	t.Parallel()
	const program = "/usr/sbin/lighttpd"
	s := newDebianServer(t, program, append(names(oddRealms), "SHA-256", "MD5|SHA-256")...)
	main := s.ports["plain"] // the others are conditions
	conf := `server.modules=("mod_auth","mod_authn_file")` + "\n" +
		`server.document-root="` + s.dir + `/www"` + "\n" + fmt.Sprintf("server.bind=\"%s\"\nserver.port=%d\n", main.Addr(), main.Port()) + `server.errorlog="` + s.dir + `/error.log"` + "\n" +
		`auth.backend="htdigest"` + "\n" + `auth.backend.htdigest.userfile="` + s.dir + `/users"` + "\n"
	users := ""
	add := func(name, realm, algorithm string) {
		auth := fmt.Sprintf(`auth.require=("/"=>("method"=>"digest","realm"=>"%s","require"=>"valid-user","algorithm"=>"%s"))`,
			strings.ReplaceAll(realm, `"`, `\"`), algorithm)
		conf += fmt.Sprintf("$SERVER[\"socket\"]==\"%s\" { %s }\n", s.ports[name], auth)
		text := []byte("admin:" + realm + ":" + secretWord)
		if strings.Contains(algorithm, "MD5") {
			users += fmt.Sprintf("admin:%s:%x\n", realm, md5.Sum(text))
		}
		if strings.Contains(algorithm, "SHA-256") {
			users += fmt.Sprintf("admin:%s:%x\n", realm, sha256.Sum256(text))
		}
	}
	for name, realm := range oddRealms {
		add(name, realm, "MD5")
	}
	add("SHA-256", "Cam\xe9ra 256", "SHA-256")
	add("MD5|SHA-256", "both", "MD5|SHA-256")
	s.write(t, "users", users)
	s.start(t, program, "-D", "-f", s.write(t, "conf", conf))
	s.takes(t, secretWord, Right) // no wrong one: it waits a second before it says so
}
