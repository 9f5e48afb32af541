package secure

import (
	"strings"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/steps/flow"
)

func password(k Known, _ Pages) Finding {
	switch {
	case k.Factory, k.Default == isapi.Yes:
		return Finding{Status: flow.Fail, Detail: "It is the factory password. It is printed in guides, so anybody on this network gets in.", Do: "Change the factory password"}
	case k.Risk == isapi.Yes:
		return Finding{Status: flow.Fail, Detail: "The device itself calls this password weak: somebody could guess it.", Do: "Set a stronger password"}
	case k.Default == isapi.No && k.Risk == isapi.No:
		return Finding{Status: flow.OK, Detail: "The device finds nothing wrong with the password."}
	}
	return Finding{Status: flow.Skip, Detail: "The device does not say whether the password is good."}
}

// Which logins the device's page takes, and with which digest (page webCertificate; its
// capabilities name MD5, SHA256 and MD5/SHA256, captured on an access terminal).
var (
	webLoginAt  = document.At{In: "WebCertificate", Name: "CertificateType"}
	algorithmAt = document.At{In: "SecurityAlgorithm", Name: "algorithmType"}
)

const bothDigests = "MD5/SHA256"

func webLogin(_ Known, p Pages) Finding {
	kind, _ := p.text(pageWebLogin, webLoginAt)
	algorithm, _ := p.text(pageWebLogin, algorithmAt)
	switch {
	case takesBasic(kind):
		return Finding{Status: flow.Warn, Detail: "Its page also takes logins that send the password unprotected. Others on this network could read it.", Do: "Let its page take protected logins only"}
	case strings.EqualFold(algorithm, "MD5"):
		return Finding{Status: flow.Warn, Detail: "Its page protects logins with MD5 only. That is the oldest way, and SHA-256 is harder to break.", Do: "Let its page use SHA-256 too"}
	case kind != "":
		return Finding{Status: flow.OK, Detail: "Its page takes protected logins only."}
	}
	return Finding{Status: flow.Skip}
}

// webLoginDigest leaves MD5 beside SHA-256: older programs know nothing else.
func webLoginDigest(_ Known, p Pages) (isapi.Page, bool) {
	page, changed := p[pageWebLogin], false
	if kind, _ := p.text(pageWebLogin, webLoginAt); takesBasic(kind) {
		page, changed = p[pageWebLogin].With(webLoginAt, "digest")
	}
	if algorithm, _ := p.text(pageWebLogin, algorithmAt); strings.EqualFold(algorithm, "MD5") {
		if next, ok := page.With(algorithmAt, bothDigests); ok {
			page, changed = next, true
		}
	}
	return page, changed
}

func takesBasic(kind string) bool { return strings.Contains(strings.ToLower(kind), "basic") }

// rtspLoginAt is where a device says which logins its video takes: newer firmware and
// recorders have a page for it, older cameras say it with the stream.
func rtspLoginAt(p Pages) (path string, at document.At) {
	if p.read(pageRTSPLogin) {
		return pageRTSPLogin, document.At{In: "RTSPCertificate", Name: "certificateType"}
	}
	return pageStream, document.At{In: "Security", Name: "certificateType"}
}

func rtspLogin(_ Known, p Pages) Finding {
	kind, _ := p.text(rtspLoginAt(p))
	switch {
	case takesBasic(kind):
		return Finding{Status: flow.Warn, Detail: "Programs may fetch its video with a login that sends the password unprotected. Others on this network could read it.", Do: "Let its video take protected logins only"}
	case kind != "":
		return Finding{Status: flow.OK, Detail: "Its video takes protected logins only."}
	}
	return Finding{Status: flow.Skip}
}

func rtspLoginDigest(_ Known, p Pages) (isapi.Page, bool) {
	path, at := rtspLoginAt(p)
	return p[path].With(at, "digest")
}
