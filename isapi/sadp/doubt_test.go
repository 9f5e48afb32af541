package sadp

import (
	"context"
	"crypto/aes"
	"encoding/base64"
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
)

// Anybody on the cable can answer an exchange of keys: as long as two answer, no
// password is sent, whoever was first and wherever they say they are.
func TestASecondAnswerIsAskedAbout(t *testing.T) {
	own, stranger := netip.MustParseAddr("192.168.1.64"), netip.MustParseAddr("192.168.1.77")
	for name, c := range map[string]struct {
		rival         rival
		delay         time.Duration // of the camera
		first, second netip.Addr
	}{
		"a stranger answers first":          {rival{from: "192.168.1.77"}, 300 * time.Millisecond, stranger, own},
		"a stranger answers second":         {rival{from: "192.168.1.77", delay: 990 * time.Millisecond}, 0, own, stranger},
		"a stranger with a borrowed sender": {rival{delay: 500 * time.Millisecond}, 0, own, own},
	} {
		t.Run(name, func(t *testing.T) {
			r := c.rival
			set := func(cam *camera) { inactive(cam); cam.rival, cam.delay = &r, c.delay }
			against(t, set, activate, func(cam *camera, e *Error) {
				want := Doubt{MAC: "44:47:cc:00:00:01", First: c.first, Second: c.second}
				if e == nil || !errors.Is(e, ErrDoubt) || e.Sent || e.Doubt != want {
					t.Errorf("%#v, want %+v", e, want)
				}
				if cam.commands() != "exchangecode" || cam.password != "" {
					t.Errorf("the camera got %q, its password is %q", cam.commands(), cam.password)
				}
			})
			agreed := func(n Net, d Device) error {
				return Activate(context.Background(), n, d, isapi.NewSecret(newPassword), Consent{Despite: Doubt{MAC: "44:47:cc:00:00:01", First: c.second, Second: c.first}})
			}
			if c.first == c.second {
				return // which of them is the camera can't be told: either may get it
			}
			against(t, set, agreed, func(cam *camera, e *Error) {
				if e != nil || cam.password != newPassword || readable(r.key, cam.texts) {
					t.Errorf("agreed to: %v, password %q, read by the stranger: %v", e, cam.password, readable(r.key, cam.texts))
				}
			})
		})
	}
}

// readable says whether the last command's password opens with a key.
func readable(key []byte, texts []string) bool {
	sealed := elementsOf([]byte(texts[len(texts)-1]))["Password"]
	data, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(data) != 32 || len(key) < 16 {
		return false
	}
	block, _ := aes.NewCipher(key[:16])
	block.Decrypt(data[16:], data[16:])
	return strings.HasPrefix(string(data[16:]), newPassword)
}

// An answer later than a second, a copy, and one of somebody else stop nothing.
func TestOneAnswerIsEnough(t *testing.T) {
	for name, set := range map[string]func(*camera){
		"copies by both ways": func(c *camera) { c.copies = 2 },
		"others":              func(c *camera) { c.wrongMAC = true },
		"too late":            func(c *camera) { c.rival = &rival{from: "192.168.1.77", delay: 1100 * time.Millisecond} },
	} {
		t.Run(name, func(t *testing.T) {
			against(t, func(c *camera) { inactive(c); set(c) }, activate, func(c *camera, e *Error) {
				if e != nil || c.password != newPassword {
					t.Errorf("%v, password %q", e, c.password)
				}
			})
		})
	}
}

// A neighbour table that has another MAC for the device's address stops every
// command that carries a secret, until that is agreed to.
func TestANeighbourTableThatDisagreesIsAskedAbout(t *testing.T) {
	at := netip.MustParseAddr("192.168.1.64")
	secretly := map[string]func(context.Context, Net, Device, Consent) error{
		"activate": func(ctx context.Context, n Net, d Device, c Consent) error { return Activate(ctx, n, d, secret(), c) },
		"update": func(ctx context.Context, n Net, d Device, c Consent) error {
			c.Unsalted = true
			return Update(ctx, n, d, moveTo("10.0.0.64", "255.255.255.0"), secret(), c)
		},
		"answer": func(ctx context.Context, n Net, d Device, c Consent) error {
			return Import(ctx, n, d, "AB12CD34", secret(), c)
		},
		"plain": func(ctx context.Context, n Net, d Device, c Consent) error {
			return Import(ctx, n, d, "AB12CD34", isapi.Secret{}, c)
		},
		"mail": func(ctx context.Context, n Net, d Device, c Consent) error {
			return MailReset(ctx, n, d, "1234", secret(), c)
		},
		"GUID": func(ctx context.Context, n Net, d Device, c Consent) error {
			return GUIDReset(ctx, n, d, []byte("0123"), secret(), c)
		},
		"GUID export": func(ctx context.Context, n Net, d Device, c Consent) error {
			_, err := ExportGUID(ctx, n, d, secret(), c)
			return err
		},
	}
	for name, do := range secretly {
		t.Run(name, func(t *testing.T) {
			set := func(c *camera) {
				if c.flags = classD; name == "plain" {
					c.flags = classB
				}
				if name == "activate" {
					inactive(c)
				}
			}
			play := func(mac string, agreed Doubt, check func(*camera, *Error)) {
				against(t, set, func(n Net, d Device) error {
					n.Neighbours = func(context.Context) map[netip.Addr]string { return map[netip.Addr]string{at: mac} }
					return do(context.Background(), n, d, Consent{Despite: agreed})
				}, check)
			}
			found := Doubt{MAC: "44:47:cc:00:00:01", Address: at, Neighbour: "02:00:00:00:00:09"}
			play(found.Neighbour, Doubt{}, func(c *camera, e *Error) {
				if e == nil || !errors.Is(e, ErrDoubt) || e.Sent || e.Doubt != found || strings.TrimPrefix(c.commands(), "exchangecode") != "" {
					t.Errorf("%#v after %q", e, c.commands())
				}
			})
			play("02:00:00:00:00:0a", found, func(_ *camera, e *Error) {
				if e == nil || !errors.Is(e, ErrDoubt) {
					t.Errorf("another MAC than the one that was agreed to: %v", e)
				}
			})
			for mac, agreed := range map[string]Doubt{found.Neighbour: found, "44:47:cc:00:00:01": {}} {
				play(mac, agreed, func(c *camera, e *Error) {
					if errors.Is(errorOf(e), ErrDoubt) || strings.TrimPrefix(c.commands(), "exchangecode") == "" {
						t.Errorf("with %s: %v after %q", mac, e, c.commands())
					}
				})
			}
		})
	}
}

// errorOf is the error where there is one.
func errorOf(e *Error) error {
	if e == nil {
		return nil
	}
	return e
}
