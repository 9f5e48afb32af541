package steps

import (
	"net/netip"

	"camreset/isapi"
)

func unreachable() Step {
	return Step{
		ID: "unreachable", Phase: Find, Title: T("The camera does not answer"),
		Say: func(f Facts) Text {
			return T("%s %s", cause(f), "As soon as it answers, this goes on by itself.")
		},
		Sheet: troubleSheet,
		Help: T("Check that the camera has power and is on the network, that its IP address is right, and that computer or phone is on the same network. " +
			"Then restart the router and the camera. The manual for this model tells what its lights mean."),
		Ask: &Question{
			Prompt: T("What now?"),
			Options: []Option{
				{Key: "again", Label: T("Look again")},
				{Key: "change", Label: T("Type another address")},
				{Key: "restart", Label: T("Restart the camera and watch")},
				{Key: "menu", Label: T("Show all the ways in")},
				{Key: "stop", Label: T("Stop here")},
			},
		},
		Checks: []Check{alive, subnet},
		Wait:   watching,
		Judge: func(f Facts) Outcome {
			if f.Alive.State == isapi.ReachOpen {
				return "answers"
			}
			return ""
		},
		May:  []Outcome{"answers"},
		Next: []Edge{{"again", "look"}, {"answers", "look"}, {"change", "address"}, {"restart", "restart-off"}, {"menu", "menu"}, {"stop", "done"}},
	}
}

// cause names what was seen, not what might be.
func cause(f Facts) string {
	switch r := f.Seen.Reach; {
	case r.State == isapi.ReachRefused && r.OtherOpen():
		return "A device is there, but its web page is off (HTTP and HTTPS refuse, other ports are open)."
	case r.State == isapi.ReachRefused:
		return "A device is there, but it refuses the connection: it is still starting, or its web page uses another port."
	case r.State == isapi.ReachTLSFailed:
		return "Something answers, but the secure connection (TLS) failed."
	}
	if _, near := f.ownNetworkOf(f.Target); !near && len(f.Own) > 0 && !isLoopback(f.Target) {
		return "Nothing answers, and this computer is in another subnet than " + f.Target.String() + ": that alone explains it."
	}
	return "Nothing answers at " + f.Target.String() + ": no power, a loose cable, another address, or a network that keeps devices apart."
}

func troubleSheet(f Facts) []Text {
	lines := []Text{
		T("1. The camera has power and is on the network: a light, the PoE port's light, the cable."),
		T("2. The IP address is right: %s.", f.Target),
		T("3. This computer is on the same network: no guest Wi-Fi, no VPN."),
		T("4. Restart the router and the camera, and wait two minutes."),
		T("5. The manual for this model explains its lights."),
	}
	if _, near := f.ownNetworkOf(f.Target); !near && len(f.Own) > 0 {
		lines = append(lines, secondAddress(f, f.Target)...)
	}
	return lines
}

// secondAddress shows how this computer gets a second address in the subnet of
// a camera, and how to take it away again. It needs administrator rights, so
// it is shown and never run.
func secondAddress(f Facts, camera Address) []Text {
	ip, err := netip.ParseAddr(camera.IP)
	if err != nil || !ip.Is4() || ip.IsLoopback() {
		return nil
	}
	name := "eth0"
	for n := range f.Own {
		if name == "eth0" || n < name {
			name = n
		}
	}
	b := ip.As4()
	if b[3] = 213; ip.As4()[3] == 213 {
		b[3] = 214
	}
	mine := netip.AddrFrom4(b).String()
	do, undo := addressCommands(f.System, name, mine)
	return []Text{
		T("The camera's range can be reached with a second address for this computer (needs administrator; %s must be free):", mine),
		T("   %s", do),
		T("Afterwards take it away again:"),
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

func notHikvision() Step {
	return Step{
		ID: "not-hikvision", Phase: Look, Title: T("This is another device"),
		Say: func(f Facts) Text {
			return T("Something answers at %s, but it does not look like a Hikvision device. Other makers have other ways back in: nothing was sent to it.", f.Target)
		},
		Sheet: func(f Facts) []Text {
			lines := []Text{T("What was seen:")}
			for _, e := range f.Seen.Evidence() {
				lines = append(lines, T("- %s", e))
			}
			return lines
		},
		Help: T("A router, a printer or another camera may have taken the address. Brands that sell Hikvision cameras under their own name are recognised as well, as a rule."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "change", Label: T("Type another address")},
			{Key: "again", Label: T("Look again")},
			{Key: "stop", Label: T("Stop here")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"change", "address"}, {"again", "look"}, {"stop", "done"}},
	}
}
