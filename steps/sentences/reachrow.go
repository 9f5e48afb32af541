package sentences

import (
	"errors"
	"strconv"
	"strings"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/text"
)

// ReachRow says what the sockets said: each state has its sentence, and what to do, or the
// certificate in a line of its own.
func ReachRow(f *facts.Facts) flow.Result {
	r := f.Seen.Reach
	switch r.State {
	case isapi.ReachOpen:
		well := flow.Well(text.T("It answers at %s.", r.URL()))
		if r.Fingerprint != "" {
			well.Hint = text.T("Certificate (not verified, as with all such devices): %s", text.Fingerprint(r.Fingerprint))
		}
		return well
	case isapi.ReachTLSFailed:
		return flow.Warned(text.T("Something answers at %s, but the secure connection failed.", f.Target),
			text.T("It may need an old form of encryption. Type http:// before the address, or open its page in a browser."))
	case isapi.ReachNoName:
		return flow.Failed(text.T("The name leads to no address."), text.T("Check the spelling, or type the IP address instead."))
	case "":
		return flow.Skipped(text.T("Nothing was seen yet."))
	}
	if f.Usual != (lan.Address{}) {
		return flow.Warned(text.T("%s A web page answers at %s.", WrongDoorWords(f), f.Usual), text.T("Look at %s instead.", f.Usual))
	}
	return sickRow(f)
}

// sickRow is the row of a port that is there and gives no page.
func sickRow(f *facts.Facts) flow.Result {
	switch f.Seen.Reach.State {
	case isapi.ReachMute:
		return flow.Failed(text.T("Something at %s takes the connection and then says nothing.", f.Target),
			text.T("It may be starting: wait a minute. If that does not help, take its power away for ten seconds, and check the address."))
	case isapi.ReachClosed:
		return flow.Failed(text.T("Something at %s takes the connection and closes it without a word.", f.Target),
			text.T("It may be starting, or too busy: wait a minute, and close other programs that use it. Then take its power away for ten seconds."))
	case isapi.ReachReset:
		return flow.Failed(text.T("Something at %s takes the connection and breaks it off.", f.Target),
			text.T("It may be too busy, or starting: close other programs that use it, and wait a minute. Then take its power away for ten seconds."))
	case isapi.ReachNotHTTP:
		return flow.Failed(text.T("%s", WrongDoorWords(f)), text.T("Type the address without a port, or with the port of its web page."))
	case isapi.ReachRefused:
		return refusedRow(f)
	}
	return silentRow(f)
}

// makersPorts are ports of the maker's devices at which no page is (its guides).
var makersPorts = map[int]string{8000: "the maker's programs", 554: "the video stream"}

// WrongDoorWords say what is at a typed port that has no page.
func WrongDoorWords(f *facts.Facts) text.Text {
	port, r := f.Target.Port, f.Seen.Reach
	switch use, known := makersPorts[port], r.Spoken(); {
	case use != "":
		return text.T("Port %d is the one for %s. The page has another.", port, use)
	case known != "":
		return text.T("What answers at %s speaks %s, and is no web page.", f.Target, known)
	case r.State == isapi.ReachNotHTTP:
		return text.T("What answers at %s is no web page.", f.Target)
	}
	return text.T("No page answers at port %s.", strconv.Itoa(port))
}

// bootLoaderAddress is where a camera waits in its boot loader after a firmware upgrade
// that failed: it answers ARP and refuses every port (public reports of repairs over
// TFTP).
const bootLoaderAddress = "192.0.0.64"

func refusedRow(f *facts.Facts) flow.Result {
	r := f.Seen.Reach
	switch {
	case f.Target.IP == bootLoaderAddress && !r.OtherOpen():
		return flow.Failed(text.T("There is a device at %s, and it refuses every connection.", f.Target),
			text.T("It may be starting: wait two minutes. If it stays so at this address, its firmware is damaged: then no password helps, but its seller does."))
	case r.OtherOpen():
		return flow.Warned(text.T("There is a device at %s, but its page does not answer there. Open are: %s.", f.Target, openPorts(r)),
			text.T("Its page may be switched off, or moved to another port. The list of devices (camreset discover) or the maker's SADP tool shows the port: type it after the address, with a colon."))
	}
	return flow.Failed(text.T("There is a device at %s, but it refuses the connection.", f.Target),
		text.T("It may be starting: wait two minutes. Then check that address and port are right."))
}

// openPorts lists the ports that are open, with what they are for.
func openPorts(r isapi.Reach) string {
	var open []string
	for _, p := range r.Ports {
		if p.State != isapi.ReachOpen {
			continue
		}
		if use := makersPorts[p.Port]; use != "" {
			open = append(open, text.T("%d (%s)", p.Port, use).String())
			continue
		}
		open = append(open, strconv.Itoa(p.Port))
	}
	return strings.Join(open, ", ")
}

// silentRow is the row of an address at which no connection comes about.
func silentRow(f *facts.Facts) flow.Result {
	switch {
	case f.Told() && f.Record.WrongMask:
		return flow.Skipped(text.T("It hears this computer, but cannot answer: its mask, %s, leaves this computer out.", f.Record.Mask))
	case f.Told() && f.SameSubnet() == isapi.No:
		return flow.Skipped(text.T("It is on this network, but has another address range, so its page cannot be opened from here."))
	case f.Told():
		return flow.Failed(text.T("It is on this network, but its page does not answer."), text.T("It may be starting: wait two minutes. If that does not help, take its power away for ten seconds."))
	case f.Seen.Reach.State == isapi.ReachNoRoute && f.Place != lan.Near:
		return flow.Failed(text.T("This computer has no way to %s.", f.Target), text.T("Plug it into the same network, by cable if you can."))
	case f.InOtherSubnet():
		return flow.Failed(text.T("Nothing answers at %s, which is not in this computer's address range.", f.Target), text.T("Plug this computer into the same router or switch. Check power, cable and address."))
	}
	return flow.Failed(text.T("Nothing answers at %s.", f.Target), text.T("Check power, cable and address."))
}

// MakerRow says whose device it is, as the verdict has it, and where it sends visitors.
func MakerRow(f *facts.Facts) flow.Result {
	front, evidence := f.Seen.Front, f.Seen.Evidence()
	switch {
	case errors.Is(front.Err, isapi.ErrOtherPort):
		return flow.Warned(text.T("It sends visitors on to another port: %s. camreset did not follow.", front.Location),
			text.T("Another device may answer there. If it is the right page, look at that address instead."))
	case front.Location != "":
		return flow.Warned(text.T("It sends visitors on to another host: %s. camreset did not follow.", front.Location), text.T("Check that the address is the right one."))
	}
	switch f.Hikvision() {
	case isapi.Yes:
		switch {
		case f.Seen.LoginOff():
			return flow.Warned(text.T("Hikvision, or a brand with its firmware. Its login is switched off."), text.T("There is nothing to recover: open its page, and switch the login on."))
		case f.Seen.Hikvision() == isapi.Yes:
			return flow.Well(text.T("Hikvision, or a brand with its firmware (%s).", evidence[0]))
		}
		return flow.Well(text.T("Hikvision, or a brand with its firmware: it says so on this network."))
	case isapi.No:
		return flow.Warned(text.T("It does not answer as a Hikvision device does."), text.T("Check the address: this is another maker's device, or another program."))
	}
	if front.Err != nil && front.Status == 0 {
		return flow.Skipped(text.T("Not known: its page could not be read."))
	}
	return flow.Skipped(text.T("Not known: its answers do not show whose it is."))
}
