package steps

import (
	"context"
	"strings"

	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/summary"
	"camreset/steps/text"
)

// SummaryOf is the report of what was done, as far as it is known.
func SummaryOf(f *Facts) summary.Summary {
	g := summary.Guide{Result: string(facts.ResultOf(f))}
	for _, x := range today {
		switch title := x.title(f); {
		case x.open(f):
			g.Left = append(g.Left, summary.Task{ID: string(x.key), Title: title, How: x.how(f).String()})
		case x.shown(f) && (!x.own || x.ticked(f)): // what is sent from here is given back
			g.Done = append(g.Done, summary.Thing{ID: string(x.key), Title: title})
		}
	}
	return summary.Of(f, g)
}

// SaveReport writes the report into the file that the user named, in the form that its
// name tells, and tells the whole path.
func SaveReport(env Env, f *Facts, path string) (whole string, err error) {
	data, err := SummaryOf(f).File(path)
	if err != nil {
		return path, err
	}
	return env.SaveAs(path, data)
}

// saveReport writes it into that file, and where there is none as a text into the folder
// where they work.
func saveReport(env Env, f *Facts) (whole string, err error) {
	if env.Report != "" {
		return SaveReport(env, f, env.Report)
	}
	r, done := SummaryOf(f), f.Now
	if !f.Last.At.IsZero() && f.Last.At.Before(done) {
		done = f.Last.At
	}
	return env.Save("", r.FileName(done), []byte(r.Text()))
}

// Altered says whether something was changed that a report should tell of.
func Altered(f *Facts) bool {
	return f.Writes > 0 || f.NewSent || f.ResetSeen || f.OldTarget != (lan.Address{}) || f.Answers.SaidReset
}

// reportOption offers the report where there is something to tell.
func reportOption() Option {
	return Option{
		Key: "report", Label: T("Save a report"), Stays: true, Do: &Action{Check: reportFile},
		When: func(f *Facts) bool { return f.GotIn() || Altered(f) },
		About: func(*Facts) Text {
			return T("A text for whoever owns it: what was done, what was erased, and what is left to do. No password is in it.")
		},
	}
}

var reportFile = Check{
	ID: "report", Title: T("Report"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		path, err := saveReport(env, f)
		if err != nil {
			return access.Nothing, fail(T("%s.", sentence(err)), T("The report is not written; nothing else is lost. Choose it once more when that is put right.")).With(err)
		}
		path = text.Printable(path)
		change := func(f *Facts) { f.Reported = path }
		if env.Report != "" {
			change = access.Nothing // it is written once more at the end, and said then
		}
		return change, ok(T("The report is in %s.", path))
	},
}

// sentence is an error of this computer as a sentence without its full stop.
func sentence(err error) string {
	words := strings.TrimSuffix(text.Printable(err.Error()), ".")
	return strings.ToUpper(words[:min(len(words), 1)]) + words[min(len(words), 1):]
}
