"""A text as it is read word by word: what opens a name, what ends it, what belongs to it."""

from collections.abc import Callable
from dataclasses import dataclass

from gremien_app.records.names import vocabulary as known_words
from gremien_app.records.names.spelling import APOSTROPHES, ENDINGS, HYPHENS, Word
from gremien_app.records.names.strangers import gap_of, is_office

_FURTHEST = 8  # titles before a name, and pieces of a word with hyphens


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before a name: where the span begins, where the name itself does."""

    since: int
    name_at: int
    is_titled: bool


class Reading:
    """A text with its words and the gaps between them."""

    def __init__(self, text: str, found: list[Word]) -> None:
        self.text, self.words = text, found
        self.gaps = [gap_of(word.gap, found[at - 1]) if at else "" for at, word in enumerate(found)]

    def opening(self, place: int, is_name: Callable[[int], bool] = lambda _at: False) -> Opening:
        """Salutations and titles go with the name; an office between them and it stays.

        ``is_name``: whether the name itself begins with the word there ("Frau Richter-Schmidt").
        """
        at, since, is_titled = place, place, False
        furthest = min(len(self.words), place + _FURTHEST)
        while at < furthest and (at == place or self.gaps[at] == " "):
            word = self.words[at]
            if word.folded in known_words.SALUTATIONS or word.folded in known_words.TITLES:
                is_titled = is_titled or self._opens(word)
                if not is_titled:
                    break
            elif is_titled and is_office(word.folded) and self._goes_on(at) and not is_name(at):
                since = at + 1
            else:
                break
            at += 1
        if at >= len(self.words) or (at > place and self.gaps[at] != " ") or not is_titled:
            return Opening(place, place, is_titled=False)
        return Opening(since, at, is_titled=True)

    def _opens(self, word: Word) -> bool:
        if word.folded in known_words.SALUTATIONS:
            return word.is_capital or word.folded in {"herr", "herrn", "frau", "familie"}
        return word.folded in {"dr", "prof", "professor", "professorin", "dipl"} and word.is_capital

    def _goes_on(self, at: int) -> bool:
        following = at + 1
        return (
            following < len(self.words)
            and self.gaps[following] == " "
            and self.words[following].is_capital
        )

    def next_of_plural(self, place: int, following: int, *, is_next: bool) -> int:
        """ "Herren Beispiel und Muster": where the next of them stands; -1: there is none."""
        if not is_next and self.words[place].folded not in known_words.PLURAL:
            return -1
        at = following
        if at < len(self.words) and self.words[at].folded in {"und", "sowie"}:
            at += 1
        elif at >= len(self.words) or self.gaps[at] != ",":
            return -1
        return at if at < len(self.words) and self.words[at].is_capital else -1

    def follows_office(self, at: int) -> bool:
        return at > 0 and self.gaps[at] == " " and is_office(self.words[at - 1].folded)

    def end_of(self, until: int) -> int:
        """The end of the name, its genitive included: Strauß', Beispiel’s, Beispiel'sche."""
        end = self.words[until - 1].end
        following = self.words[until] if until < len(self.words) else None
        if following is not None and len(following.gap) == 1 and following.gap in APOSTROPHES:
            return following.end if following.folded in ENDINGS else end
        if self.text[end : end + 1] and self.text[end] in APOSTROPHES:
            is_closing = self.words[until - 1].folded[-1] not in "sxz" and "'" not in self.text[end]
            opened = {"\u2018", "\u201a"} & set(self.text[max(end - 60, 0) : end])
            return end if is_closing and opened else end + 1
        return end

    def after(self, end: int, at_least: int) -> int:
        """The place of the first word behind this end."""
        while at_least < len(self.words) and self.words[at_least].start < end:
            at_least += 1
        return at_least

    def with_hyphens(
        self, opening: Opening, until: int, start: int, end: int, free_from: int
    ) -> tuple[int, int, bool]:
        """A name inside a longer word with hyphens is that word: who is meant is to be asked."""
        is_longer = False
        furthest = min(until + _FURTHEST, len(self.words))
        while until < furthest and self._is_hyphen(self.words[until].gap):
            end, is_longer = self.words[until].end, True
            until += 1
        first = opening.name_at
        while not opening.is_titled and first > 0 and self._is_hyphen(self.words[first].gap):
            if self.words[first - 1].start < free_from:
                break
            first, is_longer = first - 1, True
            start = self.words[first].start
        return start, end, is_longer

    def _is_hyphen(self, gap: str) -> bool:
        return len(gap) == 1 and gap in HYPHENS
