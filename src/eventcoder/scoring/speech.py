"""Which cues tell of speech or writing (said, announced, accused), and not of belief or wish.

The words are those of the public scorer for attributions, so that figures for the class ``speech`` compare.
"""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = frozenset(
    """
    say says said saying  tell tells told telling  write writes wrote written writing  according
    state states stated stating statement statements  add adds added adding  note notes noted noting
    report reports reported reporting reportedly  reply replies replied replying  ask asks asked asking
    deny denies denied denying denial  urge urges urged urging  call calls called calling
    quote quotes quoted quoting  order orders ordered ordering  post posts posted posting  read reads
    address addresses addressed addressing
    """.split()
)
_STEMS: Final = tuple(
    """
    acknowledg accus admit advis alleg announc appeal argu assert assur attack blast boast claim comment complain
    conced conclud condemn confirm contend critici declar declin demand denounc describ disclos discuss dismiss
    emphasi explain inform insist joke maintain mention pledg prais predict promis propos question recall recommend
    recount refus reiterat reject remark repeat request respond respons retweet reveal slam speak spoke stress suggest
    talk testif tout tweet underlin underscor vow warn
    """.split()
)
_POINT_OUT: Final = re.compile(r"\bpoint(s|ed|ing)? out\b", re.IGNORECASE)


def is_speech(cue: str) -> bool:
    """True if a cue is a bare colon or has a word of saying or writing.

    >>> is_speech("told reporters"), is_speech("believes")
    (True, False)
    """
    if cue == ":" or _POINT_OUT.search(cue):
        return True
    words = re.findall(r"\w+", cue.lower())
    return any(word in _WORDS or word.startswith(_STEMS) for word in words)
