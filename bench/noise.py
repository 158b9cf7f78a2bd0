"""Messages as they come from one tired hand: slips of the keyboard, capitals, dropped words. Always the same ones."""

import random
from typing import Callable, Mapping

_NEIGHBOURS = {
    "a": "qs", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "ko", "m": "nb", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip


def slips(text: str) -> str:
    """One slip in a word of four letters or more, for every eight words: swapped, missed, doubled or neighbouring."""
    chance = random.Random(text)
    words = text.split(" ")
    long = [index for index, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    for index in chance.sample(long, min(len(long), 1 + len(words) // 8)):
        word, place = words[index], chance.randrange(1, len(words[index]) - 1)
        kind = chance.randrange(4)
        if kind == 0:
            word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        elif kind == 1:
            word = word[:place] + word[place + 1 :]
        elif kind == 2:
            word = word[:place] + word[place] + word[place:]
        else:
            word = word[:place] + chance.choice(_NEIGHBOURS.get(word[place].lower(), "e")) + word[place + 1 :]
        words[index] = word
    return " ".join(words)


def capitals(text: str) -> str:
    """Everything in capitals, without full stops and commas."""
    return text.upper().replace(".", "").replace(",", "")


def dropped_word(text: str) -> str:
    """One of the small words missing, if there is one; messages of three words or fewer stay."""
    chance = random.Random(text)
    words = text.split(" ")
    small = [index for index, word in enumerate(words) if len(word) <= 4]
    if len(words) <= 3 or not small:
        return text
    del words[chance.choice(small)]
    return " ".join(words)


NOISES: Mapping[str, Callable[[str], str]] = {
    "slips of the keyboard": slips,
    "capitals": capitals,
    "a dropped word": dropped_word,
}
