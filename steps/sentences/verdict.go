package sentences

import (
	"camreset/isapi"
	"camreset/steps/facts"
)

// VerdictWords are the verdicts as the end of a sentence that begins with "It is".
var VerdictWords = map[string]string{
	isapi.VerdictActive:       "a Hikvision device with a password",
	isapi.VerdictInactive:     "a Hikvision device without a password: it only needs its first one",
	isapi.VerdictLocked:       "a Hikvision device; logins are locked for now",
	isapi.VerdictLegacy:       "an old Hikvision device, from about 2015 or before",
	isapi.VerdictNotHikvision: "another maker's device, or another program",
	isapi.VerdictUnreachable:  "not answering",
	isapi.VerdictUnknown:      "not clear what it is: it does not tell enough without a login",
}

// NextWords are what to do next, as a sentence.
var NextWords = map[string]string{
	facts.NextChoose:      "Choose a way back in. The one marked * loses least.",
	facts.NextActivate:    "It has no password yet: give it its first one.",
	facts.NextWait:        "Switch off whatever still uses the old password, and wait until logins are open again.",
	facts.NextOtherSubnet: "First give this computer an address in its range, or give it one in this computer's range.",
	facts.NextRestart:     "Check its power and cable. Take its power away for ten seconds, and look again after two minutes.",
	facts.NextSeparate:    "Several devices have this address. Unplug the others, or give each its own.",
	facts.NextNone:        "There is nothing to recover here: check the address.",
}
