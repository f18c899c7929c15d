"""How moto writes down its answers: items as they are.

moto looks for ten members in each attribute of each item, under each member's possible names. That
is the larger part of what an answer takes.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from moto.core.model import StructureShape
from moto.core.serialize import SERVICE_SPECIFIC_SERIALIZERS, JSONSerializer

type _Values = MutableMapping[str, Any]


class _Serializer(JSONSerializer):
    """Of DynamoDB alone: an attribute's only member is the one that it has."""

    def _serialize_type_structure(
        self, serialized: _Values, value: Any, shape: StructureShape, key: str
    ) -> None:
        if shape.name == "AttributeValue" and isinstance(value, dict) and len(value) == 1:
            serialized[key] = self._attribute(value)
        else:
            super()._serialize_type_structure(serialized, value, shape, key)

    def _attribute(self, value: Mapping[str, Any]) -> _Values:
        ((kind, content),) = value.items()
        match kind:
            case "B":
                return {kind: self._base64(content)}
            case "BS":
                return {kind: [self._base64(each) for each in content]}
            case "L":
                return {kind: [self._attribute(each) for each in content]}
            case "M":
                return {kind: {name: self._attribute(each) for name, each in content.items()}}
        return {kind: content}


def written_as_they_are() -> None:
    """From now on, in this process."""
    SERVICE_SPECIFIC_SERIALIZERS["dynamodb"] = {"json": _Serializer}
