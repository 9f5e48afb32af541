package steps

import (
	"errors"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// reasonOf is a clause that says why something did not work, to stand behind a
// colon. What was asked for and the codes of the answer stay in the error.
func reasonOf(err error) string {
	var page *isapi.Error
	var cable *sadp.Error
	switch {
	case err == nil:
		return ""
	case errors.Is(err, sadp.ErrDoubled):
		return sadp.ErrDoubled.Error()
	case errors.As(err, &page) && page.Err == isapi.ErrRefused && page.Sub != "": //nolint:errorlint // a wrapped one says more
		return "the device gave a reason that is not understood here (" + page.Sub + ")"
	case errors.As(err, &page):
		return reasonOf(page.Err)
	case errors.As(err, &cable):
		return reasonOf(cable.Err)
	case err == isapi.ErrRefused, err == sadp.ErrDenied: //nolint:errorlint // a wrapped one says more
		return "the device gave no reason"
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ")
}
