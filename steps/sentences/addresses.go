package sentences

import (
	"cmp"
	"net/netip"
	"slices"

	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/text"
)

// FactoryAddress is where a camera is after a factory reset (maker's guide).
const FactoryAddress = "192.168.1.64"

// OldFactoryAddress is that of old units and of the boot loader (observed).
const OldFactoryAddress = "192.0.0.64"

// Candidates are the addresses at which a camera may be after a reset.
func Candidates(f *facts.Facts) []lan.Address {
	all := []lan.Address{f.Target}
	if f.OldTarget != (lan.Address{}) && f.OldTarget != f.Target {
		all = append(all, f.OldTarget)
	}
	factory := []string{FactoryAddress, OldFactoryAddress}
	if lan.IsLoopback(f.Target) || lan.IsLoopback(f.OldTarget) { // what is simulated there comes back there
		factory = nil
	}
	for _, typed := range factory {
		a, _ := lan.ParseAddress(typed)
		if !slices.ContainsFunc(all, func(b lan.Address) bool { return b.IP == a.IP && (b.Port == 0 || b.Port == 80) }) {
			all = append(all, a)
		}
	}
	return all
}

// ListAddresses names addresses, one after the other.
func ListAddresses(all []lan.Address) string {
	line := ""
	for i, a := range all {
		if i > 0 {
			line += ", "
		}
		line += a.String()
	}
	return line
}

// FactoryIsForeign is true when a camera after a reset is in another subnet
// than this computer.
func FactoryIsForeign(f *facts.Facts) bool {
	factory, _ := lan.ParseAddress(FactoryAddress)
	_, near := f.OwnNetworkOf(factory)
	return !near && len(f.Own) > 0 && !lan.IsLoopback(f.OldTarget)
}

// SecondAddress shows how this computer gets a second address in the subnet of
// a camera, and how to take it away again. It needs administrator rights, so
// it is shown and never run.
func SecondAddress(f *facts.Facts, camera lan.Address) []text.Text {
	ip, err := netip.ParseAddr(camera.IP)
	if err != nil || !ip.Is4() || ip.IsLoopback() {
		return nil
	}
	name := f.Record.Interface
	if name == "" {
		name = cmp.Or(lan.InterfaceNames(f.Own)...)
	}
	b := ip.As4()
	if b[3] = 213; ip.As4()[3] == 213 {
		b[3] = 214
	}
	mine := netip.AddrFrom4(b).String()
	do, undo := AddressCommands(f.System, name, mine)
	return []text.Text{
		text.T("Give this computer a second address (%s must be free):", mine),
		text.T("   %s", do),
		text.T("Take it away again afterwards:"),
		text.T("   %s", undo),
	}
}

// AddressCommands are the commands by which a system takes a second address, and gives it back.
func AddressCommands(system, name, ip string) (do, undo string) {
	switch system {
	case "windows":
		return `netsh interface ipv4 add address "` + name + `" ` + ip + ` 255.255.255.0`, `netsh interface ipv4 delete address "` + name + `" ` + ip
	case "darwin":
		return "sudo ifconfig " + name + " alias " + ip + " 255.255.255.0", "sudo ifconfig " + name + " -alias " + ip
	}
	return "sudo ip address add " + ip + "/24 dev " + name, "sudo ip address del " + ip + "/24 dev " + name
}

// BootSheet says where a camera may come back, and what this computer needs to reach it there.
func BootSheet(f *facts.Facts) []text.Text {
	lines := []text.Text{text.T("Looked for at: %s", ListAddresses(Candidates(f)))}
	for _, c := range f.Heard.Causes {
		if c.Measured {
			lines = append(lines, text.T("It may be back without being heard: %s", c.Why), text.T("   %s", c.Fix))
		}
	}
	if FactoryIsForeign(f) {
		factory, _ := lan.ParseAddress(FactoryAddress)
		lines = append(lines, text.T("This computer has another address range than %s, where a camera is after a reset.", FactoryAddress))
		lines = append(lines, SecondAddress(f, factory)...)
	}
	return lines
}
