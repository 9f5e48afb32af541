package value

import (
	"encoding/json"
	"testing"
)

func TestTri(t *testing.T) {
	if Of(true) != Yes || Of(false) != No || Tri(0) != Unknown {
		t.Error("Of")
	}
	data, _ := json.Marshal([]Tri{Unknown, Yes, No})
	if string(data) != "[null,true,false]" {
		t.Errorf("%s", data)
	}
	var back []Tri
	if err := json.Unmarshal(data, &back); err != nil || back[0] != Unknown || back[1] != Yes || back[2] != No {
		t.Error(back, err)
	}
	for text, want := range map[string]Tri{"true": Yes, " TRUE\n": Yes, "1": Yes, "false": No, "flase": No, "0": No, "": Unknown, "maybe": Unknown} {
		if ParseTri(text) != want {
			t.Errorf("%q is %s", text, ParseTri(text))
		}
	}
}
