package steps

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"camreset/isapi"
)

// clock writes a duration as a person reads a countdown: 29:05, or 1:02:03.
func clock(d time.Duration) string {
	s := int((max(d, 0) + time.Second - 1) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// fingerprint shows the first half of a SHA-256, in pairs: enough to compare
// by eye with what a browser shows.
func fingerprint(hex string) string {
	var pairs []string
	for i := 0; i+2 <= len(hex) && i < 32; i += 2 {
		pairs = append(pairs, strings.ToUpper(hex[i:i+2]))
	}
	return strings.Join(pairs, ":") + "..."
}

func listNetworks(own map[string][]netip.Prefix) string {
	var all []string
	for name, prefixes := range own {
		for _, p := range prefixes {
			if p.Addr().Is4() {
				all = append(all, p.String()+" ("+name+")")
			}
		}
	}
	slices.Sort(all)
	if len(all) == 0 {
		return "none with IPv4"
	}
	return strings.Join(all, ", ")
}

func listRecovery(r isapi.Recovery) string { return strings.Join(waysOf(r, isapi.Yes), ", ") }

// waysOf names the device's own ways back of which it tells that.
func waysOf(r isapi.Recovery, told isapi.Tri) []string {
	var ways []string
	for _, way := range []struct {
		has  isapi.Tri
		name string
	}{{r.Questions, "security questions"}, {r.Mailbox, "a code by e-mail"}, {r.GUID, "a GUID file"}, {r.HikConnect, "Hik-Connect"}} {
		if way.has == told {
			ways = append(ways, way.name)
		}
	}
	return ways
}

func isLoopback(a Address) bool {
	ip, err := netip.ParseAddr(a.IP)
	return err == nil && ip.IsLoopback()
}

// tryLine is what the next try costs, for every step at which one can be spent.
func tryLine(f *Facts) string {
	s := f.Spent
	s.Budget = max(s.Budget, budget(f.left()))
	return warned(f) + "The next try costs one: " + ledgerLine(f, s)
}

// secretLine is the same for a try over UDP.
func secretLine(f *Facts) string {
	return warned(f) + "The next try costs one: " + ledgerLine(f, f.Spent.overUDP())
}

// proofLine is the same where a password is sent that should be right, by either
// way.
func proofLine(f *Facts) Text { return refusal(f, f.Spent.either()) }

// proofSecret is that line for a password that is sent over UDP.
func proofSecret(f *Facts) Text { return refusal(f, f.Spent.overUDP()) }

func refusal(f *Facts, spent Spending) Text {
	return T("%sIf the camera refuses the password, that costs one try: %s", warned(f), ledgerLine(f, spent))
}

// unproved is that line where the new password has still to be proved.
func unproved(f *Facts) []Text {
	if f.Proved {
		return nil
	}
	return []Text{proofLine(f)}
}

// ledgerLine is how many tries are left, and how many of them are spent.
func ledgerLine(f *Facts, spent Spending) string {
	left := "the camera does not tell how many tries are left"
	if n := f.left(); n != nil {
		left = fmt.Sprintf("the camera tells %d tries left", *n)
	}
	spent.Budget = max(spent.Budget, budgetUntold) // none is known before the first look
	line := left + ", and " + spent.words() + "."
	if spent.Count >= spent.Budget && !spent.Extra {
		line += " Only a password that was set anew may be tried once more. " + mayLock
	}
	return line
}

// mayLock is said before the one more try that the user's word allows.
const mayLock = "If it is wrong, the camera may lock itself for half an hour."

// warned is said before a try while something else is trying too.
func warned(f *Facts) string {
	if !f.Others.trying(f.Now) {
		return ""
	}
	return f.Others.words(f.Now).String() + " Stop it first. "
}
