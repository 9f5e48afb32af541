package secure

import (
	"strings"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/isapi/value"
	"camreset/steps/flow"
)

// names are the users of a list, but for one; whole is false where there is none at all.
func names(doc *document.Node, without string) (others []string, whole bool) {
	for _, user := range doc.All("User") {
		name := named(user.First("userName"))
		if whole = true; name == "" || strings.EqualFold(name, without) {
			continue
		}
		others = append(others, name)
	}
	return others, whole
}

func accounts(k Known, p Pages) Finding {
	others, whole := names(p[pageUsers].Doc, k.User)
	switch {
	case !whole:
		return Finding{Status: flow.Skip}
	case len(others) == 0:
		return Finding{Status: flow.OK, Detail: "There is no other account."}
	}
	return Finding{
		Status: flow.Warn, Do: "Look through its other accounts",
		Detail: "Other accounts: " + listed(others, maxNames) + ". Each gets in with a password of its own; delete those that nobody needs.",
	}
}

func onvifUsers(_ Known, p Pages) Finding {
	on, told := p.text(pageProtocols, document.At{In: "ONVIF", Name: "enable"})
	if !told {
		on, _ = p.text(pageProtocols, document.At{In: "ONVIF", Name: "enabled"})
	}
	if value.ParseTri(on) == isapi.No {
		return Finding{Status: flow.OK, Detail: "ONVIF is off."}
	}
	list := p[pageONVIFUsers].Doc
	all, some := names(list, "")
	switch {
	case !some && (list == nil || !strings.EqualFold(list.Name, "UserList")):
		return Finding{Status: flow.Skip, Detail: p.why(pageONVIFUsers)}
	case len(all) == 0:
		return Finding{Status: flow.OK, Detail: "ONVIF has no accounts."}
	}
	return Finding{
		Status: flow.Warn, Do: "Look through its ONVIF accounts",
		Detail: "ONVIF accounts: " + listed(all, maxNames) + ". They have passwords of their own, which a new password of admin does not change.",
	}
}
