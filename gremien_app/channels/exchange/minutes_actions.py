"""Brings imported minutes into their state by the same steps that people take."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.actions import record as record_change
from gremien_app.base.documents.minutes import write_minutes
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.data_format.read import Data
from gremien_app.channels.exchange.clock_rules import morning
from gremien_app.channels.exchange.loading_actions import Loader
from gremien_app.channels.exchange.sitting_actions import Loaded
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.models import User
from gremien_app.people.committees.models import SigningWay
from gremien_app.records.minutes import (
    actions,
    assembly,
    frozen,
    queries,
    rules,
    sheet_actions,
    signature_lines,
    versions,
)
from gremien_app.records.minutes.closing_actions import store
from gremien_app.records.minutes.copies import copy_of
from gremien_app.records.minutes.gaps import gaps_of
from gremien_app.records.minutes.models import (
    FileKind,
    Minutes,
    MinutesEntry,
    MinutesRemark,
    MinutesState,
    MinutesVersion,
    SignatureRole,
)
from gremien_app.records.minutes.sheet_models import SignedSheet
from gremien_app.records.minutes.sheet_rules import Entered, signatories
from gremien_app.records.publication.actions import publish_unseen
from gremien_app.records.resolutions.actions import issue_numbers

_SIGNED = frozenset({MinutesState.SIGNED, MinutesState.PUBLISHED})
_HOUR = timedelta(hours=1)
# Where the data say of a sheet only that it was signed.
_SHEET: Data = {"entered_by": "Datenübernahme", "confirmed_by": "", "remark": "", "signed": None}


class MinutesLoader:
    """Writes drafts and lets chair and minute-taker submit, return, sign and publish them."""

    def __init__(
        self, loader: Loader, notes: list[str] | None = None, office_since: date | None = None
    ) -> None:
        self.loader, self.office_since = loader, office_since
        self.notes = [] if notes is None else notes
        self.accounts_by_name = {u.name: u for u in loader.users.values()}
        self.accounts_by_person = {
            u.person_id: u for u in loader.users.values() if u.person_id is not None
        }

    def load(self, loaded: Loaded, data: Data) -> None:
        """Raises ``RuleBroken`` where the data do not allow the state."""
        minutes = self._draft(loaded, data)
        state: MinutesState = data["state"]
        if data["on_paper"]:
            self._take_over(loaded, minutes, data)
            return
        if state is MinutesState.DRAFT:
            return
        if state is MinutesState.REFUSED:
            raise RuleBroken(
                "Haben alle verweigert, geht die Niederschrift im Programm an das Büro zurück. "
                "Eine einzelne Weigerung steht in „refused“, mit „by“ und „reason“."
            )
        taker = self._taker(minutes)
        submitted = morning(data["submitted"] or data["document_date"] or _last_day(minutes))
        actions.submit(taker, minutes, submitted)
        if state is MinutesState.RETURNED:
            self._return(minutes, data)
        elif state is MinutesState.SUBMITTED and data["sheet"]:
            day = data["sheet"]["signed"]
            self._enter(minutes, morning(day) if day else submitted, {}, data["sheet"])
        elif state in _SIGNED:
            signed = morning(data["signed"]) if data["signed"] else submitted
            self._sign(taker, minutes, signed, data["refused"], data["sheet"] or _SHEET)
            if state is MinutesState.PUBLISHED:
                at = morning(data["published"]) if data["published"] else minutes.signed_at
                publish_unseen(taker, minutes, at or submitted)

    def _draft(self, loaded: Loaded, data: Data) -> Minutes:
        sitting = loaded.sitting
        rules.require_held(sitting)
        days = sitting.committee.minutes_due_days
        minutes = Minutes(
            sitting=sitting,
            state=MinutesState.DRAFT,
            minute_taker=data["minute_taker"],
            due_on=data["due"] or rules.due_on(sitting.date, days),
            document_date=data["document_date"],
            created_at=morning(sitting.date + timedelta(days=1)),
        )
        minutes.entries = [
            MinutesEntry(agenda_item_id=item.id, text=one["text"])
            for item, one in loaded.items
            if one["text"]
        ]
        if data["state"] is not MinutesState.RETURNED:
            minutes.remarks = [_remark(remark) for remark in data["remarks"]]
        db.session.add(minutes)
        db.session.flush()
        self.loader.added["minutes"] += 1
        return minutes

    def _taker(self, minutes: Minutes) -> Viewer:
        account: User | None = self.accounts_by_name.get(minutes.minute_taker)
        return Viewer(
            user_id=account.id if account else None,
            person_id=account.person_id if account else None,
            name=minutes.minute_taker,
            secretariat_of=frozenset({minutes.sitting.committee_id}),
        )

    def _chairs(self, sitting: Sitting, minutes: Minutes) -> list[Viewer]:
        viewers = []
        for chair in assembly.chairs_of(queries.record_of(sitting, minutes)):
            account = self.accounts_by_person.get(chair.person_id or 0)
            viewers.append(
                Viewer(
                    user_id=account.id if account else None,
                    person_id=chair.person_id,
                    name=chair.name,
                    chair_of=frozenset({sitting.committee_id}),
                )
            )
        return viewers

    def _return(self, minutes: Minutes, data: Data) -> None:
        chairs = self._chairs(minutes.sitting, minutes)
        if not (chairs and data["remarks"]):
            raise RuleBroken("Zurückgegeben wird mit einer Anmerkung dessen, der geleitet hat.")
        first, *others = data["remarks"]
        at = morning(first["on"])
        actions.return_with_remarks(chairs[0], minutes, {None: first["text"]}, at)
        minutes.remarks += [_remark(remark) for remark in others]

    def _sign(
        self, taker: Viewer, minutes: Minutes, at: datetime, refused: Data | None, told: Data
    ) -> None:
        """Chairs first; who refused gives the reason in the place of a signature."""
        version = minutes.current_version
        if version is None:
            raise RuleBroken("Es gibt keine Fassung, die sich unterzeichnen lässt.")
        shown = version.content_sha256
        reasons = {refused["by"]: refused["reason"]} if refused else {}
        if version.signing is not SigningWay.SYSTEM:
            sheet = self._enter(minutes, at, reasons, told)
            second = self._clerk(minutes, told["confirmed_by"] or minutes.minute_taker)
            sheet_actions.confirm_sheet(second, minutes, sheet.id, at + _HOUR)
            return
        for role, viewer, moment in (
            *((SignatureRole.CHAIR, one, at) for one in self._chairs(minutes.sitting, minutes)),
            (SignatureRole.MINUTE_TAKER, taker, at + _HOUR),
        ):
            why = reasons.get(role)
            actions.sign(viewer, minutes, role, shown, moment, refusal_reason=why)

    def _enter(
        self, minutes: Minutes, at: datetime, reasons: dict[SignatureRole, str], told: Data
    ) -> SignedSheet:
        """What stands on the signed sheet, entered by one of the office."""
        version = minutes.current_version
        assert version is not None, "submitted minutes have a version"
        chairs = assembly.chairs_of(queries.record_of(minutes.sitting, minutes))
        day = berlin_date(at)
        is_here = version.signing is SigningWay.SYSTEM
        return sheet_actions.enter_sheet(
            self._clerk(minutes, told["entered_by"]),
            minutes,
            [
                Entered(who, day, reasons.get(who.role))
                for who in signatories(version, chairs, minutes.minute_taker)
            ],
            way=SigningWay.PAPER if is_here else version.signing,
            remark=told["remark"],
            shown_sha256=version.content_sha256,
            now=at,
        )

    def _clerk(self, minutes: Minutes, name: str) -> Viewer:
        account: User | None = self.accounts_by_name.get(name)
        return Viewer(
            user_id=account.id if account else None,
            name=name,
            secretariat_of=frozenset({minutes.sitting.committee_id}),
        )

    def _take_over(self, loaded: Loaded, minutes: Minutes, data: Data) -> None:
        """Minutes signed on paper: frozen and filed as they are, without a signature in the system.

        Their gaps stay and are named; from the office's first day on the program there are none.
        """
        sitting = minutes.sitting
        signed = morning(data["signed"] or data["document_date"] or _last_day(minutes))
        minutes.document_date = data["document_date"] or signed.date()
        issue_numbers(SYSTEM, sitting)
        record = queries.record_of(sitting, minutes)
        found = gaps_of(record)
        if self.office_since and not loaded.is_of_before(self.office_since):
            rules.require_complete(found)
        self.notes += [f"{loaded.where}.minutes: {gap}" for gap in found]
        content = versions.content_of(record, minutes.document_date)
        version = MinutesVersion(
            number=1,
            format=frozen.FORMAT,
            content=content,
            content_sha256=frozen.fingerprint(content),
            created_at=signed,
            created_by=SYSTEM.name,
            signing=SigningWay.PAPER,
        )
        minutes.versions.append(version)
        lines = signature_lines.paper_signatures(assembly.chairs_of(record), minutes.minute_taker)
        documents = frozen.documents(content, version.format)
        for name, document in documents.items():
            part = Part(name)
            paper = replace(document, signatures=lines, copy=copy_of(sitting, part))
            store(version, part, FileKind.SIGNED, minutes, write_minutes(paper))
        minutes.state = MinutesState.SIGNED
        minutes.signed_at = sitting.record_closed_at = signed
        db.session.flush()
        _put_on_record(minutes, version)
        if data["state"] is MinutesState.PUBLISHED:
            at = morning(data["published"]) if data["published"] else signed
            publish_unseen(SYSTEM, minutes, at)


def _put_on_record(minutes: Minutes, version: MinutesVersion) -> None:
    """What ``gremien verify`` compares the text and the files with later."""
    hashes = {f"sha256_{file.part.value}": (None, file.sha256) for file in version.files}
    record_change(
        SYSTEM,
        "minutes.taken_over",
        minutes,
        committee_id=minutes.sitting.committee_id,
        summary=f"Auf Papier unterzeichnete Niederschrift zu {minutes.sitting.ref} übernommen",
        changes={"content_sha256": (None, version.content_sha256), **hashes},
    )


def _last_day(minutes: Minutes) -> date:
    return minutes.sitting.date + timedelta(days=minutes.sitting.committee.minutes_due_days // 2)


def _remark(one: Data) -> MinutesRemark:
    return MinutesRemark(author=one["author"], text=one["text"], created_at=morning(one["on"]))
