package owned_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"camreset/isapi"
	"camreset/steps/owned"
	"camreset/steps/secure"
)

// This computer's zone is written as devices write theirs (samples of the maker's guide).
func TestHostZone(t *testing.T) {
	for name, want := range map[string]string{
		"Europe/Berlin":     "CET-1:00:00DST01:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00",
		"America/New_York":  "EST+5:00:00DST01:00:00,M3.2.0/02:00:00,M11.1.0/02:00:00",
		"Australia/Sydney":  "AEST-10:00:00DST01:00:00,M10.1.0/02:00:00,M4.1.0/03:00:00",
		"Asia/Shanghai":     "CST-8:00:00",
		"Asia/Kolkata":      "IST-5:30:00",
		"America/Sao_Paulo": "GMT+3:00:00",
		"UTC":               "UTC-0:00:00",
		"Africa/Casablanca": "fixed",
	} {
		l, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for month := range 12 {
			got, fixed := owned.HostZone(time.Date(2026, time.Month(month+1), 9, 12, 0, 0, 0, l))
			if fixed != (want == "fixed") || want != "fixed" && got != want {
				t.Errorf("%s: %s, fixed %v", name, got, fixed)
			}
			if parsed, ok := owned.ParseZone(got); !ok || parsed != got {
				t.Errorf("%s: %s is not read again", name, got)
			}
		}
	}
}

func TestParseZone(t *testing.T) {
	for typed, want := range map[string]string{
		"+1": "GMT-1:00:00", "UTC+5:30": "GMT-5:30:00", "gmt - 3": "GMT+3:00:00", "+0530": "GMT-5:30:00", "UTC-0": "GMT-0:00:00",
		"CST-8:00:00": "CST-8:00:00", "CET-1:00:00DST01:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00": "CET-1:00:00DST01:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00",
		"UTC-5:00:00": "", "UTC+8:00:00": "", "UTC-5.5": "", "UTC0": "UTC0",
		"": "", "Berlin": "", "+15": "", "+1:75": "", "CST-99": "", "CST-8<x>": "", "8": "",
	} {
		if got, ok := owned.ParseZone(typed); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v", typed, got, ok)
		}
	}
	if owned.SameZone("CST-8:00:00", "CET-1:00:00") || !owned.SameZone("CST-8:00:00", "CST-8") || owned.SameZone("CET-1:00:00", "CET-1:00:00DST01:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00") {
		t.Error("zones are compared by their text")
	}
}

const (
	server = "<NTPServer><id>1</id><addressingFormatType>hostname</addressingFormatType><hostName>time.example</hostName><portNo>123</portNo></NTPServer>"
	clock  = "<Time><timeMode>manual</timeMode><localTime>2026-01-02T03:04:05</localTime><timeZone>CST-8:00:00</timeZone></Time>"
)

// What is sent back is the page with what is wanted, and nothing else.
func TestWishes(t *testing.T) {
	const paths = "/ISAPI/System/time/ntpServers/1 /ISAPI/System/time"
	pages := secure.Pages{}
	for i, path := range strings.Fields(paths) {
		pages[path] = isapi.PageOf(path, []string{server, clock}[i])
	}
	k := secure.Known{Now: time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)}
	for id, c := range map[string]struct {
		wish owned.Wish
		want map[string]string
	}{
		owned.Server: {owned.Wish{Server: "192.168.1.1"}, map[string]string{"addressingFormatType": "ipaddress", "ipAddress": "192.168.1.1", "hostName": "", "portNo": "123"}},
		owned.Zone:   {owned.Wish{Server: "192.168.1.1", Zone: "GMT-1:00:00"}, map[string]string{"timeMode": "NTP", "localTime": "2026-07-01T13:00:00", "timeZone": "GMT-1:00:00"}},
	} {
		s := c.wish.Setting(id)
		found := s.Look(k, pages)
		page, can := s.Fix(k, pages)
		if !found.Open() || !can {
			t.Errorf("%s: %+v", id, found)
		}
		for name, text := range c.want {
			if got := page.Doc.First(name); got != text {
				t.Errorf("%s: %s is %q, want %q", id, name, got, text)
			}
		}
		if found = s.Look(k, secure.Pages{page.Path: page}); found.Open() {
			t.Errorf("%s: sent, and still open", id)
		}
	}
	if ids := (owned.Wish{Server: "x"}).IDs(); !slices.Equal(ids, []string{owned.Server, owned.Zone}) {
		t.Error(ids)
	}
	if (owned.Wish{}).IDs() != nil || (owned.Wish{}).Setting("other") != nil {
		t.Error("something is sent that nobody asked for")
	}
}

// The questions that have an answer are answered anew, else the first of the list.
func TestChosen(t *testing.T) {
	list := []owned.Question{{ID: 1}, {ID: 2, Set: true}, {ID: 3}, {ID: 4, Set: true}, {ID: 5}}
	if got := owned.Chosen(list); !slices.Equal(got, []int{1, 2, 3}) || owned.AreSet(list) {
		t.Error(got)
	}
	list[4].Set = true
	if got := owned.Chosen(list); !slices.Equal(got, []int{2, 4, 5}) || !owned.AreSet(list) {
		t.Error(got)
	}
	if got := owned.Chosen(list[:2]); got != nil {
		t.Error(got)
	}
}

// A slip in an address would send the code to nobody.
func TestUnfitMailbox(t *testing.T) {
	for typed, fits := range map[string]bool{
		"me@example.org": true, "first.last+cam@mail.example.co.uk": true, "ｍｅ＠example。org": true, " me@example.org ": true,
		"": false, "me": false, "me@": false, "@example.org": false, "me@example": false, "me@example.": false, "me@.org": false, "me@a..org": false,
		"me @example.org": false, "Me <me@example.org>": false, "me@you@example.org": false, "me@example.org, you@example.org": false,
		strings.Repeat("x", 60) + "@example.org": false,
	} {
		if got := owned.UnfitMailbox(typed); got.IsZero() != fits {
			t.Errorf("%q: %s", typed, got)
		}
	}
	for typed, fits := range map[string]bool{"": true, "pool.ntp.org": true, "192.168.1.1": true, "fe80::1": true, "a b": false, "-x": false, "http://x": false} {
		if got := owned.UnfitServer(typed); got.IsZero() != fits {
			t.Errorf("%q: %s", typed, got)
		}
	}
}
