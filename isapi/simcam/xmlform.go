package simcam

import (
	"cmp"
	"encoding/xml"
	"strings"
)

// recorderProlog has a blank before its end (observed on recorders).
const recorderProlog = `<?xml version="1.0" encoding="UTF-8" ?>` + "\n"

// document gives the attributes of a root element.
func (c *Camera) document() document {
	namespace := cmp.Or(c.sc.XML.Namespace, c.id.namespace)
	if namespace == NoNamespace {
		return document{}
	}
	return document{"2.0", namespace}
}

// format writes an XML reply as this camera does; other replies stay as they are.
func (c *Camera) format(a reply) reply {
	if a.kind != kindXML {
		return a
	}
	form := c.sc.XML
	text := a.body
	if c.sc.Generation == RecorderGen || form.CRLF {
		text = strings.ReplaceAll(text, "><", ">\n<")
	}
	switch {
	case form.NoProlog:
		text = strings.TrimPrefix(text, xml.Header)
	case c.sc.Generation == RecorderGen:
		text = strings.Replace(text, xml.Header, recorderProlog, 1)
	}
	if form.Misspelled {
		text = strings.ReplaceAll(text, ">false<", ">flase<")
	}
	if form.BlankLines {
		text = "\n \n" + text
	}
	if form.CRLF {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if form.ByteOrder {
		text = "\ufeff" + text
	}
	a.body = text
	a.kind = cmp.Or(form.ContentType, a.kind)
	return a
}
