package secure

import (
	"strings"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/isapi/value"
	"camreset/steps/flow"
)

// service is the check of a service that is on or off, and should be off. Its page holds
// one switch: enabled, or enable on some firmware.
func service(id, title, path, root, why, place string) Setting {
	at := func(p Pages) (document.At, isapi.Tri) {
		for _, name := range []string{"enabled", "enable"} {
			if text, found := p.text(path, document.At{In: root, Name: name}); found {
				return document.At{In: root, Name: name}, value.ParseTri(text)
			}
		}
		return document.At{}, isapi.Unknown
	}
	return Setting{
		ID: id, Title: title, Pages: []string{path}, Place: place, Sends: title + ": off",
		Judge: func(_ Known, p Pages) Finding {
			switch _, on := at(p); on {
			case isapi.Yes:
				return Finding{Status: flow.Warn, Detail: title + " is on. " + why, Do: "Switch " + title + " off"}
			case isapi.No:
				return Finding{Status: flow.OK, Detail: title + " is off."}
			}
			return Finding{Status: flow.Skip}
		},
		Fix: func(_ Known, p Pages) (isapi.Page, bool) {
			where, _ := at(p)
			return p[path].With(where, "false")
		},
	}
}

// loginLockAt is the switch of the lock after wrong passwords (ISAPI guide; a capture of an
// access terminal; older cameras have nothing but this element).
var loginLockAt = document.At{In: "IllegalLoginLock", Name: "enabled"}

func loginLock(_ Known, p Pages) Finding {
	text, _ := p.text(pageLoginLock, loginLockAt)
	switch value.ParseTri(text) {
	case isapi.Yes:
		return Finding{Status: flow.OK, Detail: "Wrong passwords lock it for a while."}
	case isapi.No:
		return Finding{Status: flow.Fail, Detail: "Wrong passwords do not lock it. Whoever reaches it can try as many as they like.", Do: "Switch the login lock on"}
	}
	return Finding{Status: flow.Skip}
}

func loginLockOn(_ Known, p Pages) (isapi.Page, bool) {
	return p[pageLoginLock].With(loginLockAt, "true")
}

// snmpOld are the switches of the two versions of SNMP that send their word of entry
// readably (SNMP page of a recorder, as a program of others writes it).
var snmpOld = []document.At{{In: "SNMPv1c", Name: "enabled"}, {In: "SNMPv2c", Name: "enabled"}}

func snmp(_ Known, p Pages) Finding {
	told := false
	for _, at := range snmpOld {
		text, _ := p.text(pageSNMP, at)
		on := value.ParseTri(text)
		if on == isapi.Yes {
			return Finding{Status: flow.Warn, Detail: "An old version of SNMP is on. It sends its own password unprotected, and only programs that watch networks need it.", Do: "Switch SNMP v1 and v2c off"}
		}
		told = told || on == isapi.No
	}
	if !told {
		return Finding{Status: flow.Skip}
	}
	return Finding{Status: flow.OK, Detail: "SNMP v1 and v2c are off."}
}

func snmpOff(_ Known, p Pages) (isapi.Page, bool) {
	page, changed := p[pageSNMP], false
	for _, at := range snmpOld {
		if next, ok := page.With(at, "false"); ok {
			page, changed = next, true
		}
	}
	return page, changed
}

// hikConnect says whose the device is in the maker's cloud, as far as it knows that
// itself (bindStatus; capture of a page EZVIZ).
func hikConnect(_ Known, p Pages) Finding {
	on, _ := p.text(pageCloud, document.At{In: "EZVIZ", Name: "enabled"})
	bound, _ := p.text(pageCloud, document.At{In: "EZVIZ", Name: "bindStatus"})
	switch enabled := value.ParseTri(on); {
	case enabled == isapi.No:
		return Finding{Status: flow.OK, Detail: "Hik-Connect is off."}
	case enabled == isapi.Yes && strings.EqualFold(bound, "bind"):
		return Finding{
			Status: flow.Warn, Do: "See whose Hik-Connect account has it",
			Detail: "It belongs to a Hik-Connect account, and does not say whose. That account sees it without this password. Make sure that it is yours, and give it two-factor login.",
		}
	case enabled == isapi.Yes && strings.EqualFold(bound, "unbind"):
		return Finding{
			Status: flow.Warn, Do: "Add it to your Hik-Connect account, or switch Hik-Connect off",
			Detail: "Hik-Connect is on, and no account has this device. Whoever knows the code on its label can add it to theirs.",
		}
	case enabled == isapi.Yes:
		return Finding{
			Status: flow.Warn, Do: "See whose Hik-Connect account has it",
			Detail: "Hik-Connect is on. An account that has this device sees it without this password. Make sure that it is yours, and give it two-factor login.",
		}
	}
	return Finding{Status: flow.Skip}
}
