package access

import (
	"context"
	"slices"
	"sync"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

// Back is what is met when a camera that went is looked for.
type Back struct {
	Heard lan.Heard
	Seen  Seen
	Found []facts.Found
	// Starting are addresses where a device has power and takes no connection.
	Starting []lan.Address
	// Double is an address that several devices have: which answers there is not known.
	Double string
}

// ComeBack looks for the camera that went at every address where it may be, and, where
// its MAC is known, for that, wherever it is heard. It returns as soon as something
// changes at one of them, or the MAC speaks, and after the patience.
func (e Env) ComeBack(ctx context.Context, f *facts.Facts, patience time.Duration, where []lan.Address) (b Back) {
	var news <-chan struct{}
	speaks := func() (sadp.Device, bool) {
		d, now := e.Newest(b.Heard, f.RecordBefore)
		return d, now && f.PlaceOf(lan.PageOf(d)) == lan.Near // anybody on the cable can send such a record
	}
	if f.RecordBefore.MAC != "" {
		news = e.News(ctx, f.Heard.Version)
		b.Heard = e.Heard()
	}
	if d, now := speaks(); now && d.SameSubnet != isapi.No && !slices.Contains(where, lan.PageOf(d)) {
		where = append(where, lan.PageOf(d))
	}
	b.Seen = e.Await(ctx, f.Watched, patience, news, true, where...)
	if f.RecordBefore.MAC != "" {
		b.Heard = e.Heard()
	}
	for _, p := range b.Seen.At {
		b.meet(f, p)
	}
	b.Found = inOrder(b.Found)
	if d, now := speaks(); now && d.SameSubnet == isapi.No {
		b.Found = append([]facts.Found{{Address: lan.PageOf(d), Activated: d.Activated, Ready: true, Record: d}}, b.Found...)
	}
	f.MarkResets(b.Found)
	return b
}

// meet takes what is at one address.
func (b *Back) meet(f *facts.Facts, p Presence) {
	holders := b.Heard.Holders(p.Address)
	x := facts.FoundAt(p.Address, p.Status)
	if len(holders) == 1 {
		x.Record = holders[0]
	}
	switch {
	case p.Reach.There() && len(holders) > 1:
		b.Double = p.Address.String()
	case p.Reach.State == isapi.ReachRefused:
		b.Starting = append(b.Starting, p.Address)
	case p.Reach.Taken() && !another(f, x):
		b.Found = append(b.Found, x)
	}
}

// another is true for a device that is not the one that was reset.
func another(f *facts.Facts, x facts.Found) bool {
	if f.RecordBefore.MAC != "" && x.Record.MAC != "" {
		return !x.Record.Same(f.RecordBefore)
	}
	return x.Activated == isapi.No && slices.Contains(f.Strangers, x.Address)
}

// inOrder puts the ones without a password first.
func inOrder(all []facts.Found) (found []facts.Found) {
	for _, state := range []isapi.Tri{isapi.No, isapi.Yes, isapi.Unknown} {
		for _, x := range all {
			if x.Activated == state {
				found = append(found, x)
			}
		}
	}
	return found
}

// LookAround looks once at all addresses at the same time; the inactive ones come first.
func (e Env) LookAround(ctx context.Context, all []lan.Address) []facts.Found {
	met := make([]*facts.Found, len(all))
	var wait sync.WaitGroup
	for i, a := range all {
		wait.Go(func() {
			camera := e.Camera(a)
			if camera.Alive(ctx).State != isapi.ReachOpen {
				return
			}
			found := facts.FoundAt(a, camera.ActivateStatus(ctx))
			met[i] = &found
		})
	}
	wait.Wait()
	var found []facts.Found
	for _, x := range met {
		if x != nil {
			found = append(found, *x)
		}
	}
	return inOrder(found)
}
