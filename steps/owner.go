package steps

import (
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// owner asks whose camera it is while the camera is looked at: an answer waits for the
// look, and leads where that says.
func owner() Step {
	s := look()
	s.ID, s.Saved = "owner", flow.Saved{}
	s.Title, s.Heading = T("Is this your camera?"), func(f *Facts) Text { return T("Is this your %s?", f.Noun()) }
	s.Say = say("Only its owner, or somebody the owner asked, may reset it.")
	s.Values = sentences.OwnerValues
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
		away := f.Unanswered() && sentences.Silent(f) && judge(f) == "unreachable"
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
