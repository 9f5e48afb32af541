package sadp

import (
	"context"
	"errors"
	"strings"
	"testing"

	"camreset/isapi"
)

// told makes a camera of class D that answers a command with these elements.
func told(types, elements string) func(*camera) {
	return func(c *camera) { c.flags, c.words = classD, map[string]string{types: elements} }
}

func secret() isapi.Secret { return isapi.NewSecret(newPassword) }

func numberOf(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

func TestHostileRequests(t *testing.T) {
	const ok = "<Result>success</Result>"
	long := strings.Repeat("A", maxRequest)
	for name, c := range map[string]struct {
		elements string
		want     string // empty = refused as unreadable
	}{
		"as it is":              {ok + "<EncryptString>aGVs/bG8=+</EncryptString>", "aGVs/bG8=+"},
		"escaped":               {ok + "<EncryptString>a&amp;b&lt;c</EncryptString>", "a&b<c"},
		"another case, blanks":  {"<Result> Success </Result><EncryptString> a b </EncryptString>", "a b"},
		"as long as it may be":  {ok + "<EncryptString>" + long + "</EncryptString>", long},
		"longer":                {ok + "<EncryptString>" + long + "A</EncryptString>", ""},
		"huge":                  {ok + "<EncryptString>" + strings.Repeat(long, 40) + "</EncryptString>", ""},
		"missing":               {ok, ""},
		"empty":                 {ok + "<EncryptString></EncryptString>", ""},
		"of the other command":  {ok + "<Code>abc</Code>", ""},
		"with an escape":        {ok + "<EncryptString>abc\x1b[2Jdef</EncryptString>", ""},
		"with a line end":       {ok + "<EncryptString>abc\ndef</EncryptString>", ""},
		"turned round":          {ok + "<EncryptString>abc\u202edef</EncryptString>", ""},
		"of another alphabet":   {ok + "<EncryptString>\xc4\xe3\xba\xc3</EncryptString>", ""},
		"not closed":            {ok + "<EncryptString>abc", "abc"},
		"in an element of ours": {ok + "<EncryptString><Probe>abc</Probe></EncryptString>", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got string
			against(t, told("getencryptstring", c.elements), func(n Net, d Device) (err error) {
				got, err = ExportRequest(context.Background(), n, d)
				return err
			}, func(cam *camera, e *Error) {
				if got != c.want || (e == nil) != (c.want != "") || cam.commands() != "getencryptstring" {
					t.Errorf("%.40q, %v after %q", got, e, cam.commands())
				}
				if e != nil && (!errors.Is(e, ErrUnreadable) || !e.Sent || len(e.Error()) > 200) {
					t.Error(e)
				}
			})
		})
	}
}

func TestHostileRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		elements      string
		reason        error
		word          string
		left, minutes int
	}{
		"tries and minutes":   {"<Result>failed</Result><RetryTimes>3</RetryTimes><SurplusLockTime>0</SurplusLockTime>", ErrDenied, "failed", 3, 0},
		"locked":              {"<Result>Locked </Result><RetryTimes>0</RetryTimes><SurplusLockTime>29</SurplusLockTime>", ErrLocked, "Locked", 0, 29},
		"below nothing":       {"<Result>locked</Result><RetryTimes>-1</RetryTimes><SurplusLockTime>-1</SurplusLockTime>", ErrLocked, "locked", -1, -1},
		"beyond numbers":      {"<Result>locked</Result><RetryTimes>99999999999</RetryTimes><SurplusLockTime>99999999999999999999</SurplusLockTime>", ErrLocked, "locked", -1, -1},
		"beyond sense":        {"<Result>locked</Result><RetryTimes>101</RetryTimes><SurplusLockTime>1441</SurplusLockTime>", ErrLocked, "locked", -1, -1},
		"at the bounds":       {"<Result>locked</Result><RetryTimes>100</RetryTimes><SurplusLockTime>1440</SurplusLockTime>", ErrLocked, "locked", 100, 1440},
		"no numbers":          {"<Result>locked</Result><RetryTimes>0x3</RetryTimes><SurplusLockTime>1e3</SurplusLockTime>", ErrLocked, "locked", -1, -1},
		"the other name":      {"<Result>failed</Result><RetryTimes>-1</RetryTimes><RetryModifyTime>2</RetryModifyTime>", ErrDenied, "failed", 2, -1},
		"no word":             {"<RetryTimes>2</RetryTimes>", ErrDenied, "", 2, -1},
		"an unknown word":     {"<Result>perhaps</Result>", ErrDenied, "perhaps", -1, -1},
		"nearly a success":    {"<Result>success!</Result>", ErrDenied, "success!", -1, -1},
		"a word with escapes": {"<Result>\x1b]0;no\x07\u202e</Result>", ErrDenied, "]0;no", -1, -1},
		"a long word":         {"<Result>" + strings.Repeat("no", 1500) + "</Result>", ErrDenied, strings.Repeat("no", 100) + "…", -1, -1},
		"two words":           {"<Result>failed</Result><Result>success</Result>", ErrDenied, "failed", -1, -1},
	} {
		t.Run(name, func(t *testing.T) {
			against(t, told("reset", c.elements), func(n Net, d Device) error {
				return Import(context.Background(), n, d, "AB12CD34", secret(), Consent{})
			}, func(cam *camera, e *Error) {
				if e == nil || !errors.Is(e, c.reason) || e.Word != c.word || numberOf(e.Left) != c.left || numberOf(e.Minutes) != c.minutes || !e.Sent {
					t.Errorf("%#v, %d left, %d minutes", e, numberOf(e.Left), numberOf(e.Minutes))
				}
				if cam.commands() != "exchangecode reset" {
					t.Error(cam.commands())
				}
			})
		})
	}
}

func TestResultWords(t *testing.T) {
	for word, want := range map[string]error{
		"emptyEncryptString": ErrNoRequest, "exportFileOverDue": ErrOverdue, "CodeError": ErrWrongCode, "notSetMailBox": ErrNoMailbox,
		"notExist": ErrNoMailbox, "invalidGUID": ErrInvalidGUID, "AnswerError": ErrWrongAnswer, "PasswordError": ErrWrongPassword,
		"locked": ErrLocked, "riskPassword": ErrRiskPassword, "notActivated": ErrNotActivated, "hasActivated": ErrAlreadyActive,
		"failed": ErrDenied, "failure": ErrDenied, "denied": ErrDenied, "anything": ErrDenied, "": ErrDenied,
	} {
		for _, spelled := range []string{word, strings.ToLower(word), strings.ToUpper(word)} {
			err := failure(opImport, Message{Result: spelled}, true)
			var e *Error
			if !errors.Is(err, want) || !errors.As(err, &e) || e.Word != spelled || e.Left != nil || e.Minutes != nil {
				t.Errorf("%s: %#v", spelled, err)
			}
		}
	}
	if err := failure(opImport, Message{Result: "SUCCESS"}, true); err != nil {
		t.Error(err)
	}
}

func TestHostileMail(t *testing.T) {
	mail := func(qr, box, service string) string {
		return "<Result>success</Result><QRcodes>" + qr + "</QRcodes><MailBox>" + box + "</MailBox><MailServiceBox>" + service + "</MailServiceBox>"
	}
	qr, box := base64Of([]byte("D:DS**0123")), base64Of([]byte("o***r@example.net"))
	for name, c := range map[string]struct {
		elements string
		want     Mail // zero = refused as unreadable
	}{
		"as it should be":      {mail(qr, box, box), Mail{"D:DS**0123", "o***r@example.net", "o***r@example.net"}},
		"filled up with zeros": {mail(base64Of([]byte("D:DS\x00\x00")), base64Of(append([]byte("o@e"), make([]byte, 125)...)), box), Mail{"D:DS", "o@e", "o***r@example.net"}},
		"no boxes":             {mail(qr, "", ""), Mail{QR: "D:DS**0123"}},
		"boxes not in base64":  {mail(qr, "o@example.net", "!"), Mail{QR: "D:DS**0123"}},
		"boxes with escapes":   {mail(qr, base64Of([]byte("o\x1b[31m@e\r\nx\u202e")), base64Of([]byte("\xff\xfes@e"))), Mail{"D:DS**0123", "o[31m@e  x", "s@e"}},
		"a long box":           {mail(qr, base64Of([]byte(strings.Repeat("o", 1000))), box), Mail{"D:DS**0123", strings.Repeat("o", 200) + "…", "o***r@example.net"}},
		"no code":              {mail("", box, box), Mail{}},
		"no base64":            {mail("D:DS**0123", box, box), Mail{}},
		"a code of zeros":      {mail(base64Of(make([]byte, 16)), box, box), Mail{}},
		"a code with escapes":  {mail(base64Of([]byte("D:\x1b[2J")), box, box), Mail{}},
		"odd bytes":            {mail(base64Of([]byte("D:\xff\xfe")), box, box), Mail{}},
		"too long":             {mail(base64Of([]byte(strings.Repeat("A", maxRequest+1))), box, box), Mail{}},
	} {
		t.Run(name, func(t *testing.T) {
			var got Mail
			against(t, told("GetQRcodes", c.elements), func(n Net, d Device) (err error) {
				got, err = MailRequest(context.Background(), n, d)
				return err
			}, func(_ *camera, e *Error) {
				if got != c.want || (e == nil) != (c.want != Mail{}) || e != nil && (!errors.Is(e, ErrUnreadable) || !e.Sent) {
					t.Errorf("%+v, %v", got, e)
				}
			})
		})
	}
}

func TestHostileGUID(t *testing.T) {
	full := strings.Repeat("\x3c\x00\xff", 42) + "ab" // any bytes, and the sign that begins XML
	for name, c := range map[string]struct{ guid, want string }{
		"text":        {base64Of([]byte("0123ABCD")), "0123ABCD"},
		"all bytes":   {base64Of([]byte(full)), full},
		"broken over": {base64Of([]byte("0123"))[:4] + "\n" + base64Of([]byte("0123"))[4:], "0123"},
		"one more":    {base64Of([]byte(full + "c")), ""},
		"no base64":   {"not base64!", ""},
		"empty":       {"", ""},
		"zeros":       {base64Of(make([]byte, 128)), ""},
		"wrapped":     {base64Of([]byte("<GUID>0123</GUID>")), ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []byte
			against(t, told("ExportGUID", "<Result>success</Result><GUID>"+c.guid+"</GUID>"), func(n Net, d Device) (err error) {
				got, err = ExportGUID(context.Background(), n, d, secret(), Consent{})
				return err
			}, func(_ *camera, e *Error) {
				if string(got) != c.want || (e == nil) != (c.want != "") || e != nil && (!errors.Is(e, ErrUnreadable) || !e.Sent) {
					t.Errorf("%q, %v", got, e)
				}
			})
		})
	}
}

// Strangers that answer first, with another MAC or Uuid, are not believed.
func TestStrangersAnswerFirst(t *testing.T) {
	for types, do := range map[string]func(Net, Device) error{
		"getencryptstring": func(n Net, d Device) error { _, err := ExportRequest(context.Background(), n, d); return err },
		"reset": func(n Net, d Device) error {
			return Import(context.Background(), n, d, "AB12CD34", secret(), Consent{})
		},
		"MailReset": func(n Net, d Device) error {
			return MailReset(context.Background(), n, d, "AB12CD34", secret(), Consent{})
		},
		"GUIDReset": func(n Net, d Device) error {
			return GUIDReset(context.Background(), n, d, []byte("0123"), secret(), Consent{})
		},
	} {
		against(t, func(c *camera) {
			told(types, "<Result>success</Result><EncryptString>abc</EncryptString>")(c)
			c.wrongMAC = true
		}, do, func(cam *camera, e *Error) {
			if e != nil || !strings.HasSuffix(cam.commands(), types) {
				t.Errorf("%s: %v after %q", types, e, cam.commands())
			}
		})
	}
}

// A record with gaps doesn't tell the class; then the one that the user saw counts.
func TestClassOfRecordsWithGaps(t *testing.T) {
	for _, c := range []struct{ now, before, want string }{{"", ClassD, ClassD}, {ClassC, ClassD, ClassC}, {"", "", ""}} {
		if got := classOf(Device{ResetClass: c.now}, Device{ResetClass: c.before}); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	against(t, func(c *camera) { c.cut = true }, func(n Net, d Device) error {
		if d.ResetClass != "" {
			t.Errorf("class %q", d.ResetClass)
		}
		if err := Import(context.Background(), n, d, "AB12CD34", secret(), Consent{}); !errors.Is(err, ErrClass) {
			t.Error(err)
		}
		_, err := ExportRequest(context.Background(), n, d)
		return err
	}, func(cam *camera, e *Error) {
		if e == nil || !errors.Is(e, ErrClass) || e.Sent || cam.commands() != "" {
			t.Errorf("%v after %q", e, cam.commands())
		}
	})
}
