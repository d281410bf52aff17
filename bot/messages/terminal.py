"""What the command line prints about an import: English, one line a fact."""

from __future__ import annotations

from bot.rules.errors import Problem
from bot.rules.import_outcomes import ImportOutcome

_SENTENCES = {
    "file_unreadable": "the file cannot be read ({value})",
    "file_too_big": "{value} is too big",
    "file_empty": "{value} has no row below its headings",
    "headings_missing": "the first row lacks these headings: {value}",
    "region_missing": "no region",
    "region_unknown": "no region is called {value!r}",
    "region_ambiguous": "{value!r} may be several regions: {suggestions}",
    "region_contradicts": "{value!r} is not the region of the code, which is {meant}",
    "criterion_unknown": "no criterion is called {value!r}",
    "criterion_managed": "criterion 8 is not imported",
    "instrument_unknown": "there is no instrument {value!r} for {year}",
    "year_unreadable": "{value!r} is no year",
    "year_too_early": "the year {value} is before {first}",
    "year_in_future": "the year {value} has not begun",
    "value_missing": "neither value nor grade",
    "number_unreadable": "{value!r} is no number",
    "number_ambiguous": "{value!r} can be read in two ways",
    "number_percent": "{value!r} is a percentage; write {shown}",
    "value_is_words": "{value!r} is neither a number nor a known grade; grades have a column of their own",
    "cell_formula": "the formula {value!r} has no result in the file; paste its value",
    "value_off_scale": "{value} is outside the scale of {instrument} ({lowest} to {highest})",
    "value_not_a_number": "{value} should be one of {words}",
    "grade_unknown": "{value!r} is no grade of {instrument}",
    "grade_contradicts": "grade {value} contradicts the number, which is {band}",
    "status_unknown": "status {value!r} is neither final nor interim",
    "date_unreadable": "{value!r} is no date",
    "row_too_long": "more cells than headings",
    "row_contradicts": "contradicts row(s) {other}",
    "year_contradicts": "the year {year} of the row differs from the heading {value!r}",
    "heading_unclear": "the heading {value!r} names no criterion",
    "heading_doubled": "the heading {value!r} says the same as {other!r}",
    "heading_managed": "criterion 8 is not imported: {value!r}",
    "heading_years": "the heading {value!r} names several years",
    "heading_no_year": "the heading {value!r} names no year, and there is no column of years",
    "heading_no_region": "no column says which region a row is about",
    "cohort_unreadable": "{value!r} is no cohort",
    "stage_unknown": "{value!r} is no stage: {known}",
    "post_unknown": "no post is called {value!r}: {known}",
    "prefix_unknown": "{value!r} is neither Pj. nor Plt. nor Plh.",
    "phone_unreadable": "{value!r} is no telephone number",
    "name_unusable": "{value!r} cannot be a name",
    "seat_twice": "the same seat as row(s) {other}",
    "seat_missing": "there is no such seat: {value}",
    "nobody_there": "the seat is empty and the row has no name",
    "needs_handover": "{value}: somebody else holds the seat in Telegram; hand it over in the chat",
    "meeting_exists": "{value!r} is already there, as meeting {number}; nothing is invited to twice",
    "cell_missing": "nothing in the column {column}",
    "letter_differs": "letter {value!r} differs from that of another row of this title, {other!r}",
    "too_many_rows": "{value} sittings; at most {most}",
    "too_long": "{value!r} and so on is too long; at most {longest} characters",
    "link_invalid": "{value!r} is no https address",
    "region_outside_cohort": "{value} takes no part in the programme",
    "overlap": "{value} sits in row {other_line} at the same time",
    "no_such_date": "{value!r} is not in the calendar",
    "wrong_weekday": "the weekday of {value!r} is wrong",
    "hours_unreadable": "the hours {value!r} cannot be read",
    "no_such_hour": "there is no hour {value!r}",
    "end_missing": "{value!r} has no end",
    "ends_before_start": "{value!r} ends before it starts",
    "past": "{value!r} has passed",
    "far_away": "{value!r} is so far ahead that the year must be wrong",
    "minimum_unreadable": "{value!r} is no threshold for this criterion",
    "instrument_of_another": "{value!r} is no instrument of this criterion: {known}",
    "recovery_too_low": "{value!r} is lower than the threshold, so no alert could close there",
}


_VERDICTS = {
    "fell": "is lower than before, but not below a threshold; told early",
    "band_dropped": "is in a lower category than before, but not below a threshold; told early",
    "new_period": "is the first by another instrument or scale; told as not compared",
    "amended": "was corrected; whoever was told early is told that it was wrong",
    "staff_only": "is below a threshold nobody has confirmed; only staff are told",
    "dropped": "is below the threshold",
    "still_low": "is still low or short of its recovery mark; not told again",
    "recovered": "has recovered",
    "revised": "was corrected and is still below the threshold; told with both figures",
    "corrected": "was corrected; the notice is withdrawn",
    "rule_below": "is below by the new rule; told as a rule",
    "rule_clear": "is no longer below by the new rule; told as a rule",
    "rule_below_unconfirmed": "is below by a new rule nobody has confirmed; only staff are told",
    "rule_clear_unconfirmed": "is no longer below by the new rule; only staff are told",
}

#: What differs when nobody is told.
_QUIET_VERDICTS = {
    "fell": "is lower than before, but not below a threshold",
    "band_dropped": "is in a lower category than before, but not below a threshold",
    "new_period": "is the first by another instrument or scale",
    "amended": "was corrected; an early notice told before stands",
    "staff_only": "is below a threshold nobody has confirmed",
    "still_low": "is still low or short of its recovery mark",
    "revised": "was corrected and is still below the threshold; a notice told before stands",
    "corrected": "was corrected; the alert is closed, a notice told before is not withdrawn",
    "rule_below": "is below by the new rule",
    "rule_clear": "is no longer below by the new rule",
    "rule_below_unconfirmed": "is below by a new rule nobody has confirmed",
    "rule_clear_unconfirmed": "is no longer below by the new rule",
}


def console(outcome: ImportOutcome) -> str:
    """The outcome in lines."""
    if not outcome.is_ok:
        lines = [_problem(problem) for problem in outcome.problems]
        return "\n".join([*lines, f"Nothing was imported: {len(lines)} problem(s)."])
    if outcome.made:
        return _meetings(outcome)
    done = "Would import" if outcome.is_dry_run else "Imported"
    lines = [f"{done}: {outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged."]
    lines += [_problem(problem) for problem in outcome.left]
    lines += [
        f"{region}: {label} changes from {before} to {after}, please make sure"
        for region, label, before, after in outcome.big
    ]
    words = _VERDICTS | _QUIET_VERDICTS if outcome.is_quiet else _VERDICTS
    lines += [f"{region}: {criterion} {words[verdict]}" for region, criterion, verdict in outcome.verdicts]
    if outcome.is_quiet:
        lines.append(
            "Nobody would be told (--quiet)." if outcome.is_dry_run else "Nobody was told (--quiet)."
        )
    told = "Would tell" if outcome.is_dry_run else "Told"
    lines += [
        f"{told} {region}: {', '.join(posts) or 'nobody is registered'}" for region, posts in outcome.told
    ]
    lines += [f"{told} {region} early: {', '.join(posts)}" for region, posts in outcome.informed]
    return "\n".join(lines)


def _meetings(outcome: ImportOutcome) -> str:
    """Which meetings were made: number, title, and how many sittings."""
    done = "publish" if outcome.is_published else "draft"
    lines = [
        f"{'Would ' + done if outcome.is_dry_run else done.capitalize() + 'ed'} {one}" for one in outcome.made
    ]
    lines.append(f"{outcome.new} meeting(s), with the number of sittings in brackets.")
    if not outcome.is_dry_run:
        after = (
            "A running bot sends the invitations." if outcome.is_published else "Nobody was told: see /rapat."
        )
        lines.append(after)
    return "\n".join(lines)


def _problem(problem: Problem) -> str:
    sentence = _SENTENCES.get(problem.code, problem.code)
    words = sentence.format(value=problem.value[:80], **problem.detail)
    where = f"Row {problem.line}, column {problem.letter}" if problem.letter else f"Row {problem.line}"
    return f"{where}: {words}" if problem.line else words[0].upper() + words[1:]
