package simcam_test

import (
	"crypto/aes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

// passwordFor is the password of an update for a device that described itself like that.
func passwordFor(described, password string) string {
	attribute, secret := "", password
	if salt := told(described, "Salt"); salt != "" {
		hash := sha256.Sum256([]byte("admin" + salt + password))
		attribute, secret = ` bSalt="true"`, hex.EncodeToString(hash[:])
	}
	digest := md5.Sum([]byte(secret))
	value := digest[:]
	if told(described, "Encrypt") == "true" {
		value = make([]byte, 64)
		copy(value, string(digest[:])+";"+testUuid)
		block := must(aes.NewCipher(digest[:]))
		for at := 0; at < 64; at += 16 {
			block.Encrypt(value[at:], value[at:])
		}
	}
	return "<Password" + attribute + ">" + base64.StdEncoding.EncodeToString(value) + "</Password>"
}

const wanted = "<IPv4Address>192.168.1.99</IPv4Address><CommandPort>8001</CommandPort><HttpPort>88</HttpPort>" +
	"<IPv4SubnetMask>255.255.255.0</IPv4SubnetMask><IPv4Gateway>192.168.1.254</IPv4Gateway><IPv6Address>::</IPv6Address>" +
	"<IPv6Gateway>::</IPv6Gateway><IPv6MaskLen>64</IPv6MaskLen><DHCP>false</DHCP><SDKOverTLSPort>8443</SDKOverTLSPort>"

// update asks how the device describes itself, then sends an update.
func (s *seeker) update(password, settings string) string {
	s.Helper()
	return s.command("update", "<PWErrorParse>true</PWErrorParse>"+passwordFor(s.send(inquiry("inquiry")), password)+settings)
}

func TestUpdateInEveryForm(t *testing.T) {
	for _, form := range []simcam.UpdateForm{
		simcam.UpdatePlain, simcam.UpdateEncrypted, simcam.UpdateSalted, simcam.UpdateSaltedEncrypted,
	} {
		t.Run(string(form), func(t *testing.T) {
			s := newSeeker(t, "192.168.1.64", simcam.Scenario{SADP: simcam.SADPForm{Update: form}})
			s.result(s.update("wrong", wanted), "PasswordError", "<RetryModifyTime>5<", "<SurplusLockTime>0<")
			a := s.update(s.cam.State().Password, wanted)
			s.result(a, "success", "<IPv4Address>192.168.1.99<", "<HttpPort>88<", "<CommandPort>8001<", "<IPv4Gateway>192.168.1.254<")
			if st := s.cam.State(); st.Address != "192.168.1.99" || st.HTTPPort != 88 || st.Gateway != "192.168.1.254" || st.DHCP {
				t.Errorf("%+v", st)
			}
			simtest.Dials(t, s.lan, "192.168.1.99:88", nil)
			simtest.Dials(t, s.lan, "192.168.1.99:80", syscall.ECONNREFUSED)
			simtest.Dials(t, s.lan, "192.168.1.64:80", syscall.EHOSTUNREACH)
			if n := s.cam.Counters(); n.Secrets != 2 || n.WrongSecrets != 1 || n.SADP["update"] != 2 || n.Logins != 0 {
				t.Errorf("%+v", n)
			}
		})
	}
}

func TestUpdateNeedsTheTelledForm(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	described := s.send(inquiry("inquiry"))
	right := passwordFor(described, s.cam.State().Password)
	plain := passwordFor("", s.cam.State().Password)
	s.result(s.command("update", plain+wanted), "PasswordError")
	s.result(s.command("update", strings.Replace(right, ` bSalt="true"`, "", 1)+wanted), "PasswordError")
	for _, bad := range []string{
		"<IPv4Address>192.168.1.300</IPv4Address>", "<IPv4Address>0.0.0.0</IPv4Address>", "<HttpPort>0</HttpPort>",
		"<IPv4SubnetMask>255.0.255.0</IPv4SubnetMask>", "<CommandPort>x</CommandPort>",
	} {
		s.result(s.command("update", right+bad), "failed")
	}
	s.cam.SetPassword("Another-1234") // and with it another salt
	if s.send(inquiry("inquiry")) == described {
		t.Error("the same salt")
	}
	s.cam.SetPassword("")
	s.result(s.command("update", right+wanted), "notActivated")
	s.cam.SetPassword("Another-1234")
	s.cam.Set(func(sc *simcam.Scenario) { sc.SADP.NoUpdate = true })
	s.result(s.update("Another-1234", wanted), "failed")
	if s.cam.State().Address != "192.168.1.64" {
		t.Error("changed all the same")
	}
}

func TestLockOfUpdates(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{Generation: simcam.Portal})
	right := s.cam.State().Password
	for range 5 {
		s.result(s.update("wrong", wanted), "PasswordError")
	}
	s.result(s.update("wrong", wanted), "PasswordError", "<RetryModifyTime>0<", "<SurplusLockTime>30<")
	s.clock.Advance(10*time.Minute + time.Second)
	s.result(s.update(right, wanted), "locked", "<RetryModifyTime>0<", "<SurplusLockTime>20<")
	s.result(s.command("ExportGUID", sealed(s.exchange(), right)), "locked", "<RetryTimes>0<") // the same secret
	s.result(s.command("GUIDReset", ""), "invalidGUID")                                        // another one
	if n := s.cam.Counters(); n.Secrets != 9 || n.WrongSecrets != 7 || s.cam.State().Locked {
		t.Errorf("%+v", n)
	}
	s.clock.Advance(20 * time.Minute)
	s.result(s.update("wrong", wanted), "PasswordError", "<RetryModifyTime>5<")
	for range 5 {
		s.update("wrong", wanted)
	}
	s.result(s.update(right, wanted), "locked")
	s.cam.PowerOff() // a start ends the lock
	s.cam.PowerOn()
	s.clock.Advance(time.Minute)
	s.result(s.update(right, wanted), "success")
}

func TestLockWithoutReasonsOrNumbers(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{Generation: simcam.Legacy, SADP: simcam.SADPForm{Tries: 2}})
	for _, password := range []string{"wrong", "wrong", simcam.DefaultPassword} {
		a := s.update(password, wanted)
		s.result(a, "failed")
		if strings.Contains(a, "Retry") || strings.Contains(a, "Surplus") {
			t.Error(a)
		}
	}
	s.clock.Advance(31 * time.Minute)
	s.result(s.update(simcam.DefaultPassword, wanted), "success")
	hidden := newSeeker(t, "192.168.1.64", simcam.Scenario{HideTries: true})
	if a := hidden.update("wrong", wanted); strings.Contains(a, "Retry") || !strings.Contains(a, "Surplus") {
		t.Error(a)
	}
}

func TestUpdateToDHCP(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	s.lan.SetComputer(must(netip.ParsePrefix("10.1.0.10/16")))
	moved := strings.Replace(wanted, "<DHCP>false", "<DHCP>true", 1)
	if err := s.group.Write([]byte(inquiry("inquiry")), simcam.SADPGroup); err != nil {
		t.Fatal(err)
	}
	s.read(s.group)
	described := s.read(s.group)
	s.command("update", passwordFor(described, s.cam.State().Password)+moved)
	if st := s.cam.State(); !st.DHCP || st.Address != "10.1.0.100" || st.Mask != "255.255.0.0" || st.Gateway != "10.1.0.1" {
		t.Errorf("%+v", st)
	}
}

func TestUpdateEndsConnections(t *testing.T) {
	s := newSeeker(t, "192.168.1.64", simcam.Scenario{})
	conn, err := s.lan.DialContext(t.Context(), "tcp", "192.168.1.64:80")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	s.result(s.update(s.cam.State().Password, wanted), "success")
	_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, err := conn.Read(make([]byte, 1)); err == nil || strings.Contains(err.Error(), "timeout") {
		t.Error(err)
	}
}
