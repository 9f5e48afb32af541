// Command man writes the man pages and the completions of camreset into a folder. It is
// a program of its own so that camreset does not carry what it needs.
//
//	go run ./tui/cli/man -out DIR
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"camreset/tui/cli"
	"camreset/tui/halt"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func main() {
	out := flag.String("out", "", "the folder to write into")
	flag.Parse()
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(out string) error {
	if out == "" {
		return fmt.Errorf("give a folder: -out DIR")
	}
	root := cli.Command(&halt.Guard{})
	if err := pages(root, filepath.Join(out, "man")); err != nil {
		return err
	}
	return completions(root, filepath.Join(out, "completions"))
}

// pages writes one man page for each command. Their date is that of the commit, which
// SOURCE_DATE_EPOCH gives, and stays open without it.
func pages(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root.DisableAutoGenTag = true
	at := time.Unix(0, 0).UTC()
	if seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		at = time.Unix(seconds, 0).UTC()
	}
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "camreset", Manual: "camreset", Date: &at}, dir)
}

// completions writes one file for each shell, by the name that its folder wants.
func completions(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, to := range map[string]func(string) error{
		"camreset.bash": func(path string) error { return root.GenBashCompletionFileV2(path, true) },
		"_camreset":     root.GenZshCompletionFile,
		"camreset.fish": func(path string) error { return root.GenFishCompletionFile(path, true) },
		"camreset.ps1":  root.GenPowerShellCompletionFileWithDesc,
	} {
		if err := to(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}
