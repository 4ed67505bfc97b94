import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import Gone, NotFound, RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.minutes import actions as minutes_actions
from gremien_app.records.minutes import queries as minutes_queries
from gremien_app.records.minutes import seal_queries as seals
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.models import FileKind, MinutesEntry, MinutesState, SignatureRole
from gremien_app.records.names.actions import decide
from gremien_app.records.names.judging import SIGNATORIES, Decided, Fate
from gremien_app.records.names.models import Ground
from gremien_app.records.names.spelling import folded
from gremien_app.records.publication import actions, queries
from gremien_app.records.resolutions.queries import resolutions_visible_to
from gremien_app.records.resolutions.shown_queries import shown_to
from tests import builders
from tests.documents.reading import texts
from tests.minutes.world import NOW, held_sitting

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.both_engines]

TEN_WAYS = """Jürgen Öztürk-Schäfer dankt. Herr Öztürk-Schäfer fragt. JÜRGEN ÖZTÜRK-SCHÄFER ruft.
Öztürk-Schäfer, Jürgen, widerspricht. Juergen Oeztuerk-Schaefer schweigt. **Jürgen**
Öztürk-Schäfer geht. Jürgen\u00a0Öztürk‑Schäfer kommt. J. Öztürk-Schäfer lacht.
Dr. Öztürk\u00adSchäfer nickt. Herr Schäfer dankt. Jürgen Öztürk-Schäfers Antrag ruht.
Frau Dr. Yıldız schließt."""


def signed(text: str = TEN_WAYS, **values):
    world = held_sitting(**values)
    world.minutes = minutes_actions.begin(world.taker, world.sitting, NOW)
    world.minutes.entries.append(MinutesEntry(agenda_item_id=world.second.id, text=text))
    world.resolution.text = f"{world.resolution.text} Herr Öztürk-Schäfer berichtet."
    world.second.title = "Antrag von Jürgen Öztürk-Schäfer"
    db.session.flush()
    version = minutes_actions.submit(world.taker, world.minutes, NOW)
    for viewer, role in (
        (world.chair, SignatureRole.CHAIR),
        (world.taker, SignatureRole.MINUTE_TAKER),
    ):
        minutes_actions.sign(viewer, world.minutes, role, version.content_sha256, NOW)
    return world


def preview(world):
    return queries.preview_of(world.minutes)


def publish(world):
    return actions.publish(world.taker, world.minutes, preview(world).fingerprint, NOW)


def public_words(world) -> str:
    return " ".join(texts(word_file(ANONYMOUS, world.sitting)[1]))


def test_a_person_without_a_basis_is_in_no_public_text_however_called():
    world = signed()
    found = preview(world)

    assert found.open == []
    publish(world)
    told = folded(public_words(world)).replace(" ", "")
    for piece in ("schafer", "schaefer", "ozturk", "oeztuerk", "jurgen", "juergen"):
        assert piece not in told
    assert "yildiz" in told
    resolution = resolutions_visible_to(ANONYMOUS)[0]
    shown = shown_to(ANONYMOUS, resolution)
    assert shown.title == "Antrag von [Name nicht veröffentlicht]"
    assert "Öztürk" not in shown.text
    assert "Öztürk" in shown_to(world.member, resolution).text
    assert resolutions_visible_to(ANONYMOUS, text="Schäfer") == []
    assert resolutions_visible_to(world.member, text="Schäfer") == [resolution]


def test_signing_makes_nothing_public_and_the_preview_shows_the_very_bytes():
    world = signed()
    assert resolutions_visible_to(ANONYMOUS) == []

    found = preview(world)
    published = publish(world)

    assert published.file.data == found.data
    assert [one.id for one in resolutions_visible_to(ANONYMOUS)] == [world.resolution.id]


def test_what_is_in_doubt_has_to_be_decided_first():
    world = signed("Frau Schuster fragt, Renate Schuster wohnt Musterstraße 5. Schäfer dankt.")
    assert {row.texts[0] for row in preview(world).open} == {
        "Frau Schuster",
        "Renate Schuster",
        "Musterstraße 5",
        "Schäfer",
    }

    with pytest.raises(RuleBroken, match="Noch zu entscheiden"):
        publish(world)

    wanted = {row.key: Decided(is_hidden=True) for row in preview(world).open}
    decide(world.taker, world.sitting, wanted, NOW)
    publish(world)
    assert "Schuster" not in public_words(world)
    assert "[Anschrift nicht veröffentlicht]" in public_words(world)


def test_a_press_on_an_older_preview_publishes_nothing():
    world = signed()
    shown = preview(world).fingerprint
    world.chair_person.publication_revoked_on = today()
    db.session.flush()

    with pytest.raises(actions.PreviewChanged):
        actions.publish(world.taker, world.minutes, shown, NOW)

    assert world.minutes.state is MinutesState.SIGNED


def test_own_words_that_name_somebody_again_are_refused():
    world = signed("Frau Schuster fragt.")
    (row,) = preview(world).open
    words = "die Schwester von Jürgen Öztürk-Schäfer"
    decide(world.taker, world.sitting, {row.key: Decided(is_hidden=True, words=words)}, NOW)

    with pytest.raises(RuleBroken, match="nennen wieder jemanden"):
        publish(world)


def test_somebody_is_hidden_as_a_member_whatever_the_words_for_that_are(monkeypatch):
    world = signed("Frau Schuster fragt.")
    (row,) = preview(world).open
    hidden = {row.key: Decided(is_hidden=True, is_member=True)}
    decide(world.taker, world.sitting, hidden, NOW)

    monkeypatch.setattr("gremien_app.records.names.judging.MEMBER", "jemand aus dem Gremium")

    assert "Jemand aus dem Gremium fragt." in str(preview(world).document)


def test_decisions_are_kept_and_can_be_taken_back():
    world = signed("Frau Schuster fragt.")
    (row,) = preview(world).open
    staying = Decided(False, ground=Ground.CONSENT, basis="Formular", given_on=today())
    assert decide(world.taker, world.sitting, {row.key: staying}, NOW) == 1
    assert decide(world.taker, world.sitting, {row.key: staying}, NOW) == 0
    assert [one.fate for one in preview(world).rows if one.key == row.key] == [Fate.STAYS]

    decide(world.taker, world.sitting, {row.key: None}, NOW)

    assert preview(world).open != []
    told = [one.summary for one in db.session.query(AuditEntry).filter_by(action="names.decided")]
    assert all("Schuster" not in one for one in told)


def test_who_signed_is_named_where_the_office_decides_so():
    world = signed()
    signatures = [one.name for one in preview(world).document.signatures]
    assert signatures == ["Dr. Ayşe Yıldız", "gez. Schriftführung"]

    named = Decided(is_hidden=False, ground=Ground.SIGNATORY)
    decide(world.taker, world.sitting, {SIGNATORIES: named}, NOW)

    assert [one.name for one in preview(world).document.signatures][1] == "Kim Protokoll"


def test_a_withdrawn_publication_is_gone_and_can_be_renewed():
    world = signed()
    first = publish(world)
    with pytest.raises(RuleBroken, match="Grund"):
        actions.withdraw(world.taker, world.minutes, " ", NOW)

    actions.withdraw(world.taker, world.minutes, "Ein Name war zu viel.", NOW)

    assert world.minutes.state is MinutesState.SIGNED
    assert resolutions_visible_to(ANONYMOUS) == []
    with pytest.raises(Gone):
        minutes_queries.require_not_withdrawn(ANONYMOUS, world.sitting)
    with pytest.raises(NotFound):
        word_file(ANONYMOUS, world.sitting)
    assert queries.published_file(world.minutes, 1).data == first.file.data
    assert word_file(world.member, world.sitting)[1]

    second = publish(world)

    files = [one for one in world.minutes.current_version.files if one.kind is FileKind.PUBLISHED]
    assert [(one.part, one.edition) for one in files] == [(Part.PUBLIC, 1), (Part.PUBLIC, 2)]
    assert world.minutes.publication is second
    assert resolutions_visible_to(ANONYMOUS) != []
    db.session.commit()
    assert seals.verify_minutes().faults == []
    db.session.delete(first)
    first.file.version.files.remove(first.file)
    db.session.commit()
    assert any("fehlt" in fault for fault in seals.verify_minutes().faults)


def test_a_name_goes_when_its_basis_ends_or_somebody_decides_so():
    world = signed("Frau Dr. Yıldız dankt, Frau Schuster fragt.")
    (row,) = preview(world).open
    staying = Decided(False, ground=Ground.CONSENT, basis="Formular", given_on=today())
    decide(world.taker, world.sitting, {row.key: staying}, NOW)
    published = publish(world)
    assert word_file(ANONYMOUS, world.sitting)[1] == published.file.data

    decide(world.taker, world.sitting, {row.key: Decided(is_hidden=True)}, NOW)
    assert "Schuster" not in public_words(world)
    assert "Yıldız" in public_words(world)

    world.chair_person.publication_revoked_on = today()
    db.session.flush()
    assert "Yıldız" not in public_words(world)
    assert "Yıldız" in " ".join(texts(word_file(world.member, world.sitting)[1]))


def test_a_resolution_is_published_alone_before_its_minutes_and_taken_back():
    world = held_sitting()
    world.resolution.text = "Herr Öztürk-Schäfer berichtet."
    world.resolution.number = 1
    db.session.flush()
    shown = queries.preview_of_resolution(world.resolution).fingerprint

    actions.publish_resolution(world.taker, world.resolution, shown, NOW)
    db.session.refresh(world.resolution)

    assert resolutions_visible_to(ANONYMOUS) == [world.resolution]
    told = shown_to(ANONYMOUS, world.resolution).text
    assert told == "[Name nicht veröffentlicht] berichtet."

    actions.withdraw_resolution(world.taker, world.resolution, "Versehen", NOW)
    assert resolutions_visible_to(ANONYMOUS) == []


def test_a_resolution_without_number_or_of_the_closed_part_is_not_published():
    world = held_sitting()
    with pytest.raises(RuleBroken, match="keine Nummer"):
        actions.publish_resolution(world.taker, world.resolution, "", NOW)

    world.resolution.number, world.second.part = 1, Part.CLOSED
    with pytest.raises(RuleBroken, match="nicht zum öffentlichen Teil"):
        actions.publish_resolution(world.taker, world.resolution, "", NOW)


def test_a_word_that_was_no_name_once_is_none_in_the_next_minutes():
    world = signed("Der Koch kocht. Koch bleibt.")
    builders.member(world.committee, builders.person("Koch", "Anna"))
    (row,) = preview(world).open
    decide(
        world.taker,
        world.sitting,
        {row.key: Decided(is_hidden=False, ground=Ground.NO_NAME)},
        NOW,
    )
    other = builders.sitting(world.committee)

    judge = queries.judge_of(other)
    judge.change("Koch kommt wieder.", "Text")

    assert [one.fate for one in judge.judged] == [Fate.STAYS]


@pytest.mark.parametrize("typed", ["**Renate** Schuster", "_Renate_ Schuster", "Renate\nSchuster"])
def test_a_name_is_shown_to_be_decided_as_it_reads_not_as_it_was_typed(typed):
    assert [row.texts for row in preview(signed(f"Frau {typed} fragt.")).open] == [
        ("Frau Renate Schuster",)
    ]
