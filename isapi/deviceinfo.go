package isapi

import (
	"context"
	"errors"
)

// DeviceInfo reads model, serial and firmware with a login. It needs a password
// that is known to be right: it spends one answered request, by digest, Basic or,
// where the device offers neither, a session of its own. Errors: ErrAuth,
// ErrLocked, ErrLowPrivilege, ErrConsent, ErrLost and those of reaching.
func (c *Client) DeviceInfo(ctx context.Context, login Login) (Device, error) {
	const op = "read device info"
	m, read := c.memory(), call{method: "GET", path: pathDevice}
	a, err := c.withLogin(ctx, m, op, login, read)
	if errors.Is(err, ErrNoChallenge) && a.sessionOnly() {
		a, err = c.inSession(ctx, m, op, login, a, read)
	}
	if err != nil {
		return Device{}, err
	}
	if a.Root != "deviceinfo" && a.Root != "json" || a.Status != 200 {
		return Device{}, a.failure(op)
	}
	return deviceOf(a.doc), nil
}
