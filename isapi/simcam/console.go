package simcam

import (
	"fmt"
	"strings"
	"time"
)

// CommandHelp lists the words that Command understands.
const CommandHelp = "power off, power on, button down, button up, status, support REQUEST, help"

// Command does what one line of a person says, and answers with a sentence for them.
// Capitals and blanks don't matter; the error of an unknown line names the known ones.
func (c *Camera) Command(line string) (string, error) {
	if request, asked := afterWord(line, "support"); asked {
		answer, err := c.SupportAnswer(request)
		return "Support answers " + answer + ".", err
	}
	switch strings.Join(strings.Fields(strings.ToLower(line)), " ") {
	case "power off":
		c.PowerOff()
		return "The camera has no power.", nil
	case "power on":
		c.PowerOn()
		return c.statusSentence(), nil
	case "button down":
		c.ButtonDown()
		return "The reset button is held down.", nil
	case "button up":
		c.ButtonUp()
		return "The reset button is released.", nil
	case "status":
		return c.statusSentence(), nil
	case "help":
		return "Words: " + CommandHelp + ".", nil
	default:
		return "", fmt.Errorf("%q is no word of the simulation; try: %s", strings.TrimSpace(line), CommandHelp)
	}
}

// afterWord is the rest of a line that begins with a word.
func afterWord(line, word string) (string, bool) {
	first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	return strings.TrimSpace(rest), strings.EqualFold(first, word)
}

func (c *Camera) statusSentence() string {
	s := c.State()
	c.mu.Lock()
	boot, count := c.sc.Boot, c.count
	c.mu.Unlock()
	var parts []string
	switch {
	case !s.Powered:
		return "The camera has no power."
	case s.Dark:
		parts = append(parts, fmt.Sprintf("The camera is starting and answers %s after power came back", boot.Dark.Round(time.Second)))
	case s.Booting:
		parts = append(parts, "The camera is starting and still refuses changes")
	default:
		parts = append(parts, "The camera is on")
	}
	if s.Active {
		parts = append(parts, "has a password")
	} else {
		parts = append(parts, "is inactive")
	}
	if s.Locked {
		parts = append(parts, "refuses logins for a while")
	}
	if s.ButtonDown {
		parts = append(parts, "its reset button is held down")
	}
	parts = append(parts, fmt.Sprintf("saw %d login tries, %d of them wrong", count.Logins, count.Wrong))
	return strings.Join(parts, ", ") + "."
}
