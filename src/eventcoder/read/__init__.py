"""Reading: bytes, files, folders and pipes to documents, each with its text as it came.

Input: paths, ``-``, or a string. Output: ``Document`` or ``Quarantined``, in the order of the input; nothing is lost.
"""

from __future__ import annotations

from eventcoder.read.dateline import IsPlace
from eventcoder.read.door import read_documents, read_text
from eventcoder.read.files import Format
from eventcoder.read.folding import fold
from eventcoder.read.sentences import SplitSentences, split_sentences

__all__ = ["Format", "IsPlace", "SplitSentences", "fold", "read_documents", "read_text", "split_sentences"]
