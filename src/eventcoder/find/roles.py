"""Who is the subject and the object of a verb: through passive, control, raising, relative clauses and coordination."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from eventcoder.analysis import Sentence, Token

_RELATIVE: Final = frozenset({"WDT", "WP", "WP$"})
_SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj")
_SUBJECT_CONTROL: Final = frozenset({"promise", "threaten", "vow", "pledge", "use", "do"})
_CAUSATIVES: Final = frozenset({"let", "make", "have", "see", "hear", "watch", "declare"})
_HARMING: Final = frozenset({"kill", "wound", "injure", "maim", "destroy", "damage"})
_OBJECT_PREPOSITIONS: Final = frozenset({"of", "for", "from", "into", "against"})
_ADVERBIAL: Final = frozenset({"after", "before", "since", "while", "without", "despite", "besides"})


class Roles:
    """Answers, for one sentence, who is the subject and the object of a verb; keeps what it has worked out."""

    def __init__(self, sentence: Sentence) -> None:
        self._s = sentence
        self._subjects: dict[int, tuple[int, ...]] = {}
        self._passive: dict[int, bool] = {}

    def is_passive(self, verb: int) -> bool:
        """True if the verb stands in the passive, also as a reduced relative or participle."""
        if verb not in self._passive:
            self._passive[verb] = self._reads_passive(verb)
        return self._passive[verb]

    def _reads_passive(self, verb: int) -> bool:
        s, t = self._s, self._s.tokens[verb]
        if any(k.dep in ("auxpass", "nsubjpass") for k in s.kids(verb)):
            return True
        if t.tag != "VBN":
            return False
        if any(k.lemma in ("have", "'ve", "be") and k.dep == "aux" for k in s.kids(verb)):
            return False
        if s.has_kid(verb, "agent"):
            return True
        if t.dep == "conj" and s.tokens[t.head].is_verb and not s.has_kid(verb, "nsubj"):
            return self.is_passive(t.head)
        return t.dep in ("acl", "advcl", "ROOT", "ccomp", "relcl", "pcomp") and not any(
            k.dep in ("dobj", "nsubj") for k in s.kids(verb)
        )

    def modals(self, verb: int) -> tuple[str, ...]:
        """Lemmas of the modal auxiliaries over a verb, shared through coordination; "going to" counts as will."""
        s, t = self._s, self._s.tokens[verb]
        auxiliaries = list(s.kids(verb, "aux", "auxpass"))
        auxiliaries += [k for a in auxiliaries for k in s.kids(a.i, "aux")]  # "should be leading"
        own = tuple(k.lemma for k in auxiliaries if k.tag == "MD")
        if own:
            return own
        head = s.tokens[t.head]
        if t.dep == "xcomp" and head.text == "going" and s.has_kid(head.i, "aux"):
            return ("will",)
        if t.dep != "conj" or t.tag not in ("VB", "VBN") or not head.is_verb:
            return ()
        return self.modals(t.head)

    def surface_subjects(self, verb: int) -> tuple[int, ...]:
        """Tokens (conjuncts listed) that are the subject of a verb as it stands; empty if nobody is."""
        if verb not in self._subjects:
            self._subjects[verb] = ()  # a cycle in control finds nobody instead of recursing
            self._subjects[verb] = tuple(self._find_subjects(verb))
        return self._subjects[verb]

    def agents(self, verb: int) -> tuple[int, ...]:
        """Logical subject: the by-phrase of a passive, else the surface subject."""
        if not self.is_passive(verb):
            return self.surface_subjects(verb)
        s = self._s
        return tuple(
            i
            for by in s.kids(verb, "agent")
            if not s.has_kid(by.i, "neg")  # "launched not by Oslo, but by Bonn"
            for p in s.kids(by.i, "pobj")
            for i in s.conjuncts(p.i)
        )

    def patients(self, verb: int) -> tuple[int, ...]:
        """Logical object: the surface subject of a passive, else the direct object, also through relative clauses."""
        if self.is_passive(verb):
            return self.surface_subjects(verb)
        own = self._objects(verb)
        if own:
            return own
        t, s = self._over_infinitives(verb), self._s
        free = t.i == verb or not self._objects(t.i)
        if free and t.dep == "relcl" and s.tokens[t.head].is_noun and self._relates_to_object(t.i):
            return (t.head,)
        for k in s.kids(verb, "conj"):  # "condemned and rejected the attack"
            if k.is_verb and not s.has_kid(k.i, *_SUBJECTS) and _adjacent_conjuncts(s, verb, k.i):
                return self._objects(k.i)
        return ()

    def _over_infinitives(self, verb: int) -> Token:
        """The verb over a chain of infinitives: "tried" of "the town they tried to take"."""
        t = self._s.tokens[verb]
        while t.dep == "xcomp" and self._s.tokens[t.head].is_verb:
            t = self._s.tokens[t.head]
        return t

    def _relates_to_object(self, verb: int) -> bool:
        """True for "the town that rebels took", false for "the rebels that took it", "the town they fled from"."""
        subjects = [self._s.tokens[i] for i in self._own_subjects(verb)]
        return bool(subjects) and not any(t.tag in _RELATIVE for t in subjects) and not _has_stranded(self._s, verb)

    def _objects(self, verb: int) -> tuple[int, ...]:
        out: list[int] = []
        if self._s.has_kid(verb, "nsubjpass"):
            return ()  # "were branded terrorists": what looks like an object says what they are called
        for k in list(self._s.kids(verb, "dobj"))[:1]:
            if k.tag in _RELATIVE and k.i < verb:
                out.extend(self._antecedent(verb))
            else:
                out.extend(self._s.conjuncts(k.i))
        return tuple(out) or self._small_clause_subject(verb)

    def _small_clause_subject(self, verb: int) -> tuple[int, ...]:
        """ "found the officer guilty", parsed as a clause about the officer: he is the object of the verb."""
        for k in self._s.kids(verb, "ccomp"):
            if is_small_clause(self._s, k):
                return tuple(i for n in list(self._s.kids(k.i, "nsubj", "dobj"))[:1] for i in self._s.conjuncts(n.i))
        return ()

    def _own_subjects(self, verb: int) -> tuple[int, ...]:
        return tuple(k.i for k in self._s.kids(verb, *_SUBJECTS))

    def _antecedent(self, verb: int) -> tuple[int, ...]:
        t = self._over_infinitives(verb)
        while t.dep == "conj" and t.head != t.i:
            t = self._s.tokens[t.head]
        head = self._s.tokens[t.head]
        if t.dep == "relcl" and t.lemma in _HARMING:
            head = self._told_deed(head, t)
        if t.dep not in ("relcl", "acl", "ccomp") or not (head.is_noun or head.tag == "PRP"):
            return ()
        return self._joint(head, t) if t.dep == "relcl" else (head.i,)

    def antecedent_of(self, pronoun: Token) -> tuple[int, ...]:
        """Whom a relative pronoun behind a preposition means: "the rebels, with whom it has fought"."""
        t = self._s.tokens[pronoun.head]
        while t.dep != "relcl" and t.head != t.i:
            t = self._s.tokens[t.head]
        return (t.head,) if t.dep == "relcl" and self._s.tokens[t.head].is_noun else ()

    def _told_deed(self, noun: Token, verb: Token) -> Token:
        """What killed: in "an attack on a bus that killed nine" the attack, not the bus."""
        preposition = self._s.tokens[noun.head]
        deed = self._s.tokens[preposition.head]
        is_thing = any(k.text == "that" or k.text == "which" for k in self._s.kids(verb.i, "nsubj"))
        is_struck = noun.dep == "pobj" and preposition.lemma in ("on", "against", "in", "at", "near")
        return deed if is_thing and is_struck and deed.is_noun else noun

    def _joint(self, head: Token, verb: Token) -> tuple[int, ...]:
        """All that a plural verb speaks of, the last that a singular one does: "Oslo and Bonn, who have backed it"."""
        finite = [*self._s.kids(verb.i, "aux", "auxpass"), verb]
        listed = [i for i in self._s.conjuncts(head.i) if i < verb.i]
        if len(listed) > 1 and any(k.tag == "VBZ" or k.text == "was" for k in finite):
            return (listed[-1],)
        one = head.tag in ("NN", "NNP") and any(k.tag == "VBP" or k.text == "were" for k in finite)
        first = head
        while one and first.dep == "conj" and first.head != first.i:
            first = self._s.tokens[first.head]
        return self._s.conjuncts(first.i) if one else (head.i,)

    def _described(self, head: Token, verb: Token) -> tuple[int, ...]:
        """Whom a participle describes: all of a list, or what stands beside it: "troops and local rebels backed by"."""
        listed = tuple(i for i in self._s.conjuncts(head.i) if i < verb.i)
        is_beside = self._s.tokens[verb.i - 1].text != "," and self._s.has_kid(listed[-1], "amod", "compound", "det")
        return listed[-1:] if is_beside else listed

    def _find_subjects(self, verb: int) -> Iterator[int]:
        own = self._own_subjects(verb)
        for i in own:
            if self._s.tokens[i].tag in _RELATIVE:
                yield from self._antecedent(verb) or (i,)
            else:
                yield from self._s.conjuncts(i)
        if not own and not self._s.has_kid(verb, "expl"):
            yield from self._inherited(verb)

    def _inherited(self, verb: int) -> tuple[int, ...]:
        t, s = self._s.tokens[verb], self._s
        head = s.tokens[t.head]
        if t.dep == "conj":
            return self.surface_subjects(head.i) if head.is_verb else ()
        if t.dep in ("xcomp", "ccomp", "advcl", "oprd"):
            return self._controller(head.i, t)
        if t.dep in ("relcl", "acl") and head.is_noun:
            return self._noun_agent(head.i) if _has_to(s, verb) else self._described(head, t)
        if t.dep == "pcomp":
            return self._through_preposition(head)
        return ()

    def _controller(self, governor: int, clause: Token) -> tuple[int, ...]:
        s, g = self._s, self._s.tokens[governor]
        if not g.is_verb:
            if g.dep in ("acomp", "attr", "oprd") and s.tokens[g.head].is_verb:
                return self.surface_subjects(g.head)
            if g.dep == "amod" and s.tokens[g.head].is_noun:
                return (g.head,)
            return self._noun_agent(governor) if g.is_noun else ()
        if clause.dep != "advcl" and not self.is_passive(governor) and g.lemma not in _SUBJECT_CONTROL:
            objects = self._objects(governor) or tuple(
                i for d in s.kids(governor, "dative") if d.is_noun or d.tag == "PRP" for i in s.conjuncts(d.i)
            )
            if objects and objects[0] < clause.i:
                return objects
            called_on = tuple(  # "called on Iran to stop", "appealed to both sides to"
                i
                for p in s.kids(governor, "prep")
                if p.lemma in ("on", "upon", "to", "for", "with") and p.i < clause.i
                for o in s.kids(p.i, "pobj")
                for i in s.conjuncts(o.i)
            )
            if (
                called_on
                and _has_to(s, clause.i)
                and g.lemma in ("call", "appeal", "plead", "prevail", "wait", "arrange")
            ):
                return called_on
        return self.surface_subjects(governor)

    def _through_preposition(self, preposition: Token) -> tuple[int, ...]:
        """ "accused X of attacking": the object acts; "responded by sending": the subject does."""
        governor = self._s.tokens[preposition.head]
        while preposition.lemma in _ADVERBIAL and not governor.is_verb and governor.head != governor.i:
            governor = self._s.tokens[governor.head]  # "rejected the offer after consulting them", hung on the offer
        if governor.is_verb:
            patients = self.patients(governor.i) if preposition.lemma in _OBJECT_PREPOSITIONS else ()
            return patients or self.surface_subjects(governor.i)
        if governor.dep == "dobj" and governor.tag in ("NNS", "NNP", "NNPS"):
            return self._s.conjuncts(governor.i)  # "accused the rebels of attacking", hung on the rebels
        return self._noun_agent(governor.i) if governor.is_noun else ()

    def _noun_agent(self, noun: int) -> tuple[int, ...]:
        """Who has the plan, threat or right: its possessor, else the subject of the verb it depends on."""
        s, t = self._s, self._s.tokens[noun]
        owners = tuple(i for k in s.kids(noun, "poss") for i in s.conjuncts(k.i))
        if owners:
            return owners
        if t.dep in ("dobj", "attr", "conj", "nsubjpass") and s.tokens[t.head].is_verb:
            return self.agents(t.head)
        if t.dep == "pobj":
            governor = s.tokens[s.tokens[t.head].head]
            if governor.is_verb:
                return self.surface_subjects(governor.i)
            if governor.is_noun and governor.i != noun:
                return self._noun_agent(governor.i)
        return ()


def is_small_clause(sentence: Sentence, t: Token) -> bool:
    """True for a predicate without marker and tense: "guilty" of "found him guilty", "go" of "let him go"."""
    if t.is_verb and not (t.tag == "VB" and sentence.tokens[t.head].lemma in _CAUSATIVES):
        return False
    return not sentence.has_kid(t.i, "mark", "aux", "cop", "advmod")


def _has_to(sentence: Sentence, verb: int) -> bool:
    return any(k.tag == "TO" for k in sentence.kids(verb, "aux"))


def _has_stranded(sentence: Sentence, verb: int) -> bool:
    """True if a preposition of the verb lost its object to the relative pronoun ("the town they fled from")."""
    return any(not sentence.children[p.i] for p in sentence.kids(verb, "prep"))


def _adjacent_conjuncts(sentence: Sentence, first: int, second: int) -> bool:
    return all(sentence.tokens[i].dep in ("cc", "punct", "advmod", "conj", "aux") for i in range(first + 1, second))
