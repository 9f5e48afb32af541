package seal

import (
	"strconv"
	"strings"
	"testing"
)

type vectorsSession struct {
	User, Password, Salt, Challenge string
	Irreversible, Reversible        map[string]string
}

func TestSessionVectors(t *testing.T) {
	var v vectorsSession
	section(t, "session_login", &v)
	for irreversible, cases := range map[bool]map[string]string{true: v.Irreversible, false: v.Reversible} {
		for rounds, want := range cases {
			n, _ := strconv.Atoi(rounds)
			s := Session{Challenge: v.Challenge, Salt: v.Salt, Rounds: n, Irreversible: irreversible}
			if got := s.Hash(v.User, v.Password); got != want {
				t.Errorf("irreversible %v, %s rounds: %s", irreversible, rounds, got)
			}
		}
		if len(cases) != 3 {
			t.Error("vectors are missing")
		}
	}
	// Version 2.1 with a second salt; computed from the description by another program.
	s := Session{Challenge: v.Challenge, Salt: v.Salt, Salt2: strings.Repeat("AA", 32), Version: "2.1", Rounds: 100, Irreversible: true}
	if got := s.Hash(v.User, v.Password); got != "f13e3516fb96420ef5aa08b75edd70e039e7d7e6838da013a600fe452e4cd640" {
		t.Error(got)
	}
	if s.Version = "2"; s.Hash(v.User, v.Password) != v.Irreversible["100"] {
		t.Error("version 2 has no second salt")
	}
}
