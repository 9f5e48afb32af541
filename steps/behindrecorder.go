package steps

func behindRecorder() Step {
	return Step{
		ID: "recorder", Phase: Find, Title: T("The camera is behind a recorder"),
		Say: say("Cameras at a recorder's own sockets have addresses such as 192.168.254.x, which only the recorder reaches. " +
			"The recorder often shows or shares the camera's password, and its own page can open the camera's page."),
		Help: T("A computer in a free PoE socket of the recorder gets an address of that inner network by itself, or takes 192.168.254.200 by hand. " +
			"The recorder's page has a link beside each camera that opens the camera's own page through the recorder."),
		Ask: &Question{Prompt: T("How do you want to reach it?"), Options: []Option{
			{Key: "known-elsewhere", Label: T("First see whether the recorder shows the password")},
			{Key: "free-port", Label: T("Plug this computer into a free port of the recorder")},
			{Key: "own-page", Label: T("The camera's own page, through the recorder")},
		}},
		Checks: []Check{ownNetworks},
		Wait:   watching,
		Next:   Edges{"known-elsewhere": "known-elsewhere", "free-port": "free-port", "own-page": "own-page"},
	}
}

func freePort() Step {
	return reachStep("free-port", "Into the recorder's own network",
		"Plug this computer into a free camera socket of the recorder. It gets an address there by itself; if not, give it 192.168.254.200 with mask 255.255.255.0. The recorder's camera list shows the camera's address.")
}

func ownPage() Step {
	return reachStep("own-page", "Through the recorder's page",
		"Open the recorder's page in a browser and find the camera list. A link beside each camera opens the camera's own page through the recorder. Type the address and port that the browser then shows.")
}

func reachStep(id ID, title, words string) Step {
	return Step{
		ID: id, Phase: Find, Title: T("%s", title), Say: say(words),
		Ask: &Question{Prompt: T("Ready?"), Options: []Option{
			{Key: "ready", Label: T("Yes, I have the camera's address")},
			{Key: "recorder", Label: T("No, show the other ways to reach it")},
		}},
		Checks: []Check{ownNetworks},
		Wait:   watching,
		Next:   Edges{"ready": "where", "recorder": "recorder"},
	}
}
