package steps

import (
	"context"
	"net/netip"

	"camreset/isapi/sadp"
	"camreset/steps/access"
	"camreset/steps/flow"
	"camreset/steps/saved"
)

// Env is the world as the guide's checks have it.
type Env struct {
	access.Env
	// Report is the file for the report that the user named; empty for one in the folder
	// where they work.
	Report string

	kept *kept
}

// World is what a driver needs of an Env.
func (e Env) World() flow.World[Env, Facts] {
	return flow.World[Env, Facts]{Env: e, Now: e.Now, After: e.After, Hand: e.Hand, Save: e.Keep}
}

// store is where walks are saved.
func (e Env) store() saved.Store { return saved.Store{Files: e.Files, Random: e.Random} }

// WithCameras gives an Env what belongs to one run: its own, empty set of clients, and
// the memory of what was saved of the walk.
func (e Env) WithCameras() Env { return Env{Env: e.Env.WithCameras(), Report: e.Report, kept: &kept{}} }

// Until gives an Env whose notes are waited for no longer than ctx lasts.
func (e Env) Until(ctx context.Context) Env {
	e.Env = e.Env.Until(ctx)
	return e
}

// WithSockets gives an Env the interfaces and UDP sockets of another world than the
// system's, which goes by the Env's clock.
func (e Env) WithSockets(interfaces func() ([]sadp.Interface, error), listen func(iface string, local netip.AddrPort, group netip.Addr) (sadp.Conn, error)) Env {
	e.Env = e.Env.WithSockets(interfaces, listen)
	return e
}
