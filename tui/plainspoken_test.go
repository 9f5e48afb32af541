package tui

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi"
	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/text"
)

// spokenTo is what a person at a terminal is told in a run, as told is for a script.
func spokenTo(t *testing.T, tree toyTree, in string, sequences ...flow.Sequence) string {
	t.Helper()
	out := &locked{}
	p := &plain{now: time.Now, in: newInputLines(strings.NewReader(in)), out: out, width: 80}
	_, _ = steps.Run(t.Context(), toy(), startIn(tree, sequences...), p.ask, p.saw)
	return out.String()
}

// startIn begins a walk through toy steps of which some are one piece of work.
func startIn(tree toyTree, sequences ...flow.Sequence) steps.Walk {
	nodes := make([]steps.Node, 0, len(tree))
	for _, s := range tree {
		nodes = append(nodes, s)
	}
	guide := steps.GuideOf(nodes)
	guide.Sequences = sequences
	return flow.Start(guide, facts.Facts{})
}

// ways asks for one of several, which are compared; number 2 is the best.
func ways() toyTree {
	cell := func(words ...string) func(*facts.Facts) []text.Text {
		return func(*facts.Facts) []text.Text {
			all := make([]text.Text, 0, len(words))
			for _, w := range words {
				all = append(all, text.T("%s", w))
			}
			return all
		}
	}
	return toyTree{{
		ID: "menu", Title: text.T("Ways in"), Say: says("There are three."),
		Ask: &steps.Question{
			Prompt: text.T("How do you want to get in?"), Columns: []string{"if you", "you lose"},
			First: func(*facts.Facts) steps.Outcome { return "page" },
			Options: []steps.Option{
				{Key: "try", Number: 6, Label: text.T("Try a password"), Cells: cell("have one in mind", "nothing")},
				{Key: "default", Number: 1, Label: text.T("Factory password"), Cells: cell("like", "nothing"), Shut: says("It has none.")},
				{Key: "page", Number: 2, Label: text.T("Its own page"), Cells: cell("know the answers", ""), About: says("Questions are set up.")},
			},
		},
		Next: steps.Edges{"try": "end", "default": "end", "page": "end"},
	}, end("end")}
}

func TestPlainListsAnswersInTheOrderOfTheirNumbers(t *testing.T) {
	out, w, err := told(t, toy(), ways(), "2\n")
	if err != nil || w.Trail()[0].Outcome != "page" {
		t.Fatalf("%v, %v", w.Trail(), err)
	}
	inOrder(t, out, "? menu How do you want to get in? Best here: 2.\n1) Factory password [default]\n  Not possible: It has none.\n"+
		"2) Its own page; if you know the answers [page]\n  Questions are set up.\n6) Try a password; if you have one in mind; you lose nothing [try]\n")
	out = spokenTo(t, ways(), "page\n")
	inOrder(t, out, "\nWays in.\nThere are three.\nHow do you want to get in? Best here: 2.\n1) Factory password\n  Not possible: It has none.\n"+
		"2) Its own page; if you know the answers\n  Questions are set up.\n6) Try a password; if you have one in mind; you lose nothing\n")
}

// TestPlainListsEntriesOfAChoiceFirst: they are answers like the options.
func TestPlainListsEntriesOfAChoiceFirst(t *testing.T) {
	for in, want := range map[string]string{"1\n": "resume-1", "resume-1\n": "resume-1", "2\n": "mine", "mine\n": "mine"} {
		got := ""
		tree := toyTree{{
			ID: "owner", Title: text.T("Is it yours?"),
			Ask: &steps.Question{
				Entries: func(*facts.Facts) []steps.Entry {
					return []steps.Entry{{Key: "resume-1", Cells: []string{"Continue  it", "-", "yesterday"}}}
				},
				Options: []steps.Option{{Key: "mine", Label: text.T("Yes")}},
				Put:     func(_ *facts.Facts, given string) { got = given },
			},
			Next: steps.Edges{steps.Picked: "end", "mine": "end"},
		}, end("end")}
		out, _, err := told(t, toy(), tree, in)
		if inOrder(t, out, "? owner Is it yours?\n1) Continue it, yesterday [resume-1]\n2) Yes [mine]\n"); got != want || err != nil {
			t.Errorf("%q gave %q, %v", in, got, err)
		}
		out = spokenTo(t, tree, in)
		inOrder(t, out, "\nIs it yours?\n1) Continue it, yesterday\n2) Yes\n")
	}
}

func TestPlainReadsWhatAStepShows(t *testing.T) {
	tree := fork()
	tree[0].Box = says("2kYV-jL2k-pxCH")
	tree[0].Values = func(*facts.Facts) []flow.Value { return []flow.Value{{Name: text.T("Model"), Value: text.T("DS-1")}} }
	tree[0].List = func(*facts.Facts) []flow.Item {
		return []flow.Item{{Do: text.T("Open the page."), At: text.T("http://192.168.1.70")}, {Do: text.T("Look."), Found: text.T("it is there")}}
	}
	tree[0].Drawings = func(*facts.Facts) []flow.Drawing {
		return []flow.Drawing{{Name: text.T("Dome"), Lines: []string{"( o )"}, Say: text.T("The button is inside.")}}
	}
	out, _, _ := told(t, toy(), tree, ":quit\n")
	inOrder(t, out, "\nA fork\nLeft or right.\n2kYV-jL2k-pxCH\nModel: DS-1\n1. Open the page.\nhttp://192.168.1.70\n2. Look.\nStep 2: it is there.\nThe button is inside.\n? fork")
	if strings.Contains(out, "( o )") {
		t.Error("a drawing was read")
	}
}

// TestPlainTellsAPersonWhatIsNotWell: and what changes, and where it stands when all is.
func TestPlainTellsAPersonWhatIsNotWell(t *testing.T) {
	rows := map[string]struct {
		results []steps.Result
		want    string
	}{
		"well":             {[]steps.Result{fine("Sunny.")}, "Nothing is wrong.\n"},
		"not well":         {[]steps.Result{{Status: steps.Fail, Detail: text.T("Rain."), Hint: text.T("Stay in.")}}, "fail The weather is well: Rain.\n     Stay in.\n"},
		"not measured":     {[]steps.Result{{Status: steps.Skip, Detail: text.T("Nobody looked.")}}, "Nothing is wrong.\n"},
		"not measured yet": {[]steps.Result{{Status: steps.Skip, Detail: text.T("Nobody looked."), Hint: text.T("Look out.")}}, "skip The weather is well: Nobody looked.\n     Look out.\n"},
		"no more measured": {[]steps.Result{fine("Sunny."), {Status: steps.Skip, Detail: text.T("Nobody looks.")}}, "skip The weather is well: Nobody looks.\n"},
		"running":          {[]steps.Result{{Status: steps.Skip, Detail: text.T("Half."), Progress: 0.5}}, ""},
		"changed":          {[]steps.Result{fine("Sunny."), fine("Cloudy.")}, "ok The weather is well: Cloudy.\n"},
		"the same":         {[]steps.Result{fine("Sunny."), fine("Sunny.")}, ""},
	}
	for name, c := range rows {
		var out strings.Builder
		p := &plain{now: time.Now, out: &out, width: 80}
		tree := fork(check("weather", 0, c.results[0]))
		tree[0].State = says("Nothing is wrong")
		w := start(tree, facts.Facts{})
		p.head(w)
		out.Reset()
		w, _ = w.Begin(time.Now())
		for i, r := range c.results {
			p.saw(w, steps.Row{Check: "weather", Title: text.T("The weather is well"), Result: r})
			if i == 0 {
				w = w.Take(steps.Reply{Turn: w.Turn(), Check: tree[0].Checks[0], Result: r})
			}
		}
		if len(c.results) == 1 {
			p.stands(w)
			p.stands(w)
		}
		if out.String() != c.want {
			t.Errorf("%s: %q, want %q", name, out.String(), c.want)
		}
	}
}

// TestPlainTellsWhatAnAnswerDid: each time, also where it went well.
func TestPlainTellsWhatAnAnswerDid(t *testing.T) {
	tree := fork()
	tree[0].Ask.Options[0].Stays, tree[0].Ask.Options[0].Do = true, &steps.Action{Check: check("door", 0, fine("Opened."))}
	delete(tree[0].Next, "left")
	tree[0].Ask.Options[0].Mark = func(f *facts.Facts) flow.Status {
		return map[bool]flow.Status{true: steps.OK, false: steps.Warn}[f.Looked > 0]
	}
	out := spokenTo(t, tree, "left\nleft\n")
	inOrder(t, out, "1) To the left; to do\n", "ok The door is well: Opened.\n", "1) To the left; done\n", "ok The door is well: Opened.\n")
}

// ladder is work at a camera: somebody begins it, and two stations follow that ask
// nothing, one measured and one by the clock.
func ladder() (toyTree, flow.Sequence) {
	begun := time.Time{}
	list := func(station int) func(*facts.Facts) []flow.Item {
		return func(f *facts.Facts) []flow.Item {
			items := []flow.Item{{Do: text.T("Unplug it.")}, {Do: text.T("Hold the button.")}, {Do: text.T("Plug it in.")}}
			for i := range items {
				items[i].Now, items[i].Past = i == station, i < station
			}
			if f.Looked > 1 {
				items[0].Found = text.T("it is off")
			}
			return items
		}
	}
	dark := steps.Check{ID: "dark", Title: text.T("Power"), Run: func(_ context.Context, _ steps.Env, f *facts.Facts) (func(*facts.Facts), steps.Result) {
		if f.Looked < 1 {
			return func(f *facts.Facts) { f.Looked++ }, steps.Result{Status: steps.Skip, Detail: text.T("It still answers.")}
		}
		return func(f *facts.Facts) { f.Looked++ }, fine("It is off.")
	}}
	timer := steps.Check{ID: "timer", Title: text.T("Timer"), Run: func(context.Context, steps.Env, *facts.Facts) (func(*facts.Facts), steps.Result) {
		if begun.IsZero() {
			begun = time.Now()
		}
		left := 25*time.Second - time.Since(begun)
		r := steps.Result{Status: steps.Skip, Detail: text.T("Hold it, %s.", strconv.Itoa(int(left/time.Second))), Left: left, Until: text.T("until you plug it in")}
		return func(f *facts.Facts) { f.Won = left <= 0 }, r
	}}
	again := &steps.Wait{Every: time.Second}
	title := text.T("At the camera")
	return toyTree{
		{
			ID: "power", Title: title, Say: says("Go there."), List: list(0),
			Ask:  &steps.Question{Options: []steps.Option{{Key: "start", Label: text.T("I go there now")}}},
			Next: steps.Edges{"start": "off"},
		},
		{
			ID: "off", Title: title, Say: says("Go there."), List: list(0), Checks: []steps.Check{dark}, Wait: again,
			Judge: func(f *facts.Facts) steps.Outcome { return map[bool]steps.Outcome{true: "dark"}[f.Looked > 1] },
			May:   []steps.Outcome{"dark"}, Next: steps.Edges{"dark": "hold"},
		},
		{
			ID: "hold", Title: title, Say: says("Go there."), List: list(1), Checks: []steps.Check{timer}, Wait: again,
			Judge: func(f *facts.Facts) steps.Outcome { return map[bool]steps.Outcome{true: "held"}[f.Won] },
			May:   []steps.Outcome{"held"}, Next: steps.Edges{"held": "end"},
		},
		end("end"),
	}, flow.Sequence{ID: "button", Stations: []flow.ID{"power", "off", "hold"}}
}

// TestPlainTellsASequence: the head once, then each change, and the seconds every ten.
func TestPlainTellsASequence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tree, sequence := ladder()
		want := "\nAt the camera.\nGo there.\n1. Unplug it.\n2. Hold the button.\n3. Plug it in.\n1) I go there now\n" +
			"skip Power: It still answers.\nStep 1: it is off.\nok Power: It is off.\nNow step 2: Hold the button.\n" +
			"25 seconds until you plug it in.\n20 seconds until you plug it in.\n10 seconds until you plug it in.\n0 seconds until you plug it in.\n"
		if out := spokenTo(t, tree, "1\n", sequence); out != want {
			t.Errorf("told:\n%s\nwant:\n%s", out, want)
		}
	})
}

// TestPlainCountsAWaitMoreSeldom: half an hour is not told every ten seconds.
func TestPlainCountsAWaitMoreSeldom(t *testing.T) {
	var out strings.Builder
	p := &plain{now: time.Now, out: &out, width: 80}
	w := start(fork(check("lock", 0, fine(""))), facts.Facts{})
	p.head(w)
	out.Reset()
	for left := 12 * time.Minute; left >= 0; left -= time.Second {
		p.saw(w, steps.Row{Check: "lock", Result: steps.Result{Status: steps.Skip, Left: left, Until: text.T("until it opens")}})
	}
	if got := strings.Count(out.String(), "\n"); got != 17 || !strings.HasPrefix(out.String(), "12 minutes until it opens.\n10 minutes until") || !strings.HasSuffix(out.String(), "\n10 seconds until it opens.\n0 seconds until it opens.\n") {
		t.Errorf("%d lines:\n%s", got, out.String())
	}
}

// TestPlainFormFields: one that is not needed is not asked, and back leads to the one
// before.
func TestPlainFormFields(t *testing.T) {
	var given []string
	tree := login(&given)
	put := func(_ *facts.Facts, typed string) { given = append(given, typed) }
	tree[0].Ask.Fields = []formField{
		tree[0].Ask.Fields[0],
		{Key: "file", Prompt: text.T("File"), Put: put, When: func(*facts.Facts) bool { return false }},
		{Key: "key", Prompt: text.T("Key"), Put: put},
	}
	out, w, err := told(t, toy(), tree, "guest\n")
	if err == nil {
		t.Fatalf("at %s\n%s", w.Step().ID, out)
	}
	out, w, err = told(t, toy(), tree, "root\n:back\nadam\n01\n")
	if err != nil || w.Step().ID != "end" || strings.Join(given, "|") != "adam|01" || strings.Contains(out, "File") {
		t.Errorf("at %s with %q, %v\n%s", w.Step().ID, given, err, out)
	}
}

// TestPlainQuitAsksWhatWouldBeLost, of a person; a script means what it says.
func TestPlainQuitAsksWhatWouldBeLost(t *testing.T) {
	made := facts.Facts{}
	made.Answers.New = isapi.NewSecret(strongPassword)
	for name, c := range map[string]struct {
		in   string
		keys bool
		f    facts.Facts
		asks int
		ends steps.ID
	}{
		"stays":             {":quit\n1\nright\n", false, made, 1, "end"},
		"by anything else":  {":quit\n\nright\n", false, made, 1, "end"},
		"quits":             {":quit\n2\n", false, made, 1, "fork"},
		"says it twice":     {":quit\n:quit\n", false, made, 1, "fork"},
		"nothing is lost":   {":quit\n", false, facts.Facts{}, 0, "fork"},
		"a script":          {":quit\n", true, made, 0, "fork"},
		"behind a question": {"left\nbird\n:quit\n", false, made, 0, "end"}, // a password may be such a word
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				out := &locked{}
				p := &plain{now: time.Now, in: newInputLines(strings.NewReader(c.in)), out: out, width: 80, keys: c.keys}
				w, err := steps.Run(t.Context(), toy(), start(fork(), c.f), p.ask, p.saw)
				if asks := strings.Count(out.String(), "Quit now?"); err != nil || asks != c.asks || w.Step().ID != c.ends || strings.Count(out.String(), "will be gone") != asks {
					t.Errorf("%d questions, at %s, %v:\n%s", asks, w.Step().ID, err, out.String())
				}
			})
		})
	}
}
