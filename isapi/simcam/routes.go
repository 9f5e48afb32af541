package simcam

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// route is one call that a camera understands.
type route struct {
	method string
	since  Generation   // first generation that has it; empty means all
	only   []Generation // those that have it; empty means all since
	open   bool         // needs no login
	change bool         // changes something: counted as a write
	onvif  bool         // there only while ONVIF is on
	serve  func(*Camera, *call) reply
}

func (r route) offered(c *Camera) bool {
	g := c.sc.Generation
	return (!r.onvif || c.speaksONVIF()) && (r.since == "" || g.since(r.since)) && (r.only == nil || slices.Contains(r.only, g))
}

// Who has the old web page and who the new one.
var (
	oldPages = []Generation{Legacy, Activation, Session}
	newPages = []Generation{Portal, RecorderGen}
)

// routes are all calls of all generations by path.
func routes() map[string][]route {
	all := pageRoutes()
	maps.Copy(all, interfaceRoutes())
	maps.Copy(all, sessionRoutes())
	maps.Copy(all, onvifRoutes())
	maps.Copy(all, systemReads())
	maps.Copy(all, interfaceReads())
	maps.Copy(all, streamReads())
	maps.Copy(all, inputProxyReads())
	return all
}

// systemReads are pages that programs of others read first, after a login.
func systemReads() map[string][]route {
	return map[string][]route{
		"/ISAPI/System/capabilities":    {{method: http.MethodGet, serve: (*Camera).capabilities}},
		"/ISAPI/System/status":          {{method: http.MethodGet, serve: (*Camera).systemStatus}},
		"/ISAPI/System/time":            {{method: http.MethodGet, serve: (*Camera).systemTime}},
		"/ISAPI/Security/adminAccesses": {{method: http.MethodGet, serve: (*Camera).adminAccesses}},
		"/ISAPI/Event/triggers":         {{method: http.MethodGet, serve: (*Camera).eventTriggers}},
	}
}

// pageRoutes are the web pages. Paths without .asp are the simulation's own.
func pageRoutes() map[string][]route {
	return map[string][]route{
		"/": {{method: http.MethodGet, open: true, serve: (*Camera).rootPage}},

		"/doc/page/login.asp": {{method: http.MethodGet, only: oldPages, open: true, serve: (*Camera).loginPage}},
		"/doc/page/login":     {{method: http.MethodPost, open: true, serve: (*Camera).loginForm}},
		"/doc/page/main.asp":  {{method: http.MethodGet, only: oldPages, open: true, serve: (*Camera).loginPage}},
		"/doc/page/logout":    {{method: http.MethodPost, open: true, serve: (*Camera).logoutForm}},
		"/doc/page/activate":  {{method: http.MethodPost, since: Activation, open: true, change: true, serve: (*Camera).activateForm}},
		"/doc/page/pwdReset.asp": {
			{method: http.MethodGet, only: []Generation{Session}, open: true, serve: (*Camera).questionsPage},
		},
		"/doc/index.html":            {{method: http.MethodGet, only: newPages, open: true, serve: (*Camera).loginPage}},
		"/doc/portal/forgotPassword": {{method: http.MethodGet, only: newPages, open: true, serve: (*Camera).questionsPage}},
		"/doc/shepherd.css":          {{method: http.MethodGet, only: newPages, open: true, serve: (*Camera).styleSheet}},
		"/doc/page/pwdReset": {
			{method: http.MethodPost, since: Session, open: true, serve: (*Camera).questionsForm},
		},
		"/doc/page/newPassword": {
			{method: http.MethodPost, since: Session, open: true, change: true, serve: (*Camera).newPasswordForm},
		},
	}
}

// interfaceRoutes are the calls for programs, as the maker's guides and web clients name them.
func interfaceRoutes() map[string][]route {
	return map[string][]route{
		"/SDK/activateStatus": {{method: http.MethodGet, since: Activation, open: true, serve: (*Camera).activateStatus}},
		"/SDK/language":       {{method: http.MethodGet, open: true, serve: (*Camera).language}},

		"/ISAPI/Security/userCheck": {{method: http.MethodGet, since: Activation, serve: (*Camera).userCheck}},
		"/ISAPI/Security/challenge": {
			{method: http.MethodPost, since: Activation, open: true, serve: (*Camera).activationChallenge},
		},
		"/ISAPI/System/activate": {
			{method: http.MethodPut, since: Activation, open: true, change: true, serve: (*Camera).activate},
		},
		"/ISAPI/System/activate/GetChallengeV3": {
			{method: http.MethodPost, since: Portal, open: true, serve: (*Camera).activationChallenge3},
		},
		"/ISAPI/System/activate/StartActivateV3": {
			{method: http.MethodPost, since: Portal, open: true, change: true, serve: (*Camera).activate3},
		},
		"/ISAPI/System/Network/EZVIZ": {{method: http.MethodGet, since: Session, serve: (*Camera).cloud}},
		"/ISAPI/System/deviceInfo":    {{method: http.MethodGet, serve: (*Camera).deviceInfo}},
		"/ISAPI/Security/users":       {{method: http.MethodGet, serve: (*Camera).users}},
		"/ISAPI/Security/users/1": {
			{method: http.MethodGet, serve: (*Camera).user},
			{method: http.MethodPut, change: true, serve: (*Camera).changePassword},
		},
		"/ISAPI/Security/capabilities": {{method: http.MethodGet, since: Activation, serve: (*Camera).securityCapabilities}},
		"/ISAPI/Security/extern/capabilities": {
			{method: http.MethodGet, since: Activation, open: true, serve: (*Camera).externCapabilities},
		},
	}
}

// sessionRoutes are the calls around a session login.
func sessionRoutes() map[string][]route {
	return map[string][]route{
		"/ISAPI/Security/sessionLogin/capabilities": {
			{method: http.MethodGet, since: Activation, open: true, serve: (*Camera).sessionCapabilities},
		},
		"/ISAPI/Security/sessionLogin": {
			{method: http.MethodPost, since: Session, open: true, serve: (*Camera).sessionLogin},
		},
		"/ISAPI/Security/sessionHeartbeat": {
			{method: http.MethodPut, since: Session, serve: (*Camera).sessionHeartbeat},
		},
		"/ISAPI/Security/sessionLogout": {
			{method: http.MethodPut, since: Session, serve: (*Camera).sessionLogout},
		},
	}
}

func isISAPI(q *call) bool { return strings.HasPrefix(q.URL.Path, "/ISAPI/") }

func isPage(q *call) bool { return q.URL.Path == "/" || strings.HasPrefix(q.URL.Path, "/doc/") }
