package flow_test

import (
	"testing"

	"camreset/steps/flow"
)

const drawn = `flowchart TD
  subgraph First
    street["At street"]
    gate("At gate")
    house["At house"]
    shelf["At shelf"]
  end
  subgraph Second
    end["At end"]
  end
  way{"way"}
  street -->|in, jump| house
  street -->|round| way
  way -->|x| house
  gate -->|never| end
  house -->|bought| end
  house -->|buy| shelf
  gate -.- house
`

const listed = `street  At street
    in               -> house
    jump             -> house
    round            -> way
way  (as the facts are)
    x                -> house
gate  At gate
    never            -> end
    no               -> (return)
    yes              -> (onward)
house  At house
    bought           -> end
    buy              -> shelf
shelf  At shelf
    bought           -> (return)
end  At end
`

func TestAGuideIsDrawn(t *testing.T) {
	house, end := asks("house", flow.Edges{"buy": "shelf", "bought": "end"}), asks("end", nil)
	house.Before, end.Phase = []flow.ID{"gate"}, 1
	g := guideOf(
		asks("street", flow.Edges{"in": "house", "jump": "house", "round": "way"}),
		fork{ID: "way", Next: flow.Edges{"x": "house"}},
		dialog{Step: asks("gate", flow.Edges{"yes": flow.Onward, "no": flow.Return, "never": "end"})},
		house, sub{Nodes: []node{asks("shelf", flow.Edges{"bought": flow.Return})}}, end,
	)
	if got := g.Mermaid(); got != drawn {
		t.Errorf("drawn as\n%s\nwant\n%s", got, drawn)
	}
	if got := g.Text(); got != listed {
		t.Errorf("listed as\n%s\nwant\n%s", got, listed)
	}
}
