package simcam

import (
	"cmp"
	"time"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
)

// announcement is all that goes into the fields by which a device shows itself.
type announcement struct {
	id     Identity
	sc     Scenario
	dev    settings
	salt   string // of the hash in an update
	booted time.Time
}

// deviceTypes are model numbers; observed ones, of models near ours.
var deviceTypes = map[Generation]int{
	Legacy: 38930, Activation: 142378, Session: 141945, Portal: 140071, RecorderGen: 44322,
}

// dspVersions were observed beside firmware of that age.
var dspVersions = map[Generation]string{
	Legacy: "V5.0, build 140714", Activation: "V7.3 build 161128", Session: "V7.3 build 180326",
	Portal: "V7.3 build 240604", RecorderGen: "V5.0, build 230615",
}

// fields are those of an inquiry's answer, in the order that was observed. Firmware before 5.3.0 has only the first
// block, and so no Activated; recorders tell the form of an update first.
func (a announcement) fields() []sadpxml.Field {
	g := a.sc.Generation
	list := a.basic()
	if g == RecorderGen {
		list = append(a.updateForm(), list...)
	}
	if g.since(Activation) {
		list = append(list, a.reset()...)
	}
	if g.since(Session) {
		list = append(list, a.newer()...)
	}
	if g == Portal {
		list = append(list, a.newest()...)
	}
	return append(list, a.switched()...)
}

func (a announcement) basic() []sadpxml.Field {
	analog, digital := 0, 1
	if a.sc.Generation == RecorderGen {
		analog, digital = 0, 8
	}
	bootTime := a.sc.SADP.BootTime
	if bootTime == "" {
		bootTime = a.booted.Format("2006-01-02 15:04:05")
	}
	return []sadpxml.Field{
		sadpxml.Number("DeviceType", deviceTypes[a.sc.Generation]), sadpxml.Text("DeviceDescription", a.id.Model),
		sadpxml.Text("DeviceSN", a.id.Serial), sadpxml.Number("CommandPort", a.dev.net.commandPort), sadpxml.Number("HttpPort", a.dev.net.httpPort),
		sadpxml.Text("MAC", a.id.MAC), sadpxml.Text("IPv4Address", a.dev.address), sadpxml.Text("IPv4SubnetMask", a.dev.net.mask),
		sadpxml.Text("IPv4Gateway", a.dev.net.gateway), sadpxml.Text("IPv6Address", "::"), sadpxml.Text("IPv6Gateway", "::"),
		sadpxml.Number("IPv6MaskLen", 64), sadpxml.Bool("DHCP", a.dev.net.dhcp), sadpxml.Number("AnalogChannelNum", analog),
		sadpxml.Number("DigitalChannelNum", digital), sadpxml.Text("SoftwareVersion", a.id.Firmware+a.id.Build),
		sadpxml.Text("DSPVersion", dspVersions[a.sc.Generation]), sadpxml.Text("BootTime", bootTime),
	}
}

// updateForm tells how the password of an update has to be written. Before there is a password there is no salt of
// its hash (inference).
func (a announcement) updateForm() []sadpxml.Field {
	list := []sadpxml.Field{sadpxml.Bool("Encrypt", a.sc.SADP.Update.encrypted())}
	if a.sc.SADP.Update.salted() && a.dev.password != "" {
		list = append(list, sadpxml.Text("Salt", a.salt))
	}
	return list
}

// reset is what came with the end of default passwords.
func (a announcement) reset() []sadpxml.Field {
	class := a.sc.SADP.Reset
	list := []sadpxml.Field{sadpxml.Text("OEMInfo", cmp.Or(a.sc.SADP.OEM, "N/A"))}
	if a.sc.Generation != RecorderGen {
		list = append(list, a.updateForm()...)
	}
	list = append(list,
		sadpxml.Bool("ResetAbility", class == ResetByCode), sadpxml.Number("DiskNumber", 0), sadpxml.Bool("Activated", a.dev.password != ""),
		sadpxml.Bool("PasswordResetAbility", class == ResetByFile || class == ResetByKey))
	if a.sc.Generation == RecorderGen {
		list = append(list, sadpxml.Bool("SyncIPCPassword", true))
	}
	return list
}

// newer came with firmware 5.5. DeviceLock says that there is a lock, not that it is shut.
func (a announcement) newer() []sadpxml.Field {
	list := []sadpxml.Field{
		sadpxml.Bool("PasswordResetModeSecond", a.sc.SADP.Reset == ResetByKey), sadpxml.Number("DetailOEMCode", 1),
		sadpxml.Bool("EZVIZCode", false), sadpxml.Bool("DeviceLock", true),
	}
	if a.sc.exportsGUID() {
		list = append(list, sadpxml.Bool("SupportGUID", true))
	}
	return append(list,
		sadpxml.Bool("SupportSecurityQuestion", true), sadpxml.Bool("SupportHCPlatform", true),
		sadpxml.Bool("HCPlatformEnable", a.dev.recovery.HikConnect), sadpxml.Bool("IsModifyVerificationCode", true),
		sadpxml.Number("SDKOverTLSPort", 8443), sadpxml.Bool("SDKServerStatus", true), sadpxml.Bool("SDKOverTLSServerStatus", true),
		sadpxml.Bool("SupportMailBox", true))
}

// newest are names that only the maker's library of 2019 and newer clients know; the values are inferred.
func (a announcement) newest() []sadpxml.Field {
	return []sadpxml.Field{
		sadpxml.Bool("SupportBind", false), sadpxml.Number("MaxBindNum", 0), sadpxml.Bool("SupportRestoreInactive", false),
		sadpxml.Text("SpecificDeviceType", "HIK"), sadpxml.Bool("supportSSIDAndPasswordCfg", false),
		sadpxml.Bool("supportIPv6", true), sadpxml.Bool("supportModifyIPv6", true), sadpxml.Bool("supportEzvizUnbind", true),
	}
}

// switched are fields that are there only when a switch asks for them.
func (a announcement) switched() []sadpxml.Field {
	f := a.sc.SADP
	var list []sadpxml.Field
	if f.SecurityMode != "" {
		list = append(list, sadpxml.Text("SecurityMode", f.SecurityMode))
	}
	if f.UserName != "" {
		list = append(list, sadpxml.Text("UserName", f.UserName))
	}
	if f.SealedVersions {
		list = append(list, sadpxml.Text("SoftwareVersionEncrypt", crypt.SealText(a.id.Firmware+a.id.Build, 48)),
			sadpxml.Text("DSPVersionEncrypt", crypt.SealText(dspVersions[a.sc.Generation], 48)), sadpxml.Text("OEMInfoEncrypt", crypt.SealText("N/A", 32)))
	}
	return list
}
