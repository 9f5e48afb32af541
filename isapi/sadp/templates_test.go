package sadp

import (
	"context"
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
	"testing"

	"camreset/isapi"
)

// The flags by which a device tells its class of reset.
const (
	classB = "<ResetAbility>true</ResetAbility>"
	classC = "<PasswordResetAbility>true</PasswordResetAbility>"
	classD = classC + "<PasswordResetModeSecond>true</PasswordResetModeSecond>"
)

// The requests are those of the maker's templates, on one line, each sent once.
func TestTemplates(t *testing.T) {
	const (
		head   = `^<\?xml version="1\.0" encoding="utf-8"\?><Probe><Uuid>[0-9A-F-]{36}</Uuid><MAC>44-47-cc-00-00-01</MAC><Types>`
		sealed = `<Password>[A-Za-z0-9+/]{43}=</Password>`
		end    = `</Probe>$`
	)
	file := base64.StdEncoding.EncodeToString(append([]byte("0123"), make([]byte, 124)...))
	ctx := context.Background()
	for name, c := range map[string]struct {
		flags string
		do    func(Net, Device) error
		want  string
	}{
		"B exports": {classB, func(n Net, d Device) error { _, err := ExportRequest(ctx, n, d); return err }, "getcode</Types>"},
		"C exports": {classC, func(n Net, d Device) error { _, err := ExportRequest(ctx, n, d); return err }, "getcode</Types>"},
		"D exports": {classD, func(n Net, d Device) error { _, err := ExportRequest(ctx, n, d); return err }, "getencryptstring</Types>"},
		"A imports": {"", func(n Net, d Device) error { return Import(ctx, n, d, "a&<b>", isapi.Secret{}, Consent{}) }, "reset</Types><Code>a&amp;&lt;b&gt;</Code>"},
		"B imports": {classB, func(n Net, d Device) error { return Import(ctx, n, d, "ab==", isapi.Secret{}, Consent{}) }, "reset</Types><Code>ab==</Code>"},
		"C imports": {classC, func(n Net, d Device) error { return Import(ctx, n, d, "ab==", secret(), Consent{}) }, "reset</Types><Code>ab==</Code>" + sealed},
		"D imports": {classD, func(n Net, d Device) error { return Import(ctx, n, d, "AB12CD34", secret(), Consent{}) }, "reset</Types><Code>AB12CD34</Code>" + sealed},
		"QR code":   {classD, func(n Net, d Device) error { _, err := MailRequest(ctx, n, d); return err }, "GetQRcodes</Types>"},
		"mail":      {classD, func(n Net, d Device) error { return MailReset(ctx, n, d, " 1234 ", secret(), Consent{}) }, "MailReset</Types><Code>1234</Code>" + sealed},
		"GUID out":  {classD, func(n Net, d Device) error { _, err := ExportGUID(ctx, n, d, secret(), Consent{}); return err }, "ExportGUID</Types>" + sealed},
		"GUID in":   {classD, func(n Net, d Device) error { return GUIDReset(ctx, n, d, []byte("0123"), secret(), Consent{}) }, "GUIDReset</Types><GUID>" + regexp.QuoteMeta(file) + "</GUID>" + sealed},
	} {
		t.Run(name, func(t *testing.T) {
			against(t, func(cam *camera) { cam.flags = c.flags }, c.do, func(cam *camera, e *Error) {
				last, before := cam.texts[len(cam.texts)-1], len(cam.texts)-1
				if e == nil || !errors.Is(e, ErrDenied) || !regexp.MustCompile(head+c.want+end).MatchString(last) {
					t.Errorf("%v after %s", e, last)
				}
				if exchanges := strings.Count(cam.commands(), "exchangecode"); before != exchanges || exchanges != strings.Count(c.want, sealed) {
					t.Error(cam.commands())
				}
			})
		})
	}
}
