package simcam_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"camreset/isapi/simcam"
)

// isJPEG is what a picture begins with.
const isJPEG = "\xff\xd8\xff"

// readPages are what programs of others read before everything else, with a part of each.
var readPages = map[string]string{
	"/ISAPI/System/deviceInfo":                     "<DeviceInfo ",
	"/ISAPI/System/capabilities":                   "<DeviceCap ",
	"/ISAPI/System/status":                         "<deviceUpTime>0<",
	"/ISAPI/System/time":                           "<localTime>2024-05-01T12:00:00+00:00<",
	"/ISAPI/System/Network/interfaces":             "<NetworkInterfaceList ",
	"/ISAPI/System/Network/interfaces/1":           "<MTU>1500<",
	"/ISAPI/System/Network/interfaces/1/ipAddress": "<subnetMask>255.255.255.0<",
	"/ISAPI/Security/adminAccesses":                "<protocol>RTSP<",
	"/ISAPI/Security/users":                        "<userName>admin<",
	"/ISAPI/Streaming/channels":                    "<id>102<",
	"/ISAPI/Streaming/channels/101":                "<videoInputChannelID>1<",
	"/ISAPI/Streaming/channels/101/picture":        isJPEG,
	"/ISAPI/Event/triggers":                        "<id>VMD-1<",
}

// recorderPages are further ones of a recorder.
var recorderPages = map[string]string{
	"/ISAPI/ContentMgmt/InputProxy/channels": "<ipAddress>192.168.254.3<",
	"/ISAPI/Streaming/channels/201":          "<channelName>Camera 02<",
	"/ISAPI/Streaming/channels/201/picture":  isJPEG,
}

var allGenerations = []simcam.Generation{simcam.Legacy, simcam.Activation, simcam.Session, simcam.Portal, simcam.RecorderGen}

// signed is a GET with a fresh login.
func (b *bench) signed(path string) answer { b.Helper(); return b.login("GET", path, "", b.password()) }

// wellFormed tells whether a page is XML to its end.
func wellFormed(text string) bool {
	return xml.Unmarshal([]byte(text), new(struct{})) == nil
}

func TestPagesThatOthersReadFirst(t *testing.T) {
	for _, generation := range allGenerations {
		sc := simcam.Scenario{Generation: generation, Auth: simcam.AuthMD5}
		b := newBench(t, sc)
		for path, part := range readPages {
			if a := b.get(path); a.status != 401 || a.header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s without a login, %s: %d", generation, path, a.status)
			}
			a := b.signed(path)
			b.want(a, 200, part)
			if kind := a.header.Get("Content-Type"); kind != "image/jpeg" && (kind != `application/xml; charset="UTF-8"` || !wellFormed(a.body)) {
				t.Errorf("%s, %s: %s\n%s", generation, path, kind, a.body)
			}
			refusal := 403
			if sheets[path] != nil || path == infoPage {
				refusal = 401
			}
			if a := b.do("PUT", path, "<x/>", ""); a.status != refusal && generation != simcam.RecorderGen {
				t.Errorf("%s, %s: PUT gives %d", generation, path, a.status)
			}
		}
		for path, part := range recorderPages {
			switch generation {
			case simcam.RecorderGen:
				b.want(b.signed(path), 200, part)
			case simcam.Legacy:
				b.want(b.get(path), 404)
			default:
				b.want(b.signed(path), 403, "notSupport")
			}
		}
		if n := b.cam.Counters(); n.Wrong != 0 || n.Writes != 0 {
			t.Errorf("%+v", n)
		}
	}
}

func TestPagesBeforeActivation(t *testing.T) {
	b := newBench(t, simcam.Scenario{Generation: simcam.Portal, Inactive: true})
	for path := range readPages {
		if a := b.get(path); a.status != 401 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
}

func TestPagesTellTheNetwork(t *testing.T) {
	b := newBench(t, simcam.Scenario{Address: "10.3.2.1"})
	b.want(b.signed("/ISAPI/System/Network/interfaces"), 200,
		"<ipAddress>10.3.2.1<", "<DefaultGateway>\n<ipAddress>10.3.2.1<", "<addressingType>static<", "<MACAddress>"+b.cam.Identity().MAC+"<")
	b.want(b.signed("/ISAPI/Security/adminAccesses"), 200, "<protocol>HTTP</protocol>\n<portNo>80<")
}

func TestTriggersOfTheOldestFirmware(t *testing.T) {
	for _, generation := range allGenerations {
		b := newBench(t, simcam.Scenario{Generation: generation, Auth: simcam.AuthMD5})
		wrapped := strings.Contains(b.signed("/ISAPI/Event/triggers").body, "<EventNotification ")
		if wrapped != (generation == simcam.Legacy) {
			t.Error(generation, wrapped)
		}
	}
}

func TestOrderOfHeaders(t *testing.T) {
	for generation, want := range map[simcam.Generation]string{
		simcam.Session:     "Date Server Content-Length Content-Type",
		simcam.RecorderGen: "Date Server ETag Content-Length Content-Type Last-Modified",
	} {
		b := newBench(t, simcam.Scenario{Generation: generation})
		conn := dialRaw(t, b.base)
		for range 2 { // on the same connection
			if got := conn.names("GET / HTTP/1.1\r\nHost: x\r\n\r\n"); got != want {
				t.Errorf("%s: %s", generation, got)
			}
			got := conn.names("GET " + check + " HTTP/1.1\r\nHost: x\r\n\r\n")
			if got != "Date Server Content-Length Content-Type WWW-Authenticate" {
				t.Errorf("%s: %s", generation, got)
			}
		}
		got := conn.names("GET / HTTP/1.0\r\n\r\n")
		if got != strings.Replace(want, "Content-Type", "Content-Type Connection", 1) {
			t.Errorf("%s: %s", generation, got)
		}
		if n := b.cam.Counters(); n.Connections != 1 || n.Requests != 5 {
			t.Errorf("%+v", n)
		}
	}
}

// TestBodyIsLeftAsItIs is a body that is too long for one piece.
func TestBodyIsLeftAsItIs(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	first := b.signed("/ISAPI/Streaming/channels/101/picture").body
	if len(first) < 5000 || first != b.signed("/ISAPI/Streaming/channels/101/picture").body {
		t.Error(len(first))
	}
}
