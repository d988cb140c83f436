"""PETRARCH discard and issue lists, as tables that are kept beside the layer; the coder does not read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from eventcoder.knowledge.importers.findings import Findings
from eventcoder.knowledge.importers.petrarch_lines import Line
from eventcoder.knowledge.importers.petrarch_words import is_exact, noun_form
from eventcoder.knowledge.importers.tables_out import TableOut

_CATEGORY: Final = re.compile(r"<ISSUE\b[^>]*CATEGORY\s*=\s*\"([^\"]*)\"", re.IGNORECASE)
_END: Final = re.compile(r"</?ISSUE", re.IGNORECASE)
_ISSUE: Final = re.compile(r"(.*?)\s*(?:\[([^\]]*)\])?\s*")
_NOT_READ: Final = "eventcoder codes no {what}; the {n} lines are kept in {table}, which the coder does not read."


class WordLists:
    """Collects discards and issues."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        about = "CC0 does not apply: the content is that of the imported dictionary."
        self.discards = TableOut(
            "not_used/discards.tsv", f"Phrases that drop a sentence or a story. {about}", ("phrase", "scope", "exact")
        )
        self.issues = TableOut(
            "not_used/issues.tsv",
            f"Phrases that mark an issue. {about}",
            ("category", "phrase", "forms", "code", "suppresses"),
        )

    def add_discards(self, lines: Sequence[Line]) -> None:
        """Add the lines of a discard file."""
        for line in lines:
            phrase = line.text.strip()
            scope = "story" if phrase.startswith("+") else "sentence"
            exact = "yes" if is_exact(phrase) else "no"
            self.discards.add(phrase=noun_form(phrase.lstrip("+")), scope=scope, exact=exact)
        self._tell(lines, "discards", self.discards.name)

    def add_issues(self, lines: Sequence[Line]) -> None:
        """Add the lines of an issue file."""
        category = ""
        for line in lines:
            start = _CATEGORY.search(line.text)
            if start:
                category = start[1]
            elif not _END.search(line.text):
                self._add_issue(category, line)
        self._tell(lines, "issues", self.issues.name)

    def _add_issue(self, category: str, line: Line) -> None:
        m = _ISSUE.fullmatch(line.text.strip())
        phrase, code = (m[1], m[2] or "") if m else (line.text.strip(), "")
        waves = len(phrase) - len(phrase.lstrip("~"))
        words = phrase.lstrip("~").split()
        self.issues.add(
            category=category,
            phrase=" ".join(w[2:] if w[:2] in ("n:", "v:") else w for w in words),
            forms=" ".join({"n:": "noun", "v:": "verb"}.get(w[:2], "word") for w in words),
            code=code,
            suppresses=("", "sentence", "story")[min(waves, 2)],
        )

    def _tell(self, lines: Sequence[Line], what: str, table: str) -> None:
        if lines:
            reason = _NOT_READ.format(what=what, n=len(lines), table=table)
            self._findings.leave_out(lines[0].place, lines[0].text, reason)
