package sadpxml

import (
	"errors"
	"testing"
)

func TestRead(t *testing.T) {
	const declaration = `<?xml version="1.0" encoding="utf-8"?>`
	for message, types := range map[string]string{
		declaration + "<Probe><Uuid> U </Uuid><Types> inquiry </Types></Probe>":           "inquiry",
		declaration + "\r\n<Probe><Types>inquiry</Types></Probe>":                         "inquiry",
		`<?xml version="1.0" encoding="ISO-8859-1"?><Probe><Types>update</Types></Probe>`: "update",
		"": "", "rubbish": "", " <Probe><Types>inquiry</Types></Probe>": "", "<Other><Types>inquiry</Types></Other>": "",
		declaration + "\n<Probe><Types>update</Types></Probe>":  "", // only an inquiry may have a second line
		declaration + "<Probe>\n<Types>inquiry</Types></Probe>": "",
	} {
		if r, err := Read([]byte(message)); (err == nil) != (types != "") || err == nil && r.Types != types {
			t.Errorf("%q: %+v, %v", message, r, err)
		}
	}
	for _, message := range []string{"<ProbeMatch></ProbeMatch>", "<Hello></Hello>"} {
		if _, err := Read([]byte(message)); !errors.Is(err, ErrAnswer) {
			t.Errorf("%q: %v", message, err)
		}
	}
}

func TestIsFor(t *testing.T) {
	for _, c := range []struct {
		types, mac string
		want       bool
	}{
		{"inquiry", "", true}, {"update", "", true}, {"update", "44-19-B6-5A-00-10", true}, {"update", "44-19-b6-5a-00-11", false},
		{"inquiry_v32", "ff-ff-ff-ff-ff-ff", true}, {"update", "ff-ff-ff-ff-ff-ff", false},
	} {
		r := Request{Types: c.types, MAC: c.mac}
		if r.IsFor("44:19:b6:5a:00:10") != c.want {
			t.Errorf("%+v", c)
		}
	}
}

func TestWrite(t *testing.T) {
	list := []Field{
		Text("Uuid", "a<b"), Text("Types", "inquiry"), Text("MAC", "44:19:b6:5a:00:10"), Bool("DHCP", false),
		{Name: "QuestionList", Inner: []Field{Number("ID", 7)}},
	}
	const declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	for want, style := range map[string]Style{
		declaration + "<ProbeMatch><Uuid>a&lt;b</Uuid>\n<Types>inquiry</Types>\n<MAC>44-19-b6-5a-00-10</MAC>\n<DHCP>false</DHCP>\n" +
			"<QuestionList><ID>7</ID></QuestionList>\n</ProbeMatch>\n": {},
		declaration + "<ProbeMatch><Uuid>" + foreignUuid + "</Uuid>\n<Types>inquiry </Types>\n<MAC>44:19:b6:5a:00:10</MAC>\n<DHCP>flase</DHCP>\n" +
			"<QuestionList><ID>7</ID></QuestionList>\n<X></ProbeMatch>\n": {ForeignUUID: true, Blanks: true, Colons: true, Misspelled: true, Extra: "<X>"},
		"<?xml": {Cut: 5},
	} {
		if got := string(style.Write("ProbeMatch", list)); got != want {
			t.Errorf("%+v: %q", style, got)
		}
	}
}
