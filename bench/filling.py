"""Many enquiries at once, as a municipality has them after some years: most of them answered long ago.

Three tenths of all go to one unit, and the newest are open:
three in a hundred, but never fewer than 500, so that a page is full at every size. A third of the open are overdue.
"""

from __future__ import annotations

import psycopg

UNITS = 40
LEAST_OPEN, OPEN_SHARE = 500, 0.03
TABLES = (
    "enquiries_searchtext, enquiries_searchcursor, "
    "enquiries_event, enquiries_promise, enquiries_attachment, enquiries_contact, enquiries_enquiry, mailroom_attempt, "
    "mailroom_outgoingmessage, mailroom_keptmessage, people_personaddress, people_person"
)
# Foreign keys are right by construction and not looked up row by row; all other constraints hold as ever.
FILL = (
    "SET session_replication_role = replica",
    f"TRUNCATE {TABLES} RESTART IDENTITY CASCADE",
    """
INSERT INTO people_person (id, name, kind, exempt, exempt_place, protection, language, created_at)
SELECT n, 'Person ' || n, 'citizen', false, '', '', 'nb', now()
FROM generate_series(1::bigint, greatest(%(all)s * 2 / 3, 1)) AS n""",
    """
INSERT INTO people_personaddress (person_id, kind, value)
SELECT id, 'email', 'person' || id || '@eksempel.example' FROM people_person""",
    """
INSERT INTO enquiries_enquiry (id, number, subject, status, channel, purpose, field, unit_id, handler_id, person_id,
    language, sensitive, route, token, opened_at, closed_at, due_by, remind_at, unread, listed_as, takeovers, repeats)
SELECT n, 10000000 + n, 'Spørsmål om barnehageplass, sak ' || n,
    CASE WHEN is_open THEN 'open' WHEN n %% 10 < 8 THEN 'answered' ELSE 'closed' END,
    CASE WHEN n %% 4 = 0 THEN 'web' ELSE 'email' END, 'interaction', '', unit.id,
    CASE WHEN is_open AND n %% 50 = 0 THEN (SELECT min(id) FROM people_staff) END,
    1 + (n * 7919) %% greatest(%(all)s * 2 / 3, 1), 'nb', n %% 20 = 0, '{"code": "front_line"}', md5(n::text), at,
    CASE WHEN NOT is_open THEN at + (1 + n %% 97) * interval '3 hours' END,
    CASE WHEN is_open THEN due_by END, CASE WHEN is_open THEN due_by - interval '1 day' END, is_open AND n %% 3 = 0,
    '', 0, 0
FROM (SELECT n, n > %(all)s - %(open)s AS is_open,
        now() - (%(all)s - n + 1) * interval '3 years' / %(all)s AS at,
        now() + CASE WHEN n %% 3 = 0 THEN -1 ELSE 1 END * (1 + (n * 104729) %% 1000003) * interval '1 second' AS due_by
    FROM generate_series(1::bigint, %(all)s) AS n) AS made
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM people_unit) AS unit
    ON unit.place = CASE WHEN (n * 7919) %% 1000 < 300 THEN 0 ELSE 1 + (n * 104729) %% (%(units)s - 1) END""",
    """
INSERT INTO enquiries_contact (enquiry_id, is_incoming, purpose, channel, at, subject, text, address, name, message_id,
    sensitive, sent_by)
SELECT id, true, 'question', channel, opened_at, subject, repeat('Jeg lurer på hvor langt saken min er kommet. ', 6),
    'person' || person_id || '@eksempel.example', 'Person ' || person_id, 'm' || id || '@eksempel.example', sensitive,
    ''
FROM enquiries_enquiry""",
    """
INSERT INTO enquiries_promise (enquiry_id, edition_id, what, rule, source, by_default, channel, unit_id, made_at,
    started_at, due_by, steps, state, settled_at, late_seconds, reason)
SELECT id, (SELECT min(id) FROM editions_edition), 'answer', 'answer', '', false, channel, unit_id, opened_at,
    opened_at, greatest(opened_at, coalesce(due_by, opened_at + interval '15 days')),
    '[{"at": "2026-03-31T15:40:00+02:00", "how": "email", "code": "arrived"}]',
    CASE WHEN status = 'open' THEN 'open' WHEN id %% 10 = 0 THEN 'broken' ELSE 'kept' END, closed_at,
    CASE WHEN status = 'open' THEN NULL WHEN id %% 10 = 0 THEN 3600 ELSE 0 END, ''
FROM enquiries_enquiry""",
    """
INSERT INTO enquiries_event (enquiry_id, at, kind, data) SELECT id, opened_at, 'opened', '{}' FROM enquiries_enquiry""",
    """
INSERT INTO mailroom_keptmessage (kind, outside_id, fingerprint, headers, raw, size, received_at, state, why, said)
SELECT 'email', '', decode(md5(n::text), 'hex'), '{}', '\\x41', 1, now(), 'quarantined', 'unreadable', ''
FROM generate_series(1, 20) AS n""",
    "SET session_replication_role = origin",
    "SELECT setval('people_person_id_seq', %(all)s), setval('enquiries_enquiry_id_seq', %(all)s)",
)


def how_many_open(count: int) -> int:
    """How many of so many enquiries are open."""
    return min(count, max(LEAST_OPEN, int(count * OPEN_SHARE)))


def fill(url: str, count: int) -> None:
    """So many enquiries, and nothing else, in a database that `bench.line prepare` has made."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in FILL:
            values = {"all": count, "open": how_many_open(count), "units": UNITS}
            connection.execute(statement, values)
        connection.execute("VACUUM (ANALYZE)")
