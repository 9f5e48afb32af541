package simcam

import (
	"cmp"
	"encoding/base32"
	"fmt"
	"strings"

	"camreset/isapi/simcam/crypt"
)

// Identity is what a camera calls itself. Models are real, numbers are invented.
type Identity struct {
	Model    string // such as DS-2CD2143G0-I
	Serial   string // model, date of production, market letters, nine characters (observed form)
	MAC      string // lower case with colons, in a range of the maker
	Firmware string // such as V5.5.6
	Build    string // such as build 180326
	Platform string // firmwareVersionInfo; empty where the firmware tells none
	Realm    string // of the login challenge: the last characters of the serial, or 24 hex digits (observed forms)
	Server   string // the HTTP header Server; empty where there is none

	namespace string // of XML replies; devices differ, clients have to ignore it
}

const (
	makerNamespace = "http://www.hikvision.com/ver20/XMLSchema"
	isapiNamespace = "http://www.isapi.org/ver20/XMLSchema"
)

var models = map[Generation]struct {
	Identity
	made   string // date of production in the serial, yyyymmdd
	number int    // keeps serials, MACs and realms of two generations apart
}{
	Legacy: {Identity{
		Model: "DS-2CD2032-I", Firmware: "V5.2.5", Build: "build 141201", Server: "DVS-Webs", namespace: makerNamespace,
	}, "20141218", 0},
	Activation: {Identity{
		Model: "DS-2CD2042WD-I", Firmware: "V5.4.5", Build: "build 170123", Platform: "B-R-R0-0",
		Server: "App-webs/", namespace: makerNamespace,
	}, "20170214", 1},
	Session: {Identity{
		Model: "DS-2CD2143G0-I", Firmware: "V5.5.6", Build: "build 180326", Platform: "B-R-G1-0",
		Server: "App-webs/", namespace: isapiNamespace,
	}, "20180419", 2},
	Portal: {Identity{
		Model: "DS-2CD2146G2-ISU", Firmware: "V5.7.17", Build: "build 240606", Platform: "B-R-G5-0",
		Server: "webserver", namespace: makerNamespace,
	}, "20240703", 3},
	RecorderGen: {Identity{
		Model: "DS-7608NXI-I2/8P/S", Firmware: "V4.62.210", Build: "build 230619",
		Server: "DNVRS-Webs", namespace: isapiNamespace,
	}, "20230711", 4},
}

// identify invents the identity of one camera, the same each time for the same generation and unit.
func identify(sc Scenario) Identity {
	m := models[sc.Generation]
	id, unit := m.Identity, sc.Unit
	id.Model = cmp.Or(sc.Model, id.Model)
	tail := fmt.Sprintf("C%04d", (14183+unit-1000*m.number)%10000)
	id.Serial = fmt.Sprintf("%s%sAAWR%04d%s", id.Model, m.made, 4410+m.number, tail)
	id.MAC = cmp.Or(sc.MAC, fmt.Sprintf("44:19:b6:%02x:%02x:%02x", 0x5a+m.number, byte(unit>>8), byte(0x10+unit)))
	id.Realm = fmt.Sprintf("IP Camera(%s)", tail)
	if sc.Generation == RecorderGen {
		id.Serial = strings.Replace(id.Serial, "AAWR", "CCRR", 1) + "WCVU"
		id.Realm = crypt.Hash("realm of " + id.Serial)[:24]
	}
	id.Realm = cmp.Or(sc.Realm, id.Realm)
	id.Server = cmp.Or(sc.Server, id.Server)
	if id.Server == NoServer {
		id.Server = ""
	}
	return id
}

// short is the part of the serial that support asks for.
func (id Identity) short() string {
	serial := strings.TrimSuffix(id.Serial, "WCVU")
	return serial[len(serial)-9:]
}

// salts are what the hashes of the password begin with, in the form that the firmware shows them in.
func (id Identity) salts(form SessionForm) (salt, salt2 string) {
	salt, salt2 = crypt.Hash("salt of "+id.Serial), crypt.Hash("second salt of "+id.Serial)
	switch form {
	case SessionSalted:
		return salt, ""
	case SessionUpperSalt:
		return base32.StdEncoding.EncodeToString([]byte(salt))[:64], ""
	case SessionTwoSalts:
		return strings.ToUpper(salt), strings.ToUpper(salt2)
	default:
		return "", ""
	}
}
