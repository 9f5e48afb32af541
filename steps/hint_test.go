package steps

import (
	"errors"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"camreset/steps/report"
)

func TestDiscoverHintsAtASilentCamera(t *testing.T) {
	besides(testDiscoverHintsAtASilentCamera)(t)
}

func testDiscoverHintsAtASilentCamera(t *testing.T) {
	w := newWorld(t, "unplugged", nil)
	w.env.SADP = seenFrom(w)
	find := func(only string, table map[netip.Addr]string, err error) report.Listing {
		w.env.Neighbours = func() (map[netip.Addr]string, error) { return table, err }
		list, failed := report.Discover(t.Context(), w.env.LAN, report.Search{For: time.Second, Interface: only}, nil)
		if failed != nil || len(list.Causes) == 0 {
			t.Fatalf("%v: %+v", failed, list)
		}
		return list
	}
	one := map[netip.Addr]string{netip.MustParseAddr("192.168.1.7"): "44:19:b6:00:00:07", netip.MustParseAddr("192.168.1.1"): "3c:a6:2f:10:20:30"}
	for _, only := range []string{"", "eth0"} {
		want := report.ListedCause{
			ID: "neighbour", Why: "A device with a network card of the maker is at 192.168.1.7, and does not answer the search.",
			How: "this computer's neighbour table names its MAC 44:19:b6:00:00:07, registered to Hangzhou Hikvision Digital Technology Co.,Ltd.; that is a hint, no proof",
			Fix: "Look at it: camreset 192.168.1.7",
		}
		if list := find(only, one, nil); list.Causes[0] != want || len(list.Causes) < 2 || list.ExitCode() != 3 {
			t.Errorf("%+v", list.Causes)
		}
	}
	many := map[netip.Addr]string{}
	for i := range 7 {
		many[netip.AddrFrom4([4]byte{192, 168, 1, byte(20 + i)})] = fmt.Sprintf("44:19:b6:00:00:%02x", i)
	}
	want := "7 devices with a network card of the maker do not answer the search: at 192.168.1.20, 192.168.1.21, 192.168.1.22, 192.168.1.23, 192.168.1.24 and 2 more."
	if c := find("", many, nil).Causes[0]; c.Why != want || c.Fix != "Look at one: camreset 192.168.1.20" {
		t.Errorf("%+v", c)
	}
	for name, list := range map[string]report.Listing{
		"an interface that was not searched": find("eth0", map[netip.Addr]string{netip.MustParseAddr("10.0.0.7"): "44:19:b6:00:00:07"}, nil),
		"others' network cards":              find("", map[netip.Addr]string{netip.MustParseAddr("192.168.1.1"): "3c:a6:2f:10:20:30"}, nil),
		"no table":                           find("", nil, errors.New("not allowed")),
	} {
		if list.Causes[0].ID == "neighbour" {
			t.Errorf("%s: %+v", name, list.Causes[0])
		}
	}
}

func TestDiscoverThatFindsSomethingAsksNoNeighbours(t *testing.T) {
	besides(testDiscoverThatFindsSomethingAsksNoNeighbours)(t)
}

func testDiscoverThatFindsSomethingAsksNoNeighbours(t *testing.T) {
	w := newWorld(t, "forgotten", audibly)
	w.env.SADP = seenFrom(w)
	w.env.Neighbours = func() (map[netip.Addr]string, error) {
		t.Error("the neighbour table was read")
		return nil, nil
	}
	if list, err := report.Discover(t.Context(), w.env.LAN, report.Search{For: time.Second}, nil); err != nil || len(list.Devices) != 1 || len(list.Causes) != 0 {
		t.Errorf("%v: %+v", err, list)
	}
}
