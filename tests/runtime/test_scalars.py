"""AWS scalars: what they take from clients, and what they give to them."""

import pytest
from graphql import GraphQLEnumType, GraphQLInt, GraphQLLeafType, GraphQLScalarType, GraphQLString
from graphql.type import GraphQLBoolean, GraphQLFloat, GraphQLID

from appsync_local.schema.scalars import input_coercion, output_coercion


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("AWSDate", "1970-01-01"),
        ("AWSDate", "1970-01-01Z"),
        ("AWSDate", "1970-01-01-07:00"),
        ("AWSDate", "2024-02-29+05:30"),
        ("AWSTime", "12:00:34"),
        ("AWSTime", "12:00:34."),
        ("AWSTime", "12:00:34.123456789-07:00"),
        ("AWSDateTime", "1970-01-01T12:00:34Z"),
        ("AWSDateTime", "1970-01-01T12:00:34.123+05:30:12"),
        ("AWSTimestamp", -5),
        ("AWSEmail", "ann.lee+chat@mail.example.com"),
        ("AWSURL", "https://example.com/a/b?c=//d"),
        ("AWSPhone", "+44 20 7946 0018"),
        ("AWSPhone", "206-555-0100"),
        ("AWSIPAddress", "123.12.34.56"),
        ("AWSIPAddress", "123.45.67.89/16"),
        ("AWSIPAddress", "::1/128"),
    ],
)
def test_a_valid_value_passes_unchanged_both_ways(scalar: str, value: object) -> None:
    assert input_coercion(scalar)(value) == value
    assert output_coercion(GraphQLScalarType(scalar))(value) == value


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("AWSDate", "2023-02-29"),
        ("AWSDate", "1970-1-1"),
        ("AWSDate", "1970-01-01+19:00"),
        ("AWSTime", "24:00:00"),
        ("AWSTime", "12:00"),
        ("AWSDateTime", "1970-01-01T12:00:34"),
        ("AWSDateTime", "1970-01-01"),
        ("AWSDateTime", 12),
        ("AWSTimestamp", "12"),
        ("AWSTimestamp", True),
        ("AWSTimestamp", 1.5),
        ("AWSEmail", "ann"),
        ("AWSEmail", "ann @example.com"),
        ("AWSURL", "example.com/a"),
        ("AWSURL", "https://example.com/a//b"),
        ("AWSPhone", "12345"),
        ("AWSPhone", "call me"),
        ("AWSIPAddress", "1.2.3"),
        ("AWSIPAddress", "1.2.3.4/255.0.0.0"),
        ("AWSIPAddress", 16909060),
    ],
)
def test_an_invalid_value_is_refused_both_ways(scalar: str, value: object) -> None:
    with pytest.raises(ValueError, match="Unable to parse"):
        input_coercion(scalar)(value)
    with pytest.raises(ValueError, match="Unable to serialize"):
        output_coercion(GraphQLScalarType(scalar))(value)


def test_a_json_document_comes_in_parsed() -> None:
    assert input_coercion("AWSJSON")('{"a": [1, null]}') == {"a": [1, None]}


@pytest.mark.parametrize("value", ["{a: 1}", "", {"a": 1}, 3])
def test_what_is_no_json_text_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="as a valid JSON Object"):
        input_coercion("AWSJSON")(value)


@pytest.mark.parametrize(
    ("value", "text"), [({"a": [1]}, '{"a":[1]}'), ([], "[]"), (3, "3"), ('{"a":1}', '{"a":1}')]
)
def test_a_json_document_goes_out_as_text(value: object, text: str) -> None:
    assert output_coercion(GraphQLScalarType("AWSJSON"))(value) == text


@pytest.mark.parametrize(
    ("leaf", "value", "result"),
    [
        (GraphQLString, 5, "5"),
        (GraphQLString, True, "true"),
        (GraphQLID, 7, "7"),
        (GraphQLInt, "12", 12),
        (GraphQLInt, 3.0, 3),
        (GraphQLFloat, 3, 3),
        (GraphQLFloat, "1.5", 1.5),
        (GraphQLBoolean, 0, False),
        (GraphQLBoolean, "TRUE", True),
    ],
)
def test_a_builtin_scalar_goes_out_leniently(
    leaf: GraphQLLeafType, value: object, result: object
) -> None:
    assert output_coercion(leaf)(value) == result


@pytest.mark.parametrize(
    ("leaf", "value", "reason"),
    [
        (GraphQLInt, 2**31, "Expected type 'Int' but was 'Integer'."),
        (GraphQLInt, 1.5, "Expected type 'Int' but was 'Double'."),
        (GraphQLInt, float("inf"), "Expected type 'Int' but was 'Double'."),
        (GraphQLFloat, "x", "Expected type 'Float' but was 'String'."),
        (GraphQLString, {}, "Expected type 'String' but was 'LinkedHashMap'."),
        (GraphQLBoolean, "yes", "Expected type 'Boolean' but was 'String'."),
    ],
)
def test_a_builtin_scalar_refuses_a_misfit_by_its_java_type(
    leaf: GraphQLLeafType, value: object, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        output_coercion(leaf)(value)


def test_an_enum_value_must_be_spelled_as_in_the_schema() -> None:
    write = output_coercion(GraphQLEnumType("State", {"OPEN": "OPEN"}))

    assert write("OPEN") == "OPEN"
    with pytest.raises(ValueError, match="Invalid input for Enum 'State'"):
        write("open")
