from datetime import date

import pytest
from sqlalchemy import select

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.members.merging_actions import merge_organizations, set_apart
from gremien_app.people.members.organization_queries import fused_with, mergers_of, seats_held
from gremien_app.people.organizations.actions import (
    add_organization,
    add_spelling,
    edit_organization,
    organization_named,
    remove_spelling,
    unfuse,
)
from gremien_app.people.organizations.models import Organization, OrganizationKind
from gremien_app.people.organizations.queries import (
    find_organization,
    get_organization,
    organization_by_number,
    organizations_found,
)
from tests import builders as build

LAST_DAY = date(2022, 12, 7)


def rename(organization, name, valid_until=LAST_DAY):
    edit_organization(
        SYSTEM,
        organization,
        name=name,
        short=organization.short,
        kind=organization.kind,
        valid_until=valid_until,
    )


def names(organizations) -> list[str]:
    return [one.name for one in organizations]


@pytest.fixture
def group(app):
    return add_organization(SYSTEM, name="Lesben- und Schwulenverband", short="LSVD")


# Names


def test_a_renamed_organisation_has_each_name_in_its_time(group):
    rename(group, "LSVD⁺ Verband Queere Vielfalt")

    assert group.name_on(LAST_DAY) == "Lesben- und Schwulenverband"
    assert group.name_on(date(2022, 12, 8)) == "LSVD⁺ Verband Queere Vielfalt"


def test_two_renamings_give_three_names_over_time(group):
    rename(group, "Zweiter", date(2020, 12, 31))
    rename(group, "Dritter", date(2023, 12, 31))

    days = [date(2020, 12, 31), date(2021, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    assert [group.name_on(day) for day in days] == [
        "Lesben- und Schwulenverband",
        "Zweiter",
        "Zweiter",
        "Dritter",
    ]


def test_a_corrected_mistake_was_never_a_name(group):
    rename(group, "Lesben- und Schwulenverband in Deutschland", valid_until=None)

    assert group.former_names == []
    assert group.name_on(LAST_DAY) == "Lesben- und Schwulenverband in Deutschland"


@pytest.mark.parametrize("typed", ["LESBEN- und schwulenverband", "Neuer Name", "lsvd köln"])
def test_it_is_found_by_every_name_and_spelling(group, typed):
    rename(group, "Neuer Name")
    add_spelling(SYSTEM, group, "LSVD Köln")

    assert find_organization(typed) is group
    assert organization_named(SYSTEM, typed) is group


def test_a_spelling_can_be_taken_back(group):
    add_spelling(SYSTEM, group, "LSVD Köln")
    remove_spelling(SYSTEM, group, group.spellings[0])

    assert find_organization("LSVD Köln") is None


def test_an_unchanged_save_leaves_no_trace(group):
    before = db.session.query(AuditEntry).count()

    rename(group, group.name)

    assert group.former_names == []
    assert db.session.query(AuditEntry).count() == before


@pytest.mark.parametrize(
    ("name", "valid_until", "field"),
    [
        ("gehoerlosenverband", None, None),
        ("GEHÖRLOSENVERBAND", None, "name"),
        ("", None, "name"),
        ("\u200b", None, "name"),
        ("Neu", date(2099, 1, 1), "valid_until"),
    ],
)
def test_a_name_belongs_to_one_organisation_and_ends_in_the_past(group, name, valid_until, field):
    add_organization(SYSTEM, name="Gehörlosenverband")

    if field is None:
        rename(group, name, valid_until)
        assert group.name == name
        return
    with pytest.raises(RuleBroken) as refused:
        rename(group, name, valid_until)
    assert refused.value.field == field


def test_a_name_ends_after_the_one_before(group):
    rename(group, "Zweiter", LAST_DAY)

    with pytest.raises(RuleBroken, match=r"07\.12\.2022"):
        rename(group, "Dritter", LAST_DAY)


def test_a_spelling_belongs_to_one_organisation(group):
    other = add_organization(SYSTEM, name="Gehörlosenverband")

    with pytest.raises(RuleBroken, match="gehört schon zu „Lesben"):
        add_spelling(SYSTEM, other, "Lesben- und Schwulenverband")
    with pytest.raises(RuleBroken, match="wird sie schon gefunden"):
        add_spelling(SYSTEM, other, "GEHÖRLOSENVERBAND")


# Putting together


def test_two_records_become_one_with_seats_memberships_and_names(group):
    council = build.committee()
    other = build.organization("L.S.V.D.", kind=OrganizationKind.ASSOCIATION)
    add_spelling(SYSTEM, other, "LSVD e. V.")
    rename(other, "LSVD Ortsverband")
    seat = build.seat(council, other)
    member = build.member(council, seat=seat)
    version = member.version

    merge_organizations(SYSTEM, group, other)

    db.session.expire_all()
    assert (seat.organization, member.organization) == (group, group)
    assert member.version > version
    assert names(db.session.scalars(select(Organization))) == [group.name]
    for name in ("L.S.V.D.", "LSVD e. V.", "LSVD Ortsverband"):
        assert find_organization(name) is group
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry.action == "organization.merged"
    assert entry.changes == {"seats": [None, 1], "memberships": [None, 1]}


def test_a_double_is_set_apart_again_with_all_that_it_had(group):
    council = build.committee()
    other = build.organization("L.S.V.D.", short="LS", kind=OrganizationKind.ASSOCIATION)
    add_spelling(SYSTEM, other, "LSVD e. V.")
    rename(other, "LSVD Ortsverband")
    seat, own = build.seat(council, other), build.seat(council, group)
    member = build.member(council, seat=seat)
    moved_on = build.member(council, seat=build.seat(council, other))
    third = build.organization("Dritte")
    merge_organizations(SYSTEM, group, other)
    moved_on.organization = third

    [made] = mergers_of(group)
    again = set_apart(SYSTEM, made)

    db.session.expire_all()
    assert (again.name, again.short, again.kind) == (
        "LSVD Ortsverband",
        "LS",
        OrganizationKind.ASSOCIATION,
    )
    assert (seat.organization, member.organization, own.organization) == (again, again, group)
    assert moved_on.organization is third
    for name in ("L.S.V.D.", "LSVD e. V.", "LSVD Ortsverband"):
        assert find_organization(name) is again
    assert mergers_of(group) == []


def test_after_a_fusion_old_rosters_keep_the_names_and_it_can_be_taken_back(group):
    council = build.committee()
    other = build.organization("Verein Alt")
    seat = build.seat(council, other)
    day, before = date(2026, 7, 1), date(2026, 6, 30)

    merge_organizations(SYSTEM, group, other, merged_on=day)

    assert (seat.organization.name_on(before), seat.organization.name_on(day)) == (
        "Verein Alt",
        group.name,
    )
    assert fused_with(group) == [other]
    assert organization_named(SYSTEM, "Verein Alt") is group
    viewer = Viewer(secretariat_of=frozenset({council.id}))
    assert seats_held(viewer, group, day) == [seat]
    assert seats_held(viewer, group, before) == []
    with pytest.raises(RuleBroken, match="schon seit dem"):
        merge_organizations(SYSTEM, build.organization(), other, merged_on=day)
    with pytest.raises(RuleBroken, match="selbst in einer anderen"):
        merge_organizations(SYSTEM, other, group, merged_on=day)

    unfuse(SYSTEM, other)

    assert other.name_on(day) == "Verein Alt"
    with pytest.raises(RuleBroken, match="in keiner anderen"):
        unfuse(SYSTEM, other)


def test_that_both_hold_seats_in_one_committee_is_asked(group):
    council, other = build.committee(short="StAG B"), build.organization()
    for one in (group, other):
        build.seat(council, one)
    asked = {"merged_on": date(2026, 7, 1), "today": date(2026, 11, 22)}

    with pytest.raises(RuleBroken, match="In StAG B haben beide einen Sitz") as refusal:
        merge_organizations(SYSTEM, group, other, is_meant=False, **asked)
    merge_organizations(SYSTEM, group, other, is_meant=True, **asked)

    assert refusal.value.field == "is_meant"
    assert other.merged_into is group


def test_nothing_is_put_together_with_itself_or_with_nothing(group):
    for other in (group, None):
        with pytest.raises(RuleBroken):
            merge_organizations(SYSTEM, group, other)


# Looking for


def test_the_search_knows_former_names_shorts_and_umlauts(group):
    rename(group, "Neuer Name")
    add_organization(SYSTEM, name="Köln für Alle", short="KFA")

    assert names(organizations_found("schwulenverband")) == ["Neuer Name"]
    assert names(organizations_found("koeln alle")) == ["Köln für Alle"]
    assert names(organizations_found("kfa")) == ["Köln für Alle"]
    assert names(organizations_found("%")) == []
    assert names(organizations_found()) == ["Köln für Alle", "Neuer Name"]


def test_pages_follow_each_other(app):
    made = [build.organization(f"Verein {letter}") for letter in "CAB"]

    first = organizations_found(limit=2)
    second = organizations_found(limit=2, after=first[-1])

    assert [*first, *second] == sorted(made, key=lambda one: one.name)


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 20, "١"])
def test_a_number_that_is_none_finds_nothing(app, number):
    with pytest.raises(NotFound):
        organization_by_number(number)


def test_an_unknown_organisation_is_not_found(app):
    assert organization_by_number("") is None
    with pytest.raises(NotFound):
        get_organization(1)
