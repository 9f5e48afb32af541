package steps

import (
	"context"
	"crypto/md5"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/report"
)

// What people have reported in public about their devices, made again at the socket:
// the replies are those of the reports, numbers are invented.

const rightWord = "Right-Pass1"

// reported is a device of a report. It takes one password, by digest, and counts.
type reported struct {
	server    string
	challenge []string // WWW-Authenticate; %s is the nonce
	refusal   string   // body of every refusal
	check     string   // body of userCheck with the right password, and its status
	status    int
	closed    bool // its front page wants a login too

	mu            sync.Mutex
	nonces        map[string]bool // and whether they were answered
	wrong, right  int
	others, write int
}

const (
	usualChallenge = `Digest qop="auth", realm="IP Camera(E4411)", nonce="%s", stale="FALSE"`
	toldFive       = `<userCheck version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema"><statusValue>401</statusValue><statusString>Unauthorized</statusString><isActivated>true</isActivated><lockStatus>unlock</lockStatus><unlockTime>0</unlockTime><retryLoginTime>5</retryLoginTime></userCheck>`
	goodCheck      = `<userCheck version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema"><statusValue>200</statusValue><statusString>OK</statusString><isDefaultPassword>false</isDefaultPassword><isRiskPassword>false</isRiskPassword><isActivated>true</isActivated></userCheck>`
	caseInfo       = `<DeviceInfo version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><deviceName>cam</deviceName><model>DS-2CD2143G0-I</model><serialNumber>DS-2CD2143G0-I20190101AAWRE00004411</serialNumber><macAddress>c0:56:e3:44:11:07</macAddress><firmwareVersion>V5.6.3</firmwareVersion><firmwareReleasedDate>build 190923</firmwareReleasedDate><deviceType>IPCamera</deviceType></DeviceInfo>`
)

// usual is the camera to which the reports add something.
func usual() *reported {
	return &reported{server: "App-webs/", challenge: []string{usualChallenge}, refusal: toldFive, check: goodCheck, status: 200, nonces: map[string]bool{}}
}

func (d *reported) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header()["Server"] = nil
	if d.server != "" {
		w.Header().Set("Server", d.server)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if r.Method != http.MethodGet {
		d.write++
	}
	w.Header().Set("Content-Type", "application/xml")
	const page = `<!DOCTYPE html><html><head><title>index</title></head><body><script>window.location.href="/doc/page/login.asp?_"+(new Date()).getTime();</script></body></html>`
	open := map[string]string{"/": page, "/doc/page/login.asp": page, "/SDK/activateStatus": "<ActivateStatus><Activated>true</Activated></ActivateStatus>"}[r.URL.Path]
	switch {
	case open != "" && !d.closed:
		if strings.HasPrefix(open, "<!") {
			w.Header().Set("Content-Type", "text/html")
		}
		_, _ = io.WriteString(w, open)
	case !strings.HasPrefix(r.URL.Path, "/ISAPI/") && !d.closed:
		w.WriteHeader(http.StatusNotFound)
	case !d.passes(r):
		nonce := make([]byte, 16)
		_, _ = rand.Read(nonce)
		d.nonces[hex.EncodeToString(nonce)] = false
		for _, c := range d.challenge {
			w.Header().Add("WWW-Authenticate", strings.ReplaceAll(c, "%s", hex.EncodeToString(nonce)))
		}
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, d.refusal)
	case r.URL.Path == "/ISAPI/Security/userCheck":
		w.WriteHeader(d.status)
		_, _ = io.WriteString(w, d.check)
	case r.URL.Path == "/ISAPI/System/deviceInfo":
		_, _ = io.WriteString(w, caseInfo)
	default:
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "<ResponseStatus><statusCode>4</statusCode><subStatusCode>notSupport</subStatusCode></ResponseStatus>")
	}
}

var digestPart = regexp.MustCompile(`(\w+)\s*=\s*("[^"]*"|[^,\s]+)`)

// passes checks a digest answer (RFC 2617, MD5) with a nonce that is good once.
func (d *reported) passes(r *http.Request) bool {
	scheme, rest, given := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case !given:
		return false
	case !strings.EqualFold(scheme, "Digest"):
		d.others++
		return false
	}
	p := map[string]string{}
	for _, part := range digestPart.FindAllStringSubmatch(rest, -1) {
		p[part[1]] = strings.Trim(part[2], `"`)
	}
	hash := func(parts ...string) string {
		sum := md5.Sum([]byte(strings.Join(parts, ":")))
		return hex.EncodeToString(sum[:])
	}
	middle := []string{p["nonce"]}
	if p["qop"] != "" {
		middle = append(middle, p["nc"], p["cnonce"], p["qop"])
	}
	parts := append(append([]string{hash("admin", p["realm"], rightWord)}, middle...), hash(r.Method, p["uri"]))
	answered, known := d.nonces[p["nonce"]]
	d.nonces[p["nonce"]] = true
	if !known || answered || p["uri"] != r.URL.RequestURI() || p["response"] != hash(parts...) {
		d.wrong++
		return false
	}
	d.right++
	return true
}

func (d *reported) count() (right, wrong int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.right, d.wrong + d.others + d.write
}

// caseAddress is where the devices of the reports are, on a network of the test.
const caseAddress = "10.9.0.21"

// doorsOf gives an Env in which that address has these ports and no other.
func doorsOf(t *testing.T, ports map[string]net.Addr) Env {
	t.Helper()
	env := plainEnv(t)
	env.SADP.Interfaces = func() ([]sadp.Interface, error) {
		return []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("10.9.0.5/24")}}}, nil
	}
	env.Neighbours, env.SADP.Listen = nil, nil
	env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, _ := net.SplitHostPort(address)
		if at := ports[port]; at != nil && host == caseAddress {
			return new(net.Dialer).DialContext(ctx, network, at.String())
		}
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	env = env.WithCameras()
	t.Cleanup(env.Close)
	return env
}

// served starts a server for a device and tells where.
func served(t *testing.T, d http.Handler) net.Addr {
	t.Helper()
	s := httptest.NewServer(d)
	t.Cleanup(s.Close)
	return s.Listener.Addr()
}

// only80 is a device at the usual port.
func only80(t *testing.T, d *reported) map[string]net.Addr {
	return map[string]net.Addr{"80": served(t, d)}
}

// publicCases are the reports, by what is special.
var publicCases = map[string]struct {
	change func(*reported)
	doors  func(*testing.T, *reported) map[string]net.Addr
	typed  string // behind the address
	// report is what is wrong with a check, empty where nothing is.
	report func(report.Report) string
	// word is how a login with the right password comes out; says is what is said.
	word Outcome
	says string
	// busy is a word with which nothing was sent, for a device that had no time.
	busy Outcome
}{
	// https://github.com/icholy/digest/issues/12
	"blanks in the challenge": {change: func(d *reported) {
		d.challenge = []string{`Digest  realm = "IP Camera(E4411)", nonce="%s",qop="auth-int, auth", algorithm=md5,opaque=""`}
	}, report: isActive, word: "right"},
	// https://github.com/home-assistant/core/issues/173174
	"numbers that are empty": {change: func(d *reported) {
		d.refusal = "<userCheck><statusValue>401</statusValue><statusString>Unauthorized</statusString><isActivated>true</isActivated><lockStatus></lockStatus><unlockTime/><retryLoginTime></retryLoginTime></userCheck>"
	}, report: func(r report.Report) string {
		return firstOf(isActive(r), wrongIf(r.Login.AttemptsLeft != nil || r.Login.UnlockSeconds != nil, "numbers are told that the device does not tell"))
	}, word: "right"},
	// public test of a Java client
	"only the tries are told": {change: func(d *reported) {
		d.refusal = "<userCheck><statusValue>401</statusValue><statusString>Unauthorized</statusString><retryLoginTime>2</retryLoginTime></userCheck>"
	}, report: func(r report.Report) string {
		return firstOf(isActive(r), wrongIf(r.Login.AttemptsLeft == nil || *r.Login.AttemptsLeft != 2, "not 2 tries left"),
			wrongIf(r.Methods[0].Key != "default-password" || r.Methods[0].Open, "the factory password is offered"))
	}, word: "right"},
	// https://github.com/AlexxIT/go2rtc/issues/2232
	"the realm is the MAC": {change: func(d *reported) {
		d.server, d.closed, d.refusal = "", true, "<!DOCTYPE html><html><title>Document Error: Unauthorized</title></html>"
		d.challenge = []string{`Digest realm="b4a382441107", nonce="%s", stale="FALSE"`, `Basic realm="b4a382441107"`}
	}, report: func(r report.Report) string {
		return firstOf(isActive(r), wrongIf(!strings.Contains(strings.Join(r.Evidence, "\n"), "b4a382441107"), "the MAC is not among the evidence"))
	}, word: "right"},
	// https://github.com/maciej-or/hikvision_next/issues/231
	"HTTP is sent on with a number": {doors: sentOn, report: func(r report.Report) string {
		return firstOf(isActive(r), wrongIf(!strings.Contains(rowIn(r, "answers").Hint, "Certificate"), "no certificate is shown"))
	}, word: "right"},
	// https://github.com/henry-spanka/node-red-contrib-hikvision/issues/36
	"resets above two connections": {doors: resetting, report: func(r report.Report) string {
		if r.Verdict == "unknown" && r.Hikvision != isapi.No {
			return "" // on a busy computer the resets may outlast its patience
		}
		return isActive(r)
	}, word: "right", busy: "full"},
	// public set-up notes for a DS-K1T320EFWX
	"all connections are taken": {change: func(d *reported) {
		d.status, d.check = 403, `<ResponseStatus version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema"><requestURL>/ISAPI/Security/userCheck</requestURL><statusCode>3</statusCode><statusString>Device Error</statusString><subStatusCode>deployExceedMax</subStatusCode></ResponseStatus>`
	}, report: isActive, word: "full", says: "too busy for another login"},
	// https://github.com/home-assistant/core/issues/53624
	"the page at 8181": {doors: func(t *testing.T, d *reported) map[string]net.Addr {
		return map[string]net.Addr{"8181": served(t, d)}
	}, typed: ":8181", report: isActive, word: "right"},
}

// row is the check of that id.
func rowIn(r report.Report, id string) report.Check {
	for _, c := range r.Checks {
		if c.ID == id {
			return c
		}
	}
	return report.Check{}
}

func wrongIf(wrong bool, how string) string {
	if wrong {
		return how
	}
	return ""
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

func isActive(r report.Report) string {
	return wrongIf(r.Verdict != "active" || r.Hikvision != isapi.Yes || r.ExitCode() != 0, "not active")
}

// sentOn is a device whose HTTP is off: every path is sent on to https, each time with
// another number behind it.
func sentOn(t *testing.T, d *reported) map[string]net.Addr {
	safe := httptest.NewUnstartedServer(d)
	safe.Config.ErrorLog = log.New(io.Discard, "", 0) // who looks whether it answers says no hello
	safe.StartTLS()
	t.Cleanup(safe.Close)
	number := 0
	var mu sync.Mutex
	front := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if r.Header.Get("Authorization") != "" {
			t.Error("a login went out without TLS")
		}
		number++
		http.Redirect(w, r, fmt.Sprintf("https://%s%s?randnum=%d", caseAddress, r.URL.Path, number), http.StatusFound)
	})
	return map[string]net.Addr{"80": served(t, front), "443": safe.Listener.Addr()}
}

// resetting is a device that resets what comes above two connections at a time.
func resetting(t *testing.T, d *reported) map[string]net.Addr {
	s := httptest.NewUnstartedServer(d)
	s.Listener = &fewConnections{Listener: s.Listener}
	s.Start()
	t.Cleanup(s.Close)
	return map[string]net.Addr{"80": s.Listener.Addr()}
}

type fewConnections struct {
	net.Listener
	live atomic.Int32
}

func (f *fewConnections) Accept() (net.Conn, error) {
	for {
		conn, err := f.Listener.Accept()
		switch {
		case err != nil:
			return nil, err
		case f.live.Add(1) <= 2:
			return &oneOfFew{Conn: conn, gone: sync.OnceFunc(func() { f.live.Add(-1) })}, nil
		}
		f.live.Add(-1)
		_ = conn.(*net.TCPConn).SetLinger(0)
		_ = conn.Close()
	}
}

type oneOfFew struct {
	net.Conn
	gone func()
}

func (c *oneOfFew) Close() error {
	c.gone() // first: the other side knows it from the closing
	return c.Conn.Close()
}

// TestPublicCases looks at each device as `check` does, which sends no login, and
// walks to it with the right password, which is one try.
func TestPublicCases(t *testing.T) {
	t.Parallel()
	for name, c := range publicCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := usual()
			if c.change != nil {
				c.change(d)
			}
			doors := c.doors
			if doors == nil {
				doors = only80
			}
			ports := doors(t, d)
			at, _ := lan.ParseAddress(caseAddress + c.typed)
			env := doorsOf(t, ports)
			r := inspected(t, env, at)
			env.Close() // a program that ends holds no connections
			if bad := c.report(r); bad != "" {
				t.Errorf("%s: %s", bad, strings.Join(r.Lines(), "\n"))
			}
			if right, wrong := d.count(); right+wrong != 0 {
				t.Errorf("a check sent %d logins", right+wrong)
			}
			end, told := walkTo(t, doorsOf(t, ports), at)
			right, wrong := d.count()
			if f := end.Facts(); c.busy != "" && f.Last.Word == c.busy && f.Tries+right+wrong == 0 {
				return
			} else if f.Last.Word != c.word || f.Tries > 1 || wrong != 0 || right == 0 || !strings.Contains(told, c.says) {
				t.Errorf("%s after %d tries; %d right and %d wrong at the device; %s", f.Last.Word, f.Tries, right, wrong, told)
			}
		})
	}
}

// walkTo walks to one try with the right password and leaves.
func walkTo(t *testing.T, env Env, at lan.Address) (Walk, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var log []string
	answers := mine.with(script{"try-password": {rightWord, flow.SayQuit}, "menu": {"try-password"}, "no-try": {flow.SayQuit}, "done": {"finish"}})
	ask := answers.ask(t, &log)
	end, err := Run(ctx, env, Begin(env, at), func(ctx context.Context, w Walk, refused error) (string, error) {
		log = append(log, "«"+w.Step().Say(w.Facts()).String()+"»")
		return ask(ctx, w, refused)
	}, nil)
	told := strings.Join(log, " ")
	if err != nil && end.Facts().Last.Word == "" {
		t.Fatalf("%v at %s: %s", err, end.Step().ID, told)
	}
	return end, told
}

// https:// was typed, and the port speaks only plain HTTP: it takes the TLS hello and is
// silent (https://github.com/home-assistant/core/issues/162663).
func TestPublicCaseTLSOnAPlainPort(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", nil)
		dial := w.env.Dial
		w.env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			if address != net.JoinHostPort(w.ip, "90") {
				return dial(ctx, network, address)
			}
			plain, err := dial(ctx, network, net.JoinHostPort(w.ip, "80"))
			if err != nil {
				return nil, err
			}
			ours, its := net.Pipe()
			go silentToTLS(its, plain)
			return ours, nil
		}
		env := w.env.WithCameras()
		defer env.Close()
		at, _ := lan.ParseAddress("https://" + w.ip + ":90")
		begun := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second) // as check does
		defer cancel()
		r := Inspect(ctx, env, at)
		lines := strings.Join(r.Lines(), "\n")
		if r.Verdict == "unreachable" || r.Hikvision == isapi.No || !strings.Contains(lines, "secure connection") || !strings.Contains(lines, "http://") {
			t.Errorf("%s: %s", r.Verdict, lines)
		}
		if took := time.Since(begun); took > 9*time.Second {
			t.Errorf("took %v", took)
		}
		if got := w.camera.Counters(); got.Logins+got.Writes != 0 {
			t.Errorf("%d logins, %d writes", got.Logins, got.Writes)
		}
	})(t)
}

// silentToTLS leads to a plain web server, and takes a TLS hello without a word.
func silentToTLS(conn, plain net.Conn) {
	defer conn.Close()
	defer plain.Close()
	first := make([]byte, 1)
	if _, err := io.ReadFull(conn, first); err != nil {
		return
	}
	if first[0] == 0x16 { // a TLS record of a handshake
		_, _ = io.Copy(io.Discard, conn)
		return
	}
	_, _ = plain.Write(first)
	go func() { _, _ = io.Copy(conn, plain); _ = conn.Close() }()
	_, _ = io.Copy(plain, conn)
}

// One address, two cameras: a recorder leads to them by two ports, under one realm.
// What was tried on one is not told of the other, or counted with the doubt said
// (https://github.com/pergolafabio/Hikvision-Addons/issues/200).
func TestPublicCaseTwoCamerasBehindOneAddress(t *testing.T) {
	t.Parallel()
	cameras, ports := []*reported{usual(), usual()}, map[string]net.Addr{}
	for i, d := range cameras {
		d.challenge = []string{`Digest qop="auth", realm="DS-2CD2143G0-I", nonce="%s", stale="FALSE"`}
		d.refusal = "<userCheck><statusValue>401</statusValue><statusString>Unauthorized</statusString></userCheck>"
		ports[fmt.Sprint(65001+i)] = served(t, d)
	}
	env := doorsOf(t, ports)
	first, _ := lan.ParseAddress(caseAddress + ":65001")
	f := Facts{Camera: facts.Camera{Target: first}}
	change, _ := env.Try(t.Context(), &f, loginWith("Some-1-Word"), false)
	change(&f)
	if right, wrong := cameras[0].count(); right != 0 || wrong != 1 {
		t.Fatalf("%d right and %d wrong logins", right, wrong)
	}
	second, _ := lan.ParseAddress(caseAddress + ":65002")
	r := inspected(t, env, second)
	spent := r.Login.AttemptsSpent
	if told := rowIn(r, "tries").Detail; spent == nil || *spent != 0 && !strings.Contains(told, "through port 65001 of this address, where another device may be") {
		t.Errorf("what was tried on one camera is told of the other: %s", told)
	}
	if told := rowIn(inspected(t, env, first), "tries").Detail; strings.Contains(told, "another device") {
		t.Errorf("there is no doubt about its own: %s", told)
	}
	if right, wrong := cameras[1].count(); right+wrong != 0 || r.Device.Model+r.Device.Serial+r.Device.MAC != "" {
		t.Errorf("%d logins, named %+v", right+wrong, r.Device)
	}
}

// The page is at 8181, and the camera tells that over UDP: who types the address alone
// gets there, with one try (https://github.com/home-assistant/core/issues/53624).
func TestPublicCaseWebPortToldOverUDP(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); knows(s) })
		w.camera.SetNetwork(netip.MustParsePrefix(w.ip+"/24"), 8181)
		end, log := w.tell(t, mine.with(script{"try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"finish"}}))
		f, got := end.Facts(), w.camera.Counters()
		if Ended(end) != AlreadyIn || f.Target.Port != 8181 || f.Tries != 1 || got.Wrong != 0 {
			t.Errorf("%s at %s after %d tries; %v", Ended(end), f.Target, f.Tries, log)
		}
	})(t)
}
