package steps

import (
	"context"
	"errors"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// The exchange of a request with support: the camera makes a request, support
// answers it, and the answer brings a new password in. All of it is known from the
// maker's documentation and library only.

func exportRequest() Step {
	return Step{
		ID: "export-request", Phase: Reset, Title: T("A request to support"), Before: []ID{"pending"},
		Say: func(f *Facts) Text {
			return T("The %s makes a request, and you send it to support. Their answer sets a new password; nothing else is lost. From then on keep it powered, and make no second request.", f.Noun())
		},
		Values: func(f *Facts) []Value { return append(sentences.DeviceValues(f), sentences.SupportValues(f)...) },
		State:  answersNow,
		Help: T("The request is a text that only the maker can answer. It opens nothing by itself. The answer has to be entered within 48 hours; older guides name 24. "+
			"All this follows the maker's own guides; nobody has tried it with camreset and a real device yet. %s", sentences.Documented),
		Ask: &Question{Prompt: T("Make the request now?"), Options: []Option{
			{Key: "export", Label: T("Yes, make a request"), Shut: sentences.ShutUDP},
			{Key: "tool", Label: T("Use the maker's SADP tool instead")},
			{Key: "back", Label: T("No, show what else support can do")},
		}},
		Checks: []Check{alive, pendingRow},
		Wait:   watching,
		Next:   Edges{"export": "export", "tool": "pc-tools", "back": "support"},
	}
}

func export() Step {
	return Step{
		ID: "export", Phase: Reset, Title: T("Making the request"), Say: say("It is made once. A new request makes an earlier one useless."),
		Saved: flow.Saved{At: "export-request"},
		Checks: []Check{{ID: "export", Title: T("Request"), Acts: true, Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			text, err := sadp.ExportRequest(ctx, env.ToDevices(), f.Record)
			if err != nil {
				done := facts.Changed{Word: access.CodeWord(err), Reason: sentences.ReasonOf(err)}
				return func(f *Facts) {
					f.Change, f.Pending.Doubt = done, f.Pending.Doubt || f.Pending.Kind != "" && access.AttemptOf(err).Sent
				}, sentences.CodeResult(done).With(err)
			}
			p := facts.Pending{Kind: facts.PendingSupport, Text: text, Boot: f.Record.BootTime, MAC: f.Record.MAC, Serial: f.Record.Serial}
			return keepRequest(env, f, p, "DeviceKey")
		}}},
		Judge: func(f *Facts) Outcome { return f.Change.Word },
		May:   access.CodeWords,
		Next:  codeEdges("exported", "exchange-failed"),
	}
}

// keepRequest saves a request and its QR code before anything else can go wrong.
// The file holds the text and nothing else, as the maker's tool writes it.
func keepRequest(env Env, f *Facts, p facts.Pending, name string) (func(*Facts), Result) {
	p.Since = env.Now()
	p.Until = p.Since.Add(facts.AnswerLife)
	var err error
	if p.Kind == facts.PendingSupport {
		p.File, err = env.Save(access.CaseFolder(f), name+".xml", []byte(p.Text))
	}
	picture, bad := pngOf(p.Text)
	if bad == nil {
		p.Picture, bad = env.Save(access.CaseFolder(f), name+".png", picture)
	}
	err = errors.Join(err, bad)
	change := func(f *Facts) {
		f.Pending, f.Change = p, facts.Changed{Word: "sent"}
		f.CaseShown = f.CaseShown || p.Kind == facts.PendingSupport
	}
	if err != nil {
		return change, warn(T("The request was made, but its files could not be written here."), T("Show the QR code and photograph it.")).With(err)
	}
	return change, ok(T("The request was made."))
}

func exported() Step {
	return Step{
		ID: "exported", Phase: Reset, Title: T("Send the request to support"),
		Say: sayOf("Send the file or its QR code to support, with the case. When the answer is there, start camreset again and continue. " +
			"Until then do not restart the %s, and make no other request."),
		State: answersNow,
		Sheet: func(f *Facts) []Text {
			lines := []Text{T("Request: %s", f.Pending.Words(f.Now))}
			if f.Pending.File == "" {
				return append(lines, T("The file could not be written: use the QR code."))
			}
			return append(lines, T("File: %s", f.Pending.File), T("QR code: %s", f.Pending.Picture))
		},
		Help: T("Support's answer is a file, or a key of 8 letters and digits. It is good only for this request, only once, and for 48 hours; older guides name 24, so use it the same day. %s", sentences.Documented),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "finish", Label: T("Stop here until the answer comes")},
			{Key: "import", Label: T("The answer is here: enter it")},
			{Key: "case", Label: T("Show the case that goes with it")},
			{Key: "qr", Label: T("Show the QR code here")},
			{Key: "menu", Label: T("Show the other ways")},
		}},
		Checks: []Check{alive, pendingRow},
		Wait:   watching,
		Next:   Edges{"finish": "done", "import": "import", "case": "support", "qr": "show-qr", "menu": "to-menu"},
	}
}

func importAnswer() Step {
	return Step{
		ID: "import", Phase: Reset, Title: T("Enter support's answer"),
		Saved: flow.Saved{Again: true},
		Say: func(f *Facts) Text {
			return T("Support sends a file, or a key of 8 letters and digits. Drag the file into this window, or type the key. %s", sentences.SecretLine(f))
		},
		Values: sentences.RequestValues,
		State:  answersNow,
		Help: T("Enter what support sent, not the request. If it was restarted after the request, or another one was made, the answer is useless: make a new request. "+
			"With the answer you set a new password; the old one ends. A wrong key costs a try. %s", sentences.Documented),
		Ask: &Question{
			Kind: flow.Form,
			Fields: []flow.Field[Facts]{
				{Key: "file", Prompt: T("File"), Valid: validFile, Put: func(f *Facts, typed string) { f.Answers.Path = unquoted(typed) }},
				{Key: "key", Prompt: T("Or key"), Valid: validCode, Put: putCode},
			},
			Do: readFile(readAnswer),
			Options: []Option{
				{Key: "export", Label: T("Nothing that is still good: make a new request")},
				{Key: "back", Label: T("Nothing yet, go back")},
			},
		},
		Checks: []Check{alive, codeLeft, pendingRow},
		Wait:   watching,
		Next:   Edges{Given: "answer-read", "export": "export-request", "back": "support"},
	}
}

func validFile(f *Facts, typed string) Text {
	if typed == "" {
		return Text{}
	}
	return sentences.ShutCode(f)
}

func validCode(f *Facts, typed string) Text {
	if typed == "" {
		return Text{}
	}
	if why := sentences.ShutCode(f); !why.IsZero() {
		return why
	}
	code, err := sadp.ReadAnswer(strings.NewReader(typed))
	switch {
	case err != nil:
		return T("%s. Nothing was sent.", err)
	case code == f.Pending.Text:
		return T("That is the request itself. Support's answer is what comes back. Nothing was sent.")
	}
	return Text{}
}

// putCode keeps a key or a code, as a secret.
func putCode(f *Facts, typed string) {
	code, _ := sadp.ReadAnswer(strings.NewReader(typed)) // it was looked at before
	f.Answers.Code, f.Answers.Way = isapi.NewSecret(code), "import"
}

// unquoted takes away what a terminal puts around a path that is dragged into it.
func unquoted(typed string) string {
	typed = strings.TrimSpace(typed)
	if n := len(typed); n > 1 && typed[0] == typed[n-1] && (typed[0] == '\'' || typed[0] == '"') {
		typed = typed[1 : n-1]
	}
	return typed
}

func readAnswer(env Env, f *Facts) (facts.Secret, error) {
	switch typed := !f.Answers.Code.IsZero(); {
	case f.Answers.Path == "" && typed:
		return f.Answers.Code, nil
	case f.Answers.Path == "":
		return facts.Secret{}, errors.New("there is neither a file nor a key")
	}
	file, err := env.Open(f.Answers.Path)
	if err != nil {
		return facts.Secret{}, err
	}
	defer file.Close() //nolint:errcheck // read only
	answer, err := sadp.ReadAnswer(file)
	if err == nil && answer == f.Pending.Text {
		err = errors.New("that is the request itself; support's answer is what comes back")
	}
	return isapi.NewSecret(answer), err
}

// readFile reads a file that the user named.
func readFile(read func(Env, *Facts) (facts.Secret, error)) *Action {
	return &Action{Check: Check{ID: "file", Title: T("File"), Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		code, err := read(env, f)
		if err != nil {
			why := strings.ReplaceAll(isapi.Clean(err.Error()), "\n", " ")
			return access.Nothing, fail(T("It cannot be used: %s.", why), T("Choose another file.")).With(err)
		}
		return func(f *Facts) { f.Answers.Code = code }, ok(T("It was read. Nothing has been sent yet."))
	}}}
}
