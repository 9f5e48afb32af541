package wire

import "errors"

// The reasons why no answer came, or no whole one, for errors.Is.
var (
	ErrUnreachable = errors.New("nothing answers at this address")
	ErrMute        = errors.New("the device takes the connection but says nothing")
	ErrClosed      = errors.New("the device closed the connection before it had answered")
	ErrReset       = errors.New("it broke the connection off")
	ErrNotHTTP     = errors.New("what answers there is no web server")
	ErrTLS         = errors.New("no secure connection could be made")
	ErrTooLarge    = errors.New("the answer is far too large")
	ErrLost        = errors.New("the answer was lost, so what the device did is not known")
	errProtocol    = errors.New("it wants to go over to another protocol")
)

// HungUp reports that the device ended the connection instead of answering.
func HungUp(err error) bool { return errors.Is(err, ErrClosed) || errors.Is(err, ErrReset) }
