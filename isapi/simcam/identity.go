package simcam

import "fmt"

// Identity is what a camera calls itself. Models are real, numbers are invented.
type Identity struct {
	Model    string // such as DS-2CD2143G0-I
	Serial   string // model, date of production, market letters, nine characters (observed form)
	MAC      string // lower case with colons, in a range of the maker
	Firmware string // such as V5.5.6
	Build    string // such as build 180326
	Platform string // firmwareVersionInfo; empty where the firmware tells none
	Realm    string // of the login challenge: the last characters of the serial (observed form)
	Server   string // the HTTP header Server

	namespace string // of XML replies; devices differ, clients have to ignore it
}

const (
	makerNamespace = "http://www.hikvision.com/ver20/XMLSchema"
	isapiNamespace = "http://www.isapi.org/ver20/XMLSchema"
)

var models = map[Generation]struct {
	Identity
	made string // date of production in the serial, yyyymmdd
}{
	Legacy: {Identity{
		Model: "DS-2CD2032-I", Firmware: "V5.2.5", Build: "build 141201", Server: "DVS-Webs", namespace: makerNamespace,
	}, "20141218"},
	Activation: {Identity{
		Model: "DS-2CD2042WD-I", Firmware: "V5.4.5", Build: "build 170123", Platform: "B-R-R0-0",
		Server: "App-webs/", namespace: makerNamespace,
	}, "20170214"},
	Session: {Identity{
		Model: "DS-2CD2143G0-I", Firmware: "V5.5.6", Build: "build 180326", Platform: "B-R-G1-0",
		Server: "App-webs/", namespace: isapiNamespace,
	}, "20180419"},
}

// identify invents the identity of one camera, the same each time for the same generation and unit.
func identify(g Generation, unit int) Identity {
	m := models[g]
	id := m.Identity
	tail := fmt.Sprintf("C%04d", (4183+unit-1000*g.rank())%10000) // no two generations share a realm
	id.Serial = fmt.Sprintf("%s%sAAWR%04d%s", id.Model, m.made, 4410+g.rank(), tail)
	id.MAC = fmt.Sprintf("44:19:b6:%02x:%02x:%02x", 0x5a+g.rank(), byte(unit>>8), byte(0x10+unit))
	id.Realm = fmt.Sprintf("IP Camera(%s)", tail)
	return id
}
