package steps

// An EZVIZ camera has the maker's firmware, but its first password is printed on it:
// the user is admin, the password the verification code of its label (EZVIZ's support
// pages). Who reads it there needs no reset.

const ezvizBrand Outcome = "ezviz"

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
