package secure

// The pages of a device's settings.
const (
	pageAccesses   = "/ISAPI/Security/adminAccesses"
	pageLoginLock  = "/ISAPI/Security/illegalLoginLock"
	pageUsers      = "/ISAPI/Security/users"
	pageWebLogin   = "/ISAPI/Security/webCertificate"
	pageRTSPLogin  = "/ISAPI/Security/RTSPCertificate"
	pageStream     = "/ISAPI/Streaming/channels/101"
	pageONVIFUsers = "/ISAPI/Security/ONVIF/users"
	pageProtocols  = "/ISAPI/System/Network/Integrate"
	pageUPnP       = "/ISAPI/System/Network/UPnP"
	pageSSH        = "/ISAPI/System/Network/ssh"
	pageTelnet     = "/ISAPI/System/Network/telnetd"
	pageSNMP       = "/ISAPI/System/Network/SNMP"
	pageCloud      = "/ISAPI/System/Network/EZVIZ"
	pageTime       = "/ISAPI/System/time"
)

// Settings is everything that is looked at, in the order of what matters most.
var Settings = []Setting{
	{ID: "password", Title: "Password", Judge: password, Place: "Configuration > System > User Management"},
	{
		ID: "login-lock", Title: "Login lock", Pages: []string{pageLoginLock}, Judge: loginLock, Fix: loginLockOn, Sends: "login lock: on",
		Place: "Configuration > System > Security > Security Service",
	},
	{ID: "firmware", Title: "Firmware", Judge: firmware, Place: "the maker's support page, for exactly this model and region"},
	service("telnet", "Telnet", pageTelnet, "Telnetd", "It is an old, unprotected way in that nobody needs.", "Configuration > System > Security > Security Service"),
	service("ssh", "SSH", pageSSH, "SSH", "It is a way in for the maker's service, and nobody else needs it.", "Configuration > System > Security > Security Service"),
	service("upnp", "UPnP", pageUPnP, "UPnP", "It can open your router to the internet without asking you.", "Configuration > Network > Basic Settings > NAT"),
	{
		ID: "https", Title: "HTTPS", Pages: []string{pageAccesses}, Judge: https, Fix: httpsOn, Sends: "HTTPS: on",
		Place: "Configuration > Network > Network Service > HTTP(S)",
	},
	{
		ID: "web-login", Title: "Web login", Pages: []string{pageWebLogin}, Judge: webLogin, Fix: webLoginDigest, Sends: "web login: digest, with SHA-256 where it can",
		Place: "Configuration > System > Security > Authentication",
	},
	{
		ID: "rtsp-login", Title: "Video login", Pages: []string{pageRTSPLogin, pageStream}, Judge: rtspLogin, Fix: rtspLoginDigest, Sends: "video login (RTSP): digest only",
		Place: "Configuration > System > Security > Authentication",
	},
	{
		ID: "snmp", Title: "SNMP", Pages: []string{pageSNMP}, Judge: snmp, Fix: snmpOff, Sends: "SNMP v1 and v2c: off",
		Place: "Configuration > Network > Advanced Settings > SNMP",
	},
	{ID: "accounts", Title: "Other accounts", Pages: []string{pageUsers}, Judge: accounts, Place: "Configuration > System > User Management"},
	{ID: "onvif-users", Title: "ONVIF accounts", Pages: []string{pageONVIFUsers, pageProtocols}, Judge: onvifUsers, Place: "Configuration > Network > Advanced Settings > Integration Protocol"},
	{ID: "hik-connect", Title: "Hik-Connect", Pages: []string{pageCloud}, Judge: hikConnect, Place: "the Hik-Connect app, under the account's settings"},
	{
		ID: "clock", Title: "Clock", Pages: []string{pageTime}, Judge: clock, Fix: clockRight, Sends: "clock: the time of this computer",
		Place: "Configuration > System > System Settings > Time Settings",
	},
	{ID: "https-redirect", Title: "Page without HTTPS", Pages: []string{pageAccesses}, Judge: httpsRedirect, Place: "Configuration > Network > Network Service > HTTP(S)"},
	{ID: "ports", Title: "Ports", Pages: []string{pageAccesses}, Judge: ports},
}
