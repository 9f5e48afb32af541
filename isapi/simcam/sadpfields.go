package simcam

import (
	"cmp"
	"crypto/aes"
	"encoding/base64"
	"fmt"
	"strconv"
	"time"
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
func (p portrait) fields() []field {
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

func (p portrait) basic() []field {
	analog, digital := 0, 1
	if p.sc.Generation == RecorderGen {
		analog, digital = 0, 8
	}
	bootTime := p.sc.SADP.BootTime
	if bootTime == "" {
		bootTime = p.booted.Format("2006-01-02 15:04:05")
	}
	return []field{
		number("DeviceType", deviceTypes[p.sc.Generation]), text("DeviceDescription", p.id.Model),
		text("DeviceSN", p.id.Serial), number("CommandPort", p.dev.net.commandPort), number("HttpPort", p.dev.net.httpPort),
		text("MAC", p.id.MAC), text("IPv4Address", p.dev.address), text("IPv4SubnetMask", p.dev.net.mask),
		text("IPv4Gateway", p.dev.net.gateway), text("IPv6Address", "::"), text("IPv6Gateway", "::"),
		number("IPv6MaskLen", 64), truth("DHCP", p.dev.net.dhcp), number("AnalogChannelNum", analog),
		number("DigitalChannelNum", digital), text("SoftwareVersion", p.id.Firmware+p.id.Build),
		text("DSPVersion", dspVersions[p.sc.Generation]), text("BootTime", bootTime),
	}
}

// updateForm tells how the password of an update has to be written. Before there is a password there is no salt of
// its hash (inference).
func (p portrait) updateForm() []field {
	list := []field{truth("Encrypt", p.sc.SADP.Update.encrypted())}
	if p.sc.SADP.Update.salted() && p.dev.password != "" {
		list = append(list, text("Salt", p.salt))
	}
	return list
}

// reset is what came with the end of default passwords.
func (p portrait) reset() []field {
	class := p.sc.SADP.Reset
	list := []field{text("OEMInfo", cmp.Or(p.sc.SADP.OEM, "N/A"))}
	if p.sc.Generation != RecorderGen {
		list = append(list, p.updateForm()...)
	}
	list = append(list,
		truth("ResetAbility", class == ResetByCode), number("DiskNumber", 0), truth("Activated", p.dev.password != ""),
		truth("PasswordResetAbility", class == ResetByFile || class == ResetByKey))
	if p.sc.Generation == RecorderGen {
		list = append(list, truth("SyncIPCPassword", true))
	}
	return list
}

// newer came with firmware 5.5. DeviceLock says that there is a lock, not that it is shut.
func (p portrait) newer() []field {
	list := []field{
		truth("PasswordResetModeSecond", p.sc.SADP.Reset == ResetByKey), number("DetailOEMCode", 1),
		truth("EZVIZCode", false), truth("DeviceLock", true),
	}
	if p.sc.exportsGUID() {
		list = append(list, truth("SupportGUID", true))
	}
	return append(list,
		truth("SupportSecurityQuestion", true), truth("SupportHCPlatform", true),
		truth("HCPlatformEnable", p.dev.recovery.HikConnect), truth("IsModifyVerificationCode", true),
		number("SDKOverTLSPort", 8443), truth("SDKServerStatus", true), truth("SDKOverTLSServerStatus", true),
		truth("SupportMailBox", true))
}

// newest are names that only the maker's library of 2019 and newer clients know; the values are inferred.
func (p portrait) newest() []field {
	return []field{
		truth("SupportBind", false), number("MaxBindNum", 0), truth("SupportRestoreInactive", false),
		text("SpecificDeviceType", "HIK"), truth("supportSSIDAndPasswordCfg", false),
		truth("supportIPv6", true), truth("supportModifyIPv6", true), truth("supportEzvizUnbind", true),
	}
}

// switched are fields that are there only when a switch asks for them.
func (p portrait) switched() []field {
	f := p.sc.SADP
	var list []field
	if f.SecurityMode != "" {
		list = append(list, text("SecurityMode", f.SecurityMode))
	}
	if f.UserName != "" {
		list = append(list, text("UserName", f.UserName))
	}
	if f.SealedVersions {
		list = append(list, text("SoftwareVersionEncrypt", sealedText(p.id.Firmware+p.id.Build, 48)),
			text("DSPVersionEncrypt", sealedText(dspVersions[p.sc.Generation], 48)), text("OEMInfoEncrypt", sealedText("N/A", 32)))
	}
	return list
}

// sealedText is the form that overwrites a plain text in the maker's library; the key is a public constant of it.
func sealedText(value string, size int) string {
	block, err := aes.NewCipher([]byte("HKSADPPRIVATEKEY"))
	if err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(sealECB(block, padded(value, size)))
}

// exportsGUID tells whether the firmware has the file that resets without support; seen on recorders, known from the
// manuals of newer cameras.
func (s Scenario) exportsGUID() bool { return s.Generation == RecorderGen || s.Generation == Portal }

func text(name, value string) field       { return field{name: name, value: value} }
func number(name string, n int) field     { return text(name, strconv.Itoa(n)) }
func truth(name string, value bool) field { return text(name, fmt.Sprint(value)) }
