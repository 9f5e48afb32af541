package steps

// What has to be thought of when a case goes on at a step, beside where (Step.Saved).
const (
	// sending: a write may be under way.
	sending = "sending"
	// restoring: the step sends network settings, with the password.
	restoring = "restoring"
	// away: the camera may be without power, or at another address, because it is being
	// reset. Those steps look for it themselves, and whatever stands at its old address
	// meanwhile must not be taken for it.
	away = "away"
)
