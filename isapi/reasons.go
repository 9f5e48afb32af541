package isapi

import (
	"strings"

	"camreset/isapi/document"
	"camreset/isapi/value"
)

// reasons maps sub-status codes, in lower case, to what they mean for a person.
// Spellings are the maker's own (MgmtLoked, passworLlen). Source: the
// error codes of the ISAPI guide and of the gateway guide.
var reasons = map[string]error{
	"notactivated":               ErrInactive,
	"theaccountisnotactivated":   ErrInactive,
	"hasactivated":               ErrAlreadyActive,
	"riskpassword":               ErrWeakPassword,
	"passworllennomorethan16":    ErrWeakPassword,
	"cannotsameasoldpassword":    ErrSamePassword,
	"loginpassworderror":         ErrLoginPassword,
	"administratorpassworderror": ErrLoginPassword,
	"originalpasserror":          ErrLoginPassword,
	"lowprivilege":               ErrLowPrivilege,
	"badauthorization":           ErrAuth,
	"pwderrorloginfailed":        ErrAuth,
	"mgmtlokederror":             ErrLocked,
	"maxpasswordattempts":        ErrLocked,
	"maxsessionuserlink":         ErrTooManySessions,
	"deployexceedmax":            ErrConnections,
	"nomemory":                   ErrBusy,
	"upgrading":                  ErrBusy,
	"devicebusy":                 ErrBusy,
	"notsupport":                 ErrNotSupported,
	"methodnotallowed":           ErrNotSupported,
	"badparameters":              ErrNotSupported,
	"passworddecodeerror":        ErrNotSupported,
	"messageparameterslack":      ErrNotSupported,
	"badxmlformat":               ErrNotSupported,
	"badxmlcontent":              ErrNotSupported,
}

// sentinelOf gives the reason that a sub-status names, nil if it names none.
func sentinelOf(sub string) error { return reasons[strings.ToLower(sub)] }

// numbers names the errorCode numbers of replies that carry no sub-status (error
// codes of the ISAPI guide).
var numbers = map[int]string{
	0x10000002: "riskPassword", 0x20000001: "noMemory", 0x20000003: "upgrading",
	0x30000008: "passwordDecodeError", 0x40000001: "notSupport", 0x40000002: "lowPrivilege",
	0x40000003: "badAuthorization", 0x40000004: "methodNotAllowed", 0x40000006: "invalidOperation",
	0x40000007: "notActivated", 0x40000008: "hasActivated", 0x4000000B: "maxSessionUserLink",
	0x4000000C: "loginPasswordError", 0x4000000D: "MgmtLokedError", 0x40001055: "pwdErrorLoginFailed",
	0x400010E8: "cannotSameAsOldPassword", 0x400010E9: "originalPassError",
	0x60000001: "badParameters", 0x60000042: "administratorPasswordError", 0x6000005F: "passworLlenNoMoreThan16",
}

// subOf gives the sub-status of a reply, by name or by number.
func subOf(doc *document.Node) string {
	if sub := doc.First("subStatusCode"); sub != "" {
		return Clean(sub)
	}
	n, _ := value.Number(doc.First("errorCode"), 1<<31-1)
	return numbers[n]
}
