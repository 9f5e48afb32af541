package document

import (
	"strings"
	"testing"
)

// Set replaces the text alone.
func Set(body []byte, at At, value string) ([]byte, bool) { return Replace(body, at, at.Name, value) }

func TestSetChangesNothingElse(t *testing.T) {
	accesses := load(t, "adminAccesses.camera.xml")
	https := At{In: "AdminAccessProtocol", Key: "protocol", Is: "HTTPS", Name: "enabled"}
	for name, c := range map[string]struct {
		body        string
		at          At
		value, want string // want is what the changed part reads; empty: nothing is changed
	}{
		"plain":            {`<a><enabled>true</enabled></a>`, At{In: "a", Name: "enabled"}, "false", `<a><enabled>false</enabled></a>`},
		"blanks go":        {"<a>\r\n<b>\n true \n</b>\r\n</a>", At{In: "a", Name: "b"}, "false", "<a>\r\n<b>false</b>\r\n</a>"},
		"empty":            {`<a><b/></a>`, At{In: "a", Name: "b"}, "x", `<a><b>x</b></a>`},
		"empty, prefix":    {`<n:a xmlns:n="u"><n:b opt="1" /></n:a>`, At{In: "a", Name: "b"}, "x", `<n:a xmlns:n="u"><n:b opt="1">x</n:b></n:a>`},
		"any case":         {`<UPnP><Enabled>true</Enabled></UPnP>`, At{In: "upnp", Name: "enabled"}, "false", `<UPnP><Enabled>false</Enabled></UPnP>`},
		"escaped":          {`<a><b>1</b></a>`, At{In: "a", Name: "b"}, "<x>&", `<a><b>&lt;x&gt;&amp;</b></a>`},
		"the one meant":    {`<l><p><n>A</n><e>1</e></p><p><n>B</n><e>1</e></p></l>`, At{"p", "n", "b", "e"}, "0", `<l><p><n>A</n><e>1</e></p><p><n>B</n><e>0</e></p></l>`},
		"not the deeper":   {`<a><x><e>1</e></x><e>1</e></a>`, At{In: "a", Name: "e"}, "0", `<a><x><e>1</e></x><e>0</e></a>`},
		"no such":          {`<a><b>1</b></a>`, At{In: "a", Name: "c"}, "0", ""},
		"holds others":     {`<a><b><c/></b></a>`, At{In: "a", Name: "b"}, "0", ""},
		"broken off":       {`<a><b>1</b>`, At{In: "a", Name: "b"}, "0", ""},
		"two documents":    {`<a><b>1</b></a><a/>`, At{In: "a", Name: "b"}, "0", ""},
		"crossed":          {`<a><b>1</a></b>`, At{In: "a", Name: "b"}, "0", ""},
		"a device's reply": {accesses, https, "false", strings.Replace(accesses, "<id>2</id>\n<enabled>true", "<id>2</id>\n<enabled>false", 1)},
	} {
		got, ok := Set([]byte(c.body), c.at, c.value)
		if string(got) != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %t, want %q", name, got, ok, c.want)
		}
		if doc, _ := Read(got, ""); ok {
			if text, found := Get(doc, c.at); !found || text != c.value {
				t.Errorf("%s: reads back as %q", name, text)
			}
		}
	}
}

func TestGetTellsWhatIsNotThere(t *testing.T) {
	doc, _ := Read([]byte(`<l><p><n>A</n><e></e></p><p><n>B</n></p></l>`), "")
	if text, found := Get(doc, At{"p", "n", "A", "e"}); text != "" || !found {
		t.Errorf("empty: %q, %t", text, found)
	}
	if _, found := Get(doc, At{"p", "n", "B", "e"}); found {
		t.Error("found where there is none")
	}
	if _, found := Get(nil, At{}); found {
		t.Error("found in nothing")
	}
}

func FuzzSet(f *testing.F) {
	f.Add([]byte(`<a><b>1</b><e/></a>`), "false")
	f.Add([]byte("<?xml version=\"1.0\"?><n:a xmlns:n='u'>\n<n:b>&amp;</n:b></n:a>\n"), "<&>")
	f.Fuzz(func(t *testing.T, body []byte, value string) {
		changed, ok := Set(body, At{In: "a", Name: "b"}, value)
		if _, whole := spans(changed); ok && !whole {
			t.Errorf("%q became %q", body, changed)
		}
	})
}

// A host that was a name becomes an address, in its place and with its prefix.
func TestReplace(t *testing.T) {
	at := At{In: "NTPServer", Name: "hostName"}
	for body, want := range map[string]string{
		"<NTPServer><id>1</id><hostName a='b'>x</hostName><portNo>1</portNo></NTPServer>": "<NTPServer><id>1</id><ipAddress>192.0.2.1</ipAddress><portNo>1</portNo></NTPServer>",
		"<n:NTPServer><n:hostName/></n:NTPServer>":                                        "<n:NTPServer><n:ipAddress>192.0.2.1</n:ipAddress></n:NTPServer>",
		"<NTPServer><id>1</id></NTPServer>":                                               "",
	} {
		if got, ok := Replace([]byte(body), at, "ipAddress", "192.0.2.1"); string(got) != want || ok != (want != "") {
			t.Errorf("%s: %s, %v", body, got, ok)
		}
	}
}
