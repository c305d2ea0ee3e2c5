"""The errors of the package: each names the thing, the value, what is allowed, the next step."""

from collections.abc import Iterable


class NtmError(Exception):
    """Base of all errors that a user may meet; its text is a sentence for a reader."""


class InputError(NtmError):
    """A call, a file or a name is wrong, and nothing was written."""


class NameRefusedError(InputError):
    """A place name fits no unit, or more than one.

    Parameters
    ----------
    message : str
        The sentence for the reader.
    name : str
        The name as it was given.
    suggestions : list of str
        Names that look alike; a help for the eye, never a decision.
    """

    def __init__(self, message: str, name: str = "", suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.name = name
        self.suggestions = tuple(suggestions)

    def __reduce__(self) -> tuple[type, tuple[str, str, tuple[str, ...]]]:
        return type(self), (str(self), self.name, self.suggestions)


class DataError(NtmError):
    """A table or a layer contradicts its own schema, or a join would lose a row."""


def one_of(thing: str, value: object, allowed: Iterable[object], next_step: str = "") -> InputError:
    """Build the error for a value outside a closed list.

    >>> str(one_of("indicator", "ocop", ["ocop_products", "village_ntm"]))
    "Unknown indicator 'ocop'; allowed: ocop_products, village_ntm (did you mean 'ocop_products'?)."
    """
    from rapidfuzz import fuzz, process

    names = [str(name) for name in allowed]
    likely = process.extractOne(str(value), names, scorer=fuzz.WRatio, score_cutoff=60)
    hint = f" (did you mean {likely[0]!r}?)" if likely else ""
    step = f" {next_step}" if next_step else ""
    return InputError(f"Unknown {thing} {value!r}; allowed: {', '.join(names)}{hint}.{step}")
