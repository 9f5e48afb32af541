package lan

import (
	"errors"
	"net/netip"
	"slices"
	"testing"
	"time"
)

// What the networks have shown for a host stays, the newest last; the table is read
// every two seconds at most.
func TestMACsOfAHost(t *testing.T) {
	now, read := time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC), 0
	table := tableOf("192.168.1.64 44:19:b6:00:00:10")
	l := LAN{Neighbours: func() (map[netip.Addr]string, error) { read++; return table, nil }}.Begin()
	expect := func(host string, reads int, want ...string) {
		t.Helper()
		if got := l.MacsOf(host, now); !slices.Equal(got, want) || read != reads {
			t.Errorf("%s: %v after %d reads, want %v after %d", host, got, read, want, reads)
		}
	}
	expect("192.168.1.64", 1, "44:19:b6:00:00:10")
	table = tableOf("192.168.1.64 44:19:b6:00:00:11", "192.168.1.65 00:00:00:00:00:00")
	now = now.Add(linkAge - 1)
	expect("192.168.1.64", 1, "44:19:b6:00:00:10")
	now = now.Add(1)
	expect("192.168.1.64", 2, "44:19:b6:00:00:10", "44:19:b6:00:00:11")
	expect("192.168.1.65", 2)
	expect("fe80::4619:b6ff:fe5c:10", 2, "44:19:b6:5c:00:10")
	table = tableOf("192.168.1.64 44:19:b6:00:00:10")
	now = now.Add(-time.Hour) // a clock that was put right
	expect("192.168.1.64", 3, "44:19:b6:00:00:11", "44:19:b6:00:00:10")
	l.Neighbours = nil
	now = now.Add(time.Hour)
	expect("192.168.1.64", 3, "44:19:b6:00:00:11", "44:19:b6:00:00:10")
	l = LAN{Neighbours: func() (map[netip.Addr]string, error) { return nil, errors.New("not allowed") }}.Begin()
	if got := l.MacsOf("192.168.1.64", now); len(got) != 0 {
		t.Errorf("%v of a table that cannot be read", got)
	}
}
