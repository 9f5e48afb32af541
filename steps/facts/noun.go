package facts

import "camreset/isapi"

// nouns are the sorts of device as a person calls them.
var nouns = map[string]string{
	isapi.KindRecorder: "recorder", isapi.KindDoorbell: "doorbell", isapi.KindAccess: "door terminal", isapi.KindPanel: "alarm panel",
}

// Noun is what a person calls the device, as far as is known.
func (f *Facts) Noun() string {
	if noun := nouns[f.Kind()]; noun != "" {
		return noun
	}
	return "camera"
}

// IsRecorder says whether it is a recorder; unknown is none.
func (f *Facts) IsRecorder() bool { return f.Kind() == isapi.KindRecorder }
