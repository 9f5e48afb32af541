package steps

import (
	"cmp"
	"net/netip"
	"slices"

	"camreset/isapi/sadp"
	"camreset/steps/lan"
)

// factoryAddress is where a camera is after a factory reset (maker's guide);
// oldFactoryAddress is that of old units and of the boot loader (observed).
const (
	factoryAddress    = "192.168.1.64"
	oldFactoryAddress = "192.0.0.64"
)

// putAddress keeps which camera was chosen: by its key in the list, or by an
// address.
func putAddress(f *Facts, given string) {
	a := &f.Answers
	a.Picked, a.Typed = sadp.KeyOf(given), lan.Address{}
	if a.Picked != "" {
		return
	}
	if given == "factory" {
		given = factoryAddress
	}
	a.Typed, _ = lan.ParseAddress(given)
}

// wanted is the address of the camera that the user chose.
func wanted(f *Facts) lan.Address {
	d, found := f.Heard.Device(f.Answers.Picked)
	if !found {
		return f.Answers.Typed
	}
	return lan.PageOf(d)
}

// candidates are the addresses at which a camera may be after a reset.
func candidates(f *Facts) []lan.Address {
	all := []lan.Address{f.Target}
	if f.OldTarget != (lan.Address{}) && f.OldTarget != f.Target {
		all = append(all, f.OldTarget)
	}
	factory := []string{factoryAddress, oldFactoryAddress}
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

func listAddresses(all []lan.Address) string {
	line := ""
	for i, a := range all {
		if i > 0 {
			line += ", "
		}
		line += a.String()
	}
	return line
}

// factoryIsForeign is true when a camera after a reset is in another subnet
// than this computer.
func factoryIsForeign(f *Facts) bool {
	factory, _ := lan.ParseAddress(factoryAddress)
	_, near := f.OwnNetworkOf(factory)
	return !near && len(f.Own) > 0 && !lan.IsLoopback(f.OldTarget)
}

// secondAddress shows how this computer gets a second address in the subnet of
// a camera, and how to take it away again. It needs administrator rights, so
// it is shown and never run.
func secondAddress(f *Facts, camera lan.Address) []Text {
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
	do, undo := addressCommands(f.System, name, mine)
	return []Text{
		T("Give this computer a second address (%s must be free):", mine),
		T("   %s", do),
		T("Take it away again afterwards:"),
		T("   %s", undo),
	}
}

func addressCommands(system, name, ip string) (do, undo string) {
	switch system {
	case "windows":
		return `netsh interface ipv4 add address "` + name + `" ` + ip + ` 255.255.255.0`, `netsh interface ipv4 delete address "` + name + `" ` + ip
	case "darwin":
		return "sudo ifconfig " + name + " alias " + ip + " 255.255.255.0", "sudo ifconfig " + name + " -alias " + ip
	}
	return "sudo ip address add " + ip + "/24 dev " + name, "sudo ip address del " + ip + "/24 dev " + name
}
