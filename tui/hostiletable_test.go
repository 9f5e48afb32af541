package tui_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// What is right for a device that says nothing of the maker, and for one whose
// doings tell nothing.
var (
	stranger = []string{"not-hikvision"}
	unclear  = []string{"unknown"}
	ours     = []string{"active"}
)

func hostileDevices() []attack {
	all := append(hostileWires(), hostileBodies()...)
	return append(all, hostileTexts()...)
}

// hostileWires are attacks on the connection and on HTTP itself.
func hostileWires() []attack {
	const head = "HTTP/1.1 200 OK\r\n" + serverLine
	elsewhere := func(to string) voice { return sends(func(string) string { return to }) }
	return []attack{
		{"drip: a body of one byte a second", again(head+"Content-Length: 1000\r\n\r\n", "x", time.Second), unclear, true},
		{"drip: a head of one byte a second", again("", "H", time.Second), unclear, true},
		{"drip: chunks", again(head+"Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", time.Second), unclear, true},
		{"silence", func(c net.Conn, _ string) { _, _ = c.Read(make([]byte, 1)) }, unclear, true},
		{"endless body", again(head+"\r\n<a>", "x", 0), unclear, false},
		{"endless body in chunks", again(head+"Transfer-Encoding: chunked\r\n\r\n", "4\r\n<a/>\r\n", 0), unclear, false},
		{"endless chunk extension", again(head+"Transfer-Encoding: chunked\r\n\r\n4;", "x=y;", 0), unclear, false},
		{"endless trailer", again(head+"Transfer-Encoding: chunked\r\n\r\n4\r\n<a/>\r\n0\r\n", "X: y\r\n", 0), unclear, false},
		{"endless header line", again(head+"X: ", "y", 0), unclear, false},
		{"endless headers", again(head, "X: y\r\n", 0), unclear, false},
		{"endless status line", again("HTTP/1.1 200 ", "O", 0), unclear, false},
		{"thousands of headers", says(head + strings.Repeat("X-A: y\r\n", 6000) + "Content-Length: 0\r\n\r\n"), unclear, false},
		{"thousands of challenges", says("HTTP/1.1 401 No\r\n" + strings.Repeat("WWW-Authenticate: Digest realm=\"a\", nonce=\"1\"\r\n", 1200) + "Content-Length: 0\r\n\r\n"), stranger, false},
		{"a challenge of 60,000 signs", says("HTTP/1.1 401 No\r\nWWW-Authenticate: " + strings.Repeat("a=\",", 15000) + "\r\nContent-Length: 0\r\n\r\n"), unclear, false},
		{"flood of 1xx", again("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 0), unclear, false},
		{"flood of 100", again("", "HTTP/1.1 100 Continue\r\n\r\n", 0), unclear, false},
		{"101 and on in another tongue", again("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", "\x00\x1b", 0), unclear, false},
		{"reset at once", reset(""), unclear, false},
		{"reset in the head", reset("HTTP/1.1 200 O"), unclear, false},
		{"reset in the body", reset(head + "Content-Length: 1000\r\n\r\n<ActivateStatus><Activated>fal"), unclear, false},
		{"truncated", says(head + "Content-Length: 1000\r\n\r\n<ActivateStatus><Activated>false</Activated></Activa"), []string{"inactive"}, false},
		{"length of 10^30", says(head + "Content-Length: 1" + strings.Repeat("0", 30) + "\r\n\r\nx"), unclear, false},
		{"length below nothing", says(head + "Content-Length: -1\r\n\r\nx"), unclear, false},
		{"two lengths", says(head + "Content-Length: 1\r\nContent-Length: 9\r\n\r\nxxxxxxxxx"), unclear, false},
		{"200 MB announced", again(head+"Content-Length: 209715200\r\n\r\n", "x", 0), unclear, false},
		{"chunk of 2^64", says(head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx"), unclear, false},
		{"chunk below nothing", says(head + "Transfer-Encoding: chunked\r\n\r\n-1\r\nx"), unclear, false},
		{"chunks and a length", says(head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<a/>\n\r\n0\r\n\r\n"), unclear, false},
		{"an unknown transfer coding", says(head + "Transfer-Encoding: gzip, zip\r\n\r\nx"), unclear, false},
		{"gzip bomb", says(head + "Content-Encoding: gzip\r\nContent-Type: text/html\r\n\r\n" + gzipBomb()), unclear, false},
		{"redirect to itself", sends(func(path string) string { return path }), stranger, false},
		{"redirect that grows", sends(func(path string) string { return path + "x/" }), stranger, false},
		{"redirect elsewhere", elsewhere("http://192.0.2.1/\u202e"), stranger, false},
		{"redirect with a login", elsewhere("http://admin:12345@127.0.0.1/"), stranger, false},
		{"redirect to a file", elsewhere("file:///etc/passwd"), stranger, false},
		{"redirect to an address of 50,000 signs", elsewhere("/" + strings.Repeat("a/", 25000)), stranger, false},
		{"redirect to no address", elsewhere("http://[::bad"), stranger, false},
		{"garbage after the reply", says("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<a/>\x1b]0;owned\x07HTTP/1.1 200 OK\r\n\r\n" + strings.Repeat("\x00", 70000)), stranger, false},
		{"HTTP/0.9", says("<html><title>\x1b[31mowned</title></html>"), unclear, false},
		{"HTTP/9.9", says("HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n"), stranger, false},
		{"status 999999", says("HTTP/1.1 999999 OK\r\nContent-Length: 0\r\n\r\n"), unclear, false},
		{"SSH with escapes", says("SSH-2.0-\x1b]0;owned\x07\r\n"), unclear, false},
		{"TLS garbage", again("", "\x16\x03\x01\xff\xff\x1b]0;owned\x07", 0), unclear, false},
		{"TLS alert", says("\x15\x03\x01\x00\x02\x02\x28"), unclear, false},
		{"TLS silence", func(c net.Conn, _ string) { _, _ = c.Read(make([]byte, 1)) }, unclear, true},
	}
}

func gzipBomb() string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for range 64 {
		_, _ = z.Write(zeros)
	}
	_ = z.Close()
	return b.String()
}

// hostileBodies are bodies that every path has: as large as they may be, and
// made to grow in whoever reads them.
func hostileBodies() []attack {
	const size = 1<<20 - 200
	fill := func(begin, piece string) voice {
		return bodies("200 OK", begin+strings.Repeat(piece, (size-len(begin))/len(piece)))
	}
	bomb := "<!DOCTYPE a [<!ENTITY a0 \"aaaaaaaaaa\">"
	for i := range 12 {
		bomb += fmt.Sprintf("<!ENTITY a%d \"%s\">", i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	return []attack{
		{"entity bomb", bodies("200 OK", "<?xml version=\"1.0\"?>"+bomb+"]><ActivateStatus><Activated>&a12;</Activated></ActivateStatus>"), unclear, false},
		{"entity that is a file", bodies("200 OK", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><userCheck><statusString>&x;</statusString></userCheck>"), unclear, false},
		{"deep nesting", fill("", "<a>"), unclear, false},
		{"deep nesting of JSON", fill("", "["), unclear, false},
		{"deep nesting of objects", fill("", "{\"a\":"), unclear, false},
		{"many elements", fill("<a>", "<b/>"), unclear, false},
		{"many attributes", fill("<a", " b=\"\""), unclear, false},
		{"attributes without values", fill("<a", " b"), unclear, false},
		{"text in pieces", fill("<a>", "x<!---->"), unclear, false},
		{"text in CDATA", fill("<a>", "<![CDATA[x]]>"), unclear, false},
		{"one long name", fill("<", "a"), unclear, false},
		{"one long comment", fill("<a><!--", "-"), unclear, false},
		{"one long text", fill("<a>", "x"), unclear, false},
		{"many ends", fill("<a>", "</b>"), unclear, false},
		{"ampersands", fill("<a>", "&#x1b;"), unclear, false},
		{"numbers of JSON", fill("[", "0,"), unclear, false},
		{"objects of JSON", fill("[", "{},"), unclear, false},
		{"one text of JSON", fill("{\"a\":\"", "\\u001b"), unclear, false},
		{"no UTF-8", fill("<a>", "\xff"), unclear, false},
		{"no UTF-8 in a page", fill("<html><title>", "\xff"), unclear, false},
		{"a title of a megabyte", fill("<html><title>", "Title\x1b[2J"), unclear, false},
		{"titles", fill("<html>", "<title>"), unclear, false},
		{"zeros", fill("", "\x00"), unclear, false},
	}
}

// places are where a device can put a text. The rest of it is an honest camera.
var places = []struct {
	name string
	put  func(path string, p page, text string) page
}{
	{"status line", func(_ string, p page, text string) page { p.status = p.status[:4] + oneLine(text); return p }},
	{"Server", func(_ string, p page, text string) page {
		p.head = strings.Replace(p.head, "App-webs/", "App-webs/"+oneLine(text), 1)
		return p
	}},
	{"realm", func(_ string, p page, text string) page {
		p.head = strings.Replace(p.head, "IP Camera(C2183)", oneLine(strings.ReplaceAll(text, `"`, "")), 1)
		return p
	}},
	{"Content-Type", func(_ string, p page, text string) page {
		p.head += "Content-Type: " + oneLine(text) + "\r\n"
		return p
	}},
	{"Location", func(path string, p page, text string) page {
		if path == frontPath {
			p.status, p.head = "302 Found", p.head+"Location: http://elsewhere.example/"+oneLine(text)+"\r\n"
		}
		return p
	}},
	{"cookie", func(_ string, p page, text string) page {
		p.head += "Set-Cookie: WebSession=" + oneLine(text) + "\r\n"
		return p
	}},
	{"title", in(frontPath, "index", "")},
	{"login page", in(loginPath, "Login", "")},
	{"activateStatus", in(statusPath, "<Activated>", "<note>%s</note>")},
	{"userCheck", in(checkPath, "<statusValue>", "<statusString>%s</statusString><subStatusCode>%[1]s</subStatusCode>")},
	{"recovery", in(recoveryPath, "<isSupportWithSecurityQuestion>", "<subStatusCode>%s</subStatusCode>")},
	{"sessionIDVersion", in(sessionPath, "<sessionIDVersion>2", "<sessionIDVersion>%s")},
	{"element names", in(statusPath, "<Activated>", "<%s>x</%[1]s>")},
	{"root", in(recoveryPath, "SecurityExternCap", "%s")},
}

// in puts a text into the body of one path.
func in(path, at, as string) func(string, page, string) page {
	return func(asked string, p page, text string) page {
		if asked != path {
			return p
		}
		if as == "" {
			p.body = strings.Replace(p.body, at, text, 1)
			return p
		}
		more := fmt.Sprintf(as, text)
		if !strings.HasPrefix(as, at) && strings.HasPrefix(at, "<") {
			more += at
		}
		p.body = strings.ReplaceAll(p.body, at, more)
		return p
	}
}

// oneLine keeps a text from ending a header.
func oneLine(text string) string { return strings.NewReplacer("\r\n", " ", "\n", " ").Replace(text) }

// hostileTexts puts every foul text in every place, and the lies of a lock.
func hostileTexts() []attack {
	var all []attack
	for _, place := range places {
		for _, f := range foul {
			a := attack{name: place.name + ": " + f.name, verdict: ours, voice: but(func(path string, p page) page { return place.put(path, p, f.text) })}
			if forbidden(place.name, f.text) {
				a.verdict = unclear
			}
			all = append(all, a)
		}
	}
	return append(all, lies()...)
}

// forbidden reports whether a text makes a header that is none: no answer of such
// a device is HTTP.
func forbidden(place, text string) bool {
	return strings.ContainsAny(text, "\x1b\v") && slices.Contains([]string{"Server", "Content-Type", "cookie"}, place)
}

// everywhere is a camera that puts a text wherever it can.
func everywhere(text string) voice {
	return but(func(path string, p page) page {
		for _, place := range places {
			if !slices.Contains([]string{"Location", "realm"}, place.name) && !forbidden(place.name, text) {
				p = place.put(path, p, text)
			}
		}
		switch path {
		case checkPath: // one that the answer can be computed from
			p.head = strings.Replace(p.head, "IP Camera(C2183)", "IP "+strings.Map(quotable, text), 1)
		case infoPath + inside:
			p.body = info(text)
		}
		return p
	})
}

// quotable drops what cannot stand in the quoted text of a header.
func quotable(r rune) rune {
	if r < ' ' || r == '"' || r == '\\' || r == 0x7f {
		return -1
	}
	return r
}

// lies are what a lock can tell, in both vocabularies. What is beyond all sense
// counts as not told, and never as a lock that is open.
func lies() []attack {
	lock := func(status, left, unlock string) voice {
		return but(func(path string, p page) page {
			if path == checkPath {
				p.body = lockBody(status, left, unlock)
			}
			return p
		})
	}
	locked := []string{"locked"}
	all := []attack{
		{"lock of -1 s", lock("lock", "-1", "-1"), locked, false},
		{"lock of 99999999999 s", lock("lock", "99999999999", "99999999999"), locked, false},
		{"lock of 2^64 s", lock("lock", "18446744073709551616", "18446744073709551616"), locked, false},
		{"lock of no number", lock("lock", "\x1b[2J", "1e9"), locked, false},
		{"lock of a day and a second", lock("", "101", "86401"), ours, false},
		{"no lock, but a time", lock("", "5", "600"), locked, false},
		{"a lock that says both", lock("unlock</lockStatus><lockStatus>lock", "5", "0"), ours, false},
	}
	return append(all, attack{"ResponseStatus that lies", but(func(path string, p page) page {
		if path == checkPath {
			p.body = "<ResponseStatus><statusCode>-4</statusCode><subStatusCode>badAuthorization</subStatusCode><retryTimes>-1</retryTimes><resLockTime>99999999999</resLockTime></ResponseStatus>"
		}
		return p
	}), ours, false})
}
