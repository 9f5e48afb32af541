package steps

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/letter"
	"camreset/steps/notes"
)

// tellsAll is a camera that tells what a camera can tell without a login.
func tellsAll() *Facts {
	left, unlock := 4, 25*time.Minute
	f := &Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.64"}, Spent: ledger.Spending{Count: 2, Budget: 3}}, Run: facts.Run{Tries: 2}}
	f.Merge(sadp.Device{
		MAC: "44:47:cc:37:ce:81", Model: "DS-2CD2385G1-I", Serial: "DS-2CD2385G1-I20200414AAWRE33842150", ShortSerial: "E33842150",
		Firmware: "V5.6.2", Build: "190701", BootTime: "2026-11-20 09:21:28", OEMCode: 1, Kind: isapi.KindCamera,
		Activated: isapi.Yes, ResetClass: sadp.ClassD, Recovery: sadp.Recovery{Questions: isapi.Yes, Mailbox: isapi.Yes},
	})
	f.Seen.Recovery = isapi.Recovery{Questions: isapi.Yes, Mailbox: isapi.No}
	f.Seen.Check.Lock = isapi.Lock{Left: &left, Unlock: &unlock}
	f.Last = facts.Tried{Word: "wrong", At: time.Date(2026, 11, 20, 10, 5, 0, 0, time.UTC)}
	f.Answers = Answers{Owner: "mine", Searched: true, NoButton: true, Brand: "hikvision", Country: "india"}
	return f
}

func tellsBut(change func(*Facts)) *Facts {
	f := tellsAll()
	change(f)
	return f
}

// A case says what was told, and leaves a gap for what was not.
func TestCaseLines(t *testing.T) {
	for _, c := range []struct {
		name        string
		facts       *Facts
		says, never []string
	}{
		{"tells all", tellsAll(), []string{
			"Send it to: support@pramahikvision.com", "Model: DS-2CD2385G1-I", "Serial number, whole: DS-2CD2385G1-I20200414AAWRE33842150",
			"Short serial number: E33842150", "Firmware: V5.6.2 build 190701", "MAC: 44:47:cc:37:ce:81", "Address in its network: 192.168.1.64",
			"Start time, by its own clock: 2026-11-20 09:21:28", "Date of its own clock: " + letter.Gap, "Name on the device: Hikvision",
			"2 logins by camreset; none was right", "No reset button was found", "Other devices, programs and papers were searched",
			"It has a password", "it tells 4 tries left", "Ways back that it offers: security questions.", "not there: a code by e-mail.",
			"one of Hikvision's own", "they send back a file, or a key of 8 letters and digits", "no second request", "Make the request", "The password is wrong",
		}, []string{"Kind of device", "pending", "clock is not set"}},
		{"tells nothing", &Facts{}, []string{
			"Model: " + letter.Gap, "Serial number, whole: " + letter.Gap, "Short serial number: " + letter.Gap, "MAC: " + letter.Gap, "Firmware: " + letter.Gap,
			"Address in its network: " + letter.Gap, "Start time, by its own clock: " + letter.Gap, "Nothing that could be measured", "Nothing without a login",
			"not told. SADP's window", "first the seller, then support@hikvision.com",
		}, []string{"It has a password", "Hikvision's own"}},
		{"of another brand", tellsBut(func(f *Facts) {
			f.Record.OEM, f.Record.OEMCode, f.Answers.Brand = "LTS Security", 10101, "lts"
		}), []string{
			"Send it to: ltsecurityinc.zendesk.com", "Who has to help: LTS", "It names a brand: LTS Security", "Name on the device: LTS",
		}, []string{"pramahikvision", "support@hikvision.com"}},
		{"a recorder, locked, of class B", tellsBut(func(f *Facts) {
			open := 90 * time.Second
			f.Device.Kind, f.Record.ResetClass = isapi.KindRecorder, sadp.ClassB
			f.Seen.Check.Lock = isapi.Lock{Locked: isapi.Yes, Unlock: &open}
		}), []string{"Kind of device: recorder", "Logins are locked, for 2 minutes", "restores the factory password 12345"}, []string{"tries left"}},
		{"of class A, clock not set", tellsBut(func(f *Facts) { f.Record.ResetClass, f.Record.BootTime = sadp.ClassA, "1970-01-01 00:00:12" }), []string{
			"sends codes with dates", "the date of the device's own clock", "Its clock is not set", "Start time, by its own clock: 1970-01-01 00:00:12",
		}, []string{"Attach also", "second request"}},
		{"not activated", tellsBut(func(f *Facts) { f.Record.Activated, f.Record.ResetClass = isapi.No, sadp.ClassActivate }), []string{
			"there is nothing to recover", "Give it one; nobody has to be asked",
		}, []string{"Attach also"}},
		{"after a reset without effect", tellsBut(func(f *Facts) { f.OldTarget, f.StillActive = f.Target, facts.SurelyActive }), []string{"came back, and still has its password"}, nil},
		{"locked for an unknown time", tellsBut(func(f *Facts) { f.Seen.Check.Lock = isapi.Lock{Locked: isapi.Yes} }), []string{"it does not tell for how long"}, nil},
		{"request pending", tellsBut(func(f *Facts) {
			f.Pending = facts.Pending{Kind: "support", Since: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), File: "/home/x/camreset-case-y/DeviceKey.xml", Picture: "/home/x/camreset-case-y/DeviceKey.png"}
		}), []string{"Attach also the request of 2026-11-20 09:00: DeviceKey.xml, or its QR code DeviceKey.png."}, []string{"/home/x", "camreset can make it"}},
		{"a request whose file could not be written", tellsBut(func(f *Facts) { f.Pending = facts.Pending{Kind: facts.PendingSupport} }), []string{"as a photo of its QR code"}, nil},
		{"a code by e-mail", tellsBut(func(f *Facts) { f.Pending = facts.Pending{Kind: facts.PendingMail, MailBox: "o***@example.com"} }), []string{"A code by e-mail was asked for"}, []string{"example.com"}},
	} {
		shown := strings.Join(letter.Of(c.facts).Lines(), "\n")
		letter := strings.Join(strings.Fields(string(letter.Of(c.facts).Mail())), " ")
		for _, want := range c.says {
			if !strings.Contains(shown, want) {
				t.Errorf("%s: the case does not say %q:\n%s", c.name, want, shown)
			}
		}
		for _, not := range c.never {
			if strings.Contains(shown, not) || strings.Contains(letter, not) {
				t.Errorf("%s: the case says %q:\n%s", c.name, not, shown)
			}
		}
	}
}

func TestMailOfOneCamera(t *testing.T) {
	const golden = "testdata/mail.golden"
	got := letter.Of(tellsAll()).Mail()
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the letter is not that of %s:\n%s", golden, got)
	}
}

// The names and the kinds of the fields are used by scripts.
func TestCaseJSONContract(t *testing.T) {
	keys := func(v any) []string {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(data, &fields); err != nil {
			t.Fatal(err)
		}
		var all []string
		for key, value := range fields {
			switch value := value.(type) {
			case nil:
				key += "=null"
			case []any:
				key += "=list"
			case float64:
				key += "=number"
			case string:
				if value == "" {
					key += "=empty"
				}
			}
			all = append(all, key)
		}
		slices.Sort(all)
		return all
	}
	const silent = "address=empty answers=list boot_time=empty brand=empty build=empty confidence country=empty device_date=empty firmware=empty kind=empty " +
		"mac=empty model=empty request=null reset_class=empty responsible schema=number send_to serial=empty short_serial=empty tried=list"
	if got := strings.Join(keys(letter.Of(&Facts{})), " "); got != silent {
		t.Errorf("of a camera that tells nothing:\n%s\nwant\n%s", got, silent)
	}
	const all = "address answers=list boot_time brand build confidence country device_date=empty firmware kind " +
		"mac model request=null reset_class responsible schema=number send_to serial short_serial tried=list"
	if got := strings.Join(keys(letter.Of(tellsAll())), " "); got != all {
		t.Errorf("of a camera that tells all:\n%s\nwant\n%s", got, all)
	}
	if got := strings.Join(keys(letter.Request{Kind: "support"}), " "); got != "file=empty kind since=empty until=empty" {
		t.Errorf("of a request: %s", got)
	}
}

func TestNameOfTheFolder(t *testing.T) {
	for _, c := range []struct{ model, short, mac, want string }{
		{"DS-2CD2385G1-I", "E33842150", "44:47:cc:37:ce:81", "camreset-case-DS-2CD2385G1-I-E33842150"},
		{"DS-2CD2385G1-I", "", "44:47:cc:37:ce:81", "camreset-case-DS-2CD2385G1-I-4447cc37ce81"},
		{"", "", "44:47:cc:37:ce:81", "camreset-case-4447cc37ce81"},
		{"", "", "", "camreset-case-camera"},
		{"../../etc", `..\x`, "", "camreset-case-etc-x"},
		{"DS 2CD/1\x00", "A.", "", "camreset-case-DS-2CD-1--A"},
		{strings.Repeat("x", 300), strings.Repeat("y", 300), "", "camreset-case-" + strings.Repeat("x", 24) + "-" + strings.Repeat("y", 12)},
	} {
		got := letter.Letter{Model: c.model, ShortSerial: c.short, MAC: c.mac}.FolderName()
		if got != c.want || got != notes.PlainName(got) || strings.HasSuffix(got, ".") {
			t.Errorf("%q %q %q: %q, want %q", c.model, c.short, c.mac, got, c.want)
		}
	}
}
