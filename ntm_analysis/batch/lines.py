"""YAML with the line of every key and item, and the keys that stand twice."""

from pathlib import Path
from typing import Any

import yaml

from ntm_analysis.batch.mistakes import Mistakes

Address = tuple[str | int, ...]
_CONSTRUCT = yaml.SafeLoader("")


class Lines:
    """The content of a YAML file and the line on which each part of it stands.

    Attributes
    ----------
    content
        What the file holds; None if it is empty or no YAML (the mistake is noted).
    """

    def __init__(self, file: Path, text: str, mistakes: Mistakes) -> None:
        self.file = file
        self._lines: dict[Address, int] = {(): 1}
        self._mistakes = mistakes
        self.content: Any = None
        try:
            node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            self.content = self._build(node, ()) if node else None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            said = getattr(error, "problem", None) or " ".join(str(error).split())
            mistakes.add(file, mark.line + 1 if mark else 1, f"This is not YAML: {said}.")

    def of(self, address: Address) -> int:
        """Return the line of an address, or of the nearest part around it."""
        while address not in self._lines:
            address = address[:-1]
        return self._lines[address]

    def _build(self, node: yaml.Node, address: Address) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, address)
        if isinstance(node, yaml.SequenceNode):
            items = []
            for at, item in enumerate(node.value):
                self._lines[(*address, at)] = item.start_mark.line + 1
                items.append(self._build(item, (*address, at)))
            return items
        return _CONSTRUCT.construct_object(node, deep=True)

    def _mapping(self, node: yaml.MappingNode, address: Address) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        for name, value in node.value:
            key, line = self._build(name, address), name.start_mark.line + 1
            if not isinstance(key, str):
                self._mistakes.add(self.file, line, f"The key {key!r} is not a name.")
                continue
            if key in built:
                first = self._lines[(*address, key)]
                said = f"{key!r} is given twice, first on line {first}; keep one of them."
                self._mistakes.add(self.file, line, said)
                continue
            self._lines[(*address, key)] = line
            built[key] = self._build(value, (*address, key))
        return built
