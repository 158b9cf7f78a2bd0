"""The closed sets of words with which a trial, a question and an answer are described.

Where ClinicalTrials.gov has a word of its own, the value of the member is that word, as its API v2 writes it.
A member named `NOT_STATED` means that the record says nothing we understand; nothing is ever guessed.
"""

from enum import Enum


class Status(Enum):
    """Where a study or a site stands, in the words of ClinicalTrials.gov API v2.

    `UNKNOWN` is that registry's own word: last known to be open and not verified for two years.
    `NOT_STATED` means that the record says nothing we understand.
    """

    RECRUITING = "RECRUITING"
    NOT_YET_RECRUITING = "NOT_YET_RECRUITING"
    ENROLLING_BY_INVITATION = "ENROLLING_BY_INVITATION"
    ACTIVE_NOT_RECRUITING = "ACTIVE_NOT_RECRUITING"
    COMPLETED = "COMPLETED"
    SUSPENDED = "SUSPENDED"
    TERMINATED = "TERMINATED"
    WITHDRAWN = "WITHDRAWN"
    UNKNOWN = "UNKNOWN"
    AVAILABLE = "AVAILABLE"
    NO_LONGER_AVAILABLE = "NO_LONGER_AVAILABLE"
    TEMPORARILY_NOT_AVAILABLE = "TEMPORARILY_NOT_AVAILABLE"
    APPROVED_FOR_MARKETING = "APPROVED_FOR_MARKETING"
    WITHHELD = "WITHHELD"
    NOT_STATED = "NOT_STATED"


class Phase(Enum):
    """One phase; a trial of phase 1/2 has two. `NOT_APPLICABLE` is the registry's "NA"."""

    NOT_APPLICABLE = "NA"
    EARLY_PHASE_1 = "EARLY_PHASE1"
    PHASE_1 = "PHASE1"
    PHASE_2 = "PHASE2"
    PHASE_3 = "PHASE3"
    PHASE_4 = "PHASE4"


class StudyType(Enum):
    """Whether the team gives a treatment, only watches, or offers one outside a trial."""

    INTERVENTIONAL = "INTERVENTIONAL"
    OBSERVATIONAL = "OBSERVATIONAL"
    EXPANDED_ACCESS = "EXPANDED_ACCESS"
    NOT_STATED = "NOT_STATED"


class Allocation(Enum):
    """Who decides which group a person joins. `SINGLE_GROUP` is the registry's "NA": all get the same."""

    RANDOMIZED = "RANDOMIZED"
    NON_RANDOMIZED = "NON_RANDOMIZED"
    SINGLE_GROUP = "NA"
    NOT_STATED = "NOT_STATED"


class Masking(Enum):
    """How many parties do not know who gets what."""

    NONE = "NONE"
    SINGLE = "SINGLE"
    DOUBLE = "DOUBLE"
    TRIPLE = "TRIPLE"
    QUADRUPLE = "QUADRUPLE"
    NOT_STATED = "NOT_STATED"


class Sex(Enum):
    """Who may join."""

    ALL = "ALL"
    FEMALE = "FEMALE"
    MALE = "MALE"
    NOT_STATED = "NOT_STATED"


class SponsorClass(Enum):
    """What kind of body is responsible. `INDIVIDUAL` is one named person, whose name is never kept."""

    INDUSTRY = "INDUSTRY"
    GOVERNMENT = "GOVERNMENT"
    INDIVIDUAL = "INDIVIDUAL"
    NETWORK = "NETWORK"
    OTHER = "OTHER"
    NOT_STATED = "NOT_STATED"


class StrokeKind(Enum):
    """The two kinds of stroke. A trial for both, or for stroke without more, has both."""

    ISCHAEMIC = "ischaemic"
    HAEMORRHAGIC = "haemorrhagic"


class Stage(Enum):
    """How long after the stroke: in the first weeks, or half a year and later. For order only, never a verdict."""

    EARLY = "early"
    LATE = "late"


class Cells(Enum):
    """Where the cells come from. `CELL_PRODUCTS` are exosomes and vesicles: parts of cells, no cells."""

    BONE_MARROW = "bone_marrow"
    FAT = "fat"
    UMBILICAL_CORD = "umbilical_cord"
    CORD_BLOOD = "cord_blood"
    PLACENTA = "placenta"
    BLOOD = "blood"
    NEURAL = "neural"
    DENTAL_PULP = "dental_pulp"
    REPROGRAMMED = "reprogrammed"
    CELL_PRODUCTS = "cell_products"
    OTHER = "other"


class Donor(Enum):
    """Whose cells."""

    OWN = "own"
    DONOR = "donor"
    NOT_STATED = "not_stated"


class Route(Enum):
    """How the cells get into the body."""

    VEIN = "vein"
    ARTERY = "artery"
    BRAIN = "brain"
    BRAIN_FLUID = "brain_fluid"
    SPINAL_FLUID = "spinal_fluid"
    NOSE = "nose"


class Finding(Enum):
    """What the published or registered results come to, for the label above their words."""

    NO_BENEFIT = "no_benefit"
    MIXED = "mixed"
    SAFETY_ONLY = "safety_only"
    SMALL_SIGNAL = "small_signal"
    STOPPED = "stopped"
    NOT_KNOWN = "not_known"


class Caution(Enum):
    """What a careful reader should notice in a record. Found by rule; no judgement of the team."""

    FEE_MENTIONED = "fee_mentioned"
    SINGLE_SITE_ABROAD = "single_site_abroad"
    NO_CONTROL_GROUP = "no_control_group"
    NO_AGE_LIMIT = "no_age_limit"
    NO_TIME_LIMIT = "no_time_limit"
    NOT_VERIFIED_FOR_TWO_YEARS = "not_verified_for_two_years"
    END_DATE_PASSED = "end_date_passed"
    EXPANDED_ACCESS = "expanded_access"


class Outcome(Enum):
    """How a question to the registries ended.

    `FOUND`: there is something to show. `NONE`: the registries were asked, or the saved list read, and it is not
    there. `UNAVAILABLE`: nobody who would know could be asked and nothing is saved; show links. `INVALID`: the id has
    the form of no registry that we know.
    """

    FOUND = "found"
    NONE = "none"
    UNAVAILABLE = "unavailable"
    INVALID = "invalid"


class Origin(Enum):
    """Where the data came from. `CACHE` is a live answer still fresh, `STALE_CACHE` an older one."""

    LIVE = "live"
    CACHE = "cache"
    STALE_CACHE = "stale_cache"
    SNAPSHOT = "snapshot"


class Relaxation(Enum):
    """A wish that no trial met and that was therefore dropped. They are dropped in this order."""

    DISTANCE = "distance"
    COUNTRY = "country"
    STATUS = "status"
    KIND = "kind"
