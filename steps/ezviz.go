package steps

import (
	"strings"

	"camreset/isapi"
)

// An EZVIZ camera has the maker's firmware, but its first password is printed on it:
// the user is admin, the password the verification code of its label (EZVIZ's support
// pages). Who reads it there needs no reset.

const ezvizBrand Outcome = "ezviz"

// ezviz reports a camera of that brand, as it tells.
func (f *Facts) ezviz() bool {
	told, _ := brandTold(f)
	return told == ezvizBrand
}

// ezvizModel reports a model number of EZVIZ: all begin with CS (observed).
func ezvizModel(f *Facts) bool {
	return strings.HasPrefix(f.Record.Model, "CS-") || strings.HasPrefix(f.Device.Model, "CS-")
}

// ezvizMAC reports a MAC that is registered to EZVIZ, which is a hint only.
func ezvizMAC(f *Facts) bool {
	return strings.Contains(isapi.MakerOf(f.Record.MAC)+isapi.MakerOf(f.Device.MAC), "Ezviz")
}

// labelCode says where the password of an EZVIZ camera stands; it is to be read before
// anything else is tried. Nil for all other cameras.
func labelCode(f *Facts) []Text {
	if !f.ezviz() {
		return nil
	}
	return []Text{
		T("This is an EZVIZ camera: the user is admin, and the password is the six capital letters on its label, unless somebody changed it."),
		T("Nothing has to be reset to try that. If a recorder added it, it may have the recorder's password instead."),
	}
}
