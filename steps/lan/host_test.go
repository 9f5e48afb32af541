package lan

import "testing"

// An address names the same host however it is written, and an IPv6 address may
// hold the MAC.
func TestHostNames(t *testing.T) {
	for ip, want := range map[string]string{"::ffff:192.168.1.64": "192.168.1.64", "fe80::1%eth0": "fe80::1", "FD00:0::64": "fd00::64", "192.168.1.64": "192.168.1.64"} {
		if got := HostName(ip); got != want {
			t.Errorf("%s is %s, want %s", ip, got, want)
		}
	}
	for ip, want := range map[string]string{
		"fe80::4619:b6ff:fe5c:10": "44:19:b6:5c:00:10", "fd00::4619:b6ff:fe5c:10": "44:19:b6:5c:00:10",
		"fe80::1": "", "192.168.1.64": "", "fe80::ff:fe00:0": "02:00:00:00:00:00", "fe80::200:ff:fe00:0": "",
	} {
		if got := macIn(ip); got != want {
			t.Errorf("%s holds %q, want %q", ip, got, want)
		}
	}
}
