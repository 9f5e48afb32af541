package simcam_test

import (
	"crypto/aes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"html"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
)

// seeker is a computer on a Lan with one camera: a socket of its own and one that listens to the group.
type seeker struct {
	*testing.T
	lan   *simnet.Lan
	cam   *simcam.Camera
	clock *simtest.Clock
	own   socket
	group socket
	marks int // read so far
}

// socket is a socket of a Lan with its address.
type socket struct {
	listener
	at netip.AddrPort
}

// listener is what a socket of a Lan can do.
type listener interface {
	Read(b []byte) (int, netip.AddrPort, string, error)
	Write(b []byte, to netip.AddrPort) error
	SetReadDeadline(time.Time) error
	Close() error
}

func newSeeker(t *testing.T, ip string, sc simcam.Scenario) *seeker {
	t.Helper()
	lan, cam, clock := simtest.NewLan(t, ip, sc)
	s := &seeker{T: t, lan: lan, cam: cam, clock: clock}
	s.own = s.listen("0.0.0.0:50000", netip.Addr{})
	s.group = s.listen("0.0.0.0:37020", simcam.SADPGroup.Addr())
	return s
}

func (s *seeker) listen(at string, group netip.Addr) socket {
	s.Helper()
	local := netip.MustParseAddrPort(at)
	return socket{must(s.lan.Listen("eth0", local, group)), local}
}

// read gives what waits at a socket of the Lan, where everything arrives at once; empty if there is nothing. The
// socket sends a mark to itself, so that nobody has to wait for nothing.
func (s *seeker) read(from socket) string {
	s.Helper()
	s.marks++
	mark, to := fmt.Sprint("mark ", s.marks), from.at
	if to.Addr().IsUnspecified() {
		to = netip.AddrPortFrom(s.lan.Addresses()[0].Addr(), to.Port())
	}
	if err := from.Write([]byte(mark), to); err != nil {
		s.Fatal(err)
	}
	b := make([]byte, 64<<10)
	_ = from.SetReadDeadline(time.Now().Add(20 * time.Second))
	for {
		n, _, arrived, err := from.Read(b)
		switch text := string(b[:n]); {
		case err != nil || arrived != "eth0":
			s.Fatal(arrived, err)
		case text == mark:
			return ""
		case !strings.HasPrefix(text, "mark "):
			return text
		}
	}
}

// drain empties the listener of the group.
func (s *seeker) drain() {
	for s.read(s.group) != "" {
	}
}

const testUuid = "13A888A9-F1B1-4020-AE9F-05607682D23B"

func inquiry(kind string) string {
	return `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>` + testUuid + `</Uuid><Types>` + kind + `</Types></Probe>`
}

// send sends a request to the group and gives the answer that comes to the sender.
func (s *seeker) send(request string) string {
	s.Helper()
	if err := s.own.Write([]byte(request), simcam.SADPGroup); err != nil {
		s.Fatal(err)
	}
	return s.read(s.own)
}

// command sends a command with further elements.
func (s *seeker) command(kind, more string) string {
	s.Helper()
	mac := strings.ReplaceAll(s.cam.Identity().MAC, ":", "-")
	return s.send(`<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>` + testUuid + `</Uuid><MAC>` + mac + `</MAC><Types>` + kind + `</Types>` + more + `</Probe>`)
}

// told is the text of an element of an answer.
func told(message, name string) string {
	m := regexp.MustCompile("<" + name + ">([^<]*)</" + name + ">").FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

func (s *seeker) result(answer, word string, parts ...string) {
	s.Helper()
	if got := told(answer, "Result"); got != word {
		s.Errorf("result %q, want %q: %s", got, word, answer)
	}
	for _, part := range parts {
		if !strings.Contains(answer, part) {
			s.Errorf("no %q in %s", part, answer)
		}
	}
}

// exchange asks for the bytes that the next command is sealed with.
func (s *seeker) exchange() []byte {
	s.Helper()
	der := x509.MarshalPKCS1PublicKey(&ownKey().PublicKey)
	answer := s.command("exchangecode", "<Code>"+base64.StdEncoding.EncodeToString(der)+"</Code>")
	s.result(answer, "success")
	sealed := must(base64.StdEncoding.DecodeString(told(answer, "Code")))
	return must(rsa.DecryptPKCS1v15(nil, ownKey(), sealed)) // the protocol wants this padding
}

// ecb seals text, padded with zeros, under the first bytes of an exchange.
func ecb(random []byte, text string) string {
	plain := []byte(text)
	for len(plain)%16 != 0 {
		plain = append(plain, 0)
	}
	block := must(aes.NewCipher(random[:16]))
	for at := 0; at < len(plain); at += 16 {
		block.Encrypt(plain[at:], plain[at:])
	}
	return base64.StdEncoding.EncodeToString(plain)
}

func sealed(random []byte, password string) string {
	return "<Password>" + ecb(random, string(random[:16])+password) + "</Password>"
}
