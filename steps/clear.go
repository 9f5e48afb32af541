package steps

func clearConsent() Step {
	return Step{
		ID: "clear-consent", Phase: Secure, Title: T("Others could read the passwords on the way"),
		Say: sayClear,
		Ask: &Question{Prompt: T("Send it all the same?"), Options: []Option{
			{Key: "no", Label: T("No, leave the password as it is")},
			{Key: "agree", Label: T("Yes, this network is my own"), Shut: shutWrite},
		}, Put: func(a *Answers, key string) { a.Clear = key == "agree" }},
		Sheet:  func(f *Facts) []Text { return []Text{proofLine(f)} },
		Checks: []Check{proofLeft, alive},
		Wait:   watching,
		Next:   []Edge{{"no", "afterwards"}, {"agree", "which-write"}},
	}
}

// sayClear names every secret that goes out.
func sayClear(f *Facts) Text {
	where := "On a cable between you and the camera that is harmless, on a shared network it is not. Nothing was sent yet; your answer holds for this change only."
	if f.Factory {
		return T("The camera still has the factory password, so anybody who listens here could read the new one. %s", where)
	}
	return T("Over plain HTTP anybody on this network could read what is sent: the new password, and the current one if the camera asks for it. %s", where)
}
