package simcam_test

import (
	"bytes"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"camreset/isapi/simcam"

	"github.com/icholy/digest"
	"github.com/use-go/onvif"
	"github.com/use-go/onvif/device"
)

// Programs that nobody here wrote meet the simulated cameras. Where one is missing, its test is skipped.

// run gives the output of a program.
func run(t *testing.T, program string, arguments ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("needs the program %s", program)
	}
	var faults bytes.Buffer
	cmd := exec.Command(path, arguments...)
	cmd.Stderr = &faults
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", program, err, out, faults.Bytes())
	}
	return string(out)
}

// patterns gives the scanner's file of patterns, but that it does not wait for seconds whether a service speaks first.
func patterns(t *testing.T) string {
	t.Helper()
	all, err := os.ReadFile("/usr/share/nmap/nmap-service-probes")
	if err != nil {
		t.Skip("needs the patterns of nmap:", err)
	}
	path := filepath.Join(t.TempDir(), "patterns")
	hurried := bytes.Replace(all, []byte("\ntotalwaitms 6000\n"), []byte("\ntotalwaitms 100\n"), 1)
	if err := os.WriteFile(path, hurried, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestScannerNamesThem(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("nmap"); err != nil {
		t.Skip("needs the program nmap")
	}
	ports, want := []string{}, map[string]string{}
	for generation, name := range map[simcam.Generation]string{
		simcam.Activation: "Hikvision IP camera httpd", simcam.Session: "Hikvision IP camera httpd",
		simcam.RecorderGen: "Hikvision Network Video Recorder http admin",
	} {
		_, port, _ := net.SplitHostPort(strings.TrimPrefix(newBench(t, simcam.Scenario{Generation: generation}).base, "http://"))
		ports, want[port] = append(ports, port), name
	}
	out := run(t, "nmap", "-n", "-Pn", "-sT", "-sV", "--versiondb", patterns(t), "-p", strings.Join(ports, ","), "127.0.0.1")
	for port, name := range want {
		if !slices.ContainsFunc(strings.Split(out, "\n"), func(line string) bool {
			return strings.HasPrefix(line, port+"/tcp") && strings.HasSuffix(line, name)
		}) {
			t.Errorf("%s is no %s in\n%s", port, name, out)
		}
	}
}

// visit is a page with the password of its camera.
type visit struct{ url, password string }

// eachPage lets a program read every page that others read first of a camera of every generation. It gives the statuses.
func eachPage(t *testing.T, read func([]visit) (statuses string)) {
	t.Helper()
	var visits []visit
	var cameras []*bench
	for _, generation := range allGenerations {
		b := newBench(t, simcam.Scenario{Generation: generation})
		pages := slices.Sorted(maps.Keys(readPages))
		if generation == simcam.RecorderGen {
			pages = append(pages, slices.Sorted(maps.Keys(recorderPages))...)
		}
		for _, page := range pages {
			visits = append(visits, visit{b.base + page, b.password()})
		}
		cameras = append(cameras, b)
	}
	statuses := strings.Fields(read(visits))
	if want := slices.Repeat([]string{"200"}, len(visits)); !slices.Equal(statuses, want) {
		t.Errorf("%q, want %d times 200", statuses, len(want))
	}
	right := 0
	for _, b := range cameras {
		n := b.cam.Counters()
		if right += n.Right; n.Wrong != 0 || n.Writes != 0 {
			t.Errorf("%s: %+v", b.cam.Identity().Model, n)
		}
	}
	if right != len(visits) {
		t.Errorf("%d logins for %d pages", right, len(visits))
	}
}

func TestCurlReadsEveryPage(t *testing.T) {
	eachPage(t, func(visits []visit) string {
		var arguments []string
		for _, v := range visits {
			arguments = append(arguments, "--next", "--silent", "--show-error", "--noproxy", "*", "--digest",
				"--user", "admin:"+v.password, "--write-out", "%{http_code}\n", "--output", "/dev/null", v.url)
		}
		return run(t, "curl", arguments[1:]...)
	})
}

func TestPythonRequestsReadEveryPage(t *testing.T) {
	python := "" // the system's own has the library where it is installed as a package
	for _, path := range []string{"/usr/bin/python3", "python3"} {
		if python == "" && exec.Command(path, "-c", "import requests").Run() == nil {
			python = path
		}
	}
	if python == "" {
		t.Skip("needs python3 with its library requests")
	}
	const script = `import sys, requests
from requests.auth import HTTPDigestAuth
session = requests.Session()
session.trust_env = False
for url, password in zip(sys.argv[1::2], sys.argv[2::2]):
    print(session.get(url, auth=HTTPDigestAuth("admin", password), timeout=20).status_code)`
	eachPage(t, func(visits []visit) string {
		arguments := []string{"-c", script}
		for _, v := range visits {
			arguments = append(arguments, v.url, v.password)
		}
		return run(t, python, arguments...)
	})
}

func TestDigestTransportReadsEveryPage(t *testing.T) {
	base := &http.Transport{}
	defer base.CloseIdleConnections()
	eachPage(t, func(visits []visit) string {
		var statuses strings.Builder
		for _, v := range visits {
			client := http.Client{Transport: &digest.Transport{Username: "admin", Password: v.password, Transport: base}}
			reply := must(client.Get(v.url))
			_, _ = io.Copy(io.Discard, reply.Body)
			_ = reply.Body.Close()
			statuses.WriteString(reply.Status[:4])
		}
		return statuses.String()
	})
}

// reads asks a device by a library for ONVIF.
func reads(t *testing.T, d *onvif.Device, question any) string {
	t.Helper()
	reply := must(d.CallMethod(question))
	defer reply.Body.Close()
	return reply.Status + string(must(io.ReadAll(reply.Body)))
}

func TestONVIFLibrary(t *testing.T) {
	for _, generation := range allGenerations {
		b := newBench(t, simcam.Scenario{Generation: generation, ONVIF: simcam.ONVIFOn})
		at, id := strings.TrimPrefix(b.base, "http://"), b.cam.Identity()
		for password, want := range map[string]string{b.password(): "200 OK", "wrong": "400 Bad Request"} {
			d, err := onvif.NewDevice(onvif.DeviceParams{Xaddr: at, Username: "admin", Password: password, HttpClient: b.http})
			if err != nil {
				t.Fatal(err)
			}
			if d.GetEndpoint("device") != b.base+service {
				t.Error(d.GetServices())
			}
			if a := reads(t, d, device.GetSystemDateAndTime{}); !strings.HasPrefix(a, "200 OK") || !strings.Contains(a, "<tt:Year>2024<") {
				t.Error(a)
			}
			a := reads(t, d, device.GetDeviceInformation{})
			if !strings.HasPrefix(a, want) || strings.Contains(a, "<tds:Model>"+id.Model+"<") != (want == "200 OK") || strings.Contains(a, id.Serial) != (want == "200 OK") {
				t.Errorf("%s: %s", generation, a)
			}
		}
		if n := b.cam.Counters(); n.Right != 1 || n.Wrong != 1 {
			t.Errorf("%s: %+v", generation, n)
		}
	}
}
