package lan

import (
	"fmt"
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
)

func TestNeighbourTables(t *testing.T) {
	for name, c := range map[string]struct{ system, text, want string }{
		"Linux": {"linux", `IP address       HW type     Flags       HW address            Mask     Device
192.168.1.1      0x1         0x2         3c:a6:2f:10:20:30     *        eth0
192.168.1.64     0x1         0x6         44:19:B6:00:00:10     *        eth0
192.168.1.65     0x1         0x0         44:19:b6:00:00:11     *        eth0
192.168.1.66     0x1         0x2         00:00:00:00:00:00     *        eth0
192.168.1.67     0x1         0x0         00:00:00:00:00:00     *        eth0
10.8.0.1         0x20        0x2         00:00:00:00:fe:80:00:00:00:00:00:00:00:01:02:03:00:00:00:01     *        ib0
192.168.1.68     0x1
`, "192.168.1.1 3c:a6:2f:10:20:30, 192.168.1.64 44:19:b6:00:00:10"},
		"macOS": {"darwin", `? (192.168.1.1) at 3c:a6:2f:10:20:30 on en0 ifscope [ethernet]
? (192.168.1.20) at 0:c:29:a:b:c on en0 ifscope permanent [ethernet]
? (192.168.1.64) at (incomplete) on en0 ifscope [ethernet]
? (192.168.1.255) at ff:ff:ff:ff:ff:ff on en0 ifscope [ethernet]
? (224.0.0.251) at 1:0:5e:0:0:fb on en0 ifscope permanent [ethernet]
? (169.254.9.8) at 44:47:cc:1:2:3 on en5 [ethernet]
`, "169.254.9.8 44:47:cc:01:02:03, 192.168.1.1 3c:a6:2f:10:20:30, 192.168.1.20 00:0c:29:0a:0b:0c"},
		"OpenBSD": {"openbsd", `Host                                 Ethernet Address    Netif Expire    Flags
192.168.1.1                          3c:a6:2f:10:20:30     em0 17m48s
192.168.1.64                         (incomplete)          em0 expired
`, "192.168.1.1 3c:a6:2f:10:20:30"},
		"Windows in German": {"windows", "\r\nSchnittstelle: 192.168.1.10 --- 0x5\r\n" +
			"  Internetadresse       Physische Adresse     Typ\r\n" +
			"  192.168.1.1           3c-a6-2f-10-20-30     dynamisch \r\n" +
			"  192.168.1.64          44-19-B6-00-00-10     dynamisch \r\n" +
			"  192.168.1.255         ff-ff-ff-ff-ff-ff     statisch  \r\n" +
			"  224.0.0.22            01-00-5e-00-00-16     statisch  \r\n" +
			"\r\nSchnittstelle: 172.20.0.1 --- 0x1d\r\n" +
			"  172.20.0.9            02-15-5d-01-02-03     dynamisch \r\n",
			"172.20.0.9 02:15:5d:01:02:03, 192.168.1.1 3c:a6:2f:10:20:30, 192.168.1.64 44:19:b6:00:00:10"},
		"Windows in another alphabet": {"windows", "\x88\xad\xe2\xa5\xe0\xe4\xa5\xa9\xe1: 192.168.1.10 --- 0x5\r\n" +
			"  192.168.1.64          44-19-b6-00-00-10     \xa4\xa8\xad\xa0\xac\xa8\xe7.\r\n",
			"192.168.1.64 44:19:b6:00:00:10"},
		"twice, the first counts": {"darwin", "? (10.0.0.7) at 44:19:b6:0:0:1 on en0\n? (10.0.0.7) at 44:19:b6:0:0:2 on en1\n", "10.0.0.7 44:19:b6:00:00:01"},
		"nonsense": {"darwin", "? (10.0.0.7) at 44:19:b6:0:0 on en0\n? (10.0.0.8) at 44:19:b6:0:0:1:2\n? (10.0.0.300) at 44:19:b6:0:0:1\n" +
			"44:19:b6:00:00:10 10.0.0.9\n? (0.0.0.0) at 44:19:b6:0:0:1\n? (127.0.0.1) at 44:19:b6:0:0:1\n? (fe80::1) at 44:19:b6:0:0:1\n? (10.0.0.10) at g4:19:b6:0:0:1\n\x00\xff\n", ""},
		"nothing": {"linux", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := spelled(parseNeighbours(c.system, c.text)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// spelled writes a table in the order of its addresses.
func spelled(table map[netip.Addr]string) string {
	var lines []string
	for _, a := range slices.SortedFunc(maps.Keys(table), netip.Addr.Compare) {
		lines = append(lines, fmt.Sprint(a, " ", table[a]))
	}
	return strings.Join(lines, ", ")
}

// The command arp is a stranger's program as far as this one is concerned.
func TestTheSystemsCommandIsBounded(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the pretended command is a shell script")
	}
	for name, c := range map[string]struct {
		script, want string
		bad          bool
	}{
		"a table":               {`echo "? (10.0.0.7) at 44:19:b6:0:0:1 on en0"`, "10.0.0.7 44:19:b6:00:00:01", false},
		"an empty one, code 1":  {`echo "No ARP Entries Found."; exit 1`, "", false},
		"prints for ever":       {`echo "? (10.0.0.7) at 44:19:b6:0:0:1 on en0"; while :; do echo ................................................; done`, "10.0.0.7 44:19:b6:00:00:01", false},
		"says nothing for ever": {`exec sleep 60`, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, "arp"), []byte("#!/bin/sh\n"+c.script+"\n"), 0o700); err != nil {
				t.Fatal(err)
			}
			t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
			begun := time.Now()
			text, err := arp("-an")
			if (err != nil) != c.bad || len(text) > maxTable {
				t.Errorf("%d bytes, %v", len(text), err)
			}
			if got := spelled(parseNeighbours("darwin", text)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if took := time.Since(begun); took > 5*arpTimeout {
				t.Errorf("it took %v", took)
			}
		})
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := arp("-an"); err == nil {
		t.Error("a command that is not there was run")
	}
}

func TestTheSystemsOwnTableIsRead(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has the table as a file")
	}
	table, err := Neighbours()
	if err != nil {
		t.Fatal(err)
	}
	for a, mac := range table {
		if !a.Is4() || isapi.MAC(mac) != mac {
			t.Errorf("%s at %s", mac, a)
		}
	}
	path := filepath.Join(t.TempDir(), "arp")
	if err := os.WriteFile(path, make([]byte, 2*maxTable), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := readTable(path); err != nil || len(text) != maxTable {
		t.Errorf("%d bytes of a huge table, %v", len(text), err)
	}
	if _, err := readTable(path + "-none"); err == nil {
		t.Error("a table that is not there was read")
	}
}
