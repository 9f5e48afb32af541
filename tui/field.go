package tui

import (
	"camreset/steps"
	"camreset/steps/text"
)

// fieldValue is what stands in a field of a form at first.
func fieldValue(field formField, f *steps.Facts) string {
	if field.Value == nil {
		return ""
	}
	return field.Value(f)
}

// refusedBy says why a field does not take a text; the zero Text takes it.
func refusedBy(field formField, f *steps.Facts, typed string) text.Text {
	if field.Valid == nil {
		return text.Text{}
	}
	return field.Valid(f, typed)
}
