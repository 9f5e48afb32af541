package flow_test

import (
	"context"
	"fmt"
	"time"

	"camreset/steps/flow"
	"camreset/steps/text"
)

// House is the world of the example, and Known what is known of it.
type House struct{ lit bool }

type Known struct {
	clock flow.Clock
	lamp  string
	lit   bool
}

// Somebody is asked which lamp stays dark, and then to turn it on, while the lamp is
// looked at once a second: the walk ends when it shines, not when they say so.
func Example() {
	guide := &flow.Guide[*House, Known]{
		Memory: flow.Memory[Known]{Clock: func(k *Known) *flow.Clock { return &k.clock }},
		Nodes: []flow.Node[*House, Known]{
			flow.Step[*House, Known]{
				ID: "lamp", Title: text.T("A dark lamp"),
				Ask: &flow.Question[*House, Known]{
					Kind: flow.Line, Prompt: text.T("Which lamp stays dark?"),
					Put: func(k *Known, given string) { k.lamp = given },
					Valid: func(_ *Known, given string) text.Text {
						if given == "" {
							return text.T("A lamp has a name.")
						}
						return text.Text{}
					},
				},
				Next: flow.Edges{flow.Given: "switch"},
			},
			flow.Step[*House, Known]{
				ID: "switch", Title: text.T("Its switch"),
				Ask: &flow.Question[*House, Known]{
					Prompt:  text.T("Turn it on."),
					Options: []flow.Option[*House, Known]{{Key: flow.Done, Label: text.T("It is turned on")}},
				},
				Hand: "turn",
				Checks: []flow.Check[*House, Known]{{
					ID: "light", Title: text.T("Light"),
					Run: func(_ context.Context, house *House, _ *Known) (func(*Known), flow.Result) {
						lit := house.lit
						return func(k *Known) { k.lit = lit }, flow.Result{}
					},
					Tell: func(k *Known) flow.Result {
						if !k.lit {
							return flow.Result{Status: flow.Warn, Detail: text.T("It is dark."), Hint: text.T("Turn on the %s.", k.lamp)}
						}
						return flow.Result{Status: flow.OK, Detail: text.T("It shines.")}
					},
				}},
				Wait: &flow.Wait{Every: time.Second},
				Judge: func(k *Known) flow.Outcome {
					if !k.lit {
						return ""
					}
					return "lit"
				},
				May:  []flow.Outcome{"lit"},
				Next: flow.Edges{"lit": "bright"},
			},
			flow.Step[*House, Known]{ID: "bright", Title: text.T("Light at last")},
		},
	}

	house, answers := &House{}, []string{"", "desk lamp", "done"}
	world := flow.World[*House, Known]{
		Env: house, Now: time.Now, After: time.After,
		Hand: func(string) { house.lit = true },
	}
	ask := func(_ context.Context, w flow.Walk[*House, Known], refused error) (string, error) {
		if refused != nil {
			fmt.Println(refused)
		}
		given := answers[0]
		answers = answers[1:]
		fmt.Printf("%s: %s %q\n", w.Step().Title, w.Step().Ask.Prompt, given)
		return given, nil
	}
	see := func(_ flow.Walk[*House, Known], row flow.Row) {
		fmt.Printf("%s: %s\n", row.Title, row.Result.Detail)
	}
	end, err := flow.Converse(context.Background(), world, flow.Start(guide, Known{}), ask, see, nil)
	fmt.Println(end.Step().Title, err)
	for _, visit := range end.Trail() {
		fmt.Println(visit.Step, visit.Outcome)
	}

	// Output:
	// A dark lamp: Which lamp stays dark? ""
	// A lamp has a name.
	// A dark lamp: Which lamp stays dark? "desk lamp"
	// Its switch: Turn it on. "done"
	// Light: It shines.
	// Light at last <nil>
	// lamp given
	// switch lit
}
