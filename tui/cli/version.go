package cli

import (
	"fmt"
	"runtime/debug"
)

// version and date are those of the commit that a release was built from; the linker
// sets them. A build by hand has neither.
var version, date string

// Version says which program this is.
func Version() string {
	info, known := debug.ReadBuildInfo()
	if !known {
		info = &debug.BuildInfo{}
	}
	return versionOf(version, date, info.Settings)
}

// versionOf says of a build by hand what Go noted of its commit, if anything.
func versionOf(version, date string, settings []debug.BuildSetting) string {
	if version != "" {
		return fmt.Sprintf("%s (%s)", version, date)
	}
	noted := map[string]string{}
	for _, s := range settings {
		noted[s.Key] = s.Value
	}
	text, commit := "(built from source)", noted["vcs.revision"]
	if commit == "" {
		return text
	}
	text += fmt.Sprintf(" %.12s %.10s", commit, noted["vcs.time"])
	if noted["vcs.modified"] == "true" {
		text += ", changed since"
	}
	return text
}
