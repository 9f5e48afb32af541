package isapi

import (
	"strings"
	"testing"
	"time"
)

func TestReadForms(t *testing.T) {
	for name, c := range map[string]struct{ body, kind, root, field, want string }{
		"prolog and namespace": {load(t, "userCheck.401-unlocked.xml"), "", "usercheck", "retryLoginTime", "4"},
		"blank in the prolog":  {load(t, "userCheck.401-locked.xml"), "", "usercheck", "unlockTime", "210"},
		"no prolog":            {load(t, "sessionLogin.version2.xml"), "", "sessionlogincap", "iterations", "100"},
		"sent as a page":       {load(t, "userCheck.401-bare.xml"), "text/html", "usercheck", "statusValue", "401"},
		"CRLF and BOM":         {"\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<A>\r\n<b> x \r\n</b></A>\r\n", "", "a", "b", "x"},
		"prefix, any case":     {`<ns:UserCheck xmlns:ns="u"><ns:ISACTIVATED>true</ns:ISACTIVATED></ns:UserCheck>`, "", "usercheck", "isActivated", "true"},
		"Latin-1":              {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a><b>T\xfcr</b></a>", "", "a", "b", "Tür"},
		"unknown charset":      {`<?xml version="1.0" encoding="klingon"?><a><b>x</b></a>`, "", "a", "b", "x"},
		"bare ampersand":       {`<a><b>Tom & Jerry</b></a>`, "", "a", "b", "Tom & Jerry"},
		"attributes":           {`<a><b min="1" opt='x'>5</b></a>`, "", "a", "b", "5"},
		"first duplicate":      {`<a><b>1</b><b>2</b></a>`, "", "a", "b", "1"},
		"child before deeper":  {`<a><x><b>deep</b></x><b>near</b></a>`, "", "a", "b", "near"},
		"nested":               {`<a><x><b>deep</b></x></a>`, "", "a", "b", "deep"},
		"no entity expansion":  {`<!DOCTYPE a [<!ENTITY e "boom">]><a><b>&e;</b></a>`, "", "a", "b", "&e;"},
		"broken off":           {`<a><b>1</b><c>21`, "", "a", "c", ""},
		"JSON, wrapped":        {"{\n\t\"ActivateStatus\":\t{\"Activated\":\tfalse}}", "", "json", "activated", "false"},
		"JSON, number":         {`{"statusCode":6,"x":[{"y":1}]}`, "", "json", "statusCode", "6"},
		"JSON, text":           {`{"statusCode":"6"}`, "", "json", "statusCode", "6"},
		"JSON, broken":         {`{"a":"1","b":`, "", "json", "a", "1"},
		"page":                 {load(t, "401.html"), "text/html", "html", "title", ""},
		"page without doctype": {"<head><title>x</title></head>", "text/html", "html", "title", ""},
		"rubbish":              {"\x00\x01\x02", "", "", "a", ""},
		"text":                 {"not found", "text/plain", "", "a", ""},
		"nothing":              {"", "", "", "a", ""},
	} {
		doc, root := read([]byte(c.body), c.kind)
		if got := doc.first(c.field); root != c.root || got != c.want {
			t.Errorf("%s: root %q, %s = %q", name, root, c.field, got)
		}
	}
}

func TestReadIsBounded(t *testing.T) {
	begin := time.Now()
	for name, body := range map[string]string{
		"deep XML":  strings.Repeat("<a>", 300_000),
		"many":      "<a>" + strings.Repeat("<b/>", 250_000),
		"long":      "<a>" + strings.Repeat("x<!-- -->", 110_000) + "</a>",
		"deep JSON": strings.Repeat(`{"a":`, 200_000),
		"flat JSON": "[" + strings.Repeat("[],", 300_000),
		"ends":      "<a>" + strings.Repeat("</b>", 250_000),
	} {
		doc, _ := read([]byte(body), "")
		if n := len(doc.all("a")); n > maxElements {
			t.Errorf("%s: %d elements", name, n)
		}
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}

func TestLockForms(t *testing.T) {
	left := func(n int) *int { return &n }
	for name, c := range map[string]struct {
		body   string
		locked Tri
		left   *int
		unlock int // seconds, -1 = not told
	}{
		"observed, unlocked":       {load(t, "userCheck.401-unlocked.xml"), No, left(4), 0},
		"observed, locked":         {load(t, "userCheck.401-locked.xml"), Yes, left(0), 210},
		"observed, not told":       {load(t, "userCheck.401-bare.xml"), Unknown, nil, -1},
		"documentation: locked":    {`<userCheck><lockStatus>Locked</lockStatus></userCheck>`, Yes, nil, -1},
		"documentation: session":   {`<ResponseStatus><lockStatus>unlock</lockStatus><retryTimes>3</retryTimes><resLockTime>0</resLockTime></ResponseStatus>`, No, left(3), 0},
		"documentation: JSON":      {`{"statusCode":4,"subStatusCode":"badAuthorization","errorCode":1073741827,"lockStatus":"locked","resLockTime":1800,"retryTimes":0}`, Yes, left(0), 1800},
		"documentation: address":   {status(4, "Invalid Operation", "MgmtLokedError"), Yes, nil, -1},
		"documentation: by number": {`{"statusCode":4,"errorCode":1073741837}`, Yes, nil, -1},
		"a time but no word":       {`<userCheck><unlockTime>60</unlockTime></userCheck>`, Yes, nil, 60},
		"lies: negative":           {`<userCheck><unlockTime>-5</unlockTime><retryLoginTime>-1</retryLoginTime></userCheck>`, Unknown, nil, -1},
		"lies: far too much":       {`<userCheck><lockStatus>lock</lockStatus><unlockTime>99999999</unlockTime><retryLoginTime>4000</retryLoginTime></userCheck>`, Yes, nil, -1},
		"lies: no numbers":         {`<userCheck><unlockTime>soon</unlockTime><retryLoginTime>NaN</retryLoginTime></userCheck>`, Unknown, nil, -1},
	} {
		doc, _ := read([]byte(c.body), "")
		got := lockOf(doc)
		if got.Locked != c.locked || (got.Left == nil) != (c.left == nil) || got.Left != nil && *got.Left != *c.left {
			t.Errorf("%s: %+v", name, got)
		}
		if (got.Unlock == nil) != (c.unlock < 0) || got.Unlock != nil && *got.Unlock != time.Duration(c.unlock)*time.Second {
			t.Errorf("%s: unlock %v", name, got.Unlock)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"userCheck.401-locked.xml", "sessionLogin.version2.xml", "401.html", "users.oem.xml"} {
		f.Add([]byte(load(f, name)))
	}
	f.Add([]byte(`{"a":{"b":[1,true,null,"x"]}}`))
	f.Add([]byte("<a><b>&x;<c/></a></b>\xff"))
	f.Fuzz(func(t *testing.T, body []byte) {
		doc, root := read(body, "text/html")
		_ = lockOf(doc)
		_ = deviceOf(doc)
		for _, n := range doc.all("user") {
			_ = n.first("id")
		}
		if doc == nil && root != "" && root != "html" {
			t.Errorf("root %q without a document", root)
		}
	})
}
