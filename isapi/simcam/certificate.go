package simcam

import (
	"crypto/tls"
	"crypto/x509/pkix"

	"camreset/isapi/simcam/crypt"
)

// certificate gives the camera's self-signed certificate and makes it at the first need.
func (c *Camera) certificate() (*tls.Certificate, error) {
	forRSA := c.sc.TLSKeyExchange
	if made := c.certs[forRSA]; made != nil {
		return made, nil
	}
	made, err := crypt.NewCertificate(c.subject(), c.clock.Now(), forRSA)
	if err == nil {
		c.certs[forRSA] = made
	}
	return made, err
}

// subject is the one of fingerprint lists. That of newer firmware is not known, so this one is invented.
func (c *Camera) subject() pkix.Name {
	if c.sc.Generation == Portal {
		return pkix.Name{CommonName: c.id.short()}
	}
	return pkix.Name{
		CommonName: "www.hikvision.com", OrganizationalUnit: []string{"DVRNVR"}, Organization: []string{"HIKVISION"},
		Locality: []string{"HangZhou"}, Province: []string{"ZheJiang"}, Country: []string{"CN"},
	}
}
