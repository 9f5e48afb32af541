package wire

import (
	"context"
	"errors"
	"net"
	"syscall"

	"camreset/isapi/value"
)

// DialError is a connection that could not be made, with what was seen.
type DialError struct {
	State string // of DialState
	err   error
}

// Error says what the system said.
func (e *DialError) Error() string {
	return ErrUnreachable.Error() + ": " + value.Clean(e.err.Error())
}

// Unwrap gives ErrUnreachable.
func (e *DialError) Unwrap() error { return ErrUnreachable }

// What a failed connect looks like.
const (
	Refused = "refused"  // the host is there and says no
	Silent  = "silent"   // no answer at all: off, filtered, or another address
	NoRoute = "no-route" // this computer has no way there
	NoName  = "no-name"  // the host name is not known
)

// DialState names what a failed connect looked like: Refused, Silent, NoName or
// NoRoute. The bare number is Windows' own for refused.
func DialState(err error) string {
	var number syscall.Errno
	var name *net.DNSError
	var late net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED), errors.As(err, &number) && number == 10061:
		return Refused
	case errors.As(err, &name):
		return NoName
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, syscall.ETIMEDOUT),
		errors.As(err, &late) && late.Timeout():
		return Silent
	}
	return NoRoute
}
