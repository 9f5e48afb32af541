package drawings

import (
	"camreset/steps/flow"
	"camreset/steps/text"
)

// Label is the sticker of a device. Source: the maker's questions and answers, where the
// serial number on it is the short one.
func Label() flow.Drawing {
	return flow.Drawing{
		Name: text.T("Label"),
		Lines: lines(`
  .--------------------------------.
  | HIKVISION       Network Camera |
  | Model  DS-2CD2143G0-I          |
  | S/N    C12345678     06/2018   |
  | MAC    44-19-B6-5C-00-10       |
  | Verification Code  ABCDEF      |
  '--------------------------------'`),
		Say: text.T("The label: model, serial number (S/N), date, MAC, and often a verification code, which the app asks for. It is not the password."),
	}
}

// Cabling is how camera and computer come together.
func Cabling() flow.Drawing {
	return flow.Drawing{
		Name: text.T("Cables"),
		Lines: lines(`
  camera      switch       computer
  .----.     or router     .------.
  |lens|    .---------.    |      |
  |    |====| [] [] []|====|      |
  '----'    '---------'    '------'
   power        power
   (or PoE from the switch)`),
		Say: text.T("It and this computer are plugged into the same switch or router. It also needs power, from its own plug or from a PoE switch."),
	}
}
