package sadp

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi"
)

const newPassword = "Abcd12345"

// against plays one command against a camera, beside a second one that must not
// be touched, and gives the error as *Error (nil if none).
func against(t *testing.T, set func(*camera), do func(Net, Device) error, check func(*camera, *Error)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("br0", "172.16.0.5/24"), face("eth0", "10.0.0.5/24"))
		c := l.add("eth0", newCamera("44-47-cc-00-00-01", "192.168.1.64"))
		c.how = "both"
		twin := l.add("eth0", newCamera("44-47-cc-00-00-02", "192.168.1.64")) // factory addresses are all the same
		twin.password = ""
		shadow := l.add("br0", newCamera("44-47-cc-00-00-01", "192.168.1.64")) // what goes to another network arrives here
		set(c)
		before, err := Inquire(t.Context(), l.net(), "44-47-CC-00-00-01", "eth0")
		if err != nil {
			t.Fatal(err)
		}
		err = do(l.net(), before)
		var e *Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("%T: %v", err, err)
		}
		for _, text := range append(c.texts, twin.texts...) {
			if strings.Contains(text, newPassword) {
				t.Errorf("the password went out in clear: %s", text)
			}
		}
		if twin.commands() != "" || shadow.commands() != "" || l.open() != 0 {
			t.Errorf("other cameras got %q and %q; %d sockets open", twin.commands(), shadow.commands(), l.open())
		}
		check(c, e)
	})
}

func inactive(c *camera) { c.password = "" }

func activate(n Net, d Device) error {
	return Activate(context.Background(), n, d, isapi.NewSecret(newPassword), Consent{})
}

func TestActivate(t *testing.T) {
	both := "exchangecode activate"
	for name, c := range map[string]struct {
		set  func(*camera)
		got  string // commands the camera received
		err  error
		sent bool
		word string
		now  string // the camera's password afterwards
	}{
		"works":                     {inactive, both, nil, false, "", newPassword},
		"answers twice":             {func(c *camera) { inactive(c); c.copies = 3 }, both, nil, false, "", newPassword},
		"others answer first":       {func(c *camera) { inactive(c); c.wrongMAC = true }, both, nil, false, "", newPassword},
		"answers by group only":     {func(c *camera) { inactive(c); c.how = "group" }, both, nil, false, "", newPassword},
		"answers by unicast only":   {func(c *camera) { inactive(c); c.how = "unicast" }, both, nil, false, "", newPassword},
		"answers late":              {func(c *camera) { inactive(c); c.delay = 3 * time.Second }, both, nil, false, "", newPassword},
		"the last answer is lost":   {func(c *camera) { inactive(c); c.lose = map[string]bool{"activate": true} }, both, nil, false, "", newPassword},
		"the command never arrives": {func(c *camera) { inactive(c); c.ignores = map[string]bool{"activate": true} }, "exchangecode", ErrNoAnswer, true, "", ""},
		"the first answer is lost":  {func(c *camera) { inactive(c); c.lose = map[string]bool{"exchangecode": true} }, "exchangecode", ErrNoAnswer, false, "", ""},
		"half a key": {func(c *camera) {
			inactive(c)
			c.words = map[string]string{"exchangecode": "<Result>success</Result><Code>AAAA</Code>"}
		}, "exchangecode", ErrUnreadable, false, "", ""},
		"refuses to exchange":    {func(c *camera) { inactive(c); c.words = map[string]string{"exchangecode": "<Result>failed</Result>"} }, "exchangecode", ErrDenied, false, "failed", ""},
		"risky":                  {func(c *camera) { inactive(c); c.words = map[string]string{"activate": "<Result>RiskPassword</Result>"} }, both, ErrRiskPassword, true, "RiskPassword", ""},
		"somebody was faster":    {func(c *camera) { inactive(c); c.words = map[string]string{"activate": "<Result>hasActivated</Result>"} }, both, ErrAlreadyActive, true, "hasActivated", ""},
		"an unknown word":        {func(c *camera) { inactive(c); c.words = map[string]string{"activate": "<Result>\x1bhm</Result>"} }, both, ErrDenied, true, "hm", ""},
		"no word":                {func(c *camera) { inactive(c); c.words = map[string]string{"activate": " "} }, both, ErrDenied, true, "", ""},
		"says yes, does nothing": {func(c *camera) { inactive(c); c.lazy = true }, both, ErrUnproven, true, "success", ""},
		"is active":              {func(*camera) {}, "", ErrAlreadyActive, false, "", "Old12345"},
		"is old":                 {func(c *camera) { c.silent = true }, "", ErrAlreadyActive, false, "", "Old12345"},
	} {
		t.Run(name, func(t *testing.T) {
			against(t, c.set, activate, func(cam *camera, e *Error) {
				if (e == nil) != (c.err == nil) || e != nil && (!errors.Is(e, c.err) || e.Sent != c.sent || e.Word != c.word || e.Op != "activate") {
					t.Errorf("got %+v, want %v, sent %v, word %q", e, c.err, c.sent, c.word)
				}
				if cam.commands() != c.got || cam.password != c.now {
					t.Errorf("the camera got %q and has password %q", cam.commands(), cam.password)
				}
			})
		})
	}
}

func TestActivateGoesDark(t *testing.T) {
	against(t, func(c *camera) {
		inactive(c)
		c.lose = map[string]bool{"activate": true}
	}, func(n Net, d Device) error {
		ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
		defer cancel()
		return Activate(ctx, n, d, isapi.NewSecret(newPassword), Consent{})
	}, func(c *camera, e *Error) {
		if e == nil || !errors.Is(e, ErrLost) || !errors.Is(e, context.DeadlineExceeded) || !e.Sent || c.commands() != "exchangecode activate" {
			t.Errorf("%+v after %q", e, c.commands())
		}
	})
}

func TestActivateBeforeSending(t *testing.T) {
	against(t, inactive, func(n Net, d Device) error {
		for password, want := range map[string]error{"": ErrUnfitPassword, "12345678901234567": ErrUnfitPassword, "Pässword1": ErrUnfitPassword} {
			if err := Activate(context.Background(), n, d, isapi.NewSecret(password), Consent{}); !errors.Is(err, want) {
				t.Errorf("%q: %v", password, err)
			}
		}
		other, away, elsewhere := d, d, d
		other.Serial, away.MAC, elsewhere.Interface = "DS-2CD2385G1-I20200414AAWRE87654321", "44:47:cc:00:00:77", "eth9"
		for what, c := range map[string]struct {
			device Device
			want   error
		}{"another serial": {other, ErrOther}, "nobody": {away, ErrNoAnswer}, "no such network": {elsewhere, ErrNoInterface}, "no MAC": {Device{}, ErrNoAnswer}} {
			err := Activate(context.Background(), n, c.device, isapi.NewSecret(newPassword), Consent{})
			var e *Error
			if !errors.Is(err, c.want) || !errors.As(err, &e) || e.Sent {
				t.Errorf("%s: %v", what, err)
			}
		}
		return nil
	}, func(c *camera, _ *Error) {
		if c.commands() != "" {
			t.Errorf("the camera got %q", c.commands())
		}
	})
}

func moveTo(ip, mask string) Settings {
	return Settings{IPv4: netip.MustParseAddr(ip), Mask: netip.MustParseAddr(mask)}
}

func TestUpdate(t *testing.T) {
	num := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	owned := func(c *camera) { c.password, c.salt = newPassword, vectorSalt }
	with := func(more func(*camera)) func(*camera) { return func(c *camera) { owned(c); more(c) } }
	for name, c := range map[string]struct {
		set           func(*camera)
		agreed        bool
		got           string
		err           error
		sent          bool
		left, minutes int
		ip            string
	}{
		"salted":                 {owned, false, "update", nil, false, -1, -1, "10.0.0.64"},
		"salted and encrypted":   {with(func(c *camera) { c.encrypt = true }), false, "update", nil, false, -1, -1, "10.0.0.64"},
		"plain":                  {with(func(c *camera) { c.salt = "" }), true, "update", nil, false, -1, -1, "10.0.0.64"},
		"encrypted":              {with(func(c *camera) { c.salt, c.encrypt = "", true }), true, "update", nil, false, -1, -1, "10.0.0.64"},
		"plain, not agreed":      {with(func(c *camera) { c.salt = "" }), false, "", ErrConsent, false, -1, -1, "192.168.1.64"},
		"encrypted, not agreed":  {with(func(c *camera) { c.salt, c.encrypt = "", true }), false, "", ErrConsent, false, -1, -1, "192.168.1.64"},
		"others answer first":    {with(func(c *camera) { c.wrongMAC = true }), false, "update", nil, false, -1, -1, "10.0.0.64"},
		"the answer is lost":     {with(func(c *camera) { c.lose = map[string]bool{"update": true} }), false, "update", nil, false, -1, -1, "10.0.0.64"},
		"never arrives":          {with(func(c *camera) { c.ignores = map[string]bool{"update": true} }), false, "", ErrNoAnswer, true, -1, -1, "192.168.1.64"},
		"wrong password":         {with(func(c *camera) { c.password = "Other123" }), false, "update", ErrWrongPassword, true, 4, -1, "192.168.1.64"},
		"wrong, the answer lost": {with(func(c *camera) { c.password, c.lose = "Other123", map[string]bool{"update": true} }), false, "update", ErrNoAnswer, true, -1, -1, "192.168.1.64"},
		"locked": {with(func(c *camera) {
			c.words = map[string]string{"update": "<Result>locked</Result><RetryTimes>0</RetryTimes><SurplusLockTime>29</SurplusLockTime>"}
		}), false, "update", ErrLocked, true, 0, 29, "192.168.1.64"},
		"says yes, does nothing":  {with(func(c *camera) { c.lazy = true }), false, "update", ErrUnproven, true, -1, -1, "192.168.1.64"},
		"inactive":                {inactive, true, "", ErrNotActivated, false, -1, -1, "192.168.1.64"},
		"refuses without a word":  {with(func(c *camera) { c.words = map[string]string{"update": "<Result>failed</Result>"} }), false, "update", ErrDenied, true, -1, -1, "192.168.1.64"},
		"is already there":        {with(func(c *camera) { c.ip = "10.0.0.64" }), false, "", nil, false, -1, -1, "10.0.0.64"},
		"answers by group, late":  {with(func(c *camera) { c.how, c.delay = "group", 2*time.Second }), false, "update", nil, false, -1, -1, "10.0.0.64"},
		"answers again and again": {with(func(c *camera) { c.copies = 5 }), false, "update", nil, false, -1, -1, "10.0.0.64"},
	} {
		t.Run(name, func(t *testing.T) {
			against(t, c.set, func(n Net, d Device) error {
				return Update(context.Background(), n, d, moveTo("10.0.0.64", "255.255.255.0"), isapi.NewSecret(newPassword), Consent{Unsalted: c.agreed})
			}, func(cam *camera, e *Error) {
				if (e == nil) != (c.err == nil) || e != nil && (!errors.Is(e, c.err) || e.Sent != c.sent || num(e.Left) != c.left || num(e.Minutes) != c.minutes || e.Op != "update") {
					t.Errorf("got %+v, want %v, sent %v", e, c.err, c.sent)
				}
				if cam.commands() != c.got || cam.address().String() != c.ip {
					t.Errorf("the camera got %q and is at %s", cam.commands(), cam.address())
				}
			})
		})
	}
}

func TestUpdateRequest(t *testing.T) {
	d := device(t, sample(t, "camera_v5.6.2.xml"))
	s, err := Settings{HTTPPort: 88}.over(d)
	if err != nil {
		t.Fatal(err)
	}
	got, err := update(d, vectorUUID, s, isapi.NewSecret(vectorPassword))
	want := `<Types>update</Types><PWErrorParse>true</PWErrorParse><MAC>58-50-ed-00-00-01</MAC><Password bSalt="true">` +
		`SU0O0jyn8iddhv9vPSppYWNc//1qOAIz1vp/AQn67miyc4Dr/YPyE8qSJmCv0Njg0y2xWbLU4KUZ0WZF0bXlVw==</Password>` +
		`<IPv4Address>192.168.124.40</IPv4Address><CommandPort>8000</CommandPort><HttpPort>88</HttpPort><IPv4SubnetMask>255.255.255.0</IPv4SubnetMask>` +
		`<IPv4Gateway>192.168.124.1</IPv4Gateway><IPv6Address>::</IPv6Address><IPv6Gateway>::</IPv6Gateway><IPv6MaskLen>64</IPv6MaskLen>` +
		`<DHCP>true</DHCP><SDKOverTLSPort>8443</SDKOverTLSPort>`
	if err != nil || got != want {
		t.Errorf("%v\n got %s\nwant %s", err, got, want)
	}
}

func TestSettings(t *testing.T) {
	d := Device{DHCP: isapi.No, IPv4: netip.MustParseAddr("192.168.1.64"), Mask: netip.MustParseAddr("255.255.255.0"), Gateway: netip.MustParseAddr("192.168.1.1")}
	addr := netip.MustParseAddr
	for name, c := range map[string]struct {
		want    Settings
		gateway string // empty = refused
	}{
		"nothing":              {Settings{}, "192.168.1.1"},
		"the same subnet":      {Settings{IPv4: addr("192.168.1.70")}, "192.168.1.1"},
		"another subnet":       {moveTo("10.0.0.64", "255.255.255.0"), "0.0.0.0"},
		"with its gateway":     {Settings{IPv4: addr("10.0.0.64"), Gateway: addr("10.0.0.1")}, "10.0.0.1"},
		"a foreign gateway":    {Settings{IPv4: addr("10.0.0.64"), Gateway: addr("10.0.1.1")}, ""},
		"itself as gateway":    {Settings{Gateway: addr("192.168.1.64")}, ""},
		"the broadcast":        {Settings{IPv4: addr("192.168.1.255")}, ""},
		"the network":          {Settings{IPv4: addr("192.168.1.0")}, ""},
		"a mask with holes":    {Settings{Mask: addr("255.0.255.0")}, ""},
		"no mask":              {Settings{Mask: addr("0.0.0.0")}, ""},
		"a host mask":          {Settings{Mask: addr("255.255.255.255")}, ""},
		"multicast":            {moveTo("239.1.1.1", "255.0.0.0"), ""},
		"loopback":             {moveTo("127.0.0.1", "255.0.0.0"), ""},
		"six for four":         {Settings{IPv4: addr("fe80::1")}, ""},
		"a port out of bounds": {Settings{HTTPPort: 70000}, ""},
		"by DHCP":              {Settings{DHCP: isapi.Yes}, "192.168.1.1"},
	} {
		got, err := c.want.over(d)
		if (err == nil) != (c.gateway != "") || err == nil && got.Gateway.String() != c.gateway || err != nil && !errors.Is(err, ErrSettings) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if s, err := SettingsOf(d).over(d); err != nil || s != SettingsOf(d) {
		t.Errorf("what was read can't be put back: %+v, %v", s, err)
	}
}

func TestInquireWantsItsOwnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(face("eth0", "10.0.0.5/24"))
		l.add("eth0", newCamera("44-47-cc-00-00-01", "10.0.0.64")).foreign = true
		start := time.Now()
		if d, err := Inquire(t.Context(), l.net(), "44:47:cc:00:00:01", ""); !errors.Is(err, ErrNoAnswer) || time.Since(start) != inquiryWait {
			t.Errorf("%+v, %v after %v", d, err, time.Since(start))
		}
		l.refuse = errors.New("no route to host")
		if _, err := Inquire(t.Context(), l.net(), "44:47:cc:00:00:01", ""); !errors.Is(err, ErrSend) {
			t.Error(err)
		}
	})
}

func TestErrorsShowNoSecrets(t *testing.T) {
	left := 3
	e := &Error{Op: "update", Word: "PasswordError", Left: &left, Err: ErrWrongPassword}
	if got := e.Error(); got != "update: wrong password (PasswordError)" {
		t.Error(got)
	}
}
