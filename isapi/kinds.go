package isapi

import "strings"

// The kinds of device.
const (
	KindCamera   = "camera"
	KindRecorder = "recorder"
	KindDoorbell = "doorbell"
	KindAccess   = "access"
	KindPanel    = "panel"
	KindUnknown  = "unknown"
)

// kinds maps how a model number begins to its kind. Source: the maker's model
// numbers in real deviceInfo and discovery replies and in manuals.
var kinds = []struct{ prefix, kind string }{
	{"DS-KV", KindDoorbell}, {"DS-KB", KindDoorbell}, {"DS-KD", KindDoorbell}, {"DS-KH", KindDoorbell}, {"DS-KIS", KindDoorbell},
	{"DS-K1", KindAccess}, {"DS-K2", KindAccess}, {"DS-K5", KindAccess},
	{"DS-PH", KindPanel}, {"DS-PW", KindPanel}, {"DS-PE", KindPanel},
	{"DS-2", KindCamera}, {"IPC-", KindCamera},
	{"DS-7", KindRecorder}, {"DS-8", KindRecorder}, {"DS-9", KindRecorder}, {"ERI-", KindRecorder},
}

// types maps the words of deviceType, from deviceInfo of cameras, recorders and
// doorbells (acs, axpro: public clients).
var types = map[string]string{
	"ipcamera": KindCamera, "ipdome": KindCamera, "nvr": KindRecorder, "dvr": KindRecorder,
	"vis": KindDoorbell, "embeddednetvis": KindDoorbell, "acs": KindAccess, "axpro": KindPanel,
}

// KindOf tells the kind of a device from its model number and its deviceType;
// either may be empty. The maker's model numbers go first: they don't lie.
func KindOf(model, deviceType string) string {
	model = strings.ToUpper(model)
	if strings.HasPrefix(model, "IDS-") {
		model = model[1:] // the newer spelling of DS-…
	}
	for _, k := range kinds {
		if strings.HasPrefix(model, k.prefix) {
			return k.kind
		}
	}
	if kind := types[strings.ToLower(deviceType)]; kind != "" {
		return kind
	}
	if strings.HasPrefix(model, "DS-K") { // access terminals and intercoms share it
		return KindAccess
	}
	return KindUnknown
}
