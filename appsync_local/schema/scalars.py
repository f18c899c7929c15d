"""The scalars of an AppSync API: AWS's own on the way in and out, GraphQL's on the way out.

Source: AppSync developer guide, "Scalar types in AWS AppSync". Accepted strings are passed on as
they came: AppSync does not normalise them. The one exception is AWSJSON, which resolvers receive
parsed and clients receive as text.
"""

import datetime
import ipaddress
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from graphql import GraphQLEnumType, GraphQLLeafType

from appsync_local import wire

_OFFSET = r"(Z|[+-]\d{2}:[0-5]\d(?::[0-5]\d)?)"
_DATE = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}){_OFFSET}?")
_TIME = re.compile(rf"(\d{{2}}:\d{{2}}:\d{{2}})(?:\.\d{{0,9}})?{_OFFSET}?")
_DATE_TIME = re.compile(
    rf"(\d{{4}}-\d{{2}}-\d{{2}})T(\d{{2}}:\d{{2}}:\d{{2}})(?:\.\d{{1,9}})?{_OFFSET}"
)
_EMAIL = re.compile(
    r"""(?:[\w.!#$%&'*+/=?^`{|}~-]+|"[^"\\\r\n]+")@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"""
)
_INTERNATIONAL = re.compile(r"\+[1-9](?:[ -]?\d){6,14}")
_NORTH_AMERICAN = re.compile(r"(?:1[ -]?)?[2-9](?:[ -]?\d){2}[ -]?[2-9](?:[ -]?\d){6}")
_INT_BITS = 31


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a string")
    return value


def _match(pattern: re.Pattern[str], value: object) -> re.Match[str]:
    match = pattern.fullmatch(_text(value))
    if match is None:
        raise ValueError("other form")
    return match


def _check_offset(offset: str | None) -> None:
    if offset and offset != "Z" and int(offset[1:3]) > 18:
        raise ValueError("offset beyond 18 hours")


def _date(value: object) -> object:
    match = _match(_DATE, value)
    datetime.date.fromisoformat(match[1])
    _check_offset(match[2])
    return value


def _time(value: object) -> object:
    match = _match(_TIME, value)
    datetime.time.fromisoformat(match[1])
    _check_offset(match[2])
    return value


def _date_time(value: object) -> object:
    match = _match(_DATE_TIME, value)
    datetime.datetime.fromisoformat(f"{match[1]}T{match[2]}")
    _check_offset(match[3])
    return value


def _timestamp(value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not an integer")
    return value


def _email(value: object) -> object:
    _match(_EMAIL, value)
    return value


def _url(value: object) -> object:
    text = _text(value)
    parts = urlsplit(text)
    if not parts.scheme or not parts.netloc or "//" in parts.path or re.search(r"\s", text):
        raise ValueError("no scheme, no host, or // in the path")
    return value


def _phone(value: object) -> object:
    text = _text(value)
    if not (_INTERNATIONAL.fullmatch(text) or _NORTH_AMERICAN.fullmatch(text)):
        raise ValueError("other form")
    return value


def _ip_address(value: object) -> object:
    text = _text(value)
    address, slash, prefix = text.partition("/")
    ipaddress.ip_address(address)
    if slash:
        if not prefix.isdecimal():
            raise ValueError("the prefix is no number")
        ipaddress.ip_interface(text)
    return value


def _json_input(value: object) -> object:
    return wire.decode(_text(value))


def _json_output(value: object) -> object:
    return value if isinstance(value, str) else wire.encode(value)


def _string(value: object) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    raise ValueError("neither string nor number nor boolean")


def _int(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("not a number")
    number = int(value) if isinstance(value, int | str) else value
    if number != int(number) or not -(2**_INT_BITS) <= number < 2**_INT_BITS:
        raise ValueError("not an integer of 32 bits")
    return int(number)


def _float(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("not a number")
    number = float(value)
    if number - number != 0:
        raise ValueError("not a finite number")
    return number if isinstance(value, str) else value


def _boolean(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value != 0
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise ValueError("not a boolean")


Coercion = Callable[[object], object]
"""Takes a value, gives the one to pass on; raises ValueError (or a subclass) for a misfit."""

_AWS: Mapping[str, Coercion] = MappingProxyType(
    {
        "AWSDate": _date,
        "AWSTime": _time,
        "AWSDateTime": _date_time,
        "AWSTimestamp": _timestamp,
        "AWSEmail": _email,
        "AWSURL": _url,
        "AWSPhone": _phone,
        "AWSIPAddress": _ip_address,
    }
)
_INPUT: Mapping[str, Coercion] = MappingProxyType({**_AWS, "AWSJSON": _json_input})
_OUTPUT: Mapping[str, Coercion] = MappingProxyType(
    {
        **_AWS,
        "AWSJSON": _json_output,
        "String": _string,
        "ID": _string,
        "Int": _int,
        "Float": _float,
        "Boolean": _boolean,
    }
)

AWS_SCALARS = tuple(_INPUT)


def input_coercion(name: str) -> Coercion:
    """How an AWS scalar reads what a client sent; raises ValueError with AppSync's wording."""
    coerce = _INPUT[name]

    def coerce_or_say(value: object) -> object:
        try:
            return coerce(value)
        except ValueError:
            kind = name.removeprefix("AWS")
            raise ValueError(f"Unable to parse `{value}` as a valid {kind} Object.") from None

    return coerce_or_say


def output_coercion(leaf: GraphQLLeafType) -> Coercion:
    """How a leaf type writes what a function returned; raises ValueError with AppSync's reason."""
    if isinstance(leaf, GraphQLEnumType):
        return _enum_output(leaf)
    coerce = _OUTPUT[leaf.name]

    def coerce_or_say(value: object) -> object:
        try:
            return coerce(value)
        except (ValueError, TypeError, OverflowError):
            raise ValueError(_reason(leaf.name, value)) from None

    return coerce_or_say


def _enum_output(enum: GraphQLEnumType) -> Coercion:
    names = frozenset(enum.values)

    def coerce(value: object) -> object:
        if not isinstance(value, str) or value not in names:
            raise ValueError(f"Invalid input for Enum '{enum.name}'.")
        return value

    return coerce


def _reason(name: str, value: object) -> str:
    if name.startswith("AWS"):
        kind = name.removeprefix("AWS")
        return f"Unable to serialize `{value}` as a valid {kind} Object."
    return f"Expected type '{name}' but was '{_java_name(value)}'."


def _java_name(value: object) -> str:
    names = {bool: "Boolean", int: "Integer", float: "Double", str: "String", list: "ArrayList"}
    return names.get(type(value), "LinkedHashMap")
