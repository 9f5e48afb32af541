package simcam

import (
	"bytes"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"slices"
	"strings"
)

// headerOrder is the order in which devices write the headers that they have (a scanner's patterns of real cameras and
// recorders). All others follow as they come.
var headerOrder = []string{"Date", "Server", "ETag", "Content-Length", "Content-Type", "Connection", "Last-Modified"}

// orderedListener accepts connections on which the headers of replies stand in the order of the devices. The standard
// library sorts them in its own way, but writes the head of a reply in one piece.
type orderedListener struct{ net.Listener }

func (l orderedListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if secure, ok := conn.(*tls.Conn); ok {
		return &orderedTLS{orderedConn{Conn: secure}, secure}, nil
	}
	return &orderedConn{Conn: conn}, nil
}

// orderedConn is one such connection. It is written to by the goroutine that serves it only.
type orderedConn struct {
	net.Conn
	head bool // the next piece begins with the head of a reply
}

// orderedTLS lets the server see that the connection is secure.
type orderedTLS struct {
	orderedConn
	secure *tls.Conn
}

func (o *orderedTLS) ConnectionState() tls.ConnectionState { return o.secure.ConnectionState() }

func (o *orderedConn) beginReply() { o.head = true }

// beginReply says that what is written next to the connection of a request is a reply.
func beginReply(r *http.Request) {
	if conn, ok := r.Context().Value(connKey{}).(interface{ beginReply() }); ok {
		conn.beginReply()
	}
}

// connKey is the key of a request's connection in its context.
type connKey struct{}

func withConn(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}

func (o *orderedConn) Write(b []byte) (int, error) {
	if o.head {
		o.head = false
		b = ordered(b)
	}
	return o.Conn.Write(b)
}

// ordered sorts the headers at the beginning of a message, which stays as long as it was.
func ordered(message []byte) []byte {
	head, body, whole := bytes.Cut(message, []byte("\r\n\r\n"))
	if !whole {
		return message
	}
	first, rest, _ := strings.Cut(string(head), "\r\n")
	lines := strings.Split(rest, "\r\n")
	sorted := []string{first}
	for rank := range len(headerOrder) + 1 {
		for _, line := range lines {
			if headerRank(line) == rank {
				sorted = append(sorted, line)
			}
		}
	}
	return append([]byte(strings.Join(sorted, "\r\n")+"\r\n\r\n"), body...)
}

func headerRank(line string) int {
	name, _, _ := strings.Cut(line, ":")
	if at := slices.IndexFunc(headerOrder, func(known string) bool { return strings.EqualFold(known, name) }); at >= 0 {
		return at
	}
	return len(headerOrder)
}
