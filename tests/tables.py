"""The table as template.yaml declares it: its keys are stated once in the whole project."""

from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parent.parent / "template.yaml"

_KEPT = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags as their bare values."""


def _bare(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


_Loader.add_multi_constructor("!", _bare)


def definition() -> dict[str, Any]:
    """The parameters of CreateTable, but for the name and the stream."""
    template = yaml.load(TEMPLATE.read_text(), Loader=_Loader)  # noqa: S506 - derived from SafeLoader
    properties = template["Resources"]["ChatTable"]["Properties"]
    return {name: properties[name] for name in _KEPT}
