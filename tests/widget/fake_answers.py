"""What the fake server says: one message of every kind that the contract allows."""

from typing import Any, Dict, List, Optional, Sequence

Message = Dict[str, Any]

SOURCES = [
    {
        "title": "Multipotent adult progenitor cells for ischaemic stroke (TREASURE), JAMA Neurology",
        "url": "https://jamanetwork.com/journals/jamaneurology/fullarticle/2813654",
        "date": "2024",
    },
    {"title": "A guide to stem cell treatments, ISSCR", "url": "https://www.aboutstemcells.org/", "date": "2023"},
]
HOSTILE = (
    '<img src=x onerror="window.pwned=1"> <script>window.pwned=1</script> **<b onclick=alert(1)>bold</b>** '
    "javascript:alert(1) data:text/html,<script>window.pwned=1</script> [x](javascript:window.pwned=1) "
    'https://example.org/"onmouseover=window.pwned=1 tel:javascript:alert(1) \u202etxet'
)


def message(
    text: str,
    kind: str = "answer",
    choices: Sequence[str] = (),
    level: Optional[str] = None,
    label: str = "",
    sources: Sequence[Dict[str, str]] = (),
    cards: Sequence[Dict[str, Any]] = (),
    language: str = "en",
) -> Message:
    """A message in the shape of the contract; the server adds the ids."""
    return {
        "id": "",
        "kind": kind,
        "text": text,
        "speak": text.replace("**", "").replace("• ", ""),
        "language": language,
        "evidence": {"level": level, "label": label} if level else None,
        "checked": "2026-11-23" if sources else None,
        "sources": list(sources),
        "choices": [{"token": "", "title": title} for title in choices],
        "cards": list(cards),
    }


def introduction() -> List[Message]:
    """What a machine says first."""
    return [
        message(
            "**Hello.** I am a **machine**, not a person and not a doctor.\n\n"
            "I explain what is known about **stem cells and stroke**. I cannot help in an emergency.\n\n"
            "Choose a question, or type your own.",
            kind="notice",
            choices=["What is stem cell therapy for stroke?", "Does it work?", "What are the risks?", "Find a trial"],
        )
    ]


def trial(number: int, place: str) -> Dict[str, Any]:
    """A trial card."""
    return {
        "kind": "trial",
        "id": f"NCT0000000{number}",
        "title": "Cells from bone marrow after a stroke",
        "lines": [
            {"label": "Status", "text": "Looking for people"},
            {"label": "Where", "text": place},
            {"label": "Time after the stroke", "text": "6 months to 5 years"},
            {"label": "Number", "text": f"NCT0000000{number}"},
        ],
        "cautions": ["This is a test. Nobody knows if it helps."],
        "note": "Listed is not approved. **Ask your stroke team** before you write to a trial.",
        "link": {
            "title": "Read about this trial at ClinicalTrials.gov",
            "url": f"https://clinicaltrials.gov/study/NCT0000000{number}",
        },
    }


def answer_to(text: str) -> List[Message]:
    """Chooses by a word in the text."""
    low = text.lower()
    if "hostile" in low:
        card = trial(3, "<svg onload=window.pwned=1>")
        card["title"] = HOSTILE
        card["link"] = {"title": "<b>x</b>", "url": "javascript:window.pwned=1"}
        bad = [{"title": HOSTILE, "url": "javascript:window.pwned=1", "date": "<i>1</i>"}]
        return [
            message(HOSTILE, choices=[HOSTILE], level="not_known", label=HOSTILE, sources=bad),
            message("x", cards=[card]),
        ]
    if "trial" in low:
        return [
            message("I found 2 trials.", sources=SOURCES[1:]),
            message(
                "Two trials as text",
                cards=[trial(1, "London, United Kingdom"), trial(2, "Leeds, United Kingdom")],
                choices=["Show more trials", "What should I ask before I join?", "Ask something else"],
            ),
        ]
    if "face" in low or "arm is weak" in low:
        return [
            message(
                "**Call the emergency number now: 999 or 112.**\nOr ask **someone near you** to call.\nDo **not wait**."
                "\n\nThis chat **cannot help** in an emergency.",
                kind="emergency",
                choices=["I am safe. Go on"],
            )
        ]
    if "simpler" in low:
        return [
            message(
                "Nobody is **sure** that it helps.\n**Most careful trials** did not reach their main goal."
                "\n\nAsk your **stroke team** what can help you now.",
                choices=["What are the risks?", "What helps recovery?"],
                level="larger_studies_no_clear_benefit",
                label="Larger studies, no clear benefit",
                sources=SOURCES,
            )
        ]
    if "many" in low:
        return [message("There are **many** ways to go on.", choices=[f"Choice number {n}" for n in range(1, 9)])]
    if "links" in low:
        return [
            message(
                "Read https://www.stroke.org.uk/. Write to mailto:help@example.org or call tel:03033033100."
                "\n\n• One\n• **Two**"
            )
        ]
    return [
        message(
            "**Nobody knows yet** if stem cells help after a stroke. In the largest trial, "
            "**12 of 104** people who got cells had an excellent recovery. "
            "So had **10 of 102** people who got a placebo.\n\nThat is no real difference."
            "\n\n**Ask your stroke team** which proven care is open to you.",
            choices=["What are the risks?", "What helps recovery?", "What should I ask my doctor?"],
            level="larger_studies_no_clear_benefit",
            label="Larger studies, no clear benefit",
            sources=SOURCES,
        )
    ]


def summary(talked: bool) -> Dict[str, Any]:
    """What a person can print."""
    return {
        "title": "Stem cells and stroke: your summary",
        "date": "2026-11-28",
        "topics": ["Does it work?", "What are the risks?"] if talked else [],
        "questions": ["Which proven care is open to me?", "What are the risks for me?"] if talked else [],
        "sources": SOURCES if talked else [],
        "note": "This is general information, **not medical advice**.",
    }
