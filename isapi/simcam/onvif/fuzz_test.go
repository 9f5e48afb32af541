package onvif

import "testing"

// FuzzRead reads any message: what is no envelope asks for nothing, and no token of it
// proves a password that its sender does not know.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><Probe><Types>dn:NetworkVideoTransmitter</Types></Probe></s:Body></s:Envelope>`))
	f.Add([]byte(`<Envelope><Header><Security><UsernameToken><Username>admin</Username><Password>AA==</Password><Nonce>AA==</Nonce></UsernameToken></Security></Header><Body><GetDeviceInformation/></Body></Envelope>`))
	f.Add([]byte("<Envelope><Body>"))
	f.Fuzz(func(t *testing.T, message []byte) {
		e, err := Read(message)
		if err != nil {
			return
		}
		_ = e.Seeks()
		if e.Header.Token.Proves("admin", "Meadow-17-Fence") {
			t.Errorf("%q proves a password", message)
		}
	})
}
