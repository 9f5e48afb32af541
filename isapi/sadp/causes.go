package sadp

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"

	"camreset/isapi"
)

// Cause is a likely reason for an empty list, or for one that lacks somebody.
type Cause struct {
	ID  string // stable: no-network, permission, sending, many-networks, port-taken, wsl, container, firewall, other-segment, strict-filter, vpn, silent-device, list-full
	Why string // what is likely wrong
	How string // how that is known
	Fix string // what to do about it on this system
	// Measured: something failed, whoever is there. The others only explain silence.
	Measured bool
}

// causes lists what can be wrong, what was measured before what is guessed. Beside
// devices only what was measured counts: somebody may be missing all the same.
func causes(r Report, n Net) []Cause {
	var found []Cause
	for _, look := range []struct {
		at       func(Report, string, string) *Cause
		measured bool
	}{
		{listFull, true}, {noNetwork, false}, {permission, true}, {sending, false}, {manyNetworks, true}, {portTaken, true}, {guest, false},
		{firewall, false}, {otherSegment, false}, {systemAsked, false}, {strictFilter, true}, {tunnel, false}, {silentDevice, false},
	} {
		if len(r.Devices) > 0 && !look.measured {
			continue
		}
		if c := look.at(r, n.system(), n.Inside); c != nil {
			c.Measured = look.measured
			found = append(found, *c)
		}
	}
	return found
}

func because(id, why, how, fix string) *Cause { return &Cause{ID: id, Why: why, How: how, Fix: fix} }

func silentDevice(Report, string, string) *Cause {
	return because("silent-device", "The camera may be off, still starting, or told not to answer such searches.",
		"nothing answered; a silent camera is no proof of a dead one",
		"Check its power and the light at its network socket, wait two minutes after switching on, or type its address if you know it.")
}

func listFull(r Report, _, _ string) *Cause {
	if !r.Full {
		return nil
	}
	return because("list-full", fmt.Sprintf("There are more devices than this list holds (%d).", maxRows),
		"devices answered that are not in the list", "Search one network at a time (--interface NAME), or look at an address directly: camreset check ADDRESS.")
}

// used gives the interfaces that were asked on.
func (r Report) used() []Interface {
	return slices.DeleteFunc(slices.Clone(r.Interfaces), func(i Interface) bool { return i.Skipped != "" })
}

// names lists interfaces with their reasons.
func names(faces []Interface) string {
	var all []string
	for _, i := range faces {
		text := isapi.Clean(i.Name)
		if i.Skipped != "" {
			text += ": " + i.Skipped
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

func noNetwork(r Report, _, _ string) *Cause {
	if len(r.used()) > 0 {
		return nil
	}
	if r.Only != "" {
		return because("no-network", "The network that was to be searched cannot be used.", names(r.Interfaces),
			"Plug in its cable, or search all networks.")
	}
	how := "this computer shows no network interface"
	if len(r.Interfaces) > 0 {
		how = "none of the interfaces can be used (" + names(r.Interfaces) + ")"
	}
	return because("no-network", "This computer is not connected to a network with IPv4.", how,
		"Plug a network cable into the camera's switch or recorder, or join its Wi-Fi, and look again.")
}

// refused gives the first error of sending to the group, and whether it failed on
// every interface. Limited broadcasts don't count: some systems have no route for
// them without being ill.
func (r Report) refused() (*SendError, bool) {
	var first *SendError
	failed := map[string]bool{}
	for i, e := range r.SendErrors {
		if e.Way == WayMulticast {
			failed[e.Interface] = true
			if first == nil {
				first = &r.SendErrors[i]
			}
		}
	}
	return first, len(failed) >= len(r.used())
}

// permission knows macOS from version 15 on, which fails every probe at once with
// "no route to host" until the user allows it (Apple, TN3179).
func permission(r Report, system, _ string) *Cause {
	e, all := r.refused()
	if system != "darwin" || e == nil || !all || !errors.Is(e.Err, syscall.EHOSTUNREACH) {
		return nil
	}
	return because("permission", "macOS does not let this program speak to the local network.", how(e),
		capital(localNetwork)+", then look again. "+exempt)
}

// What macOS asks about is the program that is responsible for ours: the terminal. Its
// own Terminal and what came in over SSH are exempt (Apple, TN3179).
const (
	localNetwork = "switch on the program in which this terminal runs in System Settings > Privacy & Security > Local Network"
	exempt       = "Apple's own Terminal, and SSH, need no permission."
)

// systemAsked knows the systems that ask whether a program may use the network, and keep
// silent afterwards if the answer was no. What this computer hears of itself need not
// have passed there, so that the own echo proves nothing about the others.
func systemAsked(r Report, system, _ string) *Cause {
	if r.HeardOwnProbe != isapi.Yes || len(r.used()) == 0 {
		return nil // firewall says it
	}
	switch system {
	case "windows":
		return because("firewall", "Windows may keep the answers of others away from this program.",
			"nothing answered; the search's own echo says nothing about answers of others", admit(system))
	case "darwin":
		return because("permission", "macOS may not let this program speak to the local network.",
			"nothing answered; macOS does not tell a program what it keeps away", admit(system))
	}
	return nil
}

func sending(r Report, system, inside string) *Cause {
	e, _ := r.refused()
	if e == nil || permission(r, system, inside) != nil {
		return nil
	}
	why := "This computer has no way for such a search to leave."
	if errors.Is(e.Err, syscall.EPERM) || errors.Is(e.Err, syscall.EACCES) {
		why = "A firewall on this computer does not let the search out."
	}
	return because("sending", why, how(e), "Check the cable, and "+allow(system)+".")
}

func how(e *SendError) string {
	return fmt.Sprintf("%s on %s failed: %s", e.Way, isapi.Clean(e.Interface), isapi.Clean(e.Err.Error()))
}

// tooMany are the errors of a system that has no room for one more listener.
var tooMany = []error{syscall.ENOBUFS, syscall.EMFILE, syscall.Errno(10055)} // the last is Windows's own

func (r Report) unheard(crowded bool) *SendError {
	at := slices.IndexFunc(r.SendErrors, func(e SendError) bool {
		is := slices.ContainsFunc(tooMany, func(err error) bool { return errors.Is(e.Err, err) })
		return e.Way == WayListen && is == crowded
	})
	if at < 0 {
		return nil
	}
	return &r.SendErrors[at]
}

func manyNetworks(r Report, system, _ string) *Cause {
	e := r.unheard(true)
	if e == nil {
		return nil
	}
	fix := "Switch off networks of containers and virtual machines while you look, or search one network only: camreset discover --interface NAME."
	if system == "linux" {
		fix += " The limits are net.ipv4.igmp_max_memberships and net.core.optmem_max."
	}
	return because("many-networks", "This computer has so many networks that the system does not let the search listen on all of them.", how(e), fix)
}

func portTaken(r Report, _, _ string) *Cause {
	e := r.unheard(false)
	if e == nil {
		return nil
	}
	return because("port-taken", "Another program may hold the search's port for itself, so answers to everybody are not heard.",
		how(e), "Close SADP, iVMS-4200 and other camera programs, and look again.")
}

// guest knows systems that have no network card of their own.
func guest(_ Report, _, inside string) *Cause {
	switch inside {
	case "wsl":
		return because("wsl", "This is Linux inside Windows, which sees a network of its own.", "the kernel calls itself Microsoft's",
			"Run the Windows version of this program in a Windows terminal.")
	case "container":
		return because("container", "This program runs in a container, which sees a network of its own.", "a container's mark file is there",
			"Run it outside the container; on Linux --network host also helps.")
	}
	return nil
}

func firewall(r Report, system, _ string) *Cause {
	if r.HeardOwnProbe != isapi.No {
		return nil
	}
	return because("firewall", "A firewall on this computer keeps answers away from this program.",
		"the search left, but not even its own echo came back", admit(system))
}

// admit is how this program is let in, after the system has perhaps asked about that.
// Windows asks when a program first listens, and does not ask again after an answer that
// blocks; others than administrators cannot let it in there (Microsoft, "Managing
// Windows Firewall Notifications", of an older Windows; not tried).
func admit(system string) string {
	switch system {
	case "windows":
		return "Windows asks once, when this program first searches: \"Allow access\" is the answer that lets cameras in. After Cancel, " +
			"and for users who are no administrators, it may block without asking again. Then " + allow(system) + ", and look again."
	case "darwin":
		return "macOS asks once, when a program first searches: Allow is the answer that lets cameras in. After another answer " +
			localNetwork + ", and look again. " + exempt + " If its firewall is on, also " + allow(system) + "."
	}
	return capital(allow(system)) + "."
}

// allow is how answers are let in, with the undo where it is a command.
func allow(system string) string {
	switch system {
	case "windows":
		return "allow this program in Windows Security > Firewall & network protection > Allow an app, for private and public networks"
	case "darwin":
		return "allow this program in System Settings > Network > Firewall > Options"
	}
	return fmt.Sprintf("let UDP from port %[1]d in (needs administrator): sudo ufw allow in proto udp from any port %[1]d, "+
		"undone by sudo ufw delete allow in proto udp from any port %[1]d", Port)
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

func otherSegment(r Report, _, _ string) *Cause {
	if r.HeardOwnProbe != isapi.Yes {
		return nil
	}
	return because("other-segment", "The camera is on another part of the network: behind a router, on a guest Wi-Fi, another VLAN, or on a recorder's own sockets.",
		"the search's own echo came back, and nothing else (searched on "+names(r.used())+")",
		"Connect this computer by cable to the same switch as the camera, to a free camera socket of the recorder, or straight to the camera.")
}

// strictFilter knows Linux's reverse-path filter.
func strictFilter(r Report, _, _ string) *Cause {
	at := slices.IndexFunc(r.used(), func(i Interface) bool { return i.Strict == isapi.Yes })
	if at < 0 {
		return nil
	}
	name := isapi.Clean(r.used()[at].Name)
	return because("strict-filter", "Linux throws away answers of a camera with another address range, as a camera after a reset often has.",
		"rp_filter is on for "+name+", and no route leads to other address ranges there",
		fmt.Sprintf("Give this computer a second address (needs administrator): sudo ip addr add 192.168.1.10/24 dev %[1]s, "+
			"undone by sudo ip addr del 192.168.1.10/24 dev %[1]s", name)+".")
}

func tunnel(r Report, _, _ string) *Cause {
	at := slices.IndexFunc(r.Interfaces, func(i Interface) bool { return i.Skipped == SkippedTunnel })
	if at < 0 {
		return nil
	}
	return because("vpn", "A VPN is on, and many keep the local network away from programs.",
		isapi.Clean(r.Interfaces[at].Name)+" is a tunnel", "Disconnect the VPN while you look.")
}
