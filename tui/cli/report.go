package cli

import (
	"fmt"
	"io"
	"os"

	"camreset/steps"
	"camreset/steps/summary"
	"camreset/steps/text"
)

// CanReport says why no report can be written to the FILE of --report: wrong usage, known
// before anything begins.
func CanReport(path string) error {
	if err := summary.CanSave(path); err != nil {
		return Usage("--report: %s", text.Printable(err.Error()))
	}
	return nil
}

// Report writes the report of a run that has ended to the FILE of --report. Where that
// fails, which is not known before, the report is printed instead: nothing is lost.
func Report(env steps.Env, f *steps.Facts, path string, out io.Writer) {
	whole, err := steps.SaveReport(env, f, path)
	if err == nil {
		fmt.Fprintln(out, "The report is in "+text.Printable(whole))
		return
	}
	fmt.Fprintf(os.Stderr, "camreset: the report is printed instead: %s\n", text.Printable(err.Error()))
	fmt.Fprint(out, steps.SummaryOf(f).Text())
}
