package isapi

import (
	"testing"
	"time"

	"camreset/isapi/document"
)

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
		doc, _ := document.Read([]byte(c.body), "")
		got := lockOf(doc)
		if got.Locked != c.locked || (got.Left == nil) != (c.left == nil) || got.Left != nil && *got.Left != *c.left {
			t.Errorf("%s: %+v", name, got)
		}
		if (got.Unlock == nil) != (c.unlock < 0) || got.Unlock != nil && *got.Unlock != time.Duration(c.unlock)*time.Second {
			t.Errorf("%s: unlock %v", name, got.Unlock)
		}
	}
}

// FuzzReply holds what is read from a reply against any reply.
func FuzzReply(f *testing.F) {
	for _, name := range []string{"userCheck.401-locked.xml", "sessionLogin.version2.xml", "users.oem.xml"} {
		f.Add([]byte(load(f, name)))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		doc, _ := document.Read(body, "text/html")
		_ = lockOf(doc)
		_ = deviceOf(doc)
	})
}
