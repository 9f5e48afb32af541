package simcam

import "testing"

// Published and computed vectors of the secrets in discovery commands: the device has to read what clients write.
const (
	updateUuid = "44037D7F-7D48-4DB0-8893-05705C4AE965"
	updateSalt = "fc5237457341362c0d8810a4bfba0b85ed13421d1d553c62544a7df15948947a"
	updatePass = "Abcd12345"
)

func TestVectorsOfUpdates(t *testing.T) {
	for _, v := range []struct {
		form                       UpdateForm
		salt, password, uuid, want string
	}{
		{UpdatePlain, "", updatePass, updateUuid, "6ejMO5mTK6v5vH+pH8AZiw=="},
		{UpdatePlain, "", "password", "", "X03MO1qnZdYdgyfeuILPmQ=="}, // captured
		{UpdateEncrypted, "", updatePass, updateUuid, "2nxCChmWcKqca9sT8XiO76Lqh/GqftQplbXLhpFpHyXmNwODhBOxfBlQZ5gGc1hv0dPVEsLCo8kvBy/WhNScvQ=="},
		{UpdateSalted, updateSalt, updatePass, updateUuid, "LDHNrNsSBr84IhA/WRo4Ng=="},
		{UpdateSaltedEncrypted, updateSalt, updatePass, updateUuid, "SU0O0jyn8iddhv9vPSppYWNc//1qOAIz1vp/AQn67miyc4Dr/YPyE8qSJmCv0Njg0y2xWbLU4KUZ0WZF0bXlVw=="},
	} {
		if got := updateProof(SADPForm{Update: v.form}, v.salt, v.password, v.uuid); got != v.want {
			t.Errorf("%s: %s", v.form, got)
		}
	}
	boss := SADPForm{Update: UpdateSalted, UserName: "boss"}
	if updateProof(boss, updateSalt, updatePass, "") == "LDHNrNsSBr84IhA/WRo4Ng==" {
		t.Error("the name of the administrator does not count")
	}
	boss.SecurityMode = "standard"
	if updateProof(boss, updateSalt, updatePass, "") != "LDHNrNsSBr84IhA/WRo4Ng==" {
		t.Error("the name counts in the standard mode")
	}
}

func TestMasks(t *testing.T) {
	for mask, bits := range map[string]int{
		"255.255.255.0": 24, "255.255.255.255": 32, "0.0.0.0": 0, "255.255.240.0": 20, "255.0.255.0": -1, "x": -1, "::": -1,
	} {
		if got, ok := maskBits(mask); ok != (bits >= 0) || ok && got != bits {
			t.Error(mask, got, ok)
		}
	}
}
