package isapi

// The paths that tell something without a login (two public clients or more know
// each).
const (
	pathStatus   = "/SDK/activateStatus"
	pathCheck    = "/ISAPI/Security/userCheck"
	pathRecovery = "/ISAPI/Security/extern/capabilities"
	pathSession  = "/ISAPI/Security/sessionLogin/capabilities"
	pathDevice   = "/ISAPI/System/deviceInfo"
	pageOld      = "/doc/page/login.asp"
	pageNew      = "/doc/index.html"
)
