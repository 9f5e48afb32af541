package saved

import (
	"time"

	"camreset/isapi"
)

// seen is an isapi.Seen on disk: what a look without a login showed. Why an answer was
// none is not kept, nor what a login would have answered to.
type seen struct {
	Reach    reach        `json:"reach,omitzero"`
	Front    front        `json:"front,omitzero"`
	Status   status       `json:"status,omitzero"`
	Check    userCheck    `json:"user_check,omitzero"`
	Recovery recoveryPage `json:"recovery,omitzero"`
	Page     loginPage    `json:"login_page,omitzero"`
	Session  sessionCap   `json:"session,omitzero"`
	Info     openInfo     `json:"info,omitzero"`
}

func seenOf(s isapi.Seen) seen {
	return seen{
		Reach: reachOf(s.Reach), Front: frontOf(s.Front), Status: statusOf(s.Status), Check: userCheckOf(s.Check),
		Recovery: recoveryPageOf(s.Recovery), Page: loginPageOf(s.Page), Session: sessionCapOf(s.Session), Info: openInfoOf(s.Info),
	}
}

func (s seen) into() isapi.Seen {
	return isapi.Seen{
		Reach: s.Reach.into(), Front: s.Front.into(), Status: s.Status.into(), Check: s.Check.into(),
		Recovery: s.Recovery.into(), Page: s.Page.into(), Session: s.Session.into(), Info: s.Info.into(),
	}
}

// reach is an isapi.Reach on disk.
type reach struct {
	Scheme      string        `json:"scheme,omitzero"`
	Host        string        `json:"host,omitzero"`
	Port        int           `json:"port,omitzero"`
	State       string        `json:"state,omitzero"`
	Ports       []port        `json:"ports,omitzero"`
	Fingerprint string        `json:"fingerprint,omitzero"`
	Subject     string        `json:"subject,omitzero"`
	Took        time.Duration `json:"took_ns,omitzero"`
}

// port is an isapi.PortState on disk.
type port struct {
	Port  int    `json:"port"`
	State string `json:"state"`
}

func reachOf(r isapi.Reach) reach {
	return reach{
		Scheme: r.Scheme, Host: r.Host, Port: r.Port, State: r.State, Fingerprint: r.Fingerprint, Subject: r.Subject, Took: r.Took,
		Ports: each(r.Ports, func(p isapi.PortState) port { return port(p) }),
	}
}

func (r reach) into() isapi.Reach {
	return isapi.Reach{
		Scheme: r.Scheme, Host: r.Host, Port: r.Port, State: r.State, Fingerprint: r.Fingerprint, Subject: r.Subject, Took: r.Took,
		Ports: each(r.Ports, func(p port) isapi.PortState { return isapi.PortState(p) }),
	}
}

// reply is an isapi.Reply on disk.
type reply struct {
	Done        bool          `json:"done,omitzero"`
	HTTPStatus  int           `json:"http_status,omitzero"`
	Server      string        `json:"server,omitzero"`
	ContentType string        `json:"content_type,omitzero"`
	Root        string        `json:"root,omitzero"`
	Title       string        `json:"title,omitzero"`
	Realm       string        `json:"realm,omitzero"`
	Location    string        `json:"location,omitzero"`
	Sub         string        `json:"sub_status,omitzero"`
	Code        int           `json:"status_code,omitzero"`
	Challenges  []challenge   `json:"challenges,omitzero"`
	Portal      bool          `json:"portal,omitzero"`
	Took        time.Duration `json:"took_ns,omitzero"`
}

// challenge is an isapi.Challenge on disk, which cannot be answered any more.
type challenge struct {
	Scheme isapi.Scheme `json:"scheme,omitzero"`
	Realm  string       `json:"realm,omitzero"`
	Domain string       `json:"domain,omitzero"`
	Stale  bool         `json:"stale,omitzero"`
	Raw    string       `json:"raw,omitzero"`
}

func replyOf(r isapi.Reply) reply {
	return reply{
		Done: r.Done, HTTPStatus: r.Status, Server: r.Server, ContentType: r.ContentType, Root: r.Root, Title: r.Title, Realm: r.Realm,
		Location: r.Location, Sub: r.Sub, Code: r.Code, Portal: r.Portal, Took: r.Took,
		Challenges: each(r.Challenges, func(c isapi.Challenge) challenge {
			return challenge{Scheme: c.Scheme, Realm: c.Realm, Domain: c.Domain, Stale: c.Stale, Raw: c.Raw}
		}),
	}
}

func (r reply) into() isapi.Reply {
	return isapi.Reply{
		Done: r.Done, Status: r.HTTPStatus, Server: r.Server, ContentType: r.ContentType, Root: r.Root, Title: r.Title, Realm: r.Realm,
		Location: r.Location, Sub: r.Sub, Code: r.Code, Portal: r.Portal, Took: r.Took,
		Challenges: each(r.Challenges, func(c challenge) isapi.Challenge {
			return isapi.Challenge{Scheme: c.Scheme, Realm: c.Realm, Domain: c.Domain, Stale: c.Stale, Raw: c.Raw}
		}),
	}
}

// front is an isapi.Front on disk.
type front struct {
	reply
	Marks []string `json:"marks,omitzero"`
}

func frontOf(f isapi.Front) front { return front{replyOf(f.Reply), f.Marks} }
func (f front) into() isapi.Front { return isapi.Front{Reply: f.reply.into(), Marks: f.Marks} }

// status is an isapi.ActivateStatus on disk.
type status struct {
	reply
	Activated isapi.Tri `json:"activated,omitzero"`
	Version   int       `json:"version,omitzero"`
}

func statusOf(s isapi.ActivateStatus) status {
	return status{replyOf(s.Reply), s.Activated, s.Version}
}

func (s status) into() isapi.ActivateStatus {
	return isapi.ActivateStatus{Reply: s.reply.into(), Activated: s.Activated, Version: s.Version}
}

// userCheck is an isapi.UserCheck on disk.
type userCheck struct {
	reply
	Activated isapi.Tri `json:"activated,omitzero"`
	Lock      lock      `json:"lock,omitzero"`
	At        time.Time `json:"at,omitzero"`
	Kept      bool      `json:"kept,omitzero"`
}

func userCheckOf(c isapi.UserCheck) userCheck {
	return userCheck{replyOf(c.Reply), c.Activated, lock(c.Lock), c.At, c.Kept}
}

func (c userCheck) into() isapi.UserCheck {
	return isapi.UserCheck{Reply: c.reply.into(), Activated: c.Activated, Lock: isapi.Lock(c.Lock), At: c.At, Kept: c.Kept}
}

// recoveryPage is an isapi.Recovery on disk.
type recoveryPage struct {
	reply
	Questions  isapi.Tri `json:"questions,omitzero"`
	Mailbox    isapi.Tri `json:"mailbox,omitzero"`
	GUID       isapi.Tri `json:"guid,omitzero"`
	HikConnect isapi.Tri `json:"hik_connect,omitzero"`
}

func recoveryPageOf(r isapi.Recovery) recoveryPage {
	return recoveryPage{replyOf(r.Reply), r.Questions, r.Mailbox, r.GUID, r.HikConnect}
}

func (r recoveryPage) into() isapi.Recovery {
	return isapi.Recovery{Reply: r.reply.into(), Questions: r.Questions, Mailbox: r.Mailbox, GUID: r.GUID, HikConnect: r.HikConnect}
}

// loginPage is an isapi.LoginPage on disk.
type loginPage struct {
	reply
	Kind string `json:"kind,omitzero"`
}

func loginPageOf(p isapi.LoginPage) loginPage { return loginPage{replyOf(p.Reply), p.Kind} }
func (p loginPage) into() isapi.LoginPage {
	return isapi.LoginPage{Reply: p.reply.into(), Kind: p.Kind}
}

// sessionCap is an isapi.SessionCap on disk.
type sessionCap struct {
	reply
	Supported    isapi.Tri `json:"supported,omitzero"`
	Lock         lock      `json:"lock,omitzero"`
	Iterations   int       `json:"iterations,omitzero"`
	Irreversible isapi.Tri `json:"irreversible,omitzero"`
	Version      string    `json:"version,omitzero"`
}

func sessionCapOf(s isapi.SessionCap) sessionCap {
	return sessionCap{replyOf(s.Reply), s.Supported, lock(s.Lock), s.Iterations, s.Irreversible, s.Version}
}

func (s sessionCap) into() isapi.SessionCap {
	return isapi.SessionCap{
		Reply: s.reply.into(), Supported: s.Supported, Lock: isapi.Lock(s.Lock),
		Iterations: s.Iterations, Irreversible: s.Irreversible, Version: s.Version,
	}
}

// openInfo is an isapi.OpenInfo on disk.
type openInfo struct {
	reply
	Device device `json:"device,omitzero"`
}

func openInfoOf(i isapi.OpenInfo) openInfo { return openInfo{replyOf(i.Reply), device(i.Device)} }
func (i openInfo) into() isapi.OpenInfo {
	return isapi.OpenInfo{Reply: i.reply.into(), Device: isapi.Device(i.Device)}
}
