package simcam

import (
	"encoding/json"
	"net/http"
	"strings"
)

const kindJSON = "application/json; charset=UTF-8"

// member is one name and value of a JSON object.
type member struct {
	name  string
	value any
}

// jsonReply prints an object as devices do, with tabs before the names and before the values (observed).
func jsonReply(status int, members ...member) reply {
	lines := make([]string, 0, len(members))
	for _, m := range members {
		name, _ := json.Marshal(m.name)
		value, err := json.Marshal(m.value)
		if err != nil { // only a fault in our own values can cause it
			return errorPage(http.StatusInternalServerError)
		}
		lines = append(lines, "\t"+string(name)+":\t"+string(value))
	}
	return reply{status: status, kind: kindJSON, body: "{\n" + strings.Join(lines, ",\n") + "\n}"}
}

// wantsJSON tells whether a reply goes out as JSON: only when the client asks so, and only on newer firmware.
func (c *Camera) wantsJSON(q *call) bool {
	return q.URL.Query().Get("format") == "json" && (c.sc.Generation == Portal || c.sc.Generation == RecorderGen)
}

// errorCodes are the numbers of sub-statuses (maker's guide). Their first digit is the status code.
var errorCodes = map[string]int{
	"riskPassword":            0x10000002,
	"passwordDecodeError":     0x30000008,
	"notSupport":              0x40000001,
	"lowPrivilege":            0x40000002,
	"badAuthorization":        0x40000003,
	"methodNotAllowed":        0x40000004,
	"invalidOperation":        0x40000006,
	"notActivated":            0x40000007,
	"hasActivated":            0x40000008,
	"loginPasswordError":      0x4000000C,
	"MgmtLokedError":          0x4000000D,
	"cannotSameAsOldPassword": 0x400010E8,
	"badJsonFormat":           0x50000002,
	"badParameters":           0x60000001,
	"badXmlContent":           0x60000003,
}

// json prints a status without a wrapper around it; success has no error code (observed).
func (s responseStatus) json(httpStatus int) reply {
	members := []member{
		{"requestURL", s.RequestURL},
		{"statusCode", s.Code},
		{"statusString", strings.Replace(s.Text, "XML", "JSON", 1)},
		{"subStatusCode", s.Sub},
	}
	if code, ok := errorCodes[s.Sub]; ok {
		members = append(members, member{"errorCode", code}, member{"errorMsg", s.Sub})
	}
	if s.Lock != "" {
		members = append(members, member{"lockStatus", s.Lock})
	}
	for _, m := range []struct {
		name  string
		value *int
	}{{"retryTimes", s.RetryTimes}, {"resLockTime", s.ResLock}, {"unlockTime", s.UnlockTime}} {
		if m.value != nil {
			members = append(members, member{m.name, *m.value})
		}
	}
	return jsonReply(httpStatus, members...)
}
