"""Fn::ForEach makes what CloudFormation makes of it, or a fault that says what to do."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from appsync_local.application import Application
from appsync_local.template import load
from appsync_local.template.errors import TemplateError

TRANSFORM = "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n"
API = """\
Resources:
  Api: {Type: AWS::AppSync::GraphQLApi, Properties: {Name: notes, AuthenticationType: API_KEY}}
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties: {ApiId: !GetAtt Api.ApiId, Definition: "type Query { note: String, notes: String }"}
"""
OPERATIONS = """\
Fn::ForEach::Operations:
  - Operation
  - [Note, Notes]
  - ${Operation}Function:
      Type: AWS::Serverless::Function
      Properties:
        FunctionName: !Sub ${AWS::StackName}-${Operation}
        Handler: notes.handler
        CodeUri: src
        Runtime: python3.13
        Environment: {Variables: {NAME: !Ref Operation}}
    ${Operation}Source:
      Type: AWS::AppSync::DataSource
      Properties:
        ApiId: !GetAtt Api.ApiId
        Name: !Sub ${Operation}Source
        Type: AWS_LAMBDA
        LambdaConfig: {LambdaFunctionArn: {Fn::GetAtt: [!Sub "${Operation}Function", Arn]}}
    ${Operation}Resolver:
      Type: AWS::AppSync::Resolver
      Properties:
        ApiId: !GetAtt Api.ApiId
        TypeName: Query
        FieldName: !FindInMap [Fields, !Ref Operation, Name]
        DataSourceName: {Fn::GetAtt: [!Sub "${Operation}Source", Name]}
"""
FIELDS = "Mappings: {Fields: {Note: {Name: note}, Notes: {Name: notes}}}\n"

type Serve = Callable[..., Application]


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Load a template whose resources are the API and the given ones, with more sections."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "notes.py").touch()

    def serve(
        resources: str, *, sections: str = FIELDS, transform: str = TRANSFORM, **parameters: str
    ) -> Application:
        template = tmp_path / "template.yaml"
        written = textwrap.indent(textwrap.dedent(resources), "  ")
        template.write_text(transform + API + written + textwrap.dedent(sections))
        return load(template, parameters=parameters)

    return serve


def faults(serve: Serve, resources: str, **options: str) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        serve(resources, **options)
    return list(caught.value.faults)


def operations(*replaced: tuple[str, str]) -> str:
    text = OPERATIONS
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_loop_makes_a_resource_of_each_kind_for_each_item(serve: Serve) -> None:
    application = serve(OPERATIONS)

    assert {field: resolver.function for (_, field), resolver in application.resolvers.items()} == {
        "note": "NoteFunction",
        "notes": "NotesFunction",
    }
    assert application.functions["NotesFunction"].name == "local-Notes"
    assert application.functions["NotesFunction"].environment == {"NAME": "Notes"}


def test_what_a_loop_makes_is_like_what_is_spelled_out(serve: Serve) -> None:
    copies = [
        OPERATIONS.split("  - ", 3)[3]
        .replace("!Ref Operation", name)
        .replace("${Operation}", name)
        .replace("\n    ", "\n")
        for name in ("Note", "Notes")
    ]

    assert serve("".join(copies)) == serve(OPERATIONS)


@pytest.mark.parametrize("given", [{}, {"Chosen": "Note, Notes"}])
def test_a_collection_may_be_a_parameter(serve: Serve, given: dict[str, str]) -> None:
    sections = FIELDS + "Parameters: {Chosen: {Type: CommaDelimitedList, Default: Note}}\n"

    application = serve(operations(("[Note, Notes]", "!Ref Chosen")), sections=sections, **given)

    assert len(application.resolvers) == (2 if given else 1)


def test_a_collection_may_be_looked_up_by_the_item_of_the_loop_around_it(serve: Serve) -> None:
    nested = """\
    Fn::ForEach::Groups:
      - Group
      - [Few, Many]
      - Fn::ForEach::Operations:
    """
    inner = operations(("[Note, Notes]", "!FindInMap [Groups, !Ref Group, Members]"))
    indented = textwrap.indent(inner.split("\n", 1)[1], " " * 6)
    maps = "Groups: {Few: {Members: [Note]}, Many: {Members: [Notes]}}"
    sections = FIELDS.replace("Mappings: {", "Mappings: {" + maps + ", ")

    # Both loops must be in a key, so that no two copies can be the same.
    application = serve(textwrap.dedent(nested) + indented, sections=sections)

    assert set(application.functions) == {"NoteFunction", "NotesFunction"}


def test_an_item_may_hold_what_no_logical_id_may(serve: Serve) -> None:
    resources = operations(
        ("[Note, Notes]", "[no-te, no.tes]"),
        ("${Operation}Function:", "'&{Operation}Function':"),
        ('!Sub "${Operation}Function"', '!Sub "&{Operation}Function"'),
        ("${Operation}Source:", "'&{Operation}Source':"),
        ('!Sub "${Operation}Source"', '!Sub "&{Operation}Source"'),
        ("${Operation}Resolver:", "'&{Operation}Resolver':"),
    )
    sections = "Mappings: {Fields: {no-te: {Name: note}, no.tes: {Name: notes}}}\n"

    functions = serve(resources, sections=sections).functions

    assert {name: each.environment["NAME"] for name, each in functions.items()} == {
        "noteFunction": "no-te",
        "notesFunction": "no.tes",
    }


def test_a_loop_in_a_property_makes_properties(serve: Serve) -> None:
    loop = "{NAME: !Ref Operation, Fn::ForEach::Words: [W, [A, b.c], {'&{W}': !Sub '${W}!'}]}"

    functions = serve(operations(("{NAME: !Ref Operation}", loop))).functions

    assert functions["NoteFunction"].environment == {"NAME": "Note", "A": "A!", "bc": "b.c!"}


def test_a_loop_makes_conditions_that_its_resources_ask(serve: Serve) -> None:
    sections = """\
    Conditions:
      Fn::ForEach::Wanted:
        - Operation
        - [Note, Notes]
        - Has${Operation}: !Equals [!Ref Operation, Notes]
    """
    conditional = operations(
        ("      Type: AWS::", "      Condition: !Sub Has${Operation}\n      Type: AWS::")
    )

    application = serve(conditional, sections=FIELDS + textwrap.dedent(sections))

    assert set(application.functions) == {"NotesFunction"}


def test_outputs_may_have_loops_though_nobody_here_reads_them(serve: Serve) -> None:
    outputs = (
        "Outputs: {Fn::ForEach::Arns: [O, [Note], {'${O}Arn': {Value: !GetAtt Schema.Size}}]}\n"
    )

    assert serve(OPERATIONS, sections=FIELDS + outputs).functions


def test_a_name_of_sub_itself_and_what_is_meant_literally_stay(serve: Serve) -> None:
    written = (
        "!Sub ['${Operation} ${!Operation} ${Other}', {Operation: own, Other: !Ref Operation}]"
    )

    functions = serve(operations(("!Ref Operation}", f"{written}}}"))).functions

    assert functions["NoteFunction"].environment["NAME"] == "own ${Operation} Note"


def test_text_outside_sub_stays_as_it_is(serve: Serve) -> None:
    functions = serve(operations(("{NAME: !Ref Operation}", "{NAME: '${Operation}'}"))).functions

    assert functions["NoteFunction"].environment["NAME"] == "${Operation}"


def test_an_empty_collection_makes_nothing(serve: Serve) -> None:
    assert not serve(operations(("[Note, Notes]", "[]"))).functions


OPENING = "  - Operation\n  - [Note, Notes]\n"
CHOSEN = "Parameters: {Operation: {Type: String, Default: a}}\n"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (OPENING, "  - Operation\n", "needs an identifier, a collection and a map to repeat"),
        ("  - Operation\n", "  - ''\n", "needs an identifier, a collection and a map to repeat"),
        ("[Note, Notes]", "Note", "its collection must be a list, or a Ref to a CommaDelimited"),
        ("[Note, Notes]", "!Ref Gone", "its collection has no value: there is no resource or para"),
        ("[Note, Notes]", "!GetAtt Api.ApiId", "its collection has no value: there is no resource"),
        ("[Note, Notes]", "[[Note]]", "its collection must hold texts only"),
        ("[Note, Notes]", "[Note, Note]", "makes NoteFunction, which is there already"),
        ("[Note, Notes]", "[no-te]", "makes no-teFunction; a logical id has only letters and dig"),
        ("${Operation}Source:", "Source:", "makes Source each time; write ${Operation} into its"),
        ("    ${Operation}Resolver", "    Fn::ForEach::B", "needs an identifier, a collection and"),
        ("::Operations", "::Api", "a resource has this name; give the loop another"),
    ],
)
def test_a_loop_that_cannot_be_written_out_is_said_at_start(
    serve: Serve, old: str, new: str, fault: str
) -> None:
    found = faults(serve, operations((old, new)))

    assert any(fault in each for each in found), found
    assert all(each.startswith("template.yaml: Fn::ForEach::") for each in found)


def test_a_loop_replaces_no_resource_that_is_spelled_out(serve: Serve) -> None:
    (fault,) = faults(serve, "Fn::ForEach::Notes: [N, [A], {'${N}pi': {Type: Custom::Note}}]\n")

    assert fault == (
        "template.yaml: Fn::ForEach::Notes: makes Api, which is there already; rename either"
    )


def test_an_identifier_has_one_meaning(serve: Serve) -> None:
    (parameter,) = faults(serve, OPERATIONS, sections=FIELDS + CHOSEN)
    inner = "{NAME: a, Fn::ForEach::Words: [Operation, [A], {'${Operation}': a}]}"
    (outer,) = faults(serve, operations(("{NAME: !Ref Operation}", inner)))

    meant = "its identifier Operation has a meaning already; rename it"
    assert parameter == f"template.yaml: Fn::ForEach::Operations: {meant}"
    assert outer == f"template.yaml: Fn::ForEach::Words: {meant}"


def test_loops_need_the_transform_that_knows_them(serve: Serve) -> None:
    (fault,) = faults(serve, OPERATIONS, transform="Transform: AWS::Serverless-2016-10-31\n")

    assert "Transform: Fn::ForEach needs AWS::LanguageExtensions; write it before" in fault


def test_loops_stand_where_cloudformation_takes_them(serve: Serve) -> None:
    mappings = "Mappings: {Fn::ForEach::Maps: [A, [b], {'${A}': {c: {d: e}}}]}\n"

    (fault,) = faults(serve, "", sections=mappings)

    assert "Fn::ForEach::Maps: is in Mappings; loops work in Conditions, Resources, Ou" in fault


def test_two_loops_have_two_names(serve: Serve) -> None:
    outputs = "Outputs: {Fn::ForEach::Operations: [O, [a], {'${O}': {Value: a}}]}\n"

    (fault,) = faults(serve, OPERATIONS, sections=FIELDS + outputs)

    assert "Fn::ForEach::Operations: is there twice; give each loop a name of its own" in fault


def nested(depth: int, size: int = 1) -> str:
    items = ", ".join(f"i{item}" for item in range(size))
    key = "N" + "".join(f"${{L{level}}}" for level in range(depth))
    text = f"{{'{key}': {{Type: Custom::Note}}}}"
    for level in reversed(range(depth)):
        text = f"{{Fn::ForEach::Loop{level}: [L{level}, [{items}], {text}]}}"
    return text[1:-1] + "\n"


def test_loops_are_nested_as_deeply_as_cloudformation_takes_them(serve: Serve) -> None:
    assert serve(nested(5)).api

    (fault,) = faults(serve, nested(6))

    assert "Fn::ForEach::Loop5: is nested too deeply; CloudFormation takes 5 loops" in fault


def test_loops_that_would_never_end_are_refused(serve: Serve) -> None:
    found = faults(serve, nested(5, size=60))

    assert "template.yaml: Fn::ForEach::Loop4: makes more than 10000 copies; shorten it" in found
