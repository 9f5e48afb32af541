package steps

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
)

// Whatever is printed, encoded or logged of a walk holds no password.
func TestNoSecretIsPrintedWithAWalk(t *testing.T) {
	const planted = "Planted-77-Secret"
	f := Facts{Camera: facts.Camera{Login: loginWith(planted)}}
	f.Answers.Password, f.Answers.New = isapi.NewSecret(planted), isapi.NewSecret(planted)
	walk := flow.Start(Guide(), f)
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+"\n"+verb+"\n"+verb+"\n", f, f.Answers, walk)
	}
	f.Login.Allow = nil
	if data, err := json.Marshal(f.Answers); err == nil {
		out.Write(data)
	}
	var buffer bytes.Buffer
	if err := gob.NewEncoder(&buffer).Encode(f.Answers); err == nil {
		out.Write(buffer.Bytes())
	}
	slog.New(slog.NewTextHandler(&out, nil)).Info("walk", "facts", f.Answers, "login", f.Login, "walk", walk)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("walk", "facts", f.Answers, "secret", f.Answers.New)
	if i := strings.Index(out.String(), planted); i >= 0 {
		t.Errorf("the password stands in %q", out.String()[max(0, i-80):i+20])
	}
	if i := strings.Index(out.String(), fmt.Sprintf("%x", planted)); i >= 0 {
		t.Error("the password stands there in hexadecimal")
	}
}

// A password is on the screen only where it has to be written down, and never in what is
// left over, in a report or in the state files.
func TestPasswordIsShownOnlyWhereItIsWrittenDown(t *testing.T) {
	const planted = "Planted-77-Secret"
	f := Facts{Camera: facts.Camera{Login: loginWith(planted), Proved: true}, Run: facts.Run{CaseShown: true}}
	f.Answers.New = isapi.NewSecret(planted)
	for _, s := range Guide().Steps() {
		text := s.TitleFor(&f).String() + s.Say(&f).String() + s.Help.String()
		if s.Sheet != nil {
			text += joined(s.Sheet(&f))
		}
		if s.Values != nil {
			for _, v := range s.Values(&f) {
				text += v.Value.String()
			}
		}
		if strings.Contains(text, planted) {
			t.Errorf("%s: the password is shown", s.ID)
		}
		if shown := s.Box != nil && s.Box(&f).String() == planted; shown != (s.ID == "new-password") {
			t.Errorf("%s: the password in the box: %v", s.ID, shown)
		}
	}
	if strings.Contains(Leftover(flow.Start(Guide(), f)), planted) {
		t.Error("the password is left over")
	}
	f.Answers.Password, f.Answers.Code, f.Made = isapi.NewSecret(planted), isapi.NewSecret(planted), isapi.NewSecret(planted)
	f.Answers.User, f.Login.User = planted, planted
	if r := SummaryOf(&f); strings.Contains(r.Text()+string(must(r.JSON())), planted) {
		t.Error("what was typed is in the report")
	}
}
