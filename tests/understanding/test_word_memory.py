"""Words are remembered, and not everything that looks like one."""

from typing import List

from understanding.word_memory import LONGEST_WORD, remembering


def test_looks_at_a_word_once_and_at_a_run_of_letters_each_time() -> None:
    seen: List[str] = []

    def length(word: str) -> int:
        seen.append(word)
        return len(word)

    quick = remembering(length)
    longest, longer = "a" * LONGEST_WORD, "a" * (LONGEST_WORD + 1)
    assert [quick(word) for word in ["", "stroke", longest, longer] * 2] == [0, 6, 30, 31] * 2
    assert seen == ["", "stroke", longest, longer, longer]
