package steps

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	raw "unsafe"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// Rule: no two checks of a step write the same field. They run at the same time,
// so that the scheduler would say which of them is believed.

// written is which fields the checks of each step wrote.
type written struct {
	mu sync.Mutex
	by map[ID]map[string]map[string]bool
}

// watch gives a walk whose checks note what they write.
func (w *written) watch(walk Walk) Walk {
	guide := walk.Guide()
	guide.Nodes = w.watchAll(guide.Nodes)
	return walk
}

func (w *written) watchAll(nodes []Node) []Node {
	nodes = slices.Clone(nodes)
	for i, n := range nodes {
		switch n := n.(type) {
		case Step:
			nodes[i] = w.watchStep(n)
		case Dialog:
			n.Step = w.watchStep(n.Step)
			nodes[i] = n
		case Sub:
			nodes[i] = Sub{Nodes: w.watchAll(n.Nodes)}
		}
	}
	return nodes
}

func (w *written) watchStep(s Step) Step {
	s.Checks = slices.Clone(s.Checks)
	for k, c := range s.Checks {
		s.Checks[k].Run = w.watched(s.ID, c)
	}
	return s
}

// watched looks at a change where the check has something else to say than the time
// before: one that is repeated every second of a wait mostly has not.
func (w *written) watched(at ID, c Check) func(context.Context, Env, *Facts) (func(*Facts), Result) {
	var said string
	return func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		change, result := c.Run(ctx, env, f)
		w.mu.Lock()
		before := said
		said = fmt.Sprint("says ", result.Status, result.Detail.Format)
		news := said != before
		w.mu.Unlock()
		if change == nil || !news {
			return change, result
		}
		return func(f *Facts) {
			w.note(at, c.ID, writes(f, change))
			change(f)
		}, result
	}
}

func (w *written) note(at ID, check string, fields []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.by == nil {
		w.by = map[ID]map[string]map[string]bool{}
	}
	if w.by[at] == nil {
		w.by[at] = map[string]map[string]bool{}
	}
	if w.by[at][check] == nil {
		w.by[at][check] = map[string]bool{}
	}
	for _, field := range fields {
		w.by[at][check][field] = true
	}
}

// shared tells of each field that two checks of one step wrote.
func (w *written) shared(fail func(string, ...any)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for at, checks := range w.by {
		names := slices.Sorted(maps.Keys(checks))
		for i, one := range names {
			for _, other := range names[i+1:] {
				both := slices.DeleteFunc(slices.Sorted(maps.Keys(checks[one])), func(field string) bool { return !checks[other][field] })
				if len(both) > 0 {
					fail("%s: the checks %s and %s both write %s", at, one, other, strings.Join(both, ", "))
				}
			}
		}
	}
}

// writes are the fields that a change writes, those included to which it gives
// the value that they have: it is made once to these facts, and once to facts in
// which every field has another value.
func writes(f *Facts, change func(*Facts)) []string {
	fields := map[string]bool{}
	for _, before := range []Facts{*f, other(*f)} {
		after := before
		func() {
			defer func() { _ = recover() }() // what makes no sense may be too much for a change
			change(&after)
		}()
		a, b := reflect.ValueOf(&before).Elem(), reflect.ValueOf(&after).Elem()
		for _, field := range factFields() {
			// The same bytes are the same value, which is most of them and soon said.
			if !bytes.Equal(field.of(&before), field.of(&after)) && !reflect.DeepEqual(a.FieldByIndex(field.index).Interface(), b.FieldByIndex(field.index).Interface()) {
				fields[field.path] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(fields))
}

// factField is a field of Facts at any depth that has no fields of its own which others may see.
type factField struct {
	path     string
	index    []int
	at, size uintptr
}

// of are the bytes of the field.
func (field factField) of(f *Facts) []byte {
	return raw.Slice((*byte)(raw.Add(raw.Pointer(f), field.at)), field.size)
}

// factFields are computed once: a walk asks for them at every change.
var factFields = sync.OnceValue(func() []factField { return fieldsOf(reflect.TypeFor[Facts](), "", nil, 0) })

func fieldsOf(t reflect.Type, path string, index []int, offset uintptr) (all []factField) {
	for i := range t.NumField() {
		field := t.Field(i)
		name := strings.TrimPrefix(path+"."+field.Name, ".")
		at := append(slices.Clone(index), i)
		switch {
		case field.Type.Kind() == reflect.Struct && plain(field.Type):
			all = append(all, fieldsOf(field.Type, name, at, offset+field.Offset)...)
		case field.Type.Kind() != reflect.Func:
			all = append(all, factField{name, at, offset + field.Offset, field.Type.Size()})
		}
	}
	return all
}

// plain is true for a struct without fields of its own package's.
func plain(t reflect.Type) bool {
	for i := range t.NumField() {
		if !t.Field(i).IsExported() {
			return false
		}
	}
	return true
}

// other are facts that differ from these in every field.
func other(f Facts) Facts {
	v := reflect.ValueOf(&f).Elem()
	for _, field := range factFields() {
		alter(v.FieldByIndex(field.index))
	}
	return f
}

func alter(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		v.Set(reflect.ValueOf(another(v.Interface())))
	case reflect.String:
		v.SetString(v.String() + "?")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(v.Int() + 77)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(v.Uint() + 77)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(v.Float() + 77)
	case reflect.Slice, reflect.Map, reflect.Pointer:
		alterReference(v)
	case reflect.Interface:
		if v.Type() == reflect.TypeFor[error]() {
			v.Set(reflect.ValueOf(errors.New("another")))
		}
	}
}

func alterReference(v reflect.Value) {
	switch {
	case !v.IsNil() && (v.Kind() == reflect.Pointer || v.Len() > 0):
		v.SetZero()
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case v.Kind() == reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.Zero(v.Type().Key()), reflect.Zero(v.Type().Elem()))
	default:
		v.Set(reflect.New(v.Type().Elem()))
	}
}

// another is a different value of a type that keeps its fields to itself.
func another(value any) any {
	switch x := value.(type) {
	case time.Time:
		return x.Add(77 * time.Hour)
	case netip.Addr:
		return netip.AddrFrom4([4]byte{203, 0, 113, 77})
	case netip.AddrPort:
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte{203, 0, 113, 77}), 77)
	case netip.Prefix:
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{203, 0, 113, 77}), 24)
	case isapi.Secret:
		return isapi.NewSecret(x.Reveal() + "?")
	case Text:
		return T("%s?", x)
	}
	return reflect.Zero(reflect.TypeOf(value)).Interface()
}

// At each step with several checks, whatever the camera is.
func TestNoTwoChecksOfAStepWriteTheSameField(t *testing.T) {
	far := func(s *simcam.Scenario) { audibly(s); s.Computer = "10.0.0.10/24" }
	for name, c := range map[string]struct {
		scenario string
		change   func(*simcam.Scenario)
	}{
		"active": {scenario: "forgotten", change: audibly}, "active, over UDP unheard": {scenario: "forgotten"}, "active, in another subnet": {scenario: "forgotten", change: far},
		"inactive": {scenario: "inactive", change: audibly}, "inactive, over UDP unheard": {scenario: "inactive"}, "inactive, in another subnet": {scenario: "inactive", change: far},
		"locked": {scenario: "locked", change: audibly}, "legacy": {scenario: "factory-default"}, "recorder": {scenario: "recorder", change: audibly},
		"over TLS": {scenario: "forgotten", change: func(s *simcam.Scenario) { s.HTTPSOnly = true }}, "dark": {scenario: "unplugged"}, "moved": {scenario: "moved", change: audibly},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, c.scenario, c.change)
			looked := w.looked(t)
			for _, s := range looked.Guide().Steps() {
				if len(s.Checks) > 1 {
					rounds(t, w.env, looked.Enter(s.ID), 2)
				}
			}
			w.written.shared(t.Errorf)
		}))
	}
}

// looked is a walk that has just looked at the camera, with every way open.
func (w *world) looked(t *testing.T) Walk {
	t.Helper()
	at := w.written.watch(Begin(w.env, lan.Address{}))
	at.Facts().Answers.Owner, at.Facts().Answers.Password, at.Facts().Answers.New = "mine", isapi.NewSecret("Wrong-1-Wrong"), isapi.NewSecret(strong)
	at.Facts().Answers.Typed, _ = lan.ParseAddress(w.ip)
	for at = at.Enter("resolve"); at.Step().Ask == nil; {
		at = rounds(t, w.env, at, 1)
	}
	return at
}

// The search finds a field that two checks write, also to the value that it has.
func TestAFieldThatTwoChecksWriteIsFound(t *testing.T) {
	writer := func(id string, change func(*Facts)) Check {
		return Check{ID: id, Run: func(context.Context, Env, *Facts) (func(*Facts), Result) { return change, ok(T("Done.")) }}
	}
	for name, second := range map[string]func(*Facts){
		"the same value":  func(f *Facts) { f.Misses = 0 },
		"another value":   func(f *Facts) { f.Misses++ },
		"a whole struct":  func(f *Facts) { *f = Facts{} },
		"a field besides": func(f *Facts) { f.Misses, f.Looked = 1, 2 },
	} {
		var notes written
		at := notes.watch(flow.Start(GuideOf(Tree{Step{ID: "one", Checks: []Check{writer("a", func(f *Facts) { f.Misses = 0 }), writer("b", second)}}}), Facts{}))
		rounds(t, System(), at, 1)
		found := ""
		if notes.shared(func(format string, args ...any) { found += fmt.Sprintf(format, args...) }); found != "one: the checks a and b both write Camera.Misses" {
			t.Errorf("%s: found %q", name, found)
		}
	}
	var notes written
	at := notes.watch(flow.Start(GuideOf(Tree{Step{ID: "one", Checks: []Check{writer("a", func(f *Facts) { f.Misses = 0 }), writer("b", func(f *Facts) { f.Looked = 0 })}}}), Facts{}))
	rounds(t, System(), at, 1)
	notes.shared(t.Errorf)
}
