package document

import (
	"encoding/json"
	"strings"
)

// readJSON reads the same tree from JSON; numbers and words become text. An
// object that wraps one object only, {"ActivateStatus":{…}}, gives its name.
func readJSON(text string) *Node {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	root := &Node{}
	count := 0
	jsonValue(decoder, root, 0, &count)
	if len(root.Kids) == 1 && len(root.Kids[0].Kids) > 0 {
		return root.Kids[0]
	}
	return root
}

// jsonValue reads one value into n and reports whether reading can go on.
func jsonValue(decoder *json.Decoder, n *Node, depth int, count *int) bool {
	token, err := decoder.Token()
	if *count++; err != nil || depth > maxDepth || *count > maxElements {
		return false
	}
	switch token := token.(type) {
	case json.Delim:
		return jsonList(decoder, n, token, depth, count)
	case string:
		n.Text = strings.TrimSpace(token)
	case json.Number:
		n.Text = token.String()
	case bool:
		n.Text = map[bool]string{true: "true", false: "false"}[token]
	}
	return true
}

// jsonList reads the members of an object, or the items of an array as unnamed
// children.
func jsonList(decoder *json.Decoder, n *Node, delim json.Delim, depth int, count *int) bool {
	for decoder.More() {
		kid := &Node{}
		if delim == '{' {
			key, err := decoder.Token()
			if err != nil {
				return false
			}
			kid.Name, _ = key.(string)
		}
		whole := jsonValue(decoder, kid, depth+1, count)
		n.Kids = append(n.Kids, kid)
		if !whole {
			return false
		}
	}
	_, err := decoder.Token()
	return err == nil
}
