"""What an older database holds that today's rules exclude: shown before an upgrade does anything.

Asked in plain SQL, as the tables still have the columns of their time. What needs no decision is
put right by the upgrade, on record; what does stops ``gremien init`` before any change.
"""

from sqlalchemy import Connection, inspect, text

from gremien_app.base.kernel.numbers import format_count

_LATER = "EXISTS (SELECT 1 FROM {table} AS first WHERE first.id < one.id AND {same} AND {among})"
# Table, what makes two rows say the same, among which rows, and what is told of the doubles.
_DOUBLED = (
    (
        "signature",
        ("version_id", "person_id", "is_refused"),
        "{row}.role = 'chair'",
        ("Unterschrift des Vorsitzes", "Unterschriften des Vorsitzes"),
        "als Wiederholung gekennzeichnet und nur einmal gedruckt; gelöscht wird keine",
    ),
    (
        "signature",
        ("version_id", "is_refused"),
        "{row}.role = 'minute_taker'",
        ("Unterschrift der Schriftführung", "Unterschriften der Schriftführung"),
        "als Wiederholung gekennzeichnet und nur einmal gedruckt; gelöscht wird keine",
    ),
    (
        "assignment",
        ("user_id", "committee_id", "role", "starts_on"),
        "1 = 1",
        ("Aufgabe eines Kontos", "Aufgaben von Konten"),
        "mit der gleichen zusammengelegt",
    ),
    (
        "calendar_feed",
        ("user_id", "name"),
        "{row}.revoked_at IS NULL",
        ("Kalender-Abo", "Kalender-Abos"),
        "umbenannt oder, wenn nie abgerufen, beendet",
    ),
    (
        "one_time_link",
        ("user_id",),
        "{row}.used_at IS NULL",
        ("Link aus einer Mail", "Links aus Mails"),
        "beendet; der neueste gilt",
    ),
)
_TWO_TAKERS = """
    SELECT sitting.ref, minutes_version.number, one.name AS first, other.name AS second
    FROM signature AS one
    JOIN signature AS other ON other.version_id = one.version_id AND other.id > one.id
        AND other.role = one.role AND other.is_refused = one.is_refused
    JOIN minutes_version ON minutes_version.id = one.version_id
    JOIN minutes ON minutes.id = minutes_version.minutes_id
    JOIN sitting ON sitting.id = minutes.sitting_id
    WHERE one.role = 'minute_taker'
        AND COALESCE(one.user_id, -1) <> COALESCE(other.user_id, -1) AND one.name <> other.name
    ORDER BY sitting.ref, minutes_version.number, one.id, other.id
"""


def undecided(connection: Connection) -> list[str]:
    """What nobody but the office can decide: a German sentence each."""
    if not _is_before_upgrade(connection):
        return []
    return [
        f"Niederschrift zu {row.ref}, Fassung {row.number}: Als Schriftführung haben zwei Personen "
        f"unterzeichnet, {row.first} und danach {row.second}."
        for row in connection.execute(text(_TWO_TAKERS))
    ]


def mended(connection: Connection) -> list[str]:
    """What the next ``gremien init`` puts right by itself, on record."""
    if not _is_before_upgrade(connection):
        return []
    tables = set(inspect(connection).get_table_names())
    found = []
    for table, same, among, (one, many), what in _DOUBLED:
        count = _count(connection, table, same, among) if table in tables else 0
        if count:
            verb = "wird" if count == 1 else "werden"
            found.append(f"{format_count(count, one, many)} doppelt: {verb} {what}.")
    return found


def _count(connection: Connection, table: str, same: tuple[str, ...], among: str) -> int:
    later = _LATER.format(
        table=table,
        same=" AND ".join(f"first.{name} = one.{name}" for name in same),
        among=among.format(row="first"),
    )
    # Names of our own tables and columns, written above.
    query = f"SELECT count(*) FROM {table} AS one WHERE {among.format(row='one')} AND {later}"  # noqa: S608 -- names of our own tables
    return int(connection.scalar(text(query)) or 0)


def _is_before_upgrade(connection: Connection) -> bool:
    look = inspect(connection)
    if not look.has_table("signature"):
        return False
    return "is_repetition" not in {str(one["name"]) for one in look.get_columns("signature")}
