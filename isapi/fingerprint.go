package isapi

import (
	"fmt"
	"regexp"
	"slices"
)

// Marks of the maker. Strong ones prove a device of Hikvision or of a brand that
// runs its firmware; weak ones are shared with others and prove nothing.
var (
	// Server headers (captures; rapid7/recog, http_servers.xml).
	strongServer = regexp.MustCompile(`^(App-webs/.*|(DNVRS|DVRDVS|Hikvision|DVS)-Webs)$`)
	weakServer   = regexp.MustCompile(`^(?i:webs|webserver)$`)
	// Realms: "IP Camera(C2183)", a bare model or "DS-" with a digit before the next
	// dash, "DS-" and eight hex digits in either case, "DVRNVRDVS", and "hikvision" on
	// very old units (captures; rapid7/recog, http_wwwauth.xml).
	makerRealm = regexp.MustCompile(`^(IP Camera\([0-9A-Za-z]{4,6}\)|i?DS-[A-Z]*[0-9][-0-9A-Za-z()/_]{3,}|DS-[0-9A-Fa-f]{8}|DVRNVRDVS|(?i:hikvision))$`)
	// Twelve hex digits are the device's own MAC (capture of a DS-2CD1148-I/B).
	macRealm = regexp.MustCompile(`^[0-9A-Fa-f]{12}$`)
	// The subject of older built-in certificates (rapid7/recog, x509_subjects.xml).
	makerSubject = regexp.MustCompile(`(?i)(^|[,+])O=HIKVISION([,+]|$)`)
)

// strong lists the maker's marks in what was seen.
func (s Seen) strong() []string {
	var marks []string
	add := func(format string, args ...any) {
		if mark := fmt.Sprintf(format, args...); !slices.Contains(marks, mark) {
			marks = append(marks, mark)
		}
	}
	for _, r := range s.replies() {
		if strongServer.MatchString(r.Server) {
			add("Server: %s", r.Server)
		}
		for _, c := range r.Challenges {
			switch maker := MakerOf(realmMAC(c)); {
			case ofMaker(c):
				add("Realm: %s", c.Realm)
			case maker != "":
				add("Realm: %s, a MAC address of %s", c.Realm, maker)
			}
		}
		if (r.Root == "responsestatus" || r.Root == "json" && r.Sub != "") && r.Code > 0 {
			add("Answers in the maker's form: ResponseStatus")
		}
		if form := map[string]string{"usercheck": "userCheck", "deviceinfo": "DeviceInfo"}[r.Root]; form != "" {
			add("Answers in the maker's form: %s", form)
		}
		if r.Portal {
			add("A web page with %s", portalSheet)
		}
	}
	if slices.Contains(s.Front.Marks, pageOld) { // pageNew is a name that anyone may use
		add("The front page leads to %s", pageOld)
	}
	if s.Status.Activated != Unknown {
		add("Knows whether it has a password: %s", s.Status.Activated)
	}
	if s.Session.Supported == Yes {
		add("Offers the maker's session login")
	}
	if makerSubject.MatchString(s.Reach.Subject) {
		add("Certificate of %s", s.Reach.Subject)
	}
	return marks
}

// ofMaker reports a realm of the maker, or any realm in a challenge of the maker's
// form: recorders, panels and terminals send domain "::" with realms such as
// "I21AE" or 24 hex digits (ERI-K104-P4; DS-K1T341AM, V3.2.30).
func ofMaker(c Challenge) bool {
	return makerRealm.MatchString(c.Realm) || c.Scheme != Basic && c.Domain == "::"
}

// realmMAC is the MAC address that the realm is; empty when it is none.
func realmMAC(c Challenge) string {
	if !macRealm.MatchString(c.Realm) {
		return ""
	}
	return MAC(c.Realm)
}

// MAC is the device's MAC address where its login names one of the maker's, in
// lower case with colons; else empty.
func (s Seen) MAC() string {
	for _, r := range s.replies() {
		for _, c := range r.Challenges {
			if mac := realmMAC(c); MakerOf(mac) != "" {
				return mac
			}
		}
	}
	return ""
}

// Hikvision tells whether this is a device of the maker, or of a brand that runs
// its firmware. No needs readable answers that show something else; silence,
// another protocol on that port, refusals (403) and faults (5xx) leave it unknown.
func (s Seen) Hikvision() Tri {
	switch {
	case len(s.strong()) > 0:
		return Yes
	case s.stranger():
		return No
	}
	return Unknown
}

// stranger reports that the front page and both state probes were answered, and
// that some answer is one that the maker's devices don't give. A weak Server
// header alone leaves the doubt; another maker's realm, or a page where the
// state should be, ends it.
func (s Seen) stranger() bool {
	probes := []Reply{s.Front.Reply, s.Status.Reply, s.Check.Reply}
	weak, otherRealm, substance := false, false, false
	for _, r := range probes {
		if !r.Done {
			return false
		}
		weak = weak || weakServer.MatchString(r.Server)
		otherRealm = otherRealm || r.Realm != ""
		substance = substance || r.Status < 400 || slices.Contains(notOurs, r.Status) || r.Status == 401 && r.Realm != ""
	}
	page := s.Status.Status == 200 && s.Check.Status == 200 && s.Status.Root == "html" && s.Check.Root == "html"
	return substance && (!weak || otherRealm || page)
}

// notOurs are refusals that say something about who answers: no such path, no
// such method, and 511, a network that wants its own login first. 403 and 5xx are
// what a camera says too, locked or starting.
var notOurs = []int{404, 405, 511}
