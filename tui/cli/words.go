package cli

import "strings"

// Read reads the words behind the wizard's flags: at most one TARGET. It tells a
// mistyped command from the name of a host. demo is true where the flag was given, even
// without a name; alike are the commands that are spelled like a word.
func (o *Wizard) Read(words []string, demo bool, alike func(word string) []string) error {
	if demo {
		if _, err := findScenario(o.Demo); err != nil {
			return err
		}
	}
	switch {
	case len(words) == 0:
		return nil
	case demo:
		name := o.Demo
		if _, err := findScenario(words[0]); err == nil {
			name = words[0]
		}
		return Usage("--demo brings its own camera, so an address has no place beside it; a scenario goes behind an equals sign: --demo=%s", name)
	case len(words) > 1:
		return Usage("one address at a time; %d were given", len(words))
	}
	if err := mistyped(words[0], alike); err != nil {
		return err
	}
	given, err := readTarget(words[0])
	o.given = given
	return err
}

// mistyped is the error for a word that is nearly the name of a command.
func mistyped(word string, alike func(word string) []string) error {
	if strings.ContainsAny(word, ".:/") {
		return nil
	}
	for _, name := range alike(word) {
		if len(name)-len(word) <= 2 { // alike are also those that begin with it
			return Usage("%q is no command: did you mean %s? (http://%s would be the host of that name)", word, name, word)
		}
	}
	return nil
}
