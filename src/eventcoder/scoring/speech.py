"""Which cues tell of speech or writing (said, announced, accused), and not of belief or wish.

The words are those of the public scorer for attributions, so that figures for the class ``speech`` compare.
"""

from __future__ import annotations

import re
from typing import Final

_SPOKEN: Final = """
    say says said saying  tell tells told telling  write writes wrote written writing  according
    state states stated stating statement statements  add adds added adding  note notes noted noting
    report reports reported reporting reportedly  reply replies replied replying  ask asks asked asking
    deny denies denied denying denial  urge urges urged urging  call calls called calling
    quote quotes quoted quoting  order orders ordered ordering  post posts posted posting  read reads
    address addresses addressed addressing
"""
_ANY_FORM: Final = """
    admit appeal assert attack blast boast claim comment complain condemn confirm contend demand discuss dismiss explain
    inform insist joke maintain mention predict question recall recommend recount reject remark repeat request respond
    respons retweet reveal slam speak spoke stress suggest talk tout tweet vow warn
"""
_CUT: Final = """
    acknowledg accus advis alleg announc argu assur conced conclud critici declar declin denounc describ disclos
    emphasi pledg prais promis propos refus reiterat testif underlin underscor
"""
_WORDS: Final = frozenset(_SPOKEN.split())
_WITH_FORMS: Final = tuple(_ANY_FORM.split())
_STEMS: Final = tuple(_CUT.split())  # no words by themselves: an ending must follow
_POINT_OUT: Final = re.compile(r"\bpoint(s|ed|ing)? out\b", re.IGNORECASE)


def is_speech(cue: str) -> bool:
    """True if a cue is a bare colon or has a word of saying or writing.

    >>> is_speech("told reporters"), is_speech("believes")
    (True, False)
    """
    if cue == ":" or _POINT_OUT.search(cue):
        return True
    words = re.findall(r"\w+", cue.lower())
    return any(word in _WORDS or word.startswith(_WITH_FORMS) or word[:-1].startswith(_STEMS) for word in words)
