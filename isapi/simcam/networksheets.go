package simcam

// networkSheets are what a device opens beside its web pages. Their addresses are named by the maker's web client, what is
// in them by programs of others (one client each).
func networkSheets() map[string]sheet {
	cameras := []Generation{Activation, Session, Portal} // a shell by SSH is theirs (inference)
	return map[string]sheet{
		"/ISAPI/System/Network/UPnP": {
			read: func(c *Camera) string {
				return c.template("upnp", "enabled", c.settings.upnp, "name", escaped(c.settings.upnpName))
			},
			take: func(_ *Camera, v *values, s *settings) bool {
				v.flag("enabled", &s.upnp)
				v.line("name", 0, 64, &s.upnpName)
				return true
			},
		},
		"/ISAPI/System/Network/ssh": {
			only: cameras,
			read: func(c *Camera) string { return c.template("ssh", "enabled", c.settings.ssh) },
			take: func(_ *Camera, v *values, s *settings) bool { v.flag("enabled", &s.ssh); return true },
		},
		"/ISAPI/System/Network/telnetd": {
			read: func(c *Camera) string { return c.template("telnetd", "enabled", c.settings.telnet) },
			take: func(_ *Camera, v *values, s *settings) bool { v.flag("enabled", &s.telnet); return true },
		},
		"/ISAPI/System/Network/SNMP": {read: (*Camera).snmp, take: takeSNMP},
		"/ISAPI/System/Network/Integrate": {
			since: Activation,
			read: func(c *Camera) string {
				return c.template("integrate", "onvif", c.onvif() == ONVIFOn, "scheme", c.settings.onvifScheme, "cgi", !c.settings.noCGI)
			},
			take: takeIntegrate,
		},
	}
}

func (c *Camera) snmp() string {
	v1, v2 := c.settings.snmp[0], c.settings.snmp[1]
	return c.template("snmp", "v1", v1.on, "read1", escaped(v1.read), "write1", escaped(v1.write),
		"v2", v2.on, "read2", escaped(v2.read), "write2", escaped(v2.write),
		"advanced", c.settings.snmpAdvanced, "port", c.settings.snmpPort)
}

func takeSNMP(_ *Camera, v *values, s *settings) bool {
	for i, version := range []string{"SNMPv1c", "SNMPv2c"} {
		v.flag(version+"/enabled", &s.snmp[i].on)
		v.line(version+"/readCommunity", 1, 32, &s.snmp[i].read)
		v.line(version+"/writeCommunity", 1, 32, &s.snmp[i].write)
	}
	v.flag("SNMPAdvanced/enabled", &s.snmpAdvanced)
	v.number("listenPort", 1, 65535, &s.snmpPort)
	return true
}

// takeIntegrate switches ONVIF and the older calls of the maker.
func takeIntegrate(c *Camera, v *values, s *settings) bool {
	onvif, cgi := c.onvif() == ONVIFOn, !s.noCGI
	v.flag("ONVIF/enable", &onvif)
	v.word("ONVIF/certificateType", &s.onvifScheme, factoryONVIF, "digest", "wsse")
	v.flag("CGI/enable", &cgi)
	s.onvif, s.noCGI = choose(onvif, ONVIFOn, ONVIFOff), !cgi
	return true
}
