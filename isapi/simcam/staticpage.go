package simcam

import (
	"net/http"
	"time"

	"camreset/isapi/simcam/crypt"
)

// pageKind is the Content-Type of a web page: recorders name no character set (a scanner's pattern of real ones).
func (c *Camera) pageKind() string {
	if c.sc.Generation == RecorderGen {
		return kindHTML
	}
	return kindPage
}

// fileHeader is what the web server of a recorder tells beside a file of its own (a scanner's pattern of real ones).
// Both numbers are invented; the file is as old as the firmware.
func (c *Camera) fileHeader() http.Header {
	if c.sc.Generation != RecorderGen {
		return nil
	}
	made := time.Time{}
	if built, err := time.Parse("build 060102", c.id.Build); err == nil {
		made = built
	}
	return http.Header{
		"ETag":          {`"2-` + crypt.Hash(c.id.Firmware)[:3] + `-1e0"`},
		"Last-Modified": {made.UTC().Format(http.TimeFormat)},
	}
}
