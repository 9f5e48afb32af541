package steps

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/isapi/value"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/report"
	"camreset/steps/sentences"

	"github.com/google/go-cmp/cmp"
)

// crowded are devices that have something to mark, as a search reports them.
func crowded() sadp.Report {
	at := netip.MustParseAddr
	fresh := sadp.Device{
		MAC: "44:47:cc:00:00:01", Model: "DS-2CD2143G0-I", Serial: "DS-2CD2143G0-I20190101AAWRD00000001", ShortSerial: "D00000001",
		IPv4: at("192.168.1.64"), Mask: at("255.255.255.0"), HTTPPort: 80, Firmware: "V5.5.6", Activated: isapi.No, SameSubnet: isapi.No, Interface: "eth0",
		Recovery: sadp.Recovery{GUID: isapi.Yes, Mailbox: isapi.No}, Source: sadp.SourceSADP,
	}
	second, far := fresh, fresh
	second.MAC, second.Serial, second.ShortSerial = "44:47:cc:00:00:02", "DS-2CD2143G0-I20190101AAWRD00000002", "D00000002"
	far.MAC, far.Model, far.IPv4, far.HTTPPort = "44:47:cc:00:00:03", "DS-2CD2387G2-LSU/SL-a-very-long-name", at("192.168.100.200"), 65535
	far.Activated, far.SameSubnet, far.WrongMask, far.ShortSerial = isapi.Yes, isapi.No, true, "D00000003"
	return sadp.Report{Devices: []sadp.Device{fresh, second, far}}
}

// printed is what a search prints on a terminal of so many cells.
func printed(t *testing.T, width int, r sadp.Report) string {
	t.Helper()
	var out bytes.Buffer
	o := &report.Output{Out: &out, Width: width}
	seen := report.NewSightings(o.Saw)
	for _, d := range r.Devices {
		seen.Take(d)
	}
	if err := o.End(report.ListingOf(r), nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestListFitsTheTerminal(t *testing.T) {
	for _, width := range []int{200, 120, 100, 80, 72, 60, 40} {
		text := printed(t, width, crowded())
		list, _, _ := strings.Cut(text, "3 found")
		for line := range strings.Lines(list) {
			if line = strings.TrimRight(line, "\n"); len([]rune(line)) > width {
				t.Errorf("%d cells wide at %d: %q", len([]rune(line)), width, line)
			}
		}
		for _, whole := range []string{"Address", "State", "192.168.1.64 ", "192.168.100.200:65535", "00:00:01", "00:00:03", "no password", "password set", "other range", "wrong mask", "shared address"} {
			if !strings.Contains(list, whole) {
				t.Errorf("%d cells have no %q:\n%s", width, whole, list)
			}
		}
		if width >= report.NarrowList && !strings.Contains(list, "D00000001") {
			t.Errorf("%d cells have no serial:\n%s", width, list)
		}
	}
}

func TestListInAPipeIsWhole(t *testing.T) {
	text := printed(t, 0, crowded())
	lines := strings.Split(text, "\n")
	for _, want := range []string{"DS-2CD2387G2-LSU/SL-a-very-long-name", "44:47:cc:00:00:03", "D00000003", "password set, wrong mask", "eth0"} {
		if !strings.Contains(lines[3], want) {
			t.Errorf("no %q in %q", want, lines[3])
		}
	}
	if !strings.Contains(text, "2 devices have the address 192.168.1.64 and hide each other: 44:47:cc:00:00:01, 44:47:cc:00:00:02") {
		t.Error(text)
	}
}

// The names of the fields are a contract with scripts.
func TestListSchema2(t *testing.T) {
	var out bytes.Buffer
	r := crowded()
	r.Devices = append(r.Devices, sadp.Device{MAC: "44:47:cc:00:00:09", Source: sadp.SourceONVIF})
	if err := (&report.Output{Out: &out, JSON: true}).End(report.ListingOf(r), nil); err != nil {
		t.Fatal(err)
	}
	var list struct {
		Schema             int
		Devices            []map[string]any
		Interfaces, Causes []any
	}
	if err := json.Unmarshal(out.Bytes(), &list); err != nil || list.Schema != 2 || list.Interfaces == nil || list.Causes == nil {
		t.Fatalf("%v: %s", err, out.String())
	}
	want := strings.Fields("activated boot_time build dhcp firmware gateway http_port interface ipv4 kind mac mask model oem recovery same_subnet serial shared_address source")
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(list.Devices[0]))); diff != "" {
		t.Error(diff)
	}
	recovery := map[string]any{"questions": nil, "mailbox": false, "guid": true, "file": nil, "second_mode": nil, "hik_connect": nil}
	if diff := cmp.Diff(recovery, list.Devices[0]["recovery"]); diff != "" {
		t.Error(diff)
	}
	if d := list.Devices[0]; d["shared_address"] != true || d["same_subnet"] != false || list.Devices[2]["shared_address"] != false || d["http_port"] != 80.0 {
		t.Errorf("%v", list.Devices)
	}
	for _, unknown := range []string{"same_subnet", "shared_address", "http_port", "activated", "dhcp"} {
		if v := list.Devices[3][unknown]; v != nil {
			t.Errorf("%s is %v where nobody told it", unknown, v)
		}
	}
}

func TestListAsTableHasTheRecoveryFlags(t *testing.T) {
	var out bytes.Buffer
	if err := (&report.Output{Out: &out, CSV: true}).End(report.ListingOf(crowded()), nil); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for title, want := range map[string]string{"guid": "yes", "mailbox": "no", "questions": "unknown", "hik_connect": "unknown", "second_mode": "unknown", "file": "unknown", "shared_address": "yes", "http_port": "80"} {
		if at := slices.Index(rows[0], title); at < 0 || rows[1][at] != want {
			t.Errorf("%s: column %d of %q", title, at, rows[1])
		}
	}
}

func TestCausesAreSaidBesideAList(t *testing.T) {
	r := crowded()
	r.Causes = []sadp.Cause{{ID: "port-taken", Why: "Another program.", How: "it failed", Fix: "Close it."}}
	if text := printed(t, 80, r); !strings.Contains(text, "3 found") || !strings.Contains(text, "There may be more:\n- Another program.") {
		t.Error(text)
	}
	r.Causes = append(r.Causes, sadp.Cause{ID: "firewall", Why: "A firewall.", How: "it is on", Fix: "Allow it."})
	f := &Facts{Run: facts.Run{Heard: lan.Heard{Devices: r.Devices, Causes: r.Causes}}}
	if lines := findSheet(f); len(lines) != 1 || !strings.Contains(lines[0].String(), "A firewall. Allow it.") { // the row says the first
		t.Errorf("the wizard's list: %v", lines)
	}
}

func TestAnInterfaceThatIsNotThere(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", audibly)
		_, err := report.Discover(t.Context(), w.env.LAN, report.Search{For: time.Second, Interface: "nope"}, nil)
		var wrong report.NoInterfaceError
		if !errors.As(err, &wrong) || len(wrong.There) == 0 || !strings.Contains(err.Error(), wrong.There[0]) {
			t.Errorf("%v", err)
		}
	})(t)
}

// The search of all addresses tells whom the other one did not hear.
func TestDiscoverSweeps(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", audibly)
		if err := w.lan.Add("192.168.1.70", simcam.New(simcam.Scenario{Unit: 5, SADP: simcam.SADPForm{Off: true}}, simcam.RealClock())); err != nil {
			t.Fatal(err)
		}
		list, err := report.Discover(t.Context(), w.env.LAN, report.Search{For: 3 * time.Second, Sweep: true}, nil)
		if err != nil || len(list.Devices) != 1 || len(list.Swept) != 1 || list.Swept[0].IPv4 != "192.168.1.70" || len(list.Swept[0].Ports) == 0 {
			t.Errorf("%v: %+v", err, list)
		}
		if text := strings.Join(list.Lines(), "\n"); !strings.Contains(text, "192.168.1.70  open: 80") {
			t.Error(text)
		}
	})(t)
}

func TestPlainMAC(t *testing.T) {
	for typed, want := range map[string]string{
		"44:47:CC:00:00:01": "4447cc000001", "44-47-cc-00-00-01": "4447cc000001", "4447.cc00.0001": "4447cc000001", "4447cc000001": "4447cc000001", "44.47.cc.00.00.01": "4447cc000001",
		"00:00:01": "000001", "7:cc:0": "7cc0", "4447.cc": "4447cc", "cc-00": "cc00",
		"10.0": "", "192.168.1": "", "10.0.0.64": "", "44:4:cc": "", "DS-2CD": "", "": "", "4447cc00000102": "",
	} {
		if got := value.MACDigits(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// While a camera is waited for after a reset, what was measured is said: it may be back and not be heard.
func TestCausesAreSaidWhileWaiting(t *testing.T) {
	f := &Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}}, Run: facts.Run{Heard: lan.Heard{Causes: []sadp.Cause{
		{ID: "port-taken", Why: "Another program.", Fix: "Close it.", Measured: true}, {ID: "vpn", Why: "A guess.", Fix: "Do."},
	}}}}
	var all string
	for _, line := range sentences.BootSheet(f) {
		all += line.String() + "\n"
	}
	if !strings.Contains(all, "Another program.") || !strings.Contains(all, "Close it.") || strings.Contains(all, "A guess.") {
		t.Error(all)
	}
}
