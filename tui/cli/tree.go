package cli

import (
	"fmt"
	"io"

	"camreset/steps"
)

// Tree prints the whole guide, as text or as a drawing.
func Tree(format string, out io.Writer) error {
	draw := map[string]func() string{"text": steps.Guide().Text, "mermaid": steps.Guide().Mermaid}[format]
	if draw == nil {
		return Usage("--format is text or mermaid, not %q", format)
	}
	fmt.Fprint(out, draw())
	return nil
}
