package simcam

import (
	"cmp"
	"time"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
)

// portrait is all that goes into the fields by which a device shows itself.
type portrait struct {
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
func (p portrait) fields() []sadpxml.Field {
	g := p.sc.Generation
	list := p.basic()
	if g == RecorderGen {
		list = append(p.updateForm(), list...)
	}
	if g.since(Activation) {
		list = append(list, p.reset()...)
	}
	if g.since(Session) {
		list = append(list, p.newer()...)
	}
	if g == Portal {
		list = append(list, p.newest()...)
	}
	return append(list, p.switched()...)
}

func (p portrait) basic() []sadpxml.Field {
	analog, digital := 0, 1
	if p.sc.Generation == RecorderGen {
		analog, digital = 0, 8
	}
	bootTime := p.sc.SADP.BootTime
	if bootTime == "" {
		bootTime = p.booted.Format("2006-01-02 15:04:05")
	}
	return []sadpxml.Field{
		sadpxml.Number("DeviceType", deviceTypes[p.sc.Generation]), sadpxml.Text("DeviceDescription", p.id.Model),
		sadpxml.Text("DeviceSN", p.id.Serial), sadpxml.Number("CommandPort", p.dev.net.commandPort), sadpxml.Number("HttpPort", p.dev.net.httpPort),
		sadpxml.Text("MAC", p.id.MAC), sadpxml.Text("IPv4Address", p.dev.address), sadpxml.Text("IPv4SubnetMask", p.dev.net.mask),
		sadpxml.Text("IPv4Gateway", p.dev.net.gateway), sadpxml.Text("IPv6Address", "::"), sadpxml.Text("IPv6Gateway", "::"),
		sadpxml.Number("IPv6MaskLen", 64), sadpxml.Bool("DHCP", p.dev.net.dhcp), sadpxml.Number("AnalogChannelNum", analog),
		sadpxml.Number("DigitalChannelNum", digital), sadpxml.Text("SoftwareVersion", p.id.Firmware+p.id.Build),
		sadpxml.Text("DSPVersion", dspVersions[p.sc.Generation]), sadpxml.Text("BootTime", bootTime),
	}
}

// updateForm tells how the password of an update has to be written. Before there is a password there is no salt of
// its hash (inference).
func (p portrait) updateForm() []sadpxml.Field {
	list := []sadpxml.Field{sadpxml.Bool("Encrypt", p.sc.SADP.Update.encrypted())}
	if p.sc.SADP.Update.salted() && p.dev.password != "" {
		list = append(list, sadpxml.Text("Salt", p.salt))
	}
	return list
}

// reset is what came with the end of default passwords.
func (p portrait) reset() []sadpxml.Field {
	class := p.sc.SADP.Reset
	list := []sadpxml.Field{sadpxml.Text("OEMInfo", cmp.Or(p.sc.SADP.OEM, "N/A"))}
	if p.sc.Generation != RecorderGen {
		list = append(list, p.updateForm()...)
	}
	list = append(list,
		sadpxml.Bool("ResetAbility", class == ResetByCode), sadpxml.Number("DiskNumber", 0), sadpxml.Bool("Activated", p.dev.password != ""),
		sadpxml.Bool("PasswordResetAbility", class == ResetByFile || class == ResetByKey))
	if p.sc.Generation == RecorderGen {
		list = append(list, sadpxml.Bool("SyncIPCPassword", true))
	}
	return list
}

// newer came with firmware 5.5. DeviceLock says that there is a lock, not that it is shut.
func (p portrait) newer() []sadpxml.Field {
	list := []sadpxml.Field{
		sadpxml.Bool("PasswordResetModeSecond", p.sc.SADP.Reset == ResetByKey), sadpxml.Number("DetailOEMCode", 1),
		sadpxml.Bool("EZVIZCode", false), sadpxml.Bool("DeviceLock", true),
	}
	if p.sc.exportsGUID() {
		list = append(list, sadpxml.Bool("SupportGUID", true))
	}
	return append(list,
		sadpxml.Bool("SupportSecurityQuestion", true), sadpxml.Bool("SupportHCPlatform", true),
		sadpxml.Bool("HCPlatformEnable", p.dev.recovery.HikConnect), sadpxml.Bool("IsModifyVerificationCode", true),
		sadpxml.Number("SDKOverTLSPort", 8443), sadpxml.Bool("SDKServerStatus", true), sadpxml.Bool("SDKOverTLSServerStatus", true),
		sadpxml.Bool("SupportMailBox", true))
}

// newest are names that only the maker's library of 2019 and newer clients know; the values are inferred.
func (p portrait) newest() []sadpxml.Field {
	return []sadpxml.Field{
		sadpxml.Bool("SupportBind", false), sadpxml.Number("MaxBindNum", 0), sadpxml.Bool("SupportRestoreInactive", false),
		sadpxml.Text("SpecificDeviceType", "HIK"), sadpxml.Bool("supportSSIDAndPasswordCfg", false),
		sadpxml.Bool("supportIPv6", true), sadpxml.Bool("supportModifyIPv6", true), sadpxml.Bool("supportEzvizUnbind", true),
	}
}

// switched are fields that are there only when a switch asks for them.
func (p portrait) switched() []sadpxml.Field {
	f := p.sc.SADP
	var list []sadpxml.Field
	if f.SecurityMode != "" {
		list = append(list, sadpxml.Text("SecurityMode", f.SecurityMode))
	}
	if f.UserName != "" {
		list = append(list, sadpxml.Text("UserName", f.UserName))
	}
	if f.SealedVersions {
		list = append(list, sadpxml.Text("SoftwareVersionEncrypt", crypt.SealText(p.id.Firmware+p.id.Build, 48)),
			sadpxml.Text("DSPVersionEncrypt", crypt.SealText(dspVersions[p.sc.Generation], 48)), sadpxml.Text("OEMInfoEncrypt", crypt.SealText("N/A", 32)))
	}
	return list
}
