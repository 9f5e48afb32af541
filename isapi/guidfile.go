package isapi

import (
	"context"

	"camreset/isapi/seal"
)

const (
	pathGUIDFile = "/ISAPI/Security/GUIDFileData"
	opGUIDFile   = "export the recovery file"
	mostGUIDFile = 64 << 10 // the file has 128 bytes (maker's quick guide); this leaves room
)

// ExportGUIDFile asks for the file with which the password can be reset later (maker's
// web client; not seen on a device). An older file is void from then on, and asking again
// does no harm. It carries the current password, protected as SetQuestions does it.
// Errors are those of ChangePassword.
func (c *Client) ExportGUIDFile(ctx context.Context, login Login, clear bool) ([]byte, error) {
	ch, err := c.change(ctx, opGUIDFile, login, clear)
	if err != nil {
		return nil, err
	}
	a, err := ch.send(ctx, call{method: "POST", path: pathGUIDFile, kind: kindXML}, func(s seal.Fields) string {
		return prolog + "<LoginPassword><password>" + s.Text(login.Password.Reveal()) + "</password></LoginPassword>"
	}, (*answer).isFile)
	if err != nil {
		return nil, err
	}
	return a.body, nil
}

// isFile tells a file from a page or a refusal in its place.
func (a *answer) isFile() bool {
	return a.Err == nil && a.Status == 200 && len(a.body) > 0 && len(a.body) <= mostGUIDFile &&
		a.Root != "html" && a.Root != "responsestatus" && a.Root != "json" && sentinelOf(a.Sub) == nil
}
