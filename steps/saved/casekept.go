package saved

import (
	"camreset/isapi"
	"camreset/steps/lan"
)

// IsAt says whether a case is about the camera at an address.
func (c Walk) IsAt(given lan.Address) bool {
	for _, a := range []lan.Address{c.Facts.Target, c.Facts.OldTarget, c.Facts.Answers.Typed} {
		same := a.IP == given.IP && a.IP != "" || a.Host == given.Host && a.Host != ""
		if same && ownPort(a) == ownPort(given) {
			return true
		}
	}
	return false
}

// Camera is the camera's name for a person, and where it is.
func (c Walk) Camera() string {
	f := c.Facts
	if f.Target == (lan.Address{}) && f.Device.Model == "" {
		return "no camera in reach"
	}
	return isapi.Clean(f.Header())
}
