package simcam

import (
	"fmt"
	"strconv"
	"time"
)

// securitySheets are who may log in, and how. Certificate is the maker's word for the scheme of a login.
func securitySheets() map[string]sheet {
	return map[string]sheet{
		"/ISAPI/Security/adminAccesses":    {read: (*Camera).adminAccesses, take: takeAccesses},
		"/ISAPI/Security/illegalLoginLock": {since: Activation, read: (*Camera).loginLock, take: takeLoginLock},
		"/ISAPI/Security/webCertificate":   {since: Activation, read: (*Camera).webCertificate, take: takeWebCertificate},
		"/ISAPI/Security/RTSPCertificate": {
			only: []Generation{Portal, RecorderGen},
			read: func(c *Camera) string {
				return c.template("rtspcertificate", "scheme", certificateType(c.settings.basicRTSP))
			},
			take: func(_ *Camera, v *values, s *settings) bool {
				v.scheme("certificateType", &s.basicRTSP)
				return true
			},
		},
		"/ISAPI/Security/ONVIF/users": {since: Activation, read: (*Camera).onvifUsers},
	}
}

// loginLock is the lock after wrong logins (observed); older firmware tells only whether there is one.
func (c *Camera) loginLock() string {
	limits := ""
	if c.sc.Generation.since(Session) {
		limits = fmt.Sprintf("<maxIllegalLoginTimes>%d</maxIllegalLoginTimes>\n<maxIllegalLoginLockTime>%d</maxIllegalLoginLockTime>\n",
			c.tries(), int(c.lockTime()/time.Second))
	}
	return c.template("loginlock", "enabled", !c.settings.noLock, "limits", limits)
}

func takeLoginLock(c *Camera, v *values, s *settings) bool {
	on, seconds := !s.noLock, int(c.lockTime()/time.Second)
	s.lockTries = c.tries()
	v.flag("enabled", &on)
	v.number("maxIllegalLoginTimes", 1, 20, &s.lockTries)
	v.number("maxIllegalLoginLockTime", 1, 86400, &seconds)
	s.noLock, s.lockTime = !on, time.Duration(seconds)*time.Second
	return true
}

// certificateType names the schemes.
func certificateType(basic bool) string { return choose(basic, "digest/basic", "digest") }

// scheme takes that name.
func (v *values) scheme(path string, basic *bool) {
	name := certificateType(*basic)
	v.word(path, &name, certificateType(true), certificateType(false))
	*basic = name == certificateType(true)
}

// algorithms of the login, by the form that has them.
var algorithms = map[string]AuthForm{"MD5": AuthMD5, "SHA256": AuthSHA256, "MD5/SHA256": AuthBoth}

// algorithmName is how the page calls what the web server offers.
func (c *Camera) algorithmName() string {
	if c.settings.algorithm != "" {
		return c.settings.algorithm
	}
	switch c.auth() {
	case AuthSHA256:
		return "SHA256"
	case AuthBoth, AuthBothOneLine:
		return "MD5/SHA256"
	default:
		return "MD5"
	}
}

// webCertificate is how the web server asks for a login; the algorithm is told by the newest firmware only.
func (c *Camera) webCertificate() string {
	algorithm := ""
	if c.sc.Generation == Portal {
		algorithm = "<SecurityAlgorithm>\n<algorithmType>" + c.algorithmName() + "</algorithmType>\n</SecurityAlgorithm>\n"
	}
	return c.template("webcertificate", "scheme", certificateType(c.offersBasic()), "algorithm", algorithm)
}

// takeWebCertificate changes what the next challenges are. Beside Basic a digest is one with MD5, whatever is set.
func takeWebCertificate(c *Camera, v *values, s *settings) bool {
	basic, name := c.offersBasic(), c.algorithmName()
	before, as := basic, name
	v.scheme("CertificateType", &basic)
	v.word("SecurityAlgorithm/algorithmType", &name, "MD5", "SHA256", "MD5/SHA256")
	if basic == before && name == as {
		return true
	}
	s.algorithm, s.auth = name, choose(basic, AuthDigestBasic, algorithms[name])
	return true
}

// onvifUsers are accounts beside those of the device. Admin is one of them while ONVIF is on, as in deviceService.
func (c *Camera) onvifUsers() string {
	var names, items []string
	if c.onvif() == ONVIFOn {
		names = append(names, AdminUser)
	}
	for i, name := range append(names, c.settings.onvifUsers...) {
		items = append(items, c.template("onvifuser", "id", strconv.Itoa(i+1), "name", escaped(name)))
	}
	return c.list("UserList", items...)
}
