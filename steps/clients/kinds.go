package clients

import "camreset/steps/text"

// Kind is a sort of client, with what there is to do at it.
type Kind struct {
	Key   string
	Label text.Text
	// Known says how well it is known: what the maker's manuals say, or what is concluded.
	Known text.Text
	// Steps are what there is to do, one after the other.
	Steps []Do
}

// Do is one thing to do; At is what must not be broken. In it, %s stands for the device's
// address.
type Do struct{ Do, At string }

// KindRecorder is the key of the maker's recorders.
const KindRecorder = "recorder"

// Kinds are the sorts of clients, the usual ones first (procedures of the maker's manuals
// and FAQ, chapter after the reset; users' reports where that is said).
var Kinds = []Kind{
	{KindRecorder, text.T("A Hikvision recorder"), text.T("Menu names are from the maker's FAQ; yours may differ a little."), []Do{
		{"Until it has the new password: pull its network cable, or delete this device in it.", ""},
		{"On its screen or page: Camera Management. Choose this device, then Edit.", ""},
		{"Choose Manual, type the new password, and save. Plug-and-Play takes only a device that has the recorder's own password.", ""},
		{"Leave One-touch Adding alone, unless all its cameras have the same password.", ""},
	}},
	{"vms", text.T("A viewing program (iVMS-4200 or another VMS)"), text.T("Where this stands differs by version; these are the usual places."), []Do{
		{"Close it on every computer that has it. Some of it may run as a service.", ""},
		{"Open one, choose Device Management, and this device in the list.", ""},
		{"Edit it: type the new password, and save. Do this on each computer.", ""},
	}},
	{"app", text.T("Hik-Connect or another app"), text.T("After a reset Hik-Connect is off (from the maker's FAQ)."), []Do{
		{"Hik-Connect: on its own page switch it on again, with a new verification code. In the app remove the device, and add it again.", ""},
		{"Another app: close it on every phone, and type the new password in its settings of this device.", ""},
	}},
	{"home-assistant", text.T("Home Assistant"), text.T("From its users, not from the maker."), []Do{
		{"Settings > Devices & services: switch off the entry of this device.", ""},
		{"On its own page, User Management: add a user of its own, an operator and not admin.", ""},
		{"Give that user and its password to the entry, or to configuration.yaml. Switch it on again.", ""},
	}},
	{"frigate", text.T("Frigate, go2rtc or another that fetches the video"), text.T("Concluded from how these programs work, not from the maker."), []Do{
		{"Stop it.", ""},
		{"Change the password in each address of this device in its file, config.yml or go2rtc.yaml:", "rtsp://USER:PASSWORD@%s"},
		{"Characters such as @ : / and # do not belong into such an address as they are.", ""},
		{"Start it again.", ""},
	}},
	{"onvif", text.T("Another recorder or program (ONVIF)"), text.T("Firmware since 5.5 has a list of its own for this."), []Do{
		{"ONVIF has users and passwords of its own, which the new password of admin does not change. After a reset there are none.", ""},
		{"On its own page: Configuration > Network > Advanced Settings > Integration Protocol. Add the user again.", ""},
		{"Type the same in the program.", ""},
	}},
	{"script", text.T("A script, or something else"), text.T("Concluded, not from the maker."), []Do{
		{"Stop it: look for timers too, and for what starts by itself on this computer.", ""},
		{"Find where it keeps the password: its settings, a file, or an address with a password in it.", ""},
		{"Change it there, start it again, and see here whether it is still refused.", ""},
	}},
}

// KindOf finds a kind by its key; the last one, which is for everything, where there is none.
func KindOf(key string) Kind {
	for _, k := range Kinds {
		if k.Key == key {
			return k
		}
	}
	return Kinds[len(Kinds)-1]
}
