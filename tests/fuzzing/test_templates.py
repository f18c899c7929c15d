"""Whatever a template holds, appsync_local serves it or says what is wrong with it."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from appsync_local import schema, template
from appsync_local.schema import SchemaError
from appsync_local.template import document
from appsync_local.template.errors import TemplateError
from tests.conftest import ROOT
from tests.fuzzing.effort import effort

SAMPLE = ROOT / "tests" / "runtime" / "apps" / "todo" / "template.yaml"
CHAT = ROOT / "template.yaml"
WORDS = (
    *("Ref", "Fn::Sub", "Fn::GetAtt", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Split"),
    *("Fn::FindInMap", "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Base64", "Fn::Length"),
    *("Fn::ImportValue", "Fn::ToJsonString", "Fn::Transform", "Condition", "Type", "Properties"),
    *("Resources", "Parameters", "Mappings", "Conditions", "Globals", "Function", "Default"),
    *("AllowedValues", "CommaDelimitedList", "AWS::NoValue", "AWS::Region", "AWS::Partition"),
    *("AWS::AppSync::GraphQLApi", "AWS::AppSync::GraphQLSchema", "AWS::AppSync::ApiKey"),
    *("AWS::AppSync::DataSource", "AWS::AppSync::Resolver", "AWS::Serverless::Function"),
    *("Api", "Api.ApiId", "${Api}", "${!Api}", "${Api.Arn}", "${", "API_KEY", "AWS_LAMBDA"),
    *("Name", "ApiId", "TypeName", "FieldName", "DataSourceName", "Definition", "CodeUri"),
    *("Handler", "Runtime", "python3.13", "Timeout", "MaxBatchSize", "Environment", "Variables"),
    *("AuthenticationType", "AdditionalAuthenticationProviders", "UserPoolConfig", "."),
    *("Transform", "AWS::LanguageExtensions", "Fn::ForEach::Loop", "Fn::ForEach::", "${Item}"),
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(WORDS)
    | st.text(max_size=8)
)
nodes = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


def read(folder: Path, content: str | bytes) -> None:
    """Serve what stands in a template, up to the socket; a refusal must be in sentences."""
    path = folder / "template.yaml"
    path.write_bytes(
        content.encode(errors="surrogatepass") if isinstance(content, str) else content
    )
    faults: tuple[str, ...] = ()
    try:
        schema.build(template.load(path))
    except (TemplateError, SchemaError) as refusal:
        faults = refusal.faults or ("",)
    assert all(fault.strip() and "Traceback" not in fault for fault in faults)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose template is at the fuzzer's mercy; what it points to is the todo app's."""
    return _beside(SAMPLE, tmp_path_factory)


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for the chat."""
    return _beside(CHAT, tmp_path_factory)


@cache
def parsed(original: Path) -> dict[str, Any]:
    return document.read(original)


def _beside(original: Path, folders: pytest.TempPathFactory) -> Path:
    folder = folders.mktemp(original.parent.name)
    for name in ("src", "schema.graphql"):
        (folder / name).symlink_to(original.parent / name)
    return folder


@effort(150)
@given(content=st.binary(max_size=200) | st.text(max_size=200))
def test_a_file_of_anything_is_refused_in_sentences(sample: Path, content: bytes | str) -> None:
    read(sample, content)


@effort(200)
@given(sections=st.dictionaries(st.sampled_from(WORDS), nodes, max_size=5), resources=nodes)
def test_any_structure_is_refused_in_sentences(
    sample: Path, sections: dict[str, Any], resources: Any
) -> None:
    read(sample, yaml.safe_dump({"Resources": resources, **sections}))


@effort(200)
@given(data=st.data())
def test_a_template_with_cuts_and_insertions_is_served_or_refused(
    sample: Path, data: st.DataObject
) -> None:
    text = SAMPLE.read_text()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + data.draw(st.sampled_from(WORDS) | st.text(max_size=5)) + text[end:]

    read(sample, text)


@effort(150)
@given(data=st.data())
def test_a_template_with_other_values_is_served_or_refused(
    chat: Path, sample: Path, data: st.DataObject
) -> None:
    original, folder = data.draw(st.sampled_from([(SAMPLE, sample), (CHAT, chat)]))
    mutated = copy.deepcopy(parsed(original))
    for _ in range(data.draw(st.integers(1, 4))):
        _mutate(mutated, data)

    read(folder, json.dumps(mutated))


def _mutate(node: Any, data: st.DataObject) -> None:
    """Replace, remove or add something at a random place."""
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(node[key], dict | list) and data.draw(st.integers(0, 4)):
            node = node[key]
            continue
        match data.draw(st.sampled_from(("replace", "remove", "wrap", "add"))):
            case "replace":
                node[key] = data.draw(nodes)
            case "remove":
                del node[key]
            case "wrap":
                node[key] = {data.draw(st.sampled_from(WORDS)): node[key]}
            case "add" if isinstance(node, dict):
                node[data.draw(st.sampled_from(WORDS))] = data.draw(nodes)
        return


@pytest.mark.parametrize(
    "bomb",
    [
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"{" * 100_000,
        b"Resources: " + b"[" * 10_000,
        b"Resources: &a [*a]",
        b"Resources: &a {x: *a}",
        b'{"Resources": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_001,
        b"Resources: {Api: &a {Type: AWS::AppSync::GraphQLApi, Properties: {Name: a, Tags: *a}}}",
        b"Resources: {Api: {Type: AWS::AppSync::GraphQLApi, Properties: {Name: &a [*a]}}}",
        b"Resources: {? [a, b] : c}",
        b"Resources: {? {a: b} : c}",
        b"Resources: {1: {Type: x}, null: {Type: y}}",
        b"Resources: !Ref\n",
        b"Transform: AWS::LanguageExtensions\n"
        b"Resources: {Fn::ForEach::A: &a [I, [b], {'${I}': *a}]}",
        b"Resources: {Fn::ForEach::A: [I, [b], {'${I}': {Type: Custom::Note}}]}",
        b"Resources: {A: {Type: !Sub x}}\n",
    ],
    ids=lambda bomb: repr(bomb[:24]),
)
def test_a_bomb_is_refused_in_sentences(sample: Path, bomb: bytes) -> None:
    read(sample, bomb)
