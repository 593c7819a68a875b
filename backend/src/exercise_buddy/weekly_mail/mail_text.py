"""Renders the weekly mail."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from exercise_buddy.auth.postbox.mailer import Mail
from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.words import Words, clock_text, words_of
from exercise_buddy.core.words.exercises import exercise_name
from exercise_buddy.exercises.service import CATALOGUE
from exercise_buddy.goals.schemas import GoalPeriod, Measure
from exercise_buddy.weekly_mail.schemas import Compared, GoalOfWeek, Recipient, Sums, Week

CELL = "padding:4px 16px 4px 0;text-align:"


@dataclass(frozen=True)
class Row:
    """One figure of the week and of the previous week."""

    label: str
    last: str
    before: str


@dataclass(frozen=True)
class Section:
    """Figures that belong together."""

    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Links:
    """The links in the mail."""

    statistics: str
    stop: str
    one_click: str


@dataclass(frozen=True)
class Contents:
    """The content of the mail as text."""

    subject: str
    greeting: str
    sections: list[Section]
    endings: list[str]
    why: str


def weekly_mail_text(recipient: Recipient, week: Week, links: Links) -> Mail:
    """The mail, as plain text and as HTML that loads nothing."""
    words = words_of(recipient.language)
    contents = Contents(
        subject=words.say("Your week, {days}", days=words.days(week.first, week.last)),
        greeting=words.say("Hello {name},", name=recipient.username),
        sections=[
            *(
                Section(exercise_name(each, words), _figures(each, sums, words))
                for each, sums in week.exercises.items()
            ),
            Section(words.say("All exercises"), _amounts(week.together, words)),
        ],
        endings=_endings(week, words),
        why=words.say("You get this email because you chose it in your profile."),
    )
    subject = f"{contents.subject} - Exercise Buddy"
    return Mail(recipient.email, subject, _text(contents, links, words), _html(contents, links, words), links.one_click)


def _figures(exercise_type: ExerciseType, sums: Compared, words: Words) -> list[Row]:
    """The figures of an exercise: its count, its best set, and what all exercises have."""
    amounts = _amounts(sums, words)
    if CATALOGUE[exercise_type].kind == "hold":
        return [_row(words.say("Longest set"), sums, lambda week: clock_text(week.longest_set_seconds)), *amounts]
    counted = words.say("Jumps") if exercise_type is ExerciseType.JUMP_ROPE else words.say("Repetitions")
    return [
        _row(counted, sums, lambda week: words.number(week.reps)),
        _row(words.say("Best set"), sums, lambda week: words.number(week.most_reps_in_a_set)),
        *amounts,
    ]


def _amounts(sums: Compared, words: Words) -> list[Row]:
    """Amounts that can be summed across exercises. Repetitions cannot: a push-up is not a jump."""
    return [
        _row(words.say("Sets"), sums, lambda week: words.number(week.sets)),
        _row(words.say("Minutes"), sums, lambda week: words.number(round(week.seconds / 60))),
        _row(words.say("Days"), sums, lambda week: words.number(week.days)),
    ]


def _row(label: str, sums: Compared, figure: Callable[[Sums], str]) -> Row:
    return Row(label, figure(sums.last), figure(sums.before))


def _endings(week: Week, words: Words) -> list[str]:
    """Streak and goals, a paragraph each."""
    streak = words.say_many("Streak: {count} day", "Streak: {count} days", week.streak_days)
    goals = [_goal(each, words) for each in week.goals]
    return [streak, *(["\n".join((words.say("Goals"), *goals))] if goals else [])]


def _goal(of_week: GoalOfWeek, words: Words) -> str:
    goal = of_week.goal
    name = exercise_name(goal.exercise_type, words) if goal.exercise_type else words.say("All exercises")
    if goal.measure is Measure.MINUTES:
        aim = words.say_many("{count} minute", "{count} minutes", goal.target)
    elif goal.exercise_type is ExerciseType.JUMP_ROPE:
        aim = words.say_many("{count} jump", "{count} jumps", goal.target)
    else:
        aim = words.say_many("{count} repetition", "{count} repetitions", goal.target)
    if goal.period is GoalPeriod.DAY:
        reached = words.number(of_week.days_reached)
        return words.say("{name}, {aim} a day: on {reached} of 7 days", name=name, aim=aim, reached=reached)
    # Rounded down, so that a goal is not shown as reached too early.
    return words.say("{name}, {aim} a week: {done}", name=name, aim=aim, done=words.number(int(goal.progress)))


def _text(contents: Contents, links: Links, words: Words) -> str:
    return "\n\n".join(
        [
            contents.greeting,
            contents.subject,
            words.say("In brackets: the week before."),
            *(
                "\n".join((each.title, *(f"- {row.label}: {row.last} ({row.before})" for row in each.rows)))
                for each in contents.sections
            ),
            *contents.endings,
            f"{words.say('Your statistics')}: {links.statistics}",
            contents.why,
            f"{words.say('Stop this email')}: {links.stop}",
            "Exercise Buddy\n",
        ]
    )


def _html(contents: Contents, links: Links, words: Words) -> str:
    week, before = escape(words.say("Last week")), escape(words.say("The week before"))
    head = f'<tr><th></th><th style="{CELL}right">{week}</th><th style="{CELL}right">{before}</th></tr>'
    return "".join(
        (
            f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">',
            f"<title>{escape(contents.subject)}</title></head>",
            '<body style="font-family:sans-serif;line-height:1.5">',
            f"<p>{escape(contents.greeting)}</p><h1>{escape(contents.subject)}</h1>",
            *(f"<h2>{escape(each.title)}</h2><table>{head}{_rows(each)}</table>" for each in contents.sections),
            *(f"<p>{escape(ending).replace(chr(10), '<br>')}</p>" for ending in contents.endings),
            f"<p>{_anchor(links.statistics, words.say('Your statistics'))}</p>",
            f"<p><small>{escape(contents.why)}<br>{_anchor(links.stop, words.say('Stop this email'))}</small></p>",
            "</body></html>\n",
        )
    )


def _rows(section: Section) -> str:
    return "".join(
        f'<tr><th scope="row" style="{CELL}left">{escape(row.label)}</th>'
        f'<td style="{CELL}right">{escape(row.last)}</td><td style="{CELL}right">{escape(row.before)}</td></tr>'
        for row in section.rows
    )


def _anchor(url: str, label: str) -> str:
    return f'<a href="{escape(url)}">{escape(label)}</a>'
