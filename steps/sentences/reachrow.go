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

// ReachRow says what the sockets said: each state has its sentence, and what to do.
func ReachRow(f *facts.Facts) flow.Result {
	r := f.Seen.Reach
	switch r.State {
	case isapi.ReachOpen:
		if r.Fingerprint != "" {
			return flow.Well(text.T("It answers at %s. Its certificate (not verified, as with all cameras): %s.", r.URL(), text.Fingerprint(r.Fingerprint)))
		}
		return flow.Well(text.T("It answers at %s.", r.URL()))
	case isapi.ReachTLSFailed:
		return flow.Warned(text.T("Something answers at %s, but the secure connection failed.", f.Target),
			text.T("It may speak only an old or a special form of TLS. Try http:// before the address, or the camera's page in a browser."))
	case isapi.ReachNoName:
		return flow.Failed(text.T("The name leads to no address."), text.T("Check the spelling, or type the IP address instead."))
	case "":
		return flow.Skipped(text.T("The look ended before anything was seen."))
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
			text.T("It may hang or be starting: wait a minute. If that does not help, take its power away for ten seconds, and check the address."))
	case isapi.ReachClosed:
		return flow.Failed(text.T("Something at %s takes the connection and closes it without a word.", f.Target),
			text.T("It may be starting, or out of connections: wait a minute, close other programs that use it, then take its power away for ten seconds."))
	case isapi.ReachReset:
		return flow.Failed(text.T("Something at %s takes the connection and breaks it off.", f.Target),
			text.T("It may be out of connections, or starting: close other programs that use it and wait a minute, then take its power away for ten seconds."))
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
		return text.T("Port %d is the one for %s; the camera's page has another.", port, use)
	case known != "":
		return text.T("What answers at %s speaks %s, not the language of web pages.", f.Target, known)
	case r.State == isapi.ReachNotHTTP:
		return text.T("What answers at %s does not speak the language of web pages.", f.Target)
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
			text.T("It may be starting: wait two minutes. A camera that stays so at this address has damaged firmware; no way to a password helps then, its seller does."))
	case r.OtherOpen():
		return flow.Warned(text.T("There is a device at %s, but its web page does not answer there; open are: %s.", f.Target, openPorts(r)),
			text.T("Its page may be switched off, or moved to another port. The list of cameras (camreset discover) or the maker's SADP tool shows the port: type it behind the address, with a colon."))
	}
	return flow.Failed(text.T("There is a device at %s, but it refuses the connection.", f.Target),
		text.T("It may be starting: wait two minutes. Check that the address and the port are the camera's."))
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
		return flow.Skipped(text.T("It hears this computer and cannot answer: its mask, %s, leaves this computer out.", f.Record.Mask))
	case f.Told() && f.SameSubnet() == isapi.No:
		return flow.Skipped(text.T("The camera is heard on this network, but it has another address range, so its page cannot be opened from here."))
	case f.Told():
		return flow.Failed(text.T("Its page does not answer, though the camera is heard on this network."), text.T("It may be starting, or hang: wait two minutes, then take its power away for ten seconds."))
	case f.Seen.Reach.State == isapi.ReachNoRoute && f.Place != lan.Near:
		return flow.Failed(text.T("This computer has no way to %s.", f.Target), text.T("Connect it to the camera's network, by cable if you can."))
	case f.InOtherSubnet():
		return flow.Failed(text.T("Nothing answers at %s, which is not in this computer's address range.", f.Target), text.T("Connect this computer to the camera's router or switch, and check power, cable and address."))
	}
	return flow.Failed(text.T("Nothing answers at %s.", f.Target), text.T("Check power, cable and address."))
}

// MakerRow says whose device it is, as the verdict has it, and where it sends visitors.
func MakerRow(f *facts.Facts) flow.Result {
	front, evidence := f.Seen.Front, f.Seen.Evidence()
	switch {
	case errors.Is(front.Err, isapi.ErrOtherPort):
		return flow.Warned(text.T("It sends visitors on to another port: %s. That was not followed.", front.Location),
			text.T("Another device may answer there. If it is the camera's own page, look at that address instead."))
	case front.Location != "":
		return flow.Warned(text.T("It sends visitors on to another host: %s. That was not followed.", front.Location), text.T("Check that the address is the camera's own."))
	}
	switch f.Hikvision() {
	case isapi.Yes:
		switch {
		case f.Seen.LoginOff():
			return flow.Warned(text.T("Hikvision, or a brand with its firmware; it tells its model to everybody: its login is switched off."), text.T("Nothing has to be recovered: open its page, and switch the login on."))
		case f.Seen.Hikvision() == isapi.Yes:
			return flow.Well(text.T("Hikvision, or a brand with its firmware (%s).", evidence[0]))
		}
		return flow.Well(text.T("Hikvision, or a brand with its firmware: it says so on this network."))
	case isapi.No:
		return flow.Warned(text.T("Nothing in its answers is Hikvision's."), text.T("Check the address: this is another maker's device, or another program."))
	}
	if front.Err != nil && front.Status == 0 {
		return flow.Skipped(text.T("Not known: its front page could not be read."))
	}
	return flow.Skipped(text.T("Not known: its answers show neither Hikvision's signs nor another maker's."))
}
