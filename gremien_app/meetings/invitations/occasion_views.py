"""The table of occasions: which mails go out, to whom, and the office's words for them."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.house.gathered import house
from gremien_app.base.mail import occasion_actions, occasion_queries, occasion_rules
from gremien_app.base.mail.occasion_rules import Words
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.invitations.occasion_forms import ChoosableForm, OccasionForm
from gremien_app.people.rights import ANY_SECRETARIAT

bp = Pages("occasions", __name__)


@bp.route("/anlaesse-der-post", access=ANY_SECRETARIAT)
def index() -> ResponseReturnValue:
    changed = occasion_queries.settings()
    return render_template(
        "occasions/index.html",
        rows=[
            (one, occasion_queries.words(one, changed.get(one.key)), changed.get(one.key))
            for one in house().occasions.values()
        ],
    )


@bp.route("/anlaesse-der-post/<name>", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def edit(name: str) -> ResponseReturnValue:
    occasion = occasion_queries.occasion_called(name)
    setting = occasion_queries.setting_of(occasion)
    words = occasion_queries.words(occasion, setting)
    stored = {"subject": words.subject, "text": words.text}
    shown = stored | {"version": setting.version if setting else 0}
    form: OccasionForm = OccasionForm(data=shown)
    if occasion.can_choose:
        form = ChoosableForm(data=shown | {"is_on": ["on"] if words.is_on else []})
        stored["is_on"] = "bekommt diese Mail" if words.is_on else ""
    wants_preview = "vorschau" in request.form
    if form.validate_on_submit() and (wants_preview or not form.is_stale(setting, stored)):
        with form.rules():
            subject, text = form.subject.data, form.text.data
            occasion_rules.require_subject(occasion, subject)
            occasion_rules.require_text(occasion, text)
            words = Words(subject, text, words.is_on)
            if not wants_preview:
                occasion_actions.save(
                    current_viewer(), occasion, subject=subject, text=text, is_on=_is_on(form)
                )
                return done(f"Gespeichert: {occasion.label}.", url_for("occasions.index"))
    examples = occasion_rules.examples(occasion.places)
    body = occasion_rules.fill(words.text, examples)
    return render_template(
        "occasions/edit.html",
        form=form,
        occasion=occasion,
        is_changed=bool(setting and (setting.subject or setting.text)),
        subject=occasion_rules.fill(words.subject, examples),
        body=occasion_rules.letter("Kim Beispiel", body, can_choose=occasion.can_choose),
    )


def _is_on(form: OccasionForm) -> bool | None:
    return "on" in (form.is_on.data or ()) if isinstance(form, ChoosableForm) else None


@bp.route("/anlaesse-der-post/<name>/zuruecksetzen", methods=["POST"], access=ANY_SECRETARIAT)
def reset(name: str) -> ResponseReturnValue:
    occasion = occasion_queries.occasion_called(name)
    occasion_actions.reset(current_viewer(), occasion)
    return done(
        f"Es gilt wieder der mitgelieferte Text: {occasion.label}.",
        url_for("occasions.edit", name=name),
    )
