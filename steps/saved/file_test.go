package saved_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"net/netip"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/steps/saved"
	"camreset/steps/text"
)

var update = flag.Bool("update", false, "write testdata/version2.json anew, after a field was added")

// notOnDisk are the fields that do not come back from disk, and why.
var notOnDisk = map[string]string{
	"facts.Facts.Clock": thisRun,
	"facts.Facts.Step":  thisStep,

	"facts.Run.System":      thisComputer,
	"facts.Run.Own":         thisComputer,
	"facts.Run.Heard":       thisComputer,
	"facts.Run.Swept":       thisComputer,
	"facts.Run.Hints":       thisComputer,
	"facts.Run.Clipboard":   thisComputer,
	"facts.Run.InClipboard": secret,
	"facts.Run.Cases":       thisRun,
	"facts.Run.CasesNote":   thisRun,
	"facts.Run.Resume":      thisRun,
	"facts.Run.Won":         thisRun,
	"facts.Run.FirstTry":    thisRun,
	"facts.Run.Attended":    thisRun,
	"facts.Run.Flags":       thisRun,
	"facts.Run.Earlier":     thisRun,
	"facts.Run.Prior":       secret, // a password among it

	"facts.Camera.Place":        thisComputer, // its networks decide it
	"facts.Camera.Usual":        thisRun,
	"facts.Camera.LookedAt":     thisRun,
	"facts.Camera.HandedNew":    thisRun,
	"facts.Camera.HandedMethod": thisRun,
	"facts.Camera.LookedFor":    thisRun,
	"facts.Camera.Alive":        thisRun,
	"facts.Camera.Misses":       thisRun,
	"facts.Camera.Opened":       thisRun, // the browser is that of this run
	"facts.Camera.Dark":         thisRun,
	"facts.Camera.OwnLost":      thisComputer,
	"facts.Camera.Watched":      thisRun,
	"facts.Reset.Starting":      thisRun,
	"facts.Reset.ActiveSince":   thisRun,
	"facts.Found.Refuses":       thisRun,
	"facts.Camera.Factory":      thisRun,
	"facts.Camera.Interrupted":  thisRun, // the note of writes tells it
	"facts.Camera.Login":        secret,
	"facts.Camera.Doubt":        thisStep,
	"facts.Camera.DoubtOf":      thisStep,
	"facts.Camera.Reported":     thisRun,

	"facts.Answers.Case":     thisRun,
	"facts.Answers.Path":     thisRun,
	"facts.Answers.Password": secret,
	"facts.Answers.New":      secret,
	"facts.Answers.Again":    secret,
	"facts.Answers.Finished": thisRun,
	"facts.Answers.Code":     secret,
	"facts.Answers.Basic":    thisStep, // agreements are for the moment
	"facts.Answers.Clear":    thisStep,
	"facts.Answers.Shared":   thisStep,
	"facts.Answers.Unsalted": thisStep,
	"facts.Answers.Despite":  thisStep,
	"facts.Answers.Fix":      thisStep,
	"facts.Answers.Replies":  secret,

	"facts.Answers.Client":     thisStep,
	"facts.Answers.ClientKind": thisStep,

	"isapi.Reach.Err":  thisRun,
	"isapi.Reach.From": thisComputer,
	"isapi.Reply.Err":  thisRun,
}

const (
	thisRun      = "about this run"
	thisComputer = "about this computer"
	thisStep     = "about one visit of a step"
	secret       = "secret"
)

var now = time.Unix(1<<24, 0).UTC()

// rounds are how often a walk is filled, so that no two flags are the same in all.
const rounds = 17

// filled is a walk in which every exported field has a value of its own, made of where
// it stands. Flags are all true in the first round.
func filled(t *testing.T, round int) saved.Walk {
	t.Helper()
	w := saved.Walk{}
	fill(t, reflect.ValueOf(&w).Elem(), "", round)
	w.ID, w.IDs, w.Saved = "abcd", []string{"host:192.168.1.64"}, now
	return w
}

func fill(t *testing.T, v reflect.Value, at string, round int) {
	t.Helper()
	number := fnv.New32a()
	_, _ = number.Write([]byte(at))
	n := number.Sum32() | 1<<16
	bit := round == 0 || n>>(round-1)&1 == 1
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = time.Unix(int64(n&0xffffff), 0).UTC()
	case *netip.Addr:
		*x = netip.AddrFrom4([4]byte{10, byte(n >> 16), byte(n >> 8), byte(n)})
	case *netip.AddrPort:
		*x = netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, byte(n >> 16), byte(n >> 8), byte(n)}), uint16(n))
	case *netip.Prefix:
		*x = netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(n >> 16), byte(n >> 8), byte(n)}), 24)
	case *isapi.Secret:
		*x = isapi.NewSecret("secret of " + at)
	case *isapi.Tri:
		*x = isapi.Of(bit)
	case *text.Text:
		*x = text.T("%s", at)
	case *error:
		*x = errors.New(at)
	default:
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if field := v.Type().Field(i); field.IsExported() {
					fill(t, v.Field(i), strings.TrimPrefix(at+"."+field.Name, "."), round)
				}
			}
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			for i := range v.Len() {
				fill(t, v.Index(i), fmt.Sprint(at, ".", i), round)
			}
		case reflect.Map:
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(t, key, at+".key", round)
			fill(t, value, at+".value", round)
			v.Set(reflect.MakeMap(v.Type()))
			v.SetMapIndex(key, value)
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem(), at, round)
		case reflect.Func:
			v.Set(reflect.MakeFunc(v.Type(), func([]reflect.Value) []reflect.Value { panic(at) }))
		case reflect.Interface:
			v.Set(reflect.ValueOf(at))
		case reflect.String:
			v.SetString(at)
		case reflect.Bool:
			v.SetBool(bit)
		case reflect.Int, reflect.Int64:
			v.SetInt(int64(n & 0xffffff))
		case reflect.Float64:
			v.SetFloat(float64(n & 0xffffff))
		case reflect.Uint8:
			v.SetUint(uint64(n&0x7f | 1))
		default:
			t.Fatalf("%s: nothing is known to fill a %s with", at, v.Type())
		}
	}
}

// survives holds what was written against what is read. What is lost must be listed,
// and what is listed lost. unmet are the listed fields that were not met yet.
func survives(t *testing.T, want, got reflect.Value, at string, unmet map[string]string) {
	t.Helper()
	if _, leaf := want.Interface().(time.Time); want.Kind() != reflect.Struct || leaf || want.Type().PkgPath() == "net/netip" {
		switch {
		case want.Kind() == reflect.Slice && want.Len() == got.Len():
			for i := range want.Len() {
				survives(t, want.Index(i), got.Index(i), fmt.Sprint(at, ".", i), unmet)
			}
		case !reflect.DeepEqual(want.Interface(), got.Interface()):
			t.Errorf("%s: %v was written, %v is read: it needs a place in the types on disk, or in the list with its reason", at, want, got)
		}
		return
	}
	for i := range want.NumField() {
		field := want.Type().Field(i)
		if !field.IsExported() {
			continue
		}
		name, where := want.Type().String()+"."+field.Name, strings.TrimPrefix(at+"."+field.Name, ".")
		if why, listed := notOnDisk[name]; !listed {
			survives(t, want.Field(i), got.Field(i), where, unmet)
		} else if delete(unmet, name); !got.Field(i).IsZero() {
			t.Errorf("%s is %s, and yet read: %v", where, why, got.Field(i))
		}
	}
}

// Every fact comes back from disk, or is listed with why it does not.
func TestFactsSurviveTheDisk(t *testing.T) {
	unmet := map[string]string{}
	for name, why := range notOnDisk {
		unmet[name] = why
	}
	for round := range rounds {
		w := filled(t, round)
		file, err := saved.FormatWalks([]saved.Walk{w})
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(file, []byte("secret of ")) {
			t.Fatal("a secret is on disk")
		}
		survives(t, reflect.ValueOf(w), reflect.ValueOf(read(t, file)), "", unmet)
		if t.Failed() {
			break
		}
	}
	for name := range unmet {
		t.Errorf("%s is listed, and there is no such field", name)
	}
}

func read(t *testing.T, file []byte) saved.Walk {
	t.Helper()
	all, whole := saved.ParseWalks(file, now)
	if !whole || len(all) != 1 {
		t.Fatalf("%d walks, whole %v; want one", len(all), whole)
	}
	return all[0]
}

// goldenFile is a file of version 2 with every field.
const goldenFile = "testdata/version2.json"

// A file that an earlier build of this version has written is read to the same values:
// no name on disk has changed. A field that was added is written into the file with
// -update; a name that has changed needs a new version instead.
func TestNamesOnDiskStay(t *testing.T) {
	w := filled(t, 0)
	if *update {
		var out bytes.Buffer
		file, err := saved.FormatWalks([]saved.Walk{w})
		if err = errors.Join(err, json.Indent(&out, file, "", " ")); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(goldenFile, append(out.Bytes(), '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	survives(t, reflect.ValueOf(w), reflect.ValueOf(read(t, file)), "", map[string]string{})
	for _, name := range regexp.MustCompile(`"([^"]*)":`).FindAllSubmatch(file, -1) {
		if !regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`).Match(name[1]) {
			t.Errorf("the name %s is written in another style than the rest", name[1])
		}
	}
}
