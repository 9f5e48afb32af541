package owned

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"camreset/steps/secure"
)

// posixZone is a time zone as devices write it: CST-8:00:00, or
// CET-1:00:00DST01:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00.
var posixZone = regexp.MustCompile(`^[A-Za-z]{3,}[+-]?\d{1,2}(:\d{2}){0,2}(DST[0-9:]*,M[0-9./:]+,M[0-9./:]+)?$`)

// offsetZone is how people write one: +1, UTC+5:30, GMT-3.
var offsetZone = regexp.MustCompile(`^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$`)

// ParseZone reads a typed time zone and gives it as devices write it; false for what is
// none.
func ParseZone(typed string) (zone string, ok bool) {
	typed = strings.Join(strings.Fields(typed), "")
	if found := offsetZone.FindStringSubmatch(strings.ToUpper(typed)); found != nil {
		hours, _ := strconv.Atoi(found[2]) // digits
		minutes, _ := strconv.Atoi("0" + found[3])
		seconds := hours*3600 + minutes*60
		if found[1] == "-" {
			seconds = -seconds
		}
		return posix("GMT", seconds), minutes < 60 && hours <= 14
	}
	ahead, known := secure.ZoneOffset(typed)
	if strings.HasPrefix(strings.ToUpper(typed), "UTC") && ahead != 0 { // a device would read it the other way round
		return "", false
	}
	return typed, known && posixZone.MatchString(typed)
}

// SameZone says whether two zones are as far from UTC and agree on having a summer time:
// a device may write one in another way than it was sent.
func SameZone(a, b string) bool {
	ahead, known := secure.ZoneOffset(a)
	other, too := secure.ZoneOffset(b)
	summer := func(zone string) bool { return strings.Contains(zone, ",M") }
	return a == b || known && too && ahead == other && summer(a) == summer(b)
}

// HostZone is the time zone of a moment's location as devices write it, with its summer
// time where two rules tell it for the years to come; fixed says that it has one which no
// such rules tell, so that it is left out.
func HostZone(now time.Time) (zone string, fixed bool) {
	standard, summer := now, now
	for month := range 12 {
		t := now.AddDate(0, month, 0)
		if ahead(t) < ahead(standard) {
			standard = t
		}
		if ahead(t) > ahead(summer) {
			summer = t
		}
	}
	name, _ := standard.Zone()
	if !regexp.MustCompile(`^[A-Za-z]{3,6}$`).MatchString(name) {
		name = "GMT" // some have only a number for a name
	}
	zone = posix(name, ahead(standard))
	more := ahead(summer) - ahead(standard)
	if more == 0 {
		return zone, false
	}
	begins, ok := ruleOf(now, ahead(standard), ahead(summer))
	ends, too := ruleOf(now, ahead(summer), ahead(standard))
	if !ok || !too {
		return zone, true
	}
	return zone + "DST" + clock(more) + "," + begins + "," + ends, false
}

func ahead(t time.Time) int { _, seconds := t.Zone(); return seconds }

// posix writes a zone, whose sign is the other way round.
func posix(name string, seconds int) string {
	sign := "-"
	if seconds < 0 {
		sign, seconds = "+", -seconds
	}
	return fmt.Sprintf("%s%s%d:%02d:%02d", name, sign, seconds/3600, seconds/60%60, seconds%60)
}

func clock(seconds int) string {
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// ruleYears is for how many years a rule has to hold before it is believed.
const ruleYears = 8

// ruleOf finds the month, the week and the day on which clocks go from one distance to UTC
// to another, as POSIX writes it: M3.5.0/02:00:00 is the last Sunday in March at two.
func ruleOf(now time.Time, from, to int) (rule string, ok bool) {
	candidates := map[string]int{}
	for year := range ruleYears {
		at := time.Date(now.Year()+year, 1, 1, 0, 0, 0, 0, now.Location())
		for range 4 {
			_, end := at.ZoneBounds()
			if end.IsZero() || end.Year() > now.Year()+year {
				break
			}
			before := end.Add(-time.Second)
			if at = end; ahead(before) != from || ahead(end) != to {
				continue
			}
			local := end.UTC().Add(time.Duration(from) * time.Second) // as the clock showed it
			write := func(week int) {
				candidates[fmt.Sprintf("M%d.%d.%d/%s", local.Month(), week, local.Weekday(), clock(local.Hour()*3600+local.Minute()*60))]++
			}
			week := (local.Day()-1)/7 + 1
			if week < 5 {
				write(week)
			}
			if local.AddDate(0, 0, 7).Month() != local.Month() {
				write(5)
			}
		}
	}
	for rule, years := range candidates {
		if years == ruleYears {
			return rule, true
		}
	}
	return "", false
}
