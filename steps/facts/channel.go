package facts

import (
	"errors"

	"camreset/isapi"
)

// Channel says how what protects the connection to a camera differs from before;
// empty where it does not.
type Channel string

// The differences.
const (
	ChannelChanged Channel = "changed" // another certificate
	ChannelGone    Channel = "gone"    // plain HTTP only, where TLS was
	ChannelNew     Channel = "new"     // TLS, where plain HTTP was
)

// ChannelOf reads the difference out of an error.
func ChannelOf(err error) Channel {
	switch {
	case errors.Is(err, isapi.ErrTLSGone):
		return ChannelGone
	case errors.Is(err, isapi.ErrTLSNew):
		return ChannelNew
	case errors.Is(err, isapi.ErrPinChanged):
		return ChannelChanged
	}
	return ""
}

// SeenChannel reads it out of a look.
func SeenChannel(s isapi.Seen) Channel {
	return ChannelOf(errors.Join(s.Reach.Err, s.Front.Err, s.Status.Err, s.Check.Err))
}
