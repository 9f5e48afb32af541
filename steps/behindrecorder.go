package steps

func behindRecorder() Step {
	return Step{
		ID: "recorder", Phase: Find, Title: T("Plugged into a recorder"),
		Say: say("Cameras in a recorder's own sockets have addresses that only the recorder reaches, such as 192.168.254.2. There are two ways to yours:"),
		List: func(*Facts) []Item {
			return []Item{
				{Do: T("Plug this computer into a free camera socket of the recorder. If it gets no address there by itself, give it this one, with mask 255.255.255.0:"), At: T("192.168.254.200")},
				{Do: T("Or open the recorder's page in a browser. A link beside each camera opens that camera's own page. Type the address and port that the browser then shows.")},
			}
		},
		Help: T("Look at the recorder first: it often shows the camera's password, or shares its own with the camera. That costs nothing. " +
			"Does neither way work? Plug the camera into the switch that this computer is on. It needs power there too."),
		Ask: &Question{Prompt: T("What do you want to do?"), Options: []Option{
			{Key: "ready", Label: T("Show the list: I am plugged in, or have its address")},
			{Key: "known-elsewhere", Label: T("See whether the recorder shows the password")},
			{Key: "phone-only", Label: T("I only have a phone here")},
		}, Put: func(f *Facts, key string) {
			if f.Answers.Setup = "recorder"; key == "phone-only" {
				f.Answers.Setup = "phone-only"
			}
		}},
		Checks: []Check{ownNetworks},
		Wait:   watching,
		Next:   Edges{"ready": "find", "known-elsewhere": "known-elsewhere", "phone-only": "whose"},
	}
}
