package steps

import (
	"context"
	"strings"

	"camreset/steps/letter"
)

var caseFiles = Check{
	ID: "case-files", Title: T("Case"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		done, err := letter.Of(f).Write(env.Save)
		change := func(f *Facts) { f.Written = done }
		if err != nil {
			return change, fail(T("%s.", done.Problem), T("Copy the case by hand instead: it is shown here and at the end.")).With(err)
		}
		return change, ok(T("It was written into the folder %s: %s.", done.Folder, strings.Join(done.Files, ", ")))
	},
}
