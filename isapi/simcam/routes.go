package simcam

import (
	"maps"
	"net/http"
)

// allRoutes are all calls of all generations.
func allRoutes() routes {
	all := pageRoutes()
	maps.Copy(all, interfaceRoutes())
	maps.Copy(all, sessionRoutes())
	maps.Copy(all, onvifRoutes())
	maps.Copy(all, systemReads())
	maps.Copy(all, interfaceReads())
	maps.Copy(all, streamReads())
	maps.Copy(all, inputProxyReads())
	maps.Copy(all, sheetRoutes())
	maps.Copy(all, ownerRoutes())
	maps.Copy(all, visitorReads())
	return all
}

// systemReads are pages that programs of others read first, after a login.
func systemReads() routes {
	return routes{
		"/ISAPI/System/capabilities": {{method: http.MethodGet, serve: (*Camera).capabilities}},
		"/ISAPI/System/status":       {{method: http.MethodGet, serve: (*Camera).systemStatus}},
		"/ISAPI/Event/triggers":      {{method: http.MethodGet, serve: (*Camera).eventTriggers}},
	}
}

// pageRoutes are the web pages. Paths without .asp are the simulation's own.
func pageRoutes() routes {
	return routes{
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
func interfaceRoutes() routes {
	return routes{
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
			{method: http.MethodPost, since: Portal, open: true, serve: (*Camera).activationChallengeV3},
		},
		"/ISAPI/System/activate/StartActivateV3": {
			{method: http.MethodPost, since: Portal, open: true, change: true, serve: (*Camera).activateV3},
		},
		"/ISAPI/System/Network/EZVIZ": {{method: http.MethodGet, since: Session, serve: (*Camera).cloud}},
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
func sessionRoutes() routes {
	return routes{
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

// ownerRoutes are how an owner prepares for the day when the password is forgotten, and what he calls the device.
func ownerRoutes() routes {
	const questions, mail = "/ISAPI/Security/questionConfiguration", "/ISAPI/Security/email/parameter"
	files := []Generation{Portal, RecorderGen}
	return routes{
		questions: {
			{method: http.MethodGet, since: Session, serve: (*Camera).questionConfiguration},
			{method: http.MethodPut, since: Session, change: true, serve: (*Camera).configureQuestions},
		},
		mail: {
			{method: http.MethodGet, only: []Generation{Portal}, serve: (*Camera).emailParameter},
			{method: http.MethodPut, only: []Generation{Portal}, change: true, serve: (*Camera).setEmail},
		},
		"/ISAPI/Security/GUIDFileData": {{method: http.MethodPost, only: files, change: true, serve: (*Camera).guidFileData}},
		"/ISAPI/System/deviceInfo":     sheet{read: (*Camera).deviceInfo, take: takeDeviceInfo}.routes(),
	}
}

// visitorReads are who is logged in, and who was or tried to be. Their addresses are named by the maker's web client.
func visitorReads() routes {
	return routes{
		"/ISAPI/Security/onlineUser":   {{method: http.MethodGet, since: Session, serve: (*Camera).onlineUsers}},
		"/ISAPI/ContentMgmt/logSearch": {{method: http.MethodPost, since: Session, serve: (*Camera).logSearch}},
	}
}
