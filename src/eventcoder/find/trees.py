"""Dependency trees: building a Sentence from tokens, and repairs of readings that grammar rules out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from eventcoder.analysis import Sentence, Token
from eventcoder.find.coordination import SUBJECTS, mend_coordination


def with_tree(sentence: Sentence, tokens: Sequence[Token]) -> Sentence:
    """Return the sentence with these tokens and the children and subtree edges that their heads imply."""
    children: list[list[int]] = [[] for _ in tokens]
    edges = [[t.i, t.i] for t in tokens]
    for t in tokens:
        if t.head != t.i:
            children[t.head].append(t.i)
        i, steps = t.i, 0
        while tokens[i].head != i and steps <= len(tokens):
            i, steps = tokens[i].head, steps + 1
            edges[i][0] = min(edges[i][0], t.i)
            edges[i][1] = max(edges[i][1], t.i)
    return replace(
        sentence,
        tokens=tuple(tokens),
        children=tuple(map(tuple, children)),
        edges=tuple((a, b) for a, b in edges),
    )


def repair(sentence: Sentence, complements: Mapping[str, str]) -> Sentence:
    """Return the sentence with impossible attachments mended; the same object if nothing was wrong.

    complements: verb to what stands behind it: object, preposition or clause (language/complement_verbs.tsv).
    """
    tokens = list(sentence.tokens)
    changed = (
        _finite_under_infinitive(sentence, tokens)
        | _reduced_relative_with_object(sentence, tokens)
        | _list_as_apposition(sentence, tokens)
        | _predicate_behind_object(sentence, tokens)
        | _gerund_behind_object(sentence, tokens, complements)
        | _infinitive_as_noun(sentence, tokens)
        | _participle_as_main_verb(sentence, tokens)
        | _participle_behind_preposition(sentence, tokens)
        | _gerund_as_subject(sentence, tokens)
        | _commanded_clause(sentence, tokens, complements)
        | _name_before_verb(sentence, tokens)
        | _verb_as_modifier(sentence, tokens)
        | _acronym_as_verb(sentence, tokens)
        | _foreign_predicate(sentence, tokens)
        | _measure_as_object(sentence, tokens)
        | mend_coordination(sentence, tokens)
    )
    return with_tree(sentence, tokens) if changed and _is_tree(tokens) else sentence


def _is_tree(tokens: Sequence[Token]) -> bool:
    """True if every word hangs on a root: of two repairs that contradict each other neither is wanted."""
    sound: set[int] = set()
    for t in tokens:
        path: list[int] = []
        i = t.i
        while i not in sound and tokens[i].head != i:
            if i in path:
                return False
            path.append(i)
            i = tokens[i].head
        sound.update(path)
    return True


def _finite_under_infinitive(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "urged Iran to release them and threatened": a finite verb cannot be coordinated with an infinitive."""
    changed = False
    for t in sentence.tokens:
        if t.dep != "conj" or not t.is_finite or tokens[t.head].tag not in ("VB", "VBG"):
            continue
        if any(k.dep in ("nsubj", "nsubjpass") for k in sentence.kids(t.i)) or _has_finite_auxiliary(sentence, t.head):
            continue
        ancestor = _finite_ancestor(sentence, t.head)
        if ancestor is not None and ancestor < t.i:
            tokens[t.i] = replace(t, head=ancestor)
            changed = True
    return changed


def _finite_ancestor(sentence: Sentence, i: int) -> int | None:
    while sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
        if sentence.tokens[i].is_finite or _has_finite_auxiliary(sentence, i):
            return i
    return None


def _has_finite_auxiliary(sentence: Sentence, i: int) -> bool:
    return any(k.is_finite or k.tag == "MD" for k in sentence.kids(i, "aux", "auxpass"))


def _reduced_relative_with_object(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "The minister, Anna Okafor, handed over her papers": a participle with an own object is the main verb."""
    for t in sentence.tokens:
        noun = sentence.tokens[t.head]
        if t.dep == "acl" and t.tag == "VBN" and noun.head == noun.i and noun.is_noun and t.i > noun.i:
            kids = list(sentence.kids(t.i))
            if any(k.dep == "dobj" for k in kids) and not any(k.dep in ("aux", "auxpass", "agent") for k in kids):
                _make_main_verb(sentence, tokens, t, noun)
                return True
    return False


def _participle_as_main_verb(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "The envoy held in Aden was freed": a bare participle before the finite verb only describes the subject."""
    for t in sentence.tokens:
        subject = next((k for k in sentence.kids(t.i, "nsubj", "nsubjpass") if k.i < t.i), None)
        if t.tag not in ("VBN", "VBD") or subject is None or sentence.has_kid(t.i, "aux", "auxpass", "cc", "dobj"):
            continue
        verb = _verb_without_subject(sentence, t)
        if verb is None or (t.tag == "VBD" and not _is_unjoined_passive(sentence, t, verb)):
            continue
        passive = sentence.has_kid(verb.i, "auxpass")
        tokens[verb.i] = replace(verb, dep=t.dep, head=verb.i if t.head == t.i else t.head)
        tokens[subject.i] = replace(subject, head=verb.i, dep="nsubjpass" if passive else "nsubj")
        tokens[t.i] = replace(t, tag="VBN", dep="acl", head=subject.i)
        for k in sentence.kids(t.i):
            if k.i < sentence.edges[subject.i][0] or (k.dep == "punct" and k.i > verb.i):
                tokens[k.i] = replace(tokens[k.i], head=verb.i)
        return True
    return False


def _is_unjoined_passive(sentence: Sentence, t: Token, verb: Token) -> bool:
    """True for "were freed" of "The men jailed for theft were freed", which nothing joins to "jailed"."""
    is_joined = any(m.dep in ("punct", "cc", "mark") for m in sentence.tokens[t.i : verb.i])
    return verb.dep == "conj" and sentence.has_kid(verb.i, "auxpass") and not is_joined


def _participle_behind_preposition(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "gave asylum to officers holed up there": what follows a preposition is its object, not a clause."""
    changed = False
    for t in sentence.tokens:
        noun = sentence.tokens[t.head]
        subject = next((k for k in sentence.kids(t.i, "nsubj") if k.is_noun), None)
        if t.tag not in ("VBD", "VBN") or subject is None or sentence.has_kid(t.i, "aux", "auxpass", "mark", "dobj"):
            continue
        before = sentence.tokens[max(sentence.edges[subject.i][0] - 1, 0)]
        if before.dep == "prep" and before.i > noun.i and not sentence.children[before.i] and subject.i < t.i:
            tokens[subject.i] = replace(subject, dep="pobj", head=before.i)
            tokens[t.i] = replace(t, tag="VBN", dep="acl", head=subject.i)
            changed = True
    return changed


def _gerund_as_subject(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "The agency working in Goma said": the subject is the agency, not its working there."""
    changed = False
    for t in sentence.tokens:
        verb = sentence.tokens[t.head]
        if t.tag != "VBG" or t.dep not in ("nsubj", "csubj") or not verb.is_verb or t.i > verb.i:
            continue
        noun = next((k for k in sentence.kids(t.i, "nsubj") if k.is_noun and k.i < t.i), None)
        if noun is None or sentence.has_kid(t.i, "aux", "mark"):
            continue
        tokens[noun.i] = replace(noun, dep="nsubj", head=verb.i)
        tokens[t.i] = replace(t, dep="acl", head=noun.i)
        changed = True
    return changed


def _verb_without_subject(sentence: Sentence, t: Token) -> Token | None:
    """The next finite verb coordinated with, or beside, a participle, if it has no subject of its own."""
    beside = list(sentence.kids(t.head, t.dep)) if t.head != t.i else []
    verb: Token
    for verb in (*sentence.kids(t.i, "conj", "ccomp"), *beside):
        finite = verb.is_finite or _has_finite_auxiliary(sentence, verb.i)
        if verb.i > t.i and finite and not sentence.has_kid(verb.i, "nsubj", "nsubjpass", "expl", "mark"):
            return verb
    return None


def _list_as_apposition(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "The US, Russia, and Switzerland": a name that carries the conjunction of a list is no apposition."""
    changed = False
    for t in sentence.tokens:
        head = sentence.tokens[t.head]
        if t.dep == "appos" and t.tag.startswith("NNP") and head.tag.startswith("NNP") and t.i > head.i:
            names = all(k.tag.startswith("NNP") for k in sentence.kids(t.i, "conj"))
            if names and sentence.has_kid(t.i, "conj") and sentence.has_kid(t.i, "cc"):
                tokens[t.i] = replace(t, dep="conj")
                changed = True
    return changed


def _predicate_behind_object(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "took twenty sailors captive": an adjective behind the object says what becomes of it."""
    changed = False
    for t in sentence.tokens:
        noun = sentence.tokens[t.head]
        if (
            t.dep == "amod"
            and t.tag == "JJ"
            and t.i > noun.i
            and noun.dep == "dobj"
            and sentence.tokens[noun.head].is_verb
        ):
            tokens[t.i] = replace(t, dep="oprd", head=noun.head)
            changed = True
    return changed


def _gerund_behind_object(sentence: Sentence, tokens: list[Token], complements: Mapping[str, str]) -> bool:
    """ "will not accept refugees fleeing war": who flees is the object, not the subject of a clause."""
    changed = False
    for t in sentence.tokens:
        verb = sentence.tokens[t.head]
        if t.tag != "VBG" or t.dep != "ccomp" or not verb.is_verb or complements.get(verb.lemma) == "clause":
            continue
        subject = next(iter(sentence.kids(t.i, "nsubj")), None)
        clausal = any(True for _ in sentence.kids(t.i, "aux", "auxpass", "mark"))
        if (
            subject is None
            or clausal
            or not verb.i < subject.i < t.i
            or any(True for _ in sentence.kids(verb.i, "dobj"))
        ):
            continue
        tokens[subject.i] = replace(subject, dep="dobj", head=verb.i)
        tokens[t.i] = replace(t, dep="acl", head=subject.i)
        changed = True
    return changed


def _infinitive_as_noun(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "offered to host talks": what stands behind "to" as its auxiliary is a verb."""
    changed = False
    for t in sentence.tokens:
        if t.tag in ("NN", "JJ") and any(k.tag == "TO" and k.i < t.i for k in sentence.kids(t.i, "aux")):
            tokens[t.i] = replace(t, tag="VB")
            changed = True
    return changed


def _commanded_clause(sentence: Sentence, tokens: list[Token], complements: Mapping[str, str]) -> bool:
    """ "advised the junta to free them": the infinitive behind the object is the complement, no purpose."""
    changed = False
    for t in sentence.tokens:
        head = sentence.tokens[t.head]
        if (
            t.dep == "advcl"
            and t.tag == "VB"
            and t.i > head.i
            and _is_commanded(sentence, head, t, complements.get(head.lemma))
        ):
            tokens[t.i] = replace(t, dep="xcomp")
            changed = True
    return changed


def _is_commanded(sentence: Sentence, verb: Token, clause: Token, complement: str | None) -> bool:
    to = any(k.tag == "TO" for k in sentence.kids(clause.i, "aux"))
    if not to or sentence.has_kid(clause.i, "mark"):
        return False
    before = [k for k in sentence.kids(verb.i) if verb.i < k.i < clause.i]
    if complement == "object":
        return any(k.dep == "dobj" for k in before)
    return complement == "preposition" and any(
        k.dep == "prep" and k.lemma in ("on", "upon", "to", "with") for k in before
    )


def _name_before_verb(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "Bogota requested help", "May also met him": a name read as adverb or modal of a past tense is its subject."""
    changed = False
    for t in sentence.tokens:
        verb = sentence.tokens[t.head]
        if t.i >= verb.i or not t.text[0].isupper() or sentence.has_kid(verb.i, *SUBJECTS):
            continue
        is_adverb = t.dep in ("npadvmod", "dep") and t.tag in ("NNP", "NNPS") and t.i == verb.i - 1 and verb.is_finite
        if is_adverb or (t.dep == "aux" and t.tag in ("MD", "NNP") and _is_bare_past(sentence, verb, t)):
            tokens[t.i] = replace(t, tag="NNP" if t.tag == "MD" else t.tag, dep="nsubj")
            tokens[verb.i] = replace(verb, tag="VBD") if verb.tag == "VBN" else verb
            changed = True
    return changed


def _is_bare_past(sentence: Sentence, verb: Token, modal: Token) -> bool:
    """True for a past form with which no modal can stand: "suspended" of "May suspended", not of "May have"."""
    return verb.tag in ("VBD", "VBN") and all(k.i == modal.i for k in sentence.kids(verb.i, "aux", "auxpass"))


def _verb_as_modifier(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "Chad, which leads the force, bombed Sebha": behind the aside stands the verb with its object."""
    for t in sentence.tokens:
        noun = sentence.tokens[t.head]
        subject = sentence.tokens[noun.head]
        is_aside = noun.dep == "appos" and subject.head == subject.i and sentence.has_kid(subject.i, "relcl", "acl")
        if t.tag == "VBN" and t.dep == "amod" and is_aside and sentence.edges[noun.i][0] == t.i:
            tokens[t.i] = replace(t, tag="VBD", dep="ROOT", head=t.i)
            tokens[subject.i] = replace(subject, dep="nsubj", head=t.i)
            tokens[noun.i] = replace(noun, dep="dobj", head=t.i)
            return True
    return False


def _acronym_as_verb(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "ASEAN suspended aid": a word in capitals read as the verb is the subject of the verb behind it."""
    for t in sentence.tokens[:-1]:
        verb = sentence.tokens[t.i + 1]
        noun = sentence.tokens[verb.head]
        is_verb = verb.tag in ("VBN", "VBD") and verb.dep == "amod" and noun.dep == "dobj" and noun.head == t.i
        if not (t.is_verb and is_verb and t.head == t.i and t.text.isupper() and verb.text.islower()):
            continue
        tokens[t.i] = replace(t, tag="NNP", lemma=t.text, dep="nsubj", head=verb.i)
        tokens[verb.i] = replace(verb, tag="VBD", dep="ROOT", head=verb.i)
        tokens[noun.i] = replace(noun, head=verb.i)
        for k in sentence.kids(t.i):
            if k.i > noun.i:
                tokens[k.i] = replace(tokens[k.i], head=verb.i)
            elif k.dep == "nsubj":  # "the bloc ASEAN"
                tokens[k.i] = replace(k, dep="compound", head=t.i)
        return True
    return False


def _foreign_predicate(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "declared the consul persona non grata": the Latin words say what becomes of the object."""
    for t in sentence.tokens[:-2]:
        last = sentence.tokens[t.i + 2]
        clause = sentence.tokens[last.head] if last.dep == "dobj" else last
        verb = sentence.tokens[clause.head]
        noun = next((k for k in sentence.kids(clause.i, "nsubj") if k.i < t.i), None)
        if (t.lemma, last.lemma) != ("persona", "grata") or clause.dep != "ccomp" or noun is None or not verb.is_verb:
            continue
        tokens[noun.i] = replace(noun, dep="dobj", head=verb.i)
        for k in sentence.kids(clause.i):
            if k.i > last.i:
                tokens[k.i] = replace(tokens[k.i], head=verb.i)
        tokens[t.i] = replace(t, dep="compound", head=last.i)
        tokens[last.i] = replace(last, dep="oprd", head=verb.i)
        return True
    return False


def _measure_as_object(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "gave the envoy two days to leave": behind the one who is given something stands what is given."""
    changed = False
    for t in sentence.tokens:
        verb = sentence.tokens[t.head]
        if t.dep != "npadvmod" or not t.is_noun or not verb.is_verb or sentence.has_kid(verb.i, "dobj"):
            continue
        given = next((k for k in sentence.kids(verb.i, "dative") if k.is_noun and verb.i < k.i), None)
        if given is not None and sentence.edges[t.i][0] == sentence.edges[given.i][1] + 1:
            tokens[t.i] = replace(t, dep="dobj")
            changed = True
    return changed


def _make_main_verb(sentence: Sentence, tokens: list[Token], verb: Token, noun: Token) -> None:
    tokens[verb.i] = replace(verb, tag="VBD", dep="ROOT", head=verb.i)
    tokens[noun.i] = replace(noun, dep="nsubj", head=verb.i)
    for k in sentence.kids(noun.i):
        if k.i > verb.i:
            tokens[k.i] = replace(tokens[k.i], head=verb.i)
