package steps

import (
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// owner asks whose camera it is while the camera is looked at: an answer waits for the
// look, and leads where that says.
func owner() Step {
	s := look()
	s.ID, s.Saved = "owner", flow.Saved{}
	s.Title, s.Heading = T("Is this your camera?"), func(f *Facts) Text { return T("Is this your %s?", f.Noun()) }
	s.Say = say("Only its owner, or somebody the owner asked, may reset it.")
	s.Values = ownerValues
	s.Sheet = facts.LabelCode
	s.State = func(f *Facts) Text {
		if f.Target == (lan.Address{}) {
			return Text{}
		}
		return T("Looked at it. No try was used.")
	}
	s.Help = T("A reset locks out whoever uses it now, so it is the owner's to decide. If you bought it second-hand, it is yours; support may ask for a proof of purchase. " +
		"It may still be bound to a former owner's account: they can release it in the app, or support can, once you are back in. Is it the wrong one? Go back to the list.")
	s.Ask = &Question{
		Entries: savedWalks,
		Options: []Option{
			{Key: "mine", Label: T("Yes, it is mine"), Stays: true},
			{Key: "for-owner", Label: T("Its owner asked me to help"), Stays: true},
			{Key: "neither", Label: T("No")},
		},
		Put: func(f *Facts, key string) {
			if f.Answers.Case = walkOf(key); f.Answers.Case == "" {
				f.Answers.Owner = Outcome(key)
			}
		},
		Do: goOnWith(),
	}
	judge := s.Judge
	s.Judge = func(f *Facts) Outcome {
		away := f.Unanswered() && silent(f) && judge(f) == "unreachable"
		switch {
		case f.Did.IsZero() && away && !f.Answers.Offline && len(savedWalks(f)) == 0:
			return "unreachable" // nobody can say whose that is
		case f.Did.IsZero():
			return ""
		case f.Answers.Setup == "phone-only":
			return "phone"
		case away && f.Answers.Offline:
			return "offline"
		}
		return judge(f)
	}
	s.May = append(s.May, "phone", "offline")
	s.Next["neither"], s.Next["phone"], s.Next["offline"], s.Next[Picked] = "not-yours", "phone", "menu", "owner"
	return s
}

// ownerValues are what the device tells of itself to everybody.
func ownerValues(f *Facts) []Value {
	d := f.Shown()
	all := []Value{
		{Name: T("Model"), Value: T("%s", d.Model)},
		{Name: T("Serial"), Value: T("%s", d.Serial)},
		{Name: T("MAC"), Value: T("%s", d.MAC)},
		{Name: T("Address"), Value: T("%s%s", f.Target, placeWords(f))},
		{Name: T("Firmware"), Value: T("%s", firmwareWords(d))},
		{Name: T("Password"), Value: passwordWords(f)},
		{Name: T("Set up"), Value: T("%s", facts.ListRecovery(f.Seen.Recovery))},
	}
	return slices.DeleteFunc(all, func(v Value) bool { return v.Value.String() == "" })
}

func placeWords(f *Facts) string {
	switch {
	case f.SameSubnet() == isapi.Yes:
		return ", on this computer's network"
	case f.SameSubnet() == isapi.No && f.Place == lan.Near:
		return ", in another address range"
	}
	return ""
}

// firmwareWords are the version and its year: a build is the date, as in 180419.
func firmwareWords(d isapi.Device) string {
	digits := strings.TrimLeftFunc(d.Build, func(r rune) bool { return r < '0' || r > '9' })
	if len(digits) >= 6 && digits[:2] >= "08" && d.Firmware != "" {
		return d.Firmware + " of 20" + digits[:2]
	}
	return d.Firmware
}

// passwordWords are what is known of the password and of logins with it.
func passwordWords(f *Facts) Text {
	lock := f.LockNow()
	switch f.Verdict() {
	case isapi.VerdictUnreachable, isapi.VerdictNotHikvision:
		return Text{}
	case isapi.VerdictInactive:
		return T("none yet")
	}
	switch {
	case lock.Locked == isapi.Yes:
		return T("set; logins are locked")
	case f.Left() != nil:
		return T("set; logins are open, %s", facts.TriesLeft(*f.Left()))
	case f.Activated() == isapi.Yes || f.Seen.Check.Done:
		return T("set")
	}
	return Text{}
}
