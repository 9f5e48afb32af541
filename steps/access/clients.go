package access

import (
	"context"
	"maps"
	"net/netip"
	"slices"

	"camreset/isapi"
	"camreset/steps/clients"
	"camreset/steps/facts"
	"camreset/steps/secure"
	"camreset/steps/sentences"
)

// LookForClients looks who else logs in to the camera, with the login that was proved: who
// is logged in, and its log of the last hour. It ends at the first refusal, and changes
// nothing. Where there is no such login only what discovery hears is taken.
func (e Env) LookForClients(ctx context.Context, f *facts.Facts) (func(*facts.Facts), error) {
	if !f.LooksAgain(e.Now()) {
		named := e.named(ctx, f, f.Clients)
		return func(f *facts.Facts) { f.Clients = named }, nil
	}
	pages, err := secure.Pages{}, error(nil)
	for _, ask := range clients.Asked() { // one after the other: a refusal costs one try
		if err != nil {
			break
		}
		var read secure.Pages
		read, err = e.readPages(ctx, f, []isapi.PageRequest{ask}, 1)
		maps.Copy(pages, read)
	}
	seen, err := e.lookOn(ctx, f, pages, err)
	return func(f *facts.Facts) {
		f.Clients = seen
		refuse(f, err)
	}, err
}

// lookOn is the rest of a look at who logs in, after the pages that it begins with. err is
// what those came to: after a refusal nothing more is read.
func (e Env) lookOn(ctx context.Context, f *facts.Facts, pages secure.Pages, err error) (clients.Seen, error) {
	look := clients.Begin(pages, e.Now(), e.ours(f))
	for err == nil {
		ask, more := look.Next()
		if !more {
			break
		}
		var read secure.Pages
		read, err = e.readPages(ctx, f, []isapi.PageRequest{ask}, 1)
		look.Add(read[ask.Path])
	}
	seen := f.Clients.Take(look, f.PasswordAt())
	if err != nil {
		seen.Problem = sentences.ReasonOf(err)
	}
	return e.named(ctx, f, seen), err
}

// named gives clients the names that discovery has for their addresses.
func (e Env) named(ctx context.Context, f *facts.Facts, seen clients.Seen) clients.Seen {
	heard := e.Listen(ctx, -1)
	if len(heard.Devices) == 0 && !heard.Settled { // it has only begun to listen
		heard = e.Listen(ctx, heard.Version)
	}
	if len(heard.Devices) == 0 {
		heard = f.Heard
	}
	return seen.Named(f.HeardClients(heard), facts.Recorder)
}

// ours says which addresses are this computer's, or the camera's own.
func (e Env) ours(f *facts.Facts) func(netip.Addr) bool {
	camera, _ := netip.ParseAddr(f.Target.IP)
	ours := []netip.Addr{camera, f.Alive.From, f.Seen.Reach.From}
	all, _ := e.SADP.Interfaces() // without them that by which it was reached is left
	for _, i := range all {
		for _, p := range i.Prefixes {
			ours = append(ours, p.Addr())
		}
	}
	return func(a netip.Addr) bool {
		return slices.ContainsFunc(ours, func(one netip.Addr) bool { return one.Unmap().WithZone("") == a })
	}
}
