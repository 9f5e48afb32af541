package lan

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"camreset/isapi/sadp"
)

// NobodyAt says of each address whether nothing answered there: no port that was
// knocked at, nothing in the neighbour table after that, and no other device that
// is heard. Where one of these could not be asked, no address counts as free.
func (l LAN) NobodyAt(ctx context.Context, d sadp.Device, all ...netip.Addr) []bool {
	knocking, cancel := context.WithTimeout(ctx, knockWait)
	defer cancel()
	free := make([]bool, len(all))
	var wait sync.WaitGroup
	for i, a := range all {
		wait.Go(func() { free[i] = !l.answersTCP(knocking, a) })
	}
	wait.Wait()
	neighbours := l.NeighbourTable(ctx)
	heard := Present(l.Listen(ctx, 0).Devices)
	for i, a := range all {
		mac, known := neighbours[a]
		other := slices.ContainsFunc(heard, func(x sadp.Device) bool { return x.IPv4 == a && !x.Same(d) })
		free[i] = free[i] && neighbours != nil && ctx.Err() == nil && !other && (!known || mac == d.MAC)
	}
	return free
}

// knockWait is how long the addresses have to answer in all; on one cable it
// takes milliseconds.
const knockWait = 2500 * time.Millisecond

// answersTCP knocks at the ports of cameras and their kin. A refusal is an answer.
func (l LAN) answersTCP(ctx context.Context, a netip.Addr) bool {
	for range knocks {
		for _, port := range slices.Concat(sweepPorts, []int{554}) {
			if l.connect(ctx, a, port) != silent {
				return true
			}
		}
	}
	return false
}

// knocks is how often each port is tried: the first packet to a new address may
// be lost while it is looked up.
const knocks = 3
