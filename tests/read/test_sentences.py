"""Where a sentence ends. In the cases ‖ marks the ends inside the text; everything else must stay together."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.knowledge.language import Language
from eventcoder.read import SplitSentences, fold, split_sentences

CASES = {
    "plain": "The envoy left on Friday.‖ Talks failed.‖ Nobody knows why.",
    "question-exclamation": "Who fired first?‖ Nobody knows!‖ The army denies it.",
    "title-before-name": "Gen. Bajwa met Mr. Smith and Lt. Gen. Hamid in Rawalpindi.‖ They talked.",
    "initials": "Antony J. Blinken called George W. Bush.‖ J. A. Smith listened.",
    "us-inside": "The U.S. Senate voted.‖ U.S. President Joe Biden signed.‖ The U.N. Security Council met.",
    "us-at-end": "He flew to the U.S.‖ The visit lasted a week.",
    "us-under": "The U.S. Under Secretary of State arrived.",
    "inc": "The firm is Acme Inc.‖ It makes arms.‖ Acme Inc. Chairman Li denied it.",
    "plan-b": "There is no plan B.‖ The talks go on.",
    "world-war": "It began after World War I.‖ The border was drawn then.",
    "months": "It was signed on Jan. 5 in Paris.‖ Since Sept. 11 nothing changed.",
    "number": "See Article No. 5 of the treaty.‖ He said no.‖ They left.",
    "no-as-answer": "He was asked twice.‖ “No.”‖ That was all.",
    "rupees": "The grant is Rs. 500 million.‖ It is not enough.",
    "place-abbreviation": "Police in Boston, Mass. Thursday closed roads.‖ She went to mass.‖ Nobody came.",
    "pm-with-zone": "It begins at 3 p.m. Eastern.‖ It ends at 5 p.m. Monday.",
    "pm-at-end": "They met at 3 p.m.‖ Officials then left.",
    "versus": "The case is Khan vs. Ministry of Defence.‖ It is old.",
    "decimals": "Growth fell to 3.5 percent.‖ Exports lost 2.25 billion.‖ 50 people lost work.",
    "number-starts": "The army attacked at dawn.‖ 30 people died.‖ 5,000 fled.",
    "ellipsis-inside": "He said we will ... see Putin … soon.",
    "ellipsis-at-end": "We waited...‖ The bus never came.‖ We waited…‖ It's over.",
    "left-out": "She wrote that “[...] It is over for us” and left.",
    "quote-closes": "He said: “We will not leave.”‖ The minister then left.",
    "straight-quote-closes": 'He said: "We will not leave."‖ The minister then left.',
    "quote-several": "“We came.‖ We saw.‖ We left,” he said.",
    "quote-then-quote": '"No," he said.‖ "Never."‖ "Not once."',
    "single-quotes": "‘No.’‖ ‘Never.’‖ He said ‘no’.‖ She agreed.",
    "tag-after-stop": "“We will not leave.” Foreign Minister Khan said on Friday.‖ He smiled.",
    "tag-short": "“A.” B said.",
    "no-tag-but-clause": "“We will go.”‖ Khan said the army would stay.",
    "no-tag-but-quote": "“We will go.”‖ He added: “Not now.”",
    "no-tag-but-quote-comma": "“We will go.”‖ She adds, “Not now.”",
    "tag-after-question": "“Why now?” Smith asked the council.‖ Nobody spoke.",
    "question-then-clause": "“Why now?”‖ His aides had already said he would resign.",
    "small-letter-tag": "“Stop!” the soldier shouted.‖ They ran.",
    "single-inside-double": "She said: “He told me ‘no.’”‖ Then she left.",
    "mark-after-space": "He left. ”‖ Then it was over.",
    "old-wire-quotes": "He said ''we will not go'' twice.‖ The minister left.",
    "parentheses": "They met (in the U.S. Embassy).‖ (He did not speak.)‖ They left.",
    "missing-space": "This is the end.‖The next one came.‖He left.”‖The minister did not.",
    "missing-space-quote": "He spoke.‖“We go,” he said.",
    "web": "See Node.Js, www.Example.Com and example.org for more.‖ Write to Ann.Smith@Example.Org today.",
    "list-numbers": "1. The parties agree to stop.‖ 2. The truce holds.‖ (a) Prisoners go home.",
    "capitals": "THE PRESIDENT SAID NO.‖ GEN. KHAN STAYED IN THE U.S.‖ THE END CAME AT 3 P.M. MONDAY.",
    "capital-acronym-is-no-title": "He works for RT.‖ “Nobody asks,” she said.",
    "small": "all of it is small.‖ no capitals at all.‖ still three.",
    "al-name": "The general met al-Assad.‖ al-Assad said nothing.",
    "hyphened-title": "Police chief Det.-Sgt. Graham spoke.‖ He left.",
    "saint": "He lives in St. Petersburg.‖ She lives on Main St.‖ They never met.",
    "etc": "They took arms, money, etc.‖ Police found them.",
    "emoji": "We won!‖ 🎉 The end.",
    "nbsp": "Mr.\u00a0Khan met Gen.\u00a0Bajwa.\u00a0‖The talks failed.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_ends_of_sentences(marked: str) -> None:
    text = marked.replace("‖", "")
    wanted = [part.strip() for part in marked.split("‖")]
    assert [text[start:end] for start, end, _ in split_sentences(text)] == wanted


def test_dateline_is_not_cut(language: Language) -> None:
    text = "KABUL. May 3. The talks failed. Nobody spoke."
    cuts = SplitSentences(language)(text, fold(text), protected=[(0, 14)])
    assert [text[s:e] for s, e, _ in cuts] == ["KABUL. May 3. The talks failed.", "Nobody spoke."]


def test_paragraph_index_and_lines() -> None:
    text = "Envoy leaves\n\nKABUL: He left. She stayed.\n\nThey never met."
    assert [(text[s:e], p) for s, e, p in split_sentences(text)] == [
        ("Envoy leaves", 0),
        ("KABUL: He left.", 1),
        ("She stayed.", 1),
        ("They never met.", 2),
    ]


def _check(text: str, sentences: tuple[tuple[int, int, int], ...]) -> None:
    """Spans in range, in order, apart from each other, trimmed; every readable character in exactly one."""
    folded = fold(text)
    last_end, last_paragraph = 0, 0
    for start, end, paragraph in sentences:
        assert last_end <= start < end <= len(text)
        assert paragraph >= last_paragraph
        assert not folded[last_end:start].strip()
        assert not folded[start].isspace()
        assert not folded[end - 1].isspace()
        last_end, last_paragraph = end, paragraph
    assert not folded[last_end:].strip()


PIECES = st.lists(
    st.sampled_from(
        [
            *"ab.!?…\"'“”‘’()[]—-,; \n\t",
            "The ",
            "said ",
            "Mr.",
            "U.S.",
            " . ",
            "\n\n",
            "\u00a0",
            "\ud800",
            "\x00",
            "3.5",
            "p.m.",
            "Khan ",
        ]
    )
).map("".join)


@given(st.one_of(st.text(st.characters(exclude_categories=())), PIECES))
@settings(max_examples=400)
def test_every_character_is_in_one_sentence(text: str) -> None:
    _check(text, split_sentences(text))


@pytest.mark.parametrize(
    "text",
    [
        ". " * 50_000,
        "." * 100_000,
        "A. " * 30_000,
        '"A." Khan said ' * 8_000,
        "x" * 200_000,
        "\n " * 50_000,
        "word " * 40_000,
    ],
    ids=["stops", "dots", "initials", "tags", "one-word", "lines", "no-stop"],
)
def test_time_grows_with_length_only(text: str, language: Language) -> None:
    split = SplitSentences(language)
    began = time.process_time()
    _check(text, split(text, fold(text)))
    assert time.process_time() - began < 5


def test_speed(language: Language) -> None:
    text = "\n\n".join(
        f"Minister {i} said on Friday that “the talks in St. Petersburg failed.” Gen. Khan met U.S. "
        "envoys at 3 p.m. Monday. Nobody knows what the two sides will do next, officials of both countries said."
        for i in range(2_000)
    )
    split = SplitSentences(language)
    best = min(_seconds(split, text) for _ in range(3))
    assert len(text.split()) / best > 200_000


def _seconds(split: SplitSentences, text: str) -> float:
    began = time.process_time()
    split(text, fold(text))
    return time.process_time() - began
