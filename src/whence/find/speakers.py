"""Finds whose verb it is: the subject as the sentence has it, and the words of a source."""

from whence.text.grammar import Word


def subject_of(verb: Word) -> Word | None:
    """Who does what the verb says, borrowed from the verb it hangs on where it has none."""
    node = verb
    for _ in range(5):
        subject = node.kid("nsubj", "nsubjpass", "csubj")
        if subject is not None:
            return subject if subject.lower not in {"there", "what", "it's"} else None
        above = node.head
        if node.dep == "conj" and (above.pos in {"VERB", "AUX"} or above.dep in {"ROOT", "xcomp"}):
            node = above
        elif node.dep in {"xcomp", "advcl", "pcomp"} or (node.dep == "acl" and above.pos == "ADJ"):
            node = above if node.dep != "pcomp" else above.head
        elif node.dep == "acl":
            return above
        elif node.dep in {"acomp", "prep"}:
            node = above
        else:
            return None
    return None


def agent_of(verb: Word) -> Word | None:
    """By whom a passive verb is done."""
    by = next((k for k in verb.kids("agent", "prep") if k.lower == "by"), None)
    return by.kid("pobj") if by is not None else None


def is_passive(verb: Word) -> bool:
    """Whether the verb is told of the one it is done to."""
    return any(verb.kids("auxpass", "nsubjpass"))


def name_words(source: Word) -> list[Word]:
    """The words of a source: its noun phrase without clauses that hang on it."""
    left_out: set[int] = set()
    for below in source.subtree():
        if below.dep in {"relcl", "advcl"} and below is not source:
            left_out |= {w.i for w in below.subtree()}
    for child in source.children:
        if child.dep in {
            "relcl",
            "advcl",
            "conj",
            "cc",
            "punct",
            "acl",
            "ccomp",
            "parataxis",
            "dep",
            "npadvmod",
        } and not (child.dep == "acl" and child.i < source.i):
            if child.dep == "appos":
                continue
            left_out |= {w.i for w in child.subtree()}
        if child.dep == "appos" and not _is_naming(child):
            left_out |= {w.i for w in child.subtree()}
        if (
            child.dep == "prep"
            and child.i > source.i
            and child.lower not in {"of", "in", "at", "for", "from", "with", "on", "by"}
        ):
            left_out |= {w.i for w in child.subtree()}
    kept = [w for w in source.subtree() if w.i not in left_out]
    # one stretch around the head, so that the words are those of the text
    run = [source]
    for w in reversed([w for w in kept if w.i < source.i]):
        if run[0].i - w.i > 1 and not _gap_is_plain(w, run[0]):
            break
        run.insert(0, w)
    for w in [w for w in kept if w.i > source.i]:
        if w.i - run[-1].i > 2:
            break
        run.append(w)
    while len(run) > 1 and run[-1].pos == "PUNCT":
        run.pop()
    return run


def _gap_is_plain(left: Word, right: Word) -> bool:
    return right.i - left.i <= 2


def _is_naming(appositive: Word) -> bool:
    """Whether an apposition names its head or its office, rather than telling more of it."""
    return appositive.name or len(appositive.subtree()) <= 6
