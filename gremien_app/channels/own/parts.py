"""What is stored about somebody, as one list of parts: for the page, as JSON and as plain text."""

from dataclasses import dataclass

from gremien_app.base.kernel.text import slugify_german

Line = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """A heading with its lines; several things of one kind are several groups."""

    heading: str
    groups: tuple[tuple[Line, ...], ...]
    has_consents: bool = False
    has_needs: bool = False

    @property
    def anchor(self) -> str:
        return slugify_german(self.heading)


def part(
    heading: str, *groups: tuple[Line, ...], has_consents: bool = False, has_needs: bool = False
) -> Part:
    """Without the lines that say nothing."""
    told = (tuple(line for line in group if line[1]) for group in groups)
    return Part(heading, tuple(group for group in told if group), has_consents, has_needs)


def as_text(name: str, parts: list[Part]) -> str:
    lines = [f"Was in Gremien über {name} gespeichert ist", ""]
    for one in parts:
        lines += [one.heading, "-" * len(one.heading)]
        for group in one.groups:
            lines += [*(f"{label}: {value}" for label, value in group), ""]
        if not one.groups:
            lines += ["nichts", ""]
    return "\n".join(lines)


def as_data(parts: list[Part]) -> dict[str, list[dict[str, str]]]:
    return {one.heading: [dict(group) for group in one.groups] for one in parts}
