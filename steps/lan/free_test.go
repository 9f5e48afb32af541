package lan

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/sadp"
)

// An address is free where nothing answers, nobody is in the neighbour table and nobody
// is heard; where that cannot be asked it is not.
func TestFreeAddresses(t *testing.T) {
	all := []netip.Addr{netip.MustParseAddr("192.168.1.64"), netip.MustParseAddr("192.168.1.65"), netip.MustParseAddr("192.168.1.66"), netip.MustParseAddr("192.168.1.67")}
	ours := sadp.Device{MAC: one}
	table := tableOf("192.168.1.65 "+two, "192.168.1.66 "+one)
	for name, c := range map[string]struct {
		table func() (map[netip.Addr]string, error)
		want  []bool
	}{
		"a table":             {func() (map[netip.Addr]string, error) { return table, nil }, []bool{true, false, true, false}},
		"an empty table":      {func() (map[netip.Addr]string, error) { return nil, nil }, []bool{true, true, true, false}},
		"an unreadable table": {func() (map[netip.Addr]string, error) { return nil, errors.New("not allowed") }, []bool{false, false, false, false}},
		"a slow table":        {func() (map[netip.Addr]string, error) { time.Sleep(2 * TableWait); return table, nil }, []bool{false, false, false, false}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &street{doors: map[string]string{"192.168.1.67:554": "shut"}} // who refuses is there
			l := s.lan(nil).Begin()
			l.Neighbours = c.table
			if got := l.NobodyAt(t.Context(), ours, all...); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
			s.isQuiet(t)
			time.Sleep(2 * TableWait)
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if l := (&street{}).lan(table).Begin(); slices.Contains(l.NobodyAt(ctx, ours, all...), true) {
		t.Error("a search that was ended found an address free")
	}
}

// A device that is heard keeps its address, also where no port of it answers and nobody
// is in the neighbour table; the one that is to get it does not keep itself from it.
func TestRule7AnAddressOfWhoIsHeardIsNotFree(t *testing.T) {
	plugIn(t, func(t *testing.T, c *cables) {
		street := &street{}
		c.Dial = street.lan(nil).Dial
		c.Neighbours = func() (map[netip.Addr]string, error) { return map[netip.Addr]string{}, nil }
		heard := c.hear(t, 2).Devices
		free := c.NobodyAt(t.Context(), heard[0], heard[0].IPv4, heard[1].IPv4, netip.MustParseAddr("192.168.1.72"))
		if want := []bool{true, false, true}; !slices.Equal(free, want) {
			t.Errorf("%v, want %v", free, want)
		}
	}, "192.168.1.64", "192.168.1.71")
}
