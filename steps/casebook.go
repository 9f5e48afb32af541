package steps

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"camreset/isapi"
)

// caseBook is the file.
type caseBook struct {
	Version int    `json:"version"`
	Cases   []Case `json:"cases"`
}

// cases reads the saved cases, the newest first. A damaged file is set aside.
func (e Env) cases() ([]Case, error) {
	file, err := e.Read(caseFile)
	if err != nil {
		return nil, err
	}
	all, whole := readCases(file, e.Now())
	if !whole {
		return nil, e.changeCases(func(all []Case) ([]Case, error) { return all, nil })
	}
	return all, nil
}

// changeCases changes the list as one step. errCases is returned when the file
// had to be set aside; the change was made all the same.
func (e Env) changeCases(fn func([]Case) ([]Case, error)) error {
	var damaged []byte
	err := e.Update(caseFile, func(old []byte) ([]byte, error) {
		all, whole := readCases(old, e.Now())
		if !whole {
			damaged = slices.Clone(old)
		}
		all, err := fn(all)
		if err != nil {
			return nil, err
		}
		return writeCases(all)
	})
	if damaged != nil && err == nil {
		return errors.Join(errCases, e.setAside(caseFile, damaged))
	}
	return err
}

// readCases reads the file; whole is false when it is damaged. The file may be
// from another machine or from anybody: its texts are cleaned like those of a
// device before they become a case, and times in the future are brought to now.
func readCases(file []byte, now time.Time) (all []Case, whole bool) {
	if len(file) == 0 {
		return nil, true
	}
	clean, err := cleanJSON(file)
	book := caseBook{}
	if err != nil || json.Unmarshal(clean, &book) != nil || book.Version != 1 {
		return nil, false
	}
	for _, c := range book.Cases {
		if c.Saved.After(now) {
			c.Saved = now
		}
		taken := slices.ContainsFunc(all, func(x Case) bool { return x.ID == c.ID })
		if isCaseID(c.ID) && !taken && len(c.IDs) > 0 && now.Sub(c.Saved) < caseAge {
			all = append(all, c)
		}
	}
	return newestCases(all), true
}

// newestCases are the newest cases, as many as are kept, the newest first.
func newestCases(all []Case) []Case {
	refs := make([]*Case, len(all))
	for i := range all {
		refs[i] = &all[i]
	}
	slices.SortStableFunc(refs, func(a, b *Case) int { return b.Saved.Compare(a.Saved) })
	sorted := make([]Case, 0, mostCases)
	for _, c := range refs[:min(len(refs), mostCases)] {
		sorted = append(sorted, *c)
	}
	return sorted
}

// writeCases keeps the newest cases that there is room for.
func writeCases(all []Case) ([]byte, error) {
	all = newestCases(all)
	for {
		file, err := json.Marshal(caseBook{Version: 1, Cases: append([]Case{}, all...)})
		if err != nil || len(file) <= mostBook {
			return file, err
		}
		all = all[:len(all)-1]
	}
}

// cleanJSON cleans every text of a JSON document as isapi.Clean does.
func cleanJSON(file []byte) ([]byte, error) {
	read := json.NewDecoder(bytes.NewReader(file))
	read.UseNumber()
	var document any
	if err := read.Decode(&document); err != nil {
		return nil, err
	}
	if _, err := read.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one document")
	}
	return json.Marshal(cleanValue(document))
}

func cleanValue(value any) any {
	switch v := value.(type) {
	case string:
		return isapi.Clean(v)
	case []any:
		for i := range v {
			v[i] = cleanValue(v[i])
		}
	case map[string]any:
		clean := make(map[string]any, len(v))
		for name, inner := range v {
			clean[isapi.Clean(name)] = cleanValue(inner)
		}
		return clean
	}
	return value
}
