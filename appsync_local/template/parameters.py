"""Values of a template's parameters: as given, else as deployed, else by default.

Source: CloudFormation user guide, "Parameters".
"""

from collections.abc import Mapping

from appsync_local.template.document import Node
from appsync_local.template.errors import Faults
from appsync_local.template.intrinsics import text


def values(
    declared: Mapping[str, Node],
    *,
    given: Mapping[str, str],
    deployed: Mapping[str, str],
    faults: Faults,
) -> dict[str, Node]:
    """Each declared parameter's value; a list for list types. Misfits become faults."""
    for name in sorted(given.keys() - declared.keys()):
        faults.add(f"Parameters.{name}", "is not in the template; leave it out or correct its name")
    found: dict[str, Node] = {}
    for name, declaration in declared.items():
        properties = declaration if isinstance(declaration, dict) else {}
        value = given.get(name, deployed.get(name)) or _default(properties, name in given)
        if value is None:
            faults.add(f"Parameters.{name}", f"has no value; give one with --parameter {name}=…")
            continue
        _check(name, value, properties, faults)
        found[name] = _typed(value, properties)
    return found


def _default(properties: Mapping[str, Node], is_given: bool) -> str | None:
    if is_given:
        return ""
    if str(properties.get("Type")).startswith("AWS::SSM::Parameter::"):
        return None
    return text(properties.get("Default"))


def _check(name: str, value: str, properties: Mapping[str, Node], faults: Faults) -> None:
    match properties.get("AllowedValues"):
        case [*allowed] if value not in map(text, allowed):
            choices = ", ".join(map(str, allowed))
            faults.add(f"Parameters.{name}", f"is {value!r}; give one of {choices}")


def _typed(value: str, properties: Mapping[str, Node]) -> Node:
    kind = str(properties.get("Type"))
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        return [part.strip() for part in value.split(",")] if value else []
    return value
