package isapi

import "context"

const (
	prolog  = `<?xml version="1.0" encoding="UTF-8"?>`
	kindXML = "application/xml"
)

// write sends a request with a body once, on a connection of its own, to the
// place where the last probe found the device. Redirects are not followed.
func (c *Client) write(ctx context.Context, m *memory, call call) *answer {
	end, err := c.wire.Alone(ctx)
	if err != nil {
		return failed(err)
	}
	defer end()
	if err := c.find(ctx, m); err != nil {
		return failed(err)
	}
	at, _ := m.at()
	if err := m.agreedTo(at); err != nil {
		return failed(err)
	}
	to, err := c.server(at).Parse(call.path)
	if err != nil {
		return failed(err)
	}
	call.fresh = true
	a := c.send(ctx, to, call)
	if a.Err == nil && a.Status/100 == 3 {
		a.Err = ErrMoved
	}
	return a
}
