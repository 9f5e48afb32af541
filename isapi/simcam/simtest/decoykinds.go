package simtest

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
)

// DecoyKind describes one kind of Decoy. The verdict is what a careful reader of all its answers would say:
// "not-hikvision" where an answer shows something else, "unknown" where nothing shows anything.
type DecoyKind struct{ Name, Verdict, About string }

// decoyKind is a kind with its way to answer: serve over HTTP, or talk on the raw connection.
type decoyKind struct {
	DecoyKind
	secure bool // over TLS
	serve  http.HandlerFunc
	talk   func(net.Conn)
}

const (
	notHikvision = "not-hikvision"
	unknown      = "unknown"
)

var decoyKinds = []decoyKind{
	{DecoyKind: DecoyKind{"router", notHikvision, "401 with Basic and the realm of a router, on every path"},
		serve: challenged(`Basic realm="TP-LINK Router"`, "Router Webserver")},
	{DecoyKind: DecoyKind{"digest-router", notHikvision, "401 with digest and the realm of a router, on every path"},
		serve: challenged(`Digest realm="NETGEAR R7000", qop="auth", nonce="5e6f", algorithm=MD5`, "")},
	{DecoyKind: DecoyKind{"printer", notHikvision, "the pages of a printer, 404 for the rest"},
		serve: onlyFront("Virata-EmWeb/R6_2_1", "<title>LaserJet Status</title><h1>Ready</h1>")},
	{DecoyKind: DecoyKind{"other-camera", notHikvision, "a camera of another maker: its login page, and digest for the rest"},
		serve: otherCamera},
	{DecoyKind: DecoyKind{"always-200", notHikvision, "the same page with 200 for every path"},
		serve: always(http.StatusOK, "", "<html><head><title>Welcome</title></head><body>It works!</body></html>")},
	{DecoyKind: DecoyKind{"captive-portal", notHikvision, "302 to the login of a guest network for every path"},
		serve: portal},
	{DecoyKind: DecoyKind{"nginx-404", notHikvision, "404 for every path"},
		serve: always(http.StatusNotFound, "nginx/1.24.0", nginxPage("404 Not Found"))},
	{DecoyKind: DecoyKind{"forbidden-all", unknown, "403 for every path, without any mark; a locked camera may look like it"},
		serve: always(http.StatusForbidden, "", "")},
	{DecoyKind: DecoyKind{"teapot", notHikvision, "418 with escape codes and binary in status line and body, and odd letters in headers"},
		talk: brew("Server: tea\u202epot\u009b\r\nWWW-Authenticate: Digest realm=\"tea\u202e\u009b\", nonce=\"1\"\r\n")},
	{DecoyKind: DecoyKind{"bad-headers", notHikvision, "the same with escape codes in headers, which HTTP forbids"},
		talk: brew("Server: tea\x1b[2Jpot\r\nWWW-Authenticate: Digest realm=\"\x1b]0;owned\x07\", nonce=\"1\"\r\n")},
	{DecoyKind: DecoyKind{"tls-only-other", notHikvision, "another device that speaks TLS only"},
		secure: true, serve: onlyFront("nginx", "<title>Example Storage</title>")},
	{DecoyKind: DecoyKind{"not-http", notHikvision, "an SSH server"},
		talk: says("SSH-2.0-OpenSSH_9.6\r\n")},
	{DecoyKind: DecoyKind{"rubbish", notHikvision, "bytes that are no protocol at all"},
		talk: says("\x00\xff\xfe\x1b[2J\x1b]0;owned\x07\x80\x81\r\n\r\n\x00")},
	{DecoyKind: DecoyKind{"silent", unknown, "accepts connections and never says a word"},
		talk: func(conn net.Conn) { drain(conn) }},
	{DecoyKind: DecoyKind{"close-at-once", unknown, "accepts connections and closes them"},
		talk: func(net.Conn) {}},
}

// Decoys lists the kinds for NewDecoy.
func Decoys() []DecoyKind {
	list := make([]DecoyKind, 0, len(decoyKinds))
	for _, k := range decoyKinds {
		list = append(list, k.DecoyKind)
	}
	return list
}

func always(status int, server, page string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { answerPage(w, status, server, page) }
}

func answerPage(w http.ResponseWriter, status int, server, page string) {
	if server != "" {
		w.Header().Set("Server", server)
	}
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, page)
}

func challenged(challenge, server string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("WWW-Authenticate", challenge)
		answerPage(w, http.StatusUnauthorized, server, "<h1>401 Authorization Required</h1>")
	}
}

func onlyFront(server, page string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			answerPage(w, http.StatusOK, server, page)
			return
		}
		answerPage(w, http.StatusNotFound, server, "<h1>404</h1>")
	}
}

func otherCamera(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" {
		answerPage(w, http.StatusOK, "Boa/0.94.14rc21", "<title>WEB SERVICE</title><script src=\"/jsCore/login.js\"></script>")
		return
	}
	challenged(`Digest realm="Login to ABC123", qop="auth", nonce="1146532437", opaque="10a2"`, "Boa/0.94.14rc21")(w, r)
}

func portal(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "http://portal.example/login", http.StatusFound)
}

func nginxPage(title string) string {
	return fmt.Sprintf("<html>\r\n<head><title>%s</title></head>\r\n<body>\r\n<center><h1>%s</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n", title, title)
}

// says talks first and then listens until the other side has enough.
func says(words string) func(net.Conn) {
	return func(conn net.Conn) {
		_, _ = io.WriteString(conn, words)
		drain(conn)
	}
}

func drain(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// brew answers one request with what no terminal should get to see: escape codes, and letters that turn the line
// around, both in as many places as headers allows.
func brew(headers string) func(net.Conn) {
	return func(conn net.Conn) {
		if _, err := http.ReadRequest(bufio.NewReader(conn)); err != nil {
			return
		}
		body := "<title>\x1b[31mteapot\x1b[0m \u202e\x07</title>" + strings.Repeat("\x00\x1b]0;owned\x07\xff", 100)
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 418 I'm a \x1b[5mteapot\r\nContent-Type: text/html\r\nContent-Length: %d\r\n%s"+
			"Connection: close\r\n\r\n%s", len(body), headers, body)
	}
}
