package lan

import (
	"fmt"
	"net/netip"
	"testing"

	"camreset/isapi/sadp"
)

func TestOwnNetworks(t *testing.T) {
	own := []sadp.Interface{
		{Name: "wlan0", Prefixes: []netip.Prefix{netip.MustParsePrefix("10.0.0.10/8"), netip.MustParsePrefix("fe80::2/64")}},
		{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24")}},
	}
	if got := fmt.Sprint(OwnIPv4(own)); got != "[192.168.1.10/24 10.0.0.10/8]" {
		t.Error(got)
	}
	if got := ListNetworks(own); got != "10.0.0.10/8 (wlan0), 192.168.1.10/24 (eth0)" {
		t.Error(got)
	}
	if got := ListNetworks([]sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("fe80::2/64")}}}); got != "none with IPv4" {
		t.Error(got)
	}
	var many []sadp.Interface
	for i := range 9 {
		one := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, byte(8 - i), 1}), 24)
		many = append(many, sadp.Interface{Name: fmt.Sprint("eth", 8-i), Prefixes: []netip.Prefix{one}})
	}
	if got := OwnIPv4(many); len(got) != mostSwept || got[3].String() != "10.0.3.1/24" {
		t.Error(got)
	}
	for ip, want := range map[string]string{"192.168.1.64": "eth0", "10.9.9.9": "wlan0", "fe80::64%wlan0": "wlan0", "172.16.0.1": ""} {
		if name, found := OwnNetwork(netip.MustParseAddr(ip), own); name != want || found != (want != "") {
			t.Errorf("%s: %s, %v", ip, name, found)
		}
	}
}

func TestMasks(t *testing.T) {
	for bits, mask := range map[int]string{0: "0.0.0.0", 8: "255.0.0.0", 25: "255.255.255.128", 32: "255.255.255.255"} {
		if got := MaskOf(bits); got.String() != mask || MaskLength(got) != bits {
			t.Errorf("%d: %s, and that is %d", bits, got, MaskLength(got))
		}
	}
	for _, none := range []netip.Addr{{}, netip.MustParseAddr("255.0.255.0"), netip.MustParseAddr("ffff::")} {
		if got := MaskLength(none); got != -1 {
			t.Errorf("%s: %d", none, got)
		}
	}
	if AddressText(netip.Addr{}) != "" || AddressText(netip.MustParseAddr("10.0.0.1")) != "10.0.0.1" {
		t.Error("an address is spelled wrongly")
	}
	if !IsLoopback(Address{IP: "127.0.0.9"}) || !IsLoopback(Address{IP: "::1"}) || IsLoopback(Address{IP: "10.0.0.1"}) || IsLoopback(Address{Host: "localhost"}) {
		t.Error("who is this computer is told wrongly")
	}
}

func TestWhatIsOnAnInterface(t *testing.T) {
	faces := []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24")}}, {Name: "eth1"}}
	for name, want := range map[string]bool{"eth0": true, "eth1": false, "eth2": false} {
		if IsOn(faces, name, netip.MustParseAddr("192.168.1.64")) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	if IsOn(faces, "eth0", netip.MustParseAddr("192.168.2.64")) {
		t.Error("a stranger is on eth0")
	}
}
