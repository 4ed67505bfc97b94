import re

import pytest
from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import AgendaItem, Outcome, Part
from gremien_app.meetings.proceedings import queries
from gremien_app.meetings.proceedings.forms import stored_values
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceStatus,
    ChairPeriod,
    Vote,
)
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import DecisionRule
from tests import builders
from tests.page_checks import heading
from tests.proceedings.conftest import DAY, at

NOW = f"{DAY.isoformat()} 17:30"


@pytest.fixture(autouse=True)
def at_the_sitting(freeze):
    with freeze(NOW):
        yield


@pytest.fixture
def secretary(world, client, login):
    return login(client, builders.account(secretariat_of=[world.committee]))


@pytest.fixture
def member(world, new_client, login):
    return login(new_client(), builders.account(person=world.people["Ast"].person))


@pytest.fixture
def page(world):
    return f"/sitzungen/{world.sitting.id}/anwesenheit"


def shown(client, address):
    """The sheet's fields as a browser would send them."""
    body = client.get(address).get_data(as_text=True)
    fields = dict(
        re.findall(r'name="(p\d+-(?:known|from_1|to_1|from_2|to_2))"[^>]*value="([^"]*)"', body)
    )
    for tag in re.findall(r"<input[^>]*-status[^>]*>", body):
        if " checked" in tag:
            fields[re.search(r'name="([^"]*)"', tag)[1]] = re.search(r'value="([^"]*)"', tag)[1]
    return fields


def stored(world, name):
    db.session.expire_all()
    return stored_values(db.session.get(Attendance, world.people[name].id))


def key(world, name, field):
    return f"p{world.people[name].id}-{field}"


def test_strangers_and_visitors_see_no_attendance(world, page, client, new_client, login):
    assert client.get(page).status_code == 302
    stranger = login(new_client(), builders.account())
    for address in (page, f"/sitzungen/{world.sitting.id}/abstimmungen"):
        assert stranger.get(address).status_code == 404
        assert "Kim Ast" not in stranger.get(address).text


def test_members_read_the_attendance_and_cannot_change_it(world, page, member):
    response = member.get(page)

    assert heading(response.text) == "Anwesenheit am 30.11.2026"
    assert "Kim Birke" in response.text
    assert "data-autosubmit" not in response.text
    assert member.post(page, data={}).status_code == 403
    assert member.get(f"/sitzungen/{world.sitting.id}/anwesenheitsliste").status_code == 403


def test_the_list_is_made_at_a_press_and_never_by_looking(world, secretary):
    sitting = builders.sitting(world.committee, DAY)
    address = f"/sitzungen/{sitting.id}/anwesenheit"

    assert "Anwesenheitsliste anlegen" in secretary.get(address).text
    assert secretary.post(f"{address}/abgleichen").status_code == 302

    assert len(queries.attendance_of(sitting)) == 5


def test_the_whole_page_is_saved_at_once(world, page, secretary):
    data = shown(secretary, page)
    data |= {
        key(world, "Ast", "status"): "present",
        key(world, "Ast", "to_1"): "17:10 Uhr",
        key(world, "Birke", "status"): "excused",
        "save": "1",
    }

    response = secretary.post(page, data=data)

    assert response.location.endswith(page)
    assert stored(world, "Ast") == ("present", "", "17:10", "", "")
    assert stored(world, "Birke") == ("excused", "", "", "", "")
    assert stored(world, "Christrose")[0] == "open"


def test_a_change_posted_by_the_script_answers_with_the_page(world, page, secretary):
    data = shown(secretary, page) | {key(world, "Ast", "status"): "present"}
    version = world.people["Ast"].version

    response = secretary.post(page, data=data)

    assert response.status_code == 200
    assert "1 Person mit Stimmrecht ist da. Nötig sind 2. Das sind zu wenige." in response.text
    assert f'value="{version + 1}|present||||"' in response.text


def test_who_represents_whom_stands_beside_the_names(world, page, secretary):
    world.mark("Ast-Stellvertretung", "Birke", "Birke-Stellvertretung")

    text = secretary.get(page).text

    assert "vertreten durch Kim Ast-Stellvertretung" in text
    assert "vertritt Kim Ast" in text
    assert "ohne Stimme, solange Kim Birke da ist" in text
    assert "2 Stimmberechtigte sind da. Nötig sind 2. Das Gremium kann beschließen." in text


def test_two_people_mark_different_persons_without_hindering_each_other(
    world, page, secretary, new_client, login
):
    other = login(new_client(), builders.account(secretariat_of=[world.committee]))
    mine, theirs = shown(secretary, page), shown(other, page)

    other.post(page, data=theirs | {key(world, "Birke", "status"): "present"})
    secretary.post(page, data=mine | {key(world, "Ast", "status"): "present"})

    assert (stored(world, "Ast")[0], stored(world, "Birke")[0]) == ("present", "present")


def test_a_stale_line_shows_both_and_overwrites_only_knowingly(world, page, secretary):
    data = shown(secretary, page) | {key(world, "Ast", "status"): "present"}
    world.mark("Ast", status=AttendanceStatus.EXCUSED)

    live = secretary.post(page, data=data)
    again = secretary.post(page, data=data)
    pressed = secretary.post(page, data=data | {"save": "1"})

    assert "inzwischen geändert" in live.text
    assert "inzwischen geändert" in again.text
    assert 'class="g-conflict__text">entschuldigt<' in pressed.text
    assert 'class="g-conflict__text">da<' in pressed.text
    assert stored(world, "Ast")[0] == "excused"

    known = re.search(rf'name="{key(world, "Ast", "known")}"[^>]*value="([^"]*)"', pressed.text)[1]
    secretary.post(page, data=data | {key(world, "Ast", "known"): known, "save": "1"})

    assert stored(world, "Ast")[0] == "present"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("to_1", "25:00", "zwischen 0:00 und 23:59"),
        ("to_1", "bald", "Bitte geben Sie eine Uhrzeit ein"),
        ("to_1", "<svg onload=alert(1)>", "Bitte geben Sie eine Uhrzeit ein"),
        ("status", "vielleicht", "Bitte wählen Sie da, entschuldigt, fehlt oder offen."),
    ],
)
def test_a_wrong_line_says_so_and_the_others_are_saved(
    world, page, secretary, field, typed, message
):
    data = shown(secretary, page)
    data |= {
        key(world, "Ast", "status"): "present",
        key(world, "Ast", field): typed,
        key(world, "Birke", "status"): "present",
    }

    response = secretary.post(page, data=data | {"save": "1"})

    assert f"Kim Ast: {message}" in response.text.replace("Kim Ast: Die Uhrzeit muss ", "Kim Ast: ")
    assert (stored(world, "Ast")[0], stored(world, "Birke")[0]) == ("open", "present")


def test_an_end_before_the_beginning_is_refused_at_its_field(world, page, secretary):
    data = shown(secretary, page)
    data |= {
        key(world, "Ast", "status"): "present",
        key(world, "Ast", "from_1"): "18",
        key(world, "Ast", "to_1"): "17:30",
    }

    response = secretary.post(page, data=data)

    assert "Kim Ast: „Bis“ muss nach „ab“ liegen." in response.text
    assert f'href="#{key(world, "Ast", "to_1")}"' in response.text


def test_a_list_of_150_people_is_saved(world, page, secretary):
    for number in range(150):
        builders.member(world.committee, builders.person(f"Nummer{number:03}"))
    secretary.post(f"{page}/abgleichen")
    data = shown(secretary, page)
    data |= {name: "present" for name in list(data) if name.endswith("-status")}

    response = secretary.post(page, data=data | {"save": "1"}, content_type="multipart/form-data")

    assert response.status_code == 302
    listed = queries.attendance_of(world.sitting)
    assert [one.status for one in listed].count(AttendanceStatus.PRESENT) == 155


def test_the_page_needs_the_same_queries_for_few_and_for_many(world, page, secretary, query_count):
    def count():
        with query_count() as counted:
            secretary.get(page)
        return counted.count

    secretary.get(page)  # from here on it is remembered who asks
    few = count()
    for number in range(10):
        builders.member(world.committee, builders.person(f"Nummer{number}"))
    db.session.commit()
    secretary.post(f"{page}/abgleichen")

    assert count() == few


def test_guests_come_and_go(world, page, secretary):
    data = {"name": "Ayşe Yıldız", "detail": "SKM", "group": "press"}
    assert secretary.post(f"{page}/gaeste", data=data).status_code == 302
    guest = next(a for a in queries.attendance_of(world.sitting) if a.membership_id is None)
    assert "Presse · SKM" in secretary.get(page).text

    secretary.post(f"/anwesenheiten/{guest.id}/entfernen")

    assert "Ayşe" not in secretary.get(page).text.replace("Ayşe Yıldız steht nicht", "")


@pytest.mark.parametrize(
    "data",
    [
        {"name": "", "group": "guest"},
        {"name": "x" * 500, "group": "guest"},
        {"name": "A", "group": "voting"},
    ],
)
def test_a_guest_needs_a_proper_name_and_group(world, page, secretary, data):
    response = secretary.post(f"{page}/gaeste", data=data)

    assert response.status_code == 200
    assert "Fehler: " in response.text
    assert len(queries.attendance_of(world.sitting)) == 5


def test_the_chair_is_handed_over_at_16_00(world, page, secretary):
    world.mark("Ast", "Birke")
    address = f"/sitzungen/{world.sitting.id}/vorsitz"
    secretary.post(address, data={"attendance": world.people["Ast"].id})
    data = {
        "attendance": world.people["Birke"].id,
        "from_at": "18",
        "from_item": world.item.id,
    }
    secretary.post(address, data=data)

    text = secretary.get(page).text

    assert "bis 18:00 Uhr" in text
    assert "ab 18:00 Uhr · ab TOP Ö 1" in text
    period = db.session.scalars(select(ChairPeriod).order_by(ChairPeriod.id)).first()
    secretary.post(f"/vorsitze/{period.id}/entfernen")
    assert len(queries.chair_periods_of(world.sitting)) == 1


def test_a_second_chair_from_the_beginning_asks_and_then_replaces(world, secretary):
    world.mark("Ast", "Birke")
    address = f"/sitzungen/{world.sitting.id}/vorsitz"
    secretary.post(address, data={"attendance": world.people["Ast"].id})
    data = {"attendance": world.people["Birke"].id}

    asked = secretary.post(address, data=data)

    assert "Kim Ast ist von Beginn an schon als Vorsitz eingetragen." in asked.text
    assert "Ja, den Eintrag ersetzen" in asked.text
    secretary.post(address, data=data | {"is_confirmed": "y"})
    names = [p.attendance.name for p in queries.chair_periods_of(world.sitting)]
    assert names == ["Kim Birke"]


def test_who_is_not_there_cannot_be_chosen_as_chair(world, secretary):
    address = f"/sitzungen/{world.sitting.id}/vorsitz"
    data = {"attendance": world.people["Ast"].id}
    assert secretary.post(address, data=data).status_code == 409
    world.mark("Birke")

    response = secretary.post(address, data=data)

    assert "Bitte wählen Sie einen Eintrag aus der Liste." in response.text
    assert db.session.scalars(select(ChairPeriod)).all() == []


def test_the_list_to_sign_names_everybody(world, secretary):
    response = secretary.get(f"/sitzungen/{world.sitting.id}/anwesenheitsliste")

    assert heading(response.text) == "Anwesenheitsliste"
    assert "Kim Birke-Stellvertretung" in response.text


def test_the_votes_page_shows_every_item_with_its_state(world, secretary):
    world.mark("Ast", "Birke")

    text = secretary.get(f"/sitzungen/{world.sitting.id}/abstimmungen").text

    assert "2 Stimmberechtigte sind da." in text
    assert "Barrierefreie Haltestellen" in text


def test_one_press_records_a_unanimous_vote(world, secretary):
    world.mark("Ast", "Birke")

    response = secretary.post(
        f"/tagesordnungspunkte/{world.item.id}/einstimmig", data={"version": world.item.version}
    )

    assert response.location.endswith(f"/abstimmungen#top-{world.item.id}")
    vote = db.session.scalars(select(Vote)).one()
    assert (vote.yes, vote.no, vote.taken_at) == (2, 0, at("17:30"))
    assert db.session.get(AgendaItem, world.item.id).outcome is Outcome.ADOPTED
    assert "Einstimmig beschlossen" in secretary.get(response.location).text


def test_a_second_press_on_the_same_page_records_nothing(world, secretary):
    world.mark("Ast", "Birke")
    address = f"/tagesordnungspunkte/{world.item.id}/einstimmig"
    data = {"version": world.item.version}

    codes = [secretary.post(address, data=data).status_code for _ in range(2)]

    assert codes == [302, 409]
    assert len(db.session.scalars(select(Vote)).all()) == 1


def test_a_round_table_decides_by_consensus_at_a_press(world, secretary):
    world.committee.decision_rule = DecisionRule.CONSENSUS
    address = f"/tagesordnungspunkte/{world.item.id}/einstimmig"

    refused = secretary.post(address, data={"version": world.item.version})
    world.mark("Ast")
    response = secretary.post(address, data={"version": world.item.version})

    assert "niemand als anwesend" in refused.text
    assert "Einvernehmlich beschlossen" in secretary.get(response.location).text


def test_nothing_is_unanimous_in_an_empty_room(world, secretary):
    response = secretary.post(
        f"/tagesordnungspunkte/{world.item.id}/einstimmig", data={"version": world.item.version}
    )

    assert response.status_code == 409
    assert "niemand mit Stimmrecht" in response.text


@pytest.fixture
def form(world):
    world.mark("Ast", "Birke")

    def data(**values):
        return {"version": world.item.version, "outcome": "", "taken_at": "17:20", **values}

    return data


@pytest.fixture
def item_page(world):
    return f"/tagesordnungspunkte/{world.item.id}/abstimmung"


def test_a_counted_vote_is_recorded_with_outcome_and_wording(world, secretary, form, item_page):
    assert heading(secretary.get(item_page).text) == "Ergebnis zu TOP Ö 1"

    secretary.post(
        item_page, data=form(mode="counted", yes="1", no="1", abstain="0", outcome="rejected")
    )

    vote = db.session.scalars(select(Vote)).one()
    assert (vote.is_adopted, vote.taken_at) == (False, at("17:20"))
    text = secretary.get(f"/sitzungen/{world.sitting.id}/abstimmungen").text
    assert "Bei Stimmengleichheit abgelehnt (eine Ja-Stimme und eine Gegenstimme)" in text
    assert "Beschlussart: abgelehnt" in text


def test_the_unanimous_button_works_without_script(secretary, form, item_page):
    secretary.post(item_page, data=form(unanimous="1"))

    assert db.session.scalars(select(Vote.yes)).all() == [2]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"yes": "9", "no": "0"}, "aber nur 2"),
        ({"yes": "-1"}, "Bitte geben Sie eine ganze Zahl ein"),
        ({"yes": "1,5"}, "Bitte geben Sie eine ganze Zahl ein"),
        ({"yes": "99999999999999999999"}, "Bitte geben Sie eine ganze Zahl ein"),
        ({"mode": "counted"}, "ausgezählten Stimmen"),
        ({"mode": "verbal"}, "ob der Antrag angenommen wurde"),
        ({"mode": "consensus", "no": "1"}, "nur ohne Gegenstimmen"),
        ({"mode": "acclamation"}, "Fehler"),
        ({"yes": "1", "taken_at": "99"}, "zwischen 0:00 und 23:59"),
        ({"yes": "1", "result_text": "x" * 600}, "höchstens 500 Zeichen"),
        ({"outcome": "phantasie"}, "Fehler"),
    ],
)
def test_contradictions_are_refused_and_the_input_is_kept(
    secretary, form, item_page, values, message
):
    response = secretary.post(item_page, data=form(**values))

    assert response.status_code == 200
    assert message in response.text
    assert db.session.scalars(select(Vote)).all() == []


def test_an_item_without_a_vote_has_just_its_outcome(world, secretary, form, item_page):
    secretary.post(item_page, data=form(outcome="noted"))

    assert db.session.get(AgendaItem, world.item.id).outcome is Outcome.NOTED
    assert db.session.scalars(select(Vote)).all() == []


def test_who_is_barred_is_ticked_and_lowers_the_number_present(world, secretary, form, item_page):
    secretary.post(item_page, data=form(barred=[world.people["Ast"].id], yes="1", no="0"))

    text = secretary.get(f"/sitzungen/{world.sitting.id}/abstimmungen").text

    assert "Befangen: Kim Ast" in text
    assert (
        "Bei diesem Punkt ist 1 Person mit Stimmrecht da. Nötig sind 2. Das sind zu wenige." in text
    )


def test_a_stale_vote_form_shows_both_and_saves_nothing(world, secretary, form, item_page):
    data = form(outcome="adopted", yes="2", no="0")
    secretary.post(item_page, data=form(outcome="noted"))

    response = secretary.post(item_page, data=data)

    assert "inzwischen geändert" in response.text
    assert 'class="g-conflict__text">zur Kenntnis genommen<' in response.text
    assert db.session.scalars(select(Vote)).all() == []


def test_a_recorded_vote_is_corrected_and_deleted(world, secretary, form, item_page):
    secretary.post(item_page, data=form(yes="2", no="0", motion="Änderungsantrag"))
    vote = db.session.scalars(select(Vote)).one()
    item = db.session.get(AgendaItem, world.item.id)
    address = f"/abstimmungen/{vote.id}"
    assert 'value="Änderungsantrag"' in secretary.get(address).text

    secretary.post(address, data=form(yes="1", no="0", abstain="1", version=item.version))
    db.session.expire_all()
    assert (vote.yes, vote.abstain, vote.motion) == (1, 1, "")
    secretary.post(f"{address}/loeschen", data={"version": item.version})

    assert db.session.scalars(select(Vote)).all() == []


def test_votes_wait_for_the_opening_of_the_sitting(world, secretary, form, item_page):
    world.sitting.state = SittingState.INVITED

    assert (
        "sobald die Sitzung eröffnet ist"
        in secretary.get(f"/sitzungen/{world.sitting.id}/abstimmungen").text
    )
    assert secretary.post(item_page, data=form(yes="2", no="0")).status_code == 409
    assert db.session.scalars(select(Vote)).all() == []


def test_closed_items_stay_closed_to_members_without_that_right(world, member):
    builders.item(world.sitting, "Personalangelegenheit M.", part=Part.CLOSED)
    world.people["Ast"].membership.sees_closed = False

    text = member.get(f"/sitzungen/{world.sitting.id}/abstimmungen").text

    assert "Personalangelegenheit" not in text


def test_unknown_objects_are_not_found(world, secretary):
    for address in (
        "/tagesordnungspunkte/999999/abstimmung",
        "/abstimmungen/999999",
        "/sitzungen/999999/anwesenheit",
    ):
        assert secretary.get(address).status_code == 404


def test_texts_are_shown_literally(world, page, secretary):
    data = {"name": '"><svg onload=alert(1)>', "group": "guest"}
    secretary.post(f"{page}/gaeste", data=data)

    text = secretary.get(page).text
    assert "<svg onload" not in text


def test_a_member_who_reads_no_closed_items_sees_no_guest_of_them(world, new_client, login):
    closed = builders.item(world.sitting, "Personalsache", part=Part.CLOSED)
    hidden = builders.person("Verborgen", "Vera")
    builders.guest(world.sitting, closed, who=hidden)
    builders.attend(world.sitting, hidden, group=AttendanceGroup.GUEST)
    reader = builders.person("Leserin", "Lea")
    builders.member(world.sitting.committee, reader, sees_closed=False)
    account = builders.account("lea@example.org", "Lea Leserin", person=reader)
    db.session.commit()

    page = login(new_client(), account).get(f"/sitzungen/{world.sitting.id}/anwesenheit")

    assert page.status_code == 200
    assert "Verborgen" not in page.get_data(as_text=True)


def test_who_is_open_is_entered_as_missing_with_one_button(world, page, secretary):
    world.mark("Ast")
    secretary.get(page)

    secretary.post(f"{page}/offene")
    after = secretary.get(page)

    assert stored(world, "Birke")[0] == "absent"
    assert "Wer noch offen ist, fehlt" not in after.text
    assert "1 da, 0 entschuldigt, 2 fehlen." in " ".join(after.text.split())
