package simcam_test

import (
	"bufio"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"
)

// raw is a connection whose bytes are read as they come: the order of headers is lost in every client.
type raw struct {
	*testing.T
	conn net.Conn
	text *bufio.Reader
}

func dialRaw(t *testing.T, base string) raw {
	t.Helper()
	conn := must(net.Dial("tcp", strings.TrimPrefix(base, "http://")))
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	return raw{t, conn, bufio.NewReader(conn)}
}

// names sends a request, reads the whole reply and gives the names of its headers as they came.
func (r raw) names(request string) string {
	r.Helper()
	if _, err := io.WriteString(r.conn, request); err != nil {
		r.Fatal(err)
	}
	var names []string
	length := 0
	for first := true; ; first = false {
		line, err := r.text.ReadString('\n')
		if err != nil {
			r.Fatal(err)
		}
		name, value, header := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case name == "":
			if _, err := io.CopyN(io.Discard, r.text, int64(length)); err != nil {
				r.Fatal(err)
			}
			return strings.Join(names, " ")
		case first || !header:
			continue
		case name == "Content-Length":
			length = must(strconv.Atoi(value))
		}
		names = append(names, name)
	}
}
