package seal

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// section reads one part of the test vectors.
func section(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(all[name], into); err != nil {
		t.Fatal(err)
	}
}

type vectorsSealed struct {
	User, Password, Salt, IV string
	Cases                    []struct {
		Irreversible bool
		Rounds       int    `json:"keyIterateNum"`
		Key          string `json:"aes_key_hex"`
		Plain, Field string
	}
}

func TestFieldVectors(t *testing.T) {
	var v vectorsSealed
	section(t, "field_encryption", &v)
	iv, _ := hex.DecodeString(v.IV)
	for _, c := range v.Cases {
		key := FieldKey(v.User, v.Password, c.Rounds, c.Irreversible, v.Salt)
		if got := hex.EncodeToString(key); got != c.Key {
			t.Errorf("key %s", got)
		}
		s := Fields{key, iv}
		if got := s.Text(c.Plain); got != c.Field || s.Query() != "?security=1&iv="+v.IV {
			t.Errorf("%s: %s %s", c.Plain, got, s.Query())
		}
	}
	if len(v.Cases) != 6 {
		t.Error("vectors are missing")
	}
}

// TestSealedTextIsTakenAsItIs: nothing is escaped before it is encrypted.
func TestSealedTextIsTakenAsItIs(t *testing.T) {
	s := Fields{make([]byte, 16), make([]byte, 16)}
	plain := Fields{}
	if s.Text("a&b") == s.Text("a&amp;b") || plain.Text("a&b") != "a&amp;b" {
		t.Error(plain.Text("a&b"))
	}
}
