"""Forms of deadlines."""

from wtforms import HiddenField

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.forms import CHOOSE, BaseForm
from gremien_app.meetings.deadlines.models import DeadlineKind


class DeadlineForm(BaseForm):
    """Tick a deadline off, or open it again."""

    kind = HiddenField("Frist")
    is_done = HiddenField("erledigt")

    def chosen(self) -> DeadlineKind:
        if self.kind.data not in set(DeadlineKind):
            raise RuleBroken(CHOOSE)
        return DeadlineKind(self.kind.data)
