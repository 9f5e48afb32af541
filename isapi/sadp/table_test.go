package sadp

import (
	"fmt"
	"testing"
	"time"

	"camreset/isapi"
)

func TestListIsBounded(t *testing.T) {
	table := table{rows: map[string]*row{}}
	for i := range maxRows + 10 {
		table.take(Device{MAC: fmt.Sprintf("02:00:00:00:%02x:%02x", i/256, i%256)}, false)
	}
	if len(table.rows) != maxRows || !table.full {
		t.Errorf("%d rows, full %v", len(table.rows), table.full)
	}
}

func TestCutDatagramTakesNothingAway(t *testing.T) {
	table := table{rows: map[string]*row{}}
	whole, cut := sample(t, "camera_v5.6.2.xml"), sample(t, "camera_v5.6.2.xml")[:900]
	for _, datagram := range [][]byte{cut, whole, cut} {
		m, err := Parse(datagram)
		if err != nil {
			t.Fatal(err)
		}
		d, _ := DeviceOf(m)
		table.take(d, m.partial())
	}
	if got, want := table.list()[0], device(t, whole); !same(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

// A computer that leaves one network for another takes the device along.
func TestRowFollowsTheInterface(t *testing.T) {
	heard := func(iface string, at int) Device {
		return Device{MAC: "44:47:cc:00:00:01", Source: SourceSADP, Interface: iface, Heard: time.Unix(int64(at), 0)}
	}
	table := table{rows: map[string]*row{}}
	place := func() string { return table.list()[0].Interface }
	table.take(heard("eth0", 0), false)
	table.take(heard("wlan0", 0), false)
	if place() != "eth0" {
		t.Error("the interface changed although the first still works")
	}
	table.round(time.Unix(3, 0), map[string]bool{"wlan0": true}) // eth0 is away
	table.take(heard("wlan0", 3), false)
	if place() != "wlan0" {
		t.Error("the row stays on an interface that is away")
	}
	for at := 5; at < 30; at += 3 {
		for _, d := range table.round(time.Unix(int64(at), 0), map[string]bool{"wlan0": true}) {
			if at < 13 || !d.Gone {
				t.Errorf("gone after %d s", at-3)
			}
		}
	}
	if !table.list()[0].Gone {
		t.Error("silent and not gone")
	}
}

// What a device told before a reset doesn't count after it, what another form of
// inquiry told in the same run does.
func TestRunsAreKeptApart(t *testing.T) {
	table := table{rows: map[string]*row{}}
	take := func(types, elements string) Device {
		t.Helper()
		m, err := Parse([]byte("<ProbeMatch><Types>" + types + "</Types><MAC>44-47-cc-00-00-01</MAC>" + elements + "</ProbeMatch>"))
		if err != nil {
			t.Fatal(err)
		}
		d, _ := DeviceOf(m)
		d, _ = table.take(d, m.partial())
		return d
	}
	const active, inactive = "<BootTime>1970-01-01 00:00:09</BootTime><Activated>true</Activated>", "<BootTime>1970-01-01 00:00:09</BootTime><Activated>false</Activated>"
	take("inquiry", active+"<Salt>abc</Salt>")
	if d := take("inquiry_v32", active+"<UserName>owner</UserName>"); d.Salt != "abc" || d.UserName != "owner" || d.ResetClass != ClassA {
		t.Errorf("one run: %+v", d)
	}
	if d := take("inquiry", inactive); d.Salt != "" || d.UserName != "" || d.Activated != isapi.No || d.ResetClass != ClassActivate {
		t.Errorf("after a reset: %+v", d)
	}
	if d := take("hello", "<BootTime>1970-01-01 00:00:09</BootTime>"); d.Activated != isapi.No || d.Old {
		t.Errorf("after a Hello: %+v", d)
	}
}
