package tui_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// insideVariable marks the run of this test program inside a network namespace.
const insideVariable = "CAMRESET_TEST_INSIDE"

// The search, among neighbours that send what they like. It runs in a network
// namespace whose only card leads nowhere.
func TestHostileNeighbours(t *testing.T) {
	if os.Getenv(insideVariable) != "" {
		hostileNeighbours(t)
		return
	}
	inNamespace(t, "ip link add eth0 mtu 65000 type veth peer name far && ip link set far up && ip addr add 10.20.0.10/16 dev eth0 && ip link set eth0 up && ip route add 224.0.0.0/4 dev eth0")
}

// record is a reply to an inquiry with these elements beside its MAC.
func record(i int, elements string) string {
	return fmt.Sprintf("<?xml version=\"1.0\"?><ProbeMatch><Uuid>u</Uuid><Types>inquiry</Types><MAC>44-47-cc-%02x-%02x-%02x</MAC>%s</ProbeMatch>", i>>16&255, i>>8&255, i&255, elements)
}

// everyField puts a text into every field that is read.
func everyField(text string) string {
	all := ""
	for _, name := range []string{"DeviceDescription", "DeviceSN", "SoftwareVersion", "BootTime", "OEMInfo", "IPv4Address", "HttpPort", "Activated", "DHCP", "Salt", "UserName", "SecurityMode", "DetailOEMCode"} {
		all += "<" + name + ">" + text + "</" + name + ">"
	}
	return all
}

// neighbours are what is sent, again and again for as long as the search lasts.
func neighbours() map[string][]string {
	all := map[string][]string{}
	usual := everyField("DS-2CD2143G0-I20200101AAWRC12345678")
	for i := range 10_000 {
		all["10,000 MACs"] = append(all["10,000 MACs"], record(i, usual))
	}
	large := ""
	for i := range 250 {
		large += fmt.Sprintf("<Field%d>%s</Field%[1]d>", i, strings.Repeat("x", 200))
	}
	for i := range 5_000 {
		all["large records"] = append(all["large records"], record(i, large))
	}
	for i, f := range foul {
		text := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(f.text)
		all["foul texts"] = append(all["foul texts"], record(i, everyField(text)), strings.ReplaceAll(record(100+i, everyField(text)), "ProbeMatch>", "Hello>"))
	}
	for i, start := range []string{"=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "\u200b=1", "\uff1d1"} {
		all["formulas"] = append(all["formulas"], record(i, everyField(start)))
	}
	bomb := "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">"
	for i := range 12 {
		bomb += fmt.Sprintf("<!ENTITY a%d \"%s\">", i, strings.Repeat("&a;", 10))
	}
	lies := []string{"-1", "99999999999", "18446744073709551616", "1e9", "0x10", "4294967296"}
	for i, lie := range lies {
		all["lies and bombs"] = append(all["lies and bombs"], record(i, everyField(lie)+"<RetryTimes>"+lie+"</RetryTimes><SurplusLockTime>"+lie+"</SurplusLockTime>"))
	}
	all["lies and bombs"] = append(all["lies and bombs"], bomb+"]>"+record(50, everyField("&a11;")), record(51, strings.Repeat("<a>", 15000)), record(52, strings.Repeat("<a b=\"\"", 7000)),
		record(53, everyField(strings.Repeat("&#27;", 300))), strings.Repeat("<", 60000), strings.Repeat("\x00", 60000), "<ProbeMatches>"+strings.Repeat("<a>", 15000), record(54, "")[:40])
	return all
}

func hostileNeighbours(t *testing.T) {
	for name, datagrams := range neighbours() {
		t.Run(name, func(t *testing.T) { // one after the other: they share a cable
			stop := make(chan struct{})
			defer close(stop)
			go send(t, datagrams, stop)
			t.Run("heard", func(t *testing.T) {
				for _, form := range []string{"--json", "--csv", "--watch=false"} {
					t.Run(form, func(t *testing.T) { t.Parallel(); searchAmong(t, form) })
				}
			})
		})
	}
}

// send sends to the group until stop, not faster than a busy cable carries.
func send(t *testing.T, datagrams []string, stop <-chan struct{}) {
	c, err := net.Dial("udp4", "239.255.255.250:37020")
	if err != nil {
		t.Error(err)
		return
	}
	defer c.Close()
	for i, bytes := 0, 0; ; i++ {
		n, _ := c.Write([]byte(datagrams[i%len(datagrams)]))
		if bytes += n; bytes > 32<<10 || len(datagrams) < 100 {
			bytes = 0
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}
}

func searchAmong(t *testing.T, form string) {
	t.Helper()
	m := measure(t, exec.Command(os.Getenv(insideVariable), "discover", form, "--timeout=1s"), "")
	t.Logf("%d bytes, %v, %d KiB", len(m.out), m.took.Round(time.Millisecond), m.memory>>10)
	if m.code != 0 || m.took > 10*time.Second {
		t.Errorf("exit %d after %v: %s", m.code, m.took, m.errs)
	}
	m.mustBeSmall(t)
	switch form {
	case "--json":
		var list struct{ Devices []map[string]any }
		if err := json.Unmarshal([]byte(m.out), &list); err != nil || len(list.Devices) == 0 {
			t.Fatalf("%v, %d devices", err, len(list.Devices))
		}
		mustBeCleanJSON(t, form, []byte(m.out))
	case "--csv":
		mustBeClean(t, form, m.out)
		rows, err := csv.NewReader(strings.NewReader(m.out)).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r\uff1d\uff0b\uff0d\uff20", []rune(cell)[0]) {
					t.Errorf("a spreadsheet takes %q for a formula", cell)
				}
			}
		}
	default:
		mustBeClean(t, form, m.out)
	}
}
