package simcam

import "camreset/isapi/simcam/crypt"

// fieldKey is the key of encrypted fields: irreversible firmware makes it of the hash that it keeps.
func (c *Camera) fieldKey() []byte {
	if !c.sc.Session.irreversible() {
		return crypt.FieldKey(c.settings.password)
	}
	salt, _ := c.id.salts(c.sc.Session)
	return crypt.FieldKey(crypt.SaltedPassword(AdminUser, salt, c.settings.password))
}

// openField decrypts a field in place; an empty one stays empty.
func (c *Camera) openField(q *call, field *string) error {
	if *field == "" {
		return nil
	}
	if !c.sc.Generation.since(Session) {
		return crypt.ErrFormat
	}
	text, err := crypt.OpenField(c.fieldKey(), q.URL.Query().Get("iv"), *field)
	*field = text
	return err
}
