"""Why a registry gave no usable answer. None of these messages holds a word of the person who asked."""


class SourceError(Exception):
    """A registry gave no usable answer."""


class Unreachable(SourceError):
    """No connection, a broken one, or no answer in time."""


class Refused(SourceError):
    """An answer that says no: a status of 400 or above that is not "not found"."""


class Unreadable(SourceError):
    """An answer that is too long, cut short, or no data of the expected form."""


class NotThere(SourceError):
    """The registry knows no record with this id. The registry itself is well."""


class Resting(SourceError):
    """The registry failed several times in a row and is not asked for a while."""
