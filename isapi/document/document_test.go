package document

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func load(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

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
		"broken prolog":        {`<?xml version="1.0" encoding="UTF-8"><a><b>1</b></a>`, "", "a", "b", "1"},
		"broken tag":           {`<a><x&><b>1</b></a>`, "", "a", "b", "1"},
		"bare less-than":       {`<a><x>1<2</x><b>1</b></a>`, "", "a", "b", "1"},
		"a comment cut off":    {`<a><b>1</b><!-- <c>2</c> `, "", "a", "c", ""},
		"end that fits none":   {`<a></x><b>1</y></b></a>`, "", "a", "b", "1"},
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
		doc, root := Read([]byte(c.body), c.kind)
		if got := doc.First(c.field); root != c.root || got != c.want {
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
		"long text": "<a><b>" + strings.Repeat("x", 100_000) + "</b><b>1</b></a>",
		"ends":      "<a>" + strings.Repeat("</b>", 250_000),
		"breaks":    "<a>" + strings.Repeat("<b ", 350_000),
		"openings":  strings.Repeat("<", 1<<20),
		"unended":   "<a>" + strings.Repeat("<?", 500_000),
		"comments":  "<a>" + strings.Repeat("<b <!-- ", 130_000),
	} {
		doc, _ := Read([]byte(body), "")
		if n, deep := size(doc); n > maxElements+1 || deep > maxDepth+1 {
			t.Errorf("%s: %d elements, %d deep", name, n, deep)
		}
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}

// size is how many elements a tree has, and how deep they lie.
func size(n *Node) (all, deep int) {
	if n == nil {
		return 0, 0
	}
	for _, kid := range n.Kids {
		more, below := size(kid)
		all, deep = all+more, max(deep, below)
	}
	return all + 1, deep + 1
}

// TestEnds tells elements with an end of their own from those that another one ended.
func TestEnds(t *testing.T) {
	for text, want := range map[string]string{
		"<a><b>1</b></a>":         "a b:1",
		"<a><b>1<c>2</c></a>":     "a (b:1) c:2",
		"<a><b>1</b>":             "(a) b:1",
		"<a><b>1</b><c>2":         "(a) b:1 (c)",
		"<a>\x00<b>1</b></a>\x00": "a:\ufffd b:1",
	} {
		var got []string
		var walk func(*Node)
		walk = func(n *Node) {
			for _, kid := range n.Kids {
				said := kid.Name
				if kid.Text != "" {
					said += ":" + kid.Text
				}
				if !kid.Ended {
					said = "(" + said + ")"
				}
				got = append(got, said)
				walk(kid)
			}
		}
		walk(XML(text, '\ufffd'))
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q", text, got)
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
		doc, root := Read(body, "text/html")
		for _, n := range doc.All("user") {
			_ = n.First("id")
		}
		if doc == nil && root != "" && root != "html" {
			t.Errorf("root %q without a document", root)
		}
	})
}
