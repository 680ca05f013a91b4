"""Putting questions that mean the same together, and counting them; done by a job, so that no page counts rows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.db import connection, transaction

from torg.assistant.grouping import placed, terms_of
from torg.assistant.models import Question, QuestionGroup

AT_ONCE = 2_000
OF_LATE = timedelta(days=30)
REMEMBERED = timedelta(days=200)  # groups that nothing joined for so long are not compared any more
KEPT = timedelta(days=400)  # a year, and the same weeks of the year before
ALONE_KEPT = timedelta(days=90)
COUNTS = """
UPDATE assistant_questiongroup AS g SET
  asked = c.asked, asked_before = c.asked_before, unknown = c.unknown, judged_bad = c.bad, judged_good = c.good,
  came_back = c.came_back, escalated = c.escalated
FROM (
  SELECT u.id,
    count(q.id) FILTER (WHERE q.at > %(late)s) AS asked,
    count(q.id) FILTER (WHERE q.at <= %(late)s) AS asked_before,
    count(q.id) FILTER (WHERE q.at > %(late)s AND q.verdict = 'unknown') AS unknown,
    count(q.id) FILTER (WHERE q.at > %(late)s AND NOT q.helped) AS bad,
    count(q.id) FILTER (WHERE q.at > %(late)s AND q.helped) AS good,
    count(q.id) FILTER (WHERE q.at > %(late)s AND q.came_back) AS came_back,
    count(q.id) FILTER (WHERE q.at > %(late)s AND q.escalated) AS escalated
  FROM assistant_questiongroup AS u LEFT JOIN assistant_question AS q ON q.group_id = u.id AND q.at > %(before)s
  WHERE u.last_at > %(counted)s GROUP BY u.id
) AS c
WHERE g.id = c.id AND (g.asked, g.asked_before, g.unknown, g.judged_bad, g.judged_good, g.came_back, g.escalated)
  IS DISTINCT FROM (c.asked, c.asked_before, c.unknown, c.bad, c.good, c.came_back, c.escalated)
"""


def group_new(*, now: datetime) -> int:
    """Puts questions that are in no group yet into one, at most 2,000, and counts all groups anew; gives how many."""
    with transaction.atomic():
        done = _group(now=now)
    count(now=now)
    return done


def count(*, now: datetime) -> None:
    """Counts the questions of each group in the last thirty days and in the thirty before."""
    since = {"late": now - OF_LATE, "before": now - 2 * OF_LATE, "counted": now - 4 * OF_LATE}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, since)


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Removes questions older than 400 days, and the words of those nobody else asked after 90; gives how many."""
    gone = Question.objects.filter(at__lt=now - KEPT).delete()[0]
    alone = QuestionGroup.objects.filter(last_at__lt=now - ALONE_KEPT, deed="").extra(
        where=["(SELECT count(*) FROM assistant_question q WHERE q.group_id = assistant_questiongroup.id) < 2"]
    )
    numbers = list(alone.values_list("pk", flat=True))
    gone += Question.objects.filter(group__in=numbers).update(text="", group=None)
    QuestionGroup.objects.filter(pk__in=numbers).delete()
    return gone


def _group(*, now: datetime) -> int:
    new = list(Question.objects.select_for_update(skip_locked=True).filter(group=None).exclude(text="")
               .order_by("pk")[:AT_ONCE])  # fmt: skip
    if not new:
        return 0
    held = QuestionGroup.objects.filter(last_at__gt=now - REMEMBERED).values_list("pk", "terms")
    old, fresh = placed(((one.pk, terms_of(one.text)) for one in new), dict(held))
    by_id = {one.pk: one for one in new}
    for numbers in fresh:
        made = _made([by_id[number] for number in numbers])
        old |= dict.fromkeys(numbers, made.pk)
    latest: dict[int, datetime] = {}
    for number, chosen in old.items():
        by_id[number].group_id = chosen
        latest[chosen] = max(latest.get(chosen, by_id[number].at), by_id[number].at)
    wordless = [one for one in new if one.pk not in old]
    for one in wordless:
        one.text = ""  # without a telling word nothing is told by it; it is counted still
    Question.objects.bulk_update(new, ["group", "text"])
    for group in QuestionGroup.objects.filter(pk__in=latest):
        if group.last_at < latest[group.pk]:
            group.last_at = latest[group.pk]
            group.save(update_fields=["last_at"])
    return len(new)


def _made(questions: list[Question]) -> QuestionGroup:
    """A group, called by how most ask it, the shortest of those."""
    said = Counter(one.text for one in questions)
    label = min(said, key=lambda text: (-said[text], len(text)))
    language = Counter(one.language for one in questions if one.text == label).most_common(1)[0][0]
    moments = [one.at for one in questions]
    return QuestionGroup.objects.create(
        label=label, language=language, terms=list(terms_of(label)), first_at=min(moments), last_at=max(moments)
    )
