"""Q1–Q4: school grade, length of sentences, length of answers."""

from collections.abc import Iterator
from statistics import mean

from content.answers import MORE, SIMPLE
from content.files import DATA
from validation import formulas
from validation.corpus import Corpus, Page
from validation.rules import Fault, Place, answer_rule, corpus_rule

# Grade 6: AMA, NIH and the Stroke Association's aphasia-friendly guide. Detail (`more`): the hard limit of Q1.
GRADE, GRADE_OF_MORE = 6.0, 8.0
# The grade of a few words says nothing ("Ischaemic stroke." scores 2.9): small talk of fewer is not graded.
GRADED_WORDS = 10
# NHS readability tool: SMOG 10-11 is readable by 76 % of adults in the UK. It needs 30 sentences.
SMOG_LIMIT, SMOG_TARGET, SMOG_SENTENCES = 11.0, 9.0, 30
# NHS "How we write": at most 20 words a sentence. Mean and simple level: the project's own, Q3.
SENTENCE, SENTENCE_OF_SIMPLE, MEAN_SENTENCE = 20, 10, 12.0
# Q4, the project's own.
BUBBLES, BUBBLES_OF_SIMPLE, BUBBLE_WORDS = 3, 2, 60
SIMPLE_WORDS = (25, 60)


@answer_rule("Q1")
def grade(page: Page) -> Iterator[str]:
    """Flesch-Kincaid grade of the whole answer."""
    if page.topic is None and len(page.text.words) < GRADED_WORDS:
        return
    limit = GRADE_OF_MORE if page.answer.level == MORE else GRADE
    found = formulas.school_grade(page.text.measured)
    if found > limit:
        yield f"The school grade is {found:.1f}; at most {limit:.1f}. Use shorter words and shorter sentences."


@answer_rule("Q3")
def sentence_length(page: Page) -> Iterator[str]:
    """No sentence is too long."""
    limit = SENTENCE_OF_SIMPLE if page.answer.level == SIMPLE else SENTENCE
    for sentence in page.text.sentences:
        if len(sentence.words) > limit:
            yield f'A sentence has {len(sentence.words)} words, at most {limit}; split it: "{sentence.text}"'


@answer_rule("Q3", wholes_only=True)
def mean_length(page: Page) -> Iterator[str]:
    """Nor are all of them together."""
    if page.text.sentences:
        average = mean(len(sentence.words) for sentence in page.text.sentences)
        if average > MEAN_SENTENCE:
            yield f"The mean sentence has {average:.1f} words; at most {MEAN_SENTENCE:.0f}. Split the longest."


@answer_rule("Q3")
def line_length(page: Page) -> Iterator[str]:
    """At the simple level one idea stands on one line."""
    if page.answer.level != SIMPLE:
        return
    for line in dict.fromkeys(sentence.line for sentence in page.text.sentences):
        on_line = [sentence for sentence in page.text.sentences if sentence.line == line]
        count = sum(len(sentence.words) for sentence in on_line)
        if len(on_line) > 1 and count > SENTENCE_OF_SIMPLE:
            yield f'A line has {len(on_line)} sentences; give each its own line: "{on_line[0].text}"'


@answer_rule("Q4")
def answer_length(page: Page) -> Iterator[str]:
    """Number of bubbles and words in each."""
    limit = BUBBLES_OF_SIMPLE if page.answer.level == SIMPLE else BUBBLES
    if len(page.text.bubbles) > limit:
        yield f"The answer has {len(page.text.bubbles)} bubbles; at most {limit}. Join or cut."
    for number, bubble in enumerate(page.text.bubbles, start=1):
        if len(bubble.words) > BUBBLE_WORDS:
            yield f"Bubble {number} has {len(bubble.words)} words; at most {BUBBLE_WORDS}. Cut or split it."


@answer_rule("Q4")
def simple_length(page: Page) -> Iterator[str]:
    """The simple level is short, but still carries message, uncertainty and next step."""
    if page.answer.level != SIMPLE:
        return
    least, most = SIMPLE_WORDS
    count = len(page.text.words)
    if count > most:
        yield f"The simple text has {count} words; at most {most} in all. Leave something out."
    elif count < least and page.topic is not None:
        yield f"The simple text has {count} words; at least {least}. It needs message, uncertainty and next step."


def smog(corpus: Corpus) -> float:
    """SMOG grade of all answers together; 0 while there are too few sentences for it."""
    if sum(len(page.text.sentences) for page in corpus.pages) < SMOG_SENTENCES:
        return 0.0
    return formulas.smog(" ".join(page.text.measured for page in corpus.pages))


@corpus_rule("Q2")
def corpus_smog(corpus: Corpus) -> Iterator[Fault]:
    """SMOG grade of the whole corpus."""
    found = smog(corpus)
    if found > SMOG_LIMIT:
        message = f"The SMOG grade of all answers is {found:.1f}, at most {SMOG_LIMIT:.0f}; use plainer words."
        yield Fault(Place(DATA), message)


def note(corpus: Corpus) -> str:
    """The SMOG grade, for the reader of the report."""
    found = smog(corpus)
    limits = f"(target {SMOG_TARGET:.0f}, limit {SMOG_LIMIT:.0f})"
    return f"SMOG grade of all answers {found:.1f} {limits}" if found else ""
