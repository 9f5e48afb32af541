package cli

import (
	"fmt"
	"io"
	"strings"

	"camreset/steps/schema"
)

// Schema prints the JSON Schema of one JSON that the program tells.
func Schema(words []string, out io.Writer) error {
	names := strings.Join(schema.Names(), ", ")
	if len(words) != 1 {
		return Usage("schema needs one name: %s", names)
	}
	text := schema.Of(words[0])
	if text == "" {
		return Usage("there is no schema of %q; there are: %s", words[0], names)
	}
	fmt.Fprint(out, text)
	return nil
}
