package simcam_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
)

// fieldsOf says what the answers of a generation have and lack.
var fieldsOf = map[simcam.Generation]struct{ has, lacks []string }{
	simcam.Legacy: {
		[]string{"<DeviceDescription>DS-2CD2032-I<", "<SoftwareVersion>V5.2.5build 141201<", "<DSPVersion>V5.0, build 140714<"},
		[]string{"Activated", "Encrypt", "Salt"},
	},
	simcam.Activation: {
		[]string{"<Activated>true<", "<Encrypt>true<", "<PasswordResetAbility>true<"},
		[]string{"Salt", "PasswordResetModeSecond", "DeviceLock"},
	},
	simcam.Session: {
		[]string{"<Activated>true<", "<Encrypt>true<", "<Salt>", "<PasswordResetModeSecond>true<", "<DeviceLock>true<", "<SupportMailBox>true<", "<HCPlatformEnable>false<"},
		[]string{"SupportGUID", "SyncIPCPassword", "SupportBind"},
	},
	simcam.Portal:      {[]string{"<Salt>", "<SupportBind>false<", "<SupportGUID>true<"}, []string{"SyncIPCPassword"}},
	simcam.RecorderGen: {[]string{"<SyncIPCPassword>true<", "<SupportGUID>true<", "<DigitalChannelNum>8<"}, nil},
}

func TestInquiryOfEveryGeneration(t *testing.T) {
	for g, want := range fieldsOf {
		s := newSeeker(t, "192.168.1.64", simcam.Scenario{Generation: g})
		a := s.send(inquiry("inquiry"))
		for _, part := range append(slices.Clone(want.has), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ProbeMatch><Uuid>"+testUuid+"</Uuid>\n<Types>inquiry</Types>\n",
			"<IPv4Address>192.168.1.64</IPv4Address>\n<IPv4SubnetMask>255.255.255.0</IPv4SubnetMask>\n<IPv4Gateway>192.168.1.1<",
			"<BootTime>2024-05-01 12:00:00<", "<DeviceSN>"+s.cam.Identity().Serial+"<", "<HttpPort>80<") {
			if !strings.Contains(a, part) {
				t.Errorf("%s: no %q in %s", g, part, a)
			}
		}
		for _, part := range want.lacks {
			if strings.Contains(a, part) {
				t.Errorf("%s: %q in %s", g, part, a)
			}
		}
		if got := s.read(s.group); got != inquiry("inquiry") {
			t.Errorf("own request: %q", got)
		}
		if got := s.read(s.group); got != a {
			t.Errorf("%s: to the group %q", g, got)
		}
		newer := g == simcam.Session || g == simcam.Portal || g == simcam.RecorderGen
		if got := s.send(inquiry("inquiry_v32")); (got != "") != newer {
			t.Errorf("%s: %q", g, got)
		}
	}
}

func TestSwitchesOfAnswers(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	for part, form := range map[string]simcam.SADPForm{
		"<HCPlatformEnable>flase<":                {Misspelled: true},
		"<Types>inquiry </Types>":                 {Blanks: true},
		"<MAC>" + s.cam.Identity().MAC + "</MAC>": {Colons: true},
		"<Uuid>8282F1DB-":                         {ForeignUuid: true},
		"</Types>\r\n":                            {CRLF: true},
		"<BootTime>1970-1-1 0:0:9<":               {BootTime: "1970-1-1 0:0:9"},
		"<DeviceType>2</DeviceType></Probe":       {Extra: "<DeviceType>2</DeviceType>"},
		"<SecurityMode>high-A<":                   {SecurityMode: "high-A"},
		"<SoftwareVersionEncrypt>":                {SealedVersions: true},
		"<Encrypt>false<":                         {Update: simcam.UpdateSalted},
	} {
		s.cam.Set(func(sc *simcam.Scenario) { sc.SADP = form })
		if a := s.send(inquiry("inquiry")); !strings.Contains(a, part) {
			t.Errorf("no %q in %s", part, a)
		}
	}
	s.cam.Set(func(sc *simcam.Scenario) { sc.SADP = simcam.SADPForm{Cut: 300} })
	if a := s.send(inquiry("inquiry")); len(a) != 300 {
		t.Error(len(a))
	}
}

func TestWaysOfAnswers(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{SADP: simcam.SADPForm{Reply: simcam.ReplyGroup, Copies: 1}})
	own := s.send(inquiry("inquiry"))
	s.read(s.group)
	if one, two := s.read(s.group), s.read(s.group); own != "" || one == "" || one != two || s.read(s.group) != "" {
		t.Errorf("%q %q %q", own, one, two)
	}
	s.cam.Set(func(sc *simcam.Scenario) { sc.SADP = simcam.SADPForm{Reply: simcam.ReplyUnicast} })
	if s.send(inquiry("inquiry")) == "" || s.read(s.group) != inquiry("inquiry") || s.read(s.group) != "" {
		t.Error("a unicast answer went elsewhere")
	}
	s.cam.Set(func(sc *simcam.Scenario) { sc.Delay, sc.SADP.Delay = time.Second, time.Second })
	if s.send(inquiry("inquiry")) != "" {
		t.Error("too early")
	}
	s.clock.Advance(2 * time.Second)
	if s.read(s.own) == "" {
		t.Error("never")
	}
	s.cam.Set(func(sc *simcam.Scenario) { sc.Delay, sc.SADP = 0, simcam.SADPForm{Off: true} })
	if s.send(inquiry("inquiry")) != "" || s.cam.Counters().Datagrams != 3 {
		t.Error(s.cam.Counters().Datagrams)
	}
}

func TestLossIsSeeded(t *testing.T) {
	heard := func(seed uint64) string {
		s := newSeeker(t, "192.168.1.64", simcam.Scenario{SADP: simcam.SADPForm{Loss: 0.3, Seed: seed}})
		var pattern strings.Builder
		for range 60 {
			fmt.Fprintf(&pattern, "%d", min(len(s.send(inquiry("inquiry"))), 1))
		}
		return pattern.String()
	}
	one := heard(1)
	if lost := strings.Count(one, "0"); lost < 8 || lost > 30 || one != heard(1) || one == heard(2) {
		t.Error(one)
	}
}

func TestWhatIsCounted(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	other := must(netip.ParseAddrPort("192.168.1.65:37020"))
	for _, silent := range []string{
		"rubbish", "", "<Probe><Types>inquiry</Types>", strings.Replace(inquiry("inquiry"), "<Types>", "\n<Types>", 1), inquiry("unheard"),
		strings.Replace(inquiry("inquiry"), "<Types>", "<MAC>00-00-00-00-00-01</MAC><Types>", 1),
		inquiry("update"), "\ufeff" + inquiry("inquiry"),
	} {
		if a := s.send(silent); a != "" {
			t.Errorf("%q: %s", silent, a)
		}
	}
	for _, foreign := range []string{"<ProbeMatch><Types>inquiry</Types></ProbeMatch>", "<Hello></Hello>"} {
		s.send(foreign)
	}
	_ = s.own.Write([]byte(inquiry("inquiry")), other)
	_ = s.own.Write([]byte(inquiry("inquiry")), netip.AddrPortFrom(simcam.SADPGroup.Addr(), 3702))
	asked := strings.Replace(inquiry("inquiry"), "<Types>", "<MAC>"+strings.ToUpper(s.cam.Identity().MAC)+"</MAC><Types>", 1)
	if s.send(asked) == "" {
		t.Error("did not know its own name")
	}
	n := s.cam.Counters()
	want := map[string]int{"inquiry": 1, "unheard": 1, "update": 1}
	if n.Datagrams != 9 || fmt.Sprint(n.SADP) != fmt.Sprint(want) || n.Secrets != 0 || n.Requests != 0 {
		t.Errorf("%d %v", n.Datagrams, n.SADP)
	}
	if heard := s.cam.RecordedSADP(); len(heard) != 9 || string(heard[8].Data) != asked || heard[8].From.Addr().String() != "192.168.1.10" {
		t.Error(heard)
	}
}

func TestDiscoveryWhileStarting(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	s.cam.PowerOff()
	if s.send(inquiry("inquiry")) != "" {
		t.Error("answers without power")
	}
	s.cam.PowerOn()
	s.clock.Advance(19 * time.Second)
	if s.send(inquiry("inquiry")) != "" || s.cam.Counters().Datagrams != 0 {
		t.Error("answers in the dark")
	}
	s.drain()
	s.clock.Advance(time.Second)
	hello := s.read(s.group)
	if !strings.Contains(hello, "<Hello><Types>hello</Types>") || told(hello, "BootTime") != "2024-05-01 12:00:00" || s.read(s.group) != "" {
		t.Error(hello)
	}
	s.result(s.command("getencryptstring", ""), "failed")
	if s.send(inquiry("inquiry")) == "" {
		t.Error("silent after the start")
	}
	s.clock.Advance(15 * time.Second)
	s.result(s.command("getencryptstring", ""), "success")
}

// TestInquiriesOfOtherPrograms are such as opensadp, hiktools and others send, byte for byte.
func TestInquiriesOfOtherPrograms(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	const all = "<MAC>ff-ff-ff-ff-ff-ff</MAC>"
	for name, text := range map[string]string{
		"all by MAC":         `<?xml version="1.0" encoding="UTF-8"?><Probe><Uuid>` + testUuid + `</Uuid>` + all + `<Types>inquiry</Types></Probe>`,
		"a line break":       "<?xml version='1.0' encoding='us-ascii'?>\n<Probe><Uuid>" + testUuid + "</Uuid>" + all + "<Types>inquiry</Types></Probe>",
		"a CRLF":             "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Probe><Uuid>" + testUuid + "</Uuid><Types>inquiry</Types></Probe>",
		"newer":              strings.Replace(inquiry("inquiry_v32"), "<Types>", all+"<Types>", 1),
		"capitals, no dash":  strings.Replace(inquiry("inquiry"), "<Types>", "<MAC>FFFFFFFFFFFF</MAC><Types>", 1),
		"without a Uuid":     `<?xml version="1.0" encoding="utf-8"?><Probe><Types>inquiry</Types></Probe>`,
		"without a prologue": `<Probe><Uuid>` + testUuid + `</Uuid><Types>inquiry</Types></Probe>`,
	} {
		if a := s.send(text); told(a, "IPv4Address") != "192.168.1.64" {
			t.Errorf("%s: %q", name, a)
		}
	}
	for name, text := range map[string]string{
		"a command for all":    strings.Replace(inquiry("getencryptstring"), "<Types>", all+"<Types>", 1),
		"a command on 2 lines": "<?xml version=\"1.0\"?>\n<Probe><MAC>" + s.cam.Identity().MAC + "</MAC><Types>getencryptstring</Types></Probe>",
	} {
		if a := s.send(text); a != "" {
			t.Errorf("%s: %q", name, a)
		}
	}
}
