"""A template becomes an Application, or a list of faults that say what to do."""

import json
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import boto3
import pytest
from botocore.stub import Stubber

from appsync_local.application import Application, AuthMode, Resolver, UserPool
from appsync_local.template import load, stack
from appsync_local.template.errors import TemplateError
from appsync_local.template.stack import DeployedStack

TODO = Path(__file__).parent / "apps" / "todo" / "template.yaml"

BASE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties: {Name: notes, AuthenticationType: API_KEY}
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: "type Query { note: String }"
  NoteFunction:
    Type: AWS::Serverless::Function
    Properties: {Handler: notes.handler, CodeUri: src, Runtime: python3.13}
  NoteSource:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: notes
      Type: AWS_LAMBDA
      LambdaConfig: {LambdaFunctionArn: !GetAtt NoteFunction.Arn}
  NoteResolver:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: Query
      FieldName: note
      DataSourceName: !GetAtt NoteSource.Name
"""

DEPLOYED = DeployedStack(
    name="notes",
    stack_id="arn:aws:cloudformation:eu-west-1:123456789012:stack/notes/1",
    physical_ids={
        "Api": "arn:aws:appsync:eu-west-1:123456789012:apis/abc123",
        "NoteFunction": "notes-NoteFunction-X1",
        "Key": "arn:aws:appsync:eu-west-1:123456789012:apis/abc123/apikeys/da2-secret",
        "Pool": "eu-west-1_AbCdE",
    },
    parameters={"Stage": "prod"},
    exports={"shared-bucket": "files-of-all"},
)

type Serve = Callable[..., Application]


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Load BASE with texts replaced, resources and then sections appended."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "notes.py").touch()

    def serve(
        replace: dict[str, str] | None = None,
        *,
        resources: str = "",
        sections: str = "",
        **options: object,
    ) -> Application:
        text = BASE
        for old, new in (replace or {}).items():
            assert old in text
            text = text.replace(old, new)
        template = tmp_path / "template.yaml"
        more = textwrap.indent(textwrap.dedent(resources), "  ") + textwrap.dedent(sections)
        template.write_text(text + more)
        return load(template, **options)  # type: ignore[arg-type]

    return serve


def variables(serve: Serve, written: str, **options: object) -> dict[str, str]:
    """The function's environment when its Variables are written so."""
    handler = "Handler: notes.handler"
    application = serve({handler: f"{handler}, Environment: {{Variables: {written}}}"}, **options)
    return dict(application.functions["NoteFunction"].environment)


def faults(serve: Serve, replace: dict[str, str], **options: object) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        serve(replace, **options)
    return list(caught.value.faults)


def test_an_application_is_what_its_template_says() -> None:
    application = load(TODO, parameters={"StateFile": "/tmp/x"})  # noqa: S108 - never opened

    assert application.api.name == "todo-dev"
    assert application.api.default_mode is AuthMode.API_KEY
    assert application.api.query_depth_limit == 6
    assert application.api.introspection
    assert "onTodo" in application.api.schema
    assert application.resolvers["Todo", "owner"] == Resolver("Todo", "owner", "OwnersFunction", 3)
    assert len(application.functions) == 7


def test_globals_reach_a_function_and_its_own_properties_win() -> None:
    functions = load(TODO).functions

    assert functions["AddTodoFunction"].timeout == 3
    assert functions["FailTodoFunction"].timeout == 1
    assert functions["FailTodoFunction"].memory == 256
    assert functions["FailTodoFunction"].environment["STAGE"] == "dev"
    assert functions["FailTodoFunction"].code == TODO.parent / "src"


def test_a_functions_variables_are_added_to_the_global_ones(serve: Serve) -> None:
    shared = "Globals: {Function: {Environment: {Variables: {A: shared, B: shared}}}}\n"

    assert variables(serve, "{B: own}", sections=shared) == {"A": "shared", "B": "own"}


def test_conditions_follow_the_parameters() -> None:
    application = load(TODO, parameters={"Stage": "prod"})

    assert not application.api.introspection
    assert application.api.name == "todo-prod"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("!Ref Stage", "dev"),
        ("{Ref: AWS::Region}", "us-east-1"),
        ("!Sub '${AWS::Region}-${Stage}-${!Literal}'", "us-east-1-dev-${Literal}"),
        ("!Sub ['${Name}!', {Name: !Ref Stage}]", "dev!"),
        ("!Sub '${Api.GraphQLUrl}'", "http://127.0.0.1:4000/graphql"),
        ("{'Fn::GetAtt': [Api, GraphQLUrl]}", "http://127.0.0.1:4000/graphql"),
        ("!GetAtt Api.RealtimeUrl", "ws://127.0.0.1:4000/graphql/realtime"),
        ("!GetAtt Elsewhere.GraphQLUrl", "http://127.0.0.1:4000/graphql"),
        ("!Join ['-', [a, !Ref Stage]]", "a-dev"),
        ("!Select [1, !Split [',', 'a,b']]", "b"),
        ("!Select [1, !Ref Zones]", "z2"),
        ("!FindInMap [Sizes, !Ref Stage, items]", "10"),
        ("{'Fn::FindInMap': [Sizes, other, items, {DefaultValue: 7}]}", "7"),
        ("!If [IsProduction, many, few]", "few"),
        ("!If [IsSmall, small, large]", "small"),
        ("!Base64 abc", "YWJj"),
        ("{'Fn::Length': !Ref Zones}", "2"),
        ("{'Fn::ToJsonString': {a: [1]}}", '{"a": [1]}'),
        ("!Select [4, !Split ['-', !Select [2, !Split [/, !Ref AWS::StackId]]]]", "0" * 12),
        ("!Ref Table", "Table"),
        ("!Ref Named", "notes-dev"),
        ("!GetAtt Table.Arn", "arn:aws:dynamodb:us-east-1:000000000000:table/Table"),
        ("true", "true"),
        ("2012-10-17", "2012-10-17"),
        ("12", "12"),
    ],
)
def test_an_expression_has_the_value_cloudformation_gives_it(
    serve: Serve, expression: str, value: str
) -> None:
    resources = """\
      Table: {Type: AWS::DynamoDB::Table}
      Named: {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub 'notes-${Stage}'}}
      Elsewhere: {Type: Custom::Api}
    """
    sections = """\
    Parameters:
      Stage: {Type: String, Default: dev}
      Zones: {Type: CommaDelimitedList, Default: "z1, z2"}
    Mappings:
      Sizes: {dev: {items: 10}, prod: {items: 1000}}
    Conditions:
      IsProduction: !Equals [!Ref Stage, prod]
      IsTest: !Equals [!Ref Stage, test]
      IsSmall: !And [!Not [!Condition IsProduction], !Or [!Condition IsTest, !Equals [a, a]]]
    """

    found = variables(serve, f"{{V: {expression}}}", resources=resources, sections=sections)

    assert found == {"V": value}


def test_no_value_leaves_a_variable_out(serve: Serve) -> None:
    conditions = "Conditions: {Never: !Equals [a, b]}\n"

    found = variables(serve, "{A: !If [Never, x, !Ref AWS::NoValue], B: b}", sections=conditions)

    assert found == {"B": "b"}


def test_a_resource_whose_condition_fails_does_not_exist(serve: Serve) -> None:
    conditions = "Conditions: {Never: !Equals [a, b]}\n"
    resolver = "    Type: AWS::AppSync::Resolver\n"

    application = serve({resolver: resolver + "    Condition: Never\n"}, sections=conditions)

    assert not application.resolvers
    assert not application.functions


def test_a_function_that_no_field_calls_may_use_what_only_aws_knows(serve: Serve) -> None:
    stream = """\
      StreamFunction:
        Type: AWS::Serverless::Function
        Properties: {Environment: {Variables: {STREAM: !GetAtt Table.StreamArn}}}
      Table: {Type: AWS::DynamoDB::Table}
    """

    application = serve(resources=stream)

    assert set(application.functions) == {"NoteFunction"}


def test_the_name_of_a_function_that_no_field_calls_is_not_looked_at(serve: Serve) -> None:
    nameless = """\
      Stream:
        Type: AWS::Serverless::Function
        Properties: {FunctionName: !GetAtt Table.StreamArn}
      Table: {Type: AWS::DynamoDB::Table}
    """

    application = serve(
        {"Resources:\n": "Resources:\n" + textwrap.indent(textwrap.dedent(nameless), "  ")}
    )

    assert set(application.functions) == {"NoteFunction"}


def test_names_are_text_also_where_yaml_reads_something_else(serve: Serve) -> None:
    mappings = "Mappings: {Accounts: {000000000000: {1: mine}}}\n"
    found = variables(
        serve, "{ON: a, 1: !FindInMap [Accounts, !Ref AWS::AccountId, 1]}", sections=mappings
    )

    assert found == {"ON": "a", "1": "mine"}


def test_a_template_may_be_json(tmp_path: Path) -> None:
    template = tmp_path / "template.json"
    api_id = {"Fn::GetAtt": ["Api", "ApiId"]}
    template.write_text(
        json.dumps(
            {
                "Resources": {
                    "Api": {
                        "Type": "AWS::AppSync::GraphQLApi",
                        "Properties": {"Name": "n", "AuthenticationType": "AWS_IAM"},
                    },
                    "Schema": {
                        "Type": "AWS::AppSync::GraphQLSchema",
                        "Properties": {"ApiId": api_id, "Definition": "type Query { a: Int }"},
                    },
                }
            },
            indent="\t",
        )
    )

    assert load(template).api.default_mode is AuthMode.AWS_IAM


def test_a_deployed_stack_gives_physical_ids_parameters_and_region(serve: Serve) -> None:
    written = "{STAGE: !Ref Stage, BUCKET: !ImportValue shared-bucket, STACK: !Ref AWS::StackName}"
    handler = "Handler: notes.handler"

    application = serve(
        {handler: f"{handler}, Environment: {{Variables: {written}}}"},
        resources="Key: {Type: AWS::AppSync::ApiKey, Properties: {ApiId: !GetAtt Api.ApiId}}\n",
        sections="Parameters: {Stage: {Type: String}}",
        stack=DEPLOYED,
    )

    function = application.functions["NoteFunction"]
    assert application.region == "eu-west-1"
    assert application.account_id == "123456789012"
    assert application.api.api_id == "abc123"
    assert application.api.api_keys == {"da2-secret"}
    assert function.name == "notes-NoteFunction-X1"
    assert function.log_group == "/aws/lambda/notes-NoteFunction-X1"
    assert function.environment == {"STAGE": "prod", "BUCKET": "files-of-all", "STACK": "notes"}


def test_a_given_parameter_overrides_the_deployed_one(serve: Serve) -> None:
    parameter = "Parameters: {Stage: {Type: String}}\n"

    found = variables(
        serve,
        "{A: !Ref Stage}",
        sections=parameter,
        stack=DEPLOYED,
        parameters={"Stage": "mine"},
    )

    assert found == {"A": "mine"}


def test_a_stack_is_read_from_cloudformation() -> None:
    client = boto3.client("cloudformation", region_name="eu-west-1")
    when = datetime(2026, 1, 1, tzinfo=UTC)
    described = {
        "StackName": "post",
        "StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/post/1",
        "CreationTime": when,
        "StackStatus": "CREATE_COMPLETE",
        "Parameters": [
            {"ParameterKey": "Stage", "ParameterValue": "dev"},
            {"ParameterKey": "Secret", "ParameterValue": "****"},
            {"ParameterKey": "Size", "ParameterValue": "/size", "ResolvedValue": "10"},
        ],
        "Outputs": [{"OutputKey": "Name", "OutputValue": "letters"}],
    }
    queue = {
        "LogicalResourceId": "Queue",
        "PhysicalResourceId": "letters",
        "ResourceType": "AWS::SQS::Queue",
        "LastUpdatedTimestamp": when,
        "ResourceStatus": "CREATE_COMPLETE",
    }
    unborn = {key: value for key, value in queue.items() if key != "PhysicalResourceId"}
    with Stubber(client) as stubber:
        stubber.add_response("describe_stacks", {"Stacks": [described]}, {"StackName": "post"})
        stubber.add_response(
            "list_stack_resources", {"StackResourceSummaries": [queue], "NextToken": "2"}
        )
        stubber.add_response("list_stack_resources", {"StackResourceSummaries": [unborn]})
        stubber.add_response("list_exports", {"Exports": [{"Name": "queue", "Value": "letters"}]})

        found = stack.describe("post", client=client)

    assert found.region == "eu-west-1"
    assert found.account_id == "123456789012"
    assert found.physical_ids == {"Queue": "letters"}
    assert found.parameters == {"Stage": "dev", "Size": "10"}
    assert found.outputs == {"Name": "letters"}
    assert found.exports == {"queue": "letters"}


def test_an_api_accepts_the_modes_and_pools_it_names(serve: Serve) -> None:
    application = serve(
        {
            "AuthenticationType: API_KEY": "AuthenticationType: AMAZON_COGNITO_USER_POOLS,"
            " UserPoolConfig: {UserPoolId: !Ref Pool, AwsRegion: !Ref AWS::Region,"
            " DefaultAction: DENY, AppIdClientRegex: web},"
            " AdditionalAuthenticationProviders: [{AuthenticationType: AWS_IAM},"
            " {AuthenticationType: AMAZON_COGNITO_USER_POOLS, UserPoolConfig: {UserPoolId: two}}]",
        },
        resources="Pool: {Type: AWS::Cognito::UserPool}\n",
        stack=DEPLOYED,
    )

    assert application.api.default_mode is AuthMode.COGNITO
    assert application.api.additional_modes == (AuthMode.AWS_IAM,)
    assert application.api.user_pools == (
        UserPool("eu-west-1_AbCdE", "eu-west-1", client_pattern="web", default_action="DENY"),
        UserPool("two", "eu-west-1"),
    )


def test_a_data_source_may_name_an_alias_of_a_function(serve: Serve) -> None:
    application = serve({"!GetAtt NoteFunction.Arn": "!Ref NoteFunction.Alias"})

    assert application.resolvers["Query", "note"].function == "NoteFunction"


def test_only_the_chosen_api_is_served(serve: Serve) -> None:
    other = """\
    Other: {Type: AWS::AppSync::GraphQLApi, Properties: {AuthenticationType: AWS_IAM}}
    OtherResolver:
      Type: AWS::AppSync::Resolver
      Properties: {ApiId: !GetAtt Other.ApiId, TypeName: Query, FieldName: x, Kind: PIPELINE}
    """

    application = serve(resources=other, api="Api")

    assert application.api.logical_id == "Api"
    assert set(application.resolvers) == {("Query", "note")}


def test_a_resolver_of_no_api_is_a_fault(serve: Serve) -> None:
    (fault,) = faults(serve, {"!GetAtt Api.ApiId\n      TypeName": "abc\n      TypeName"})

    assert "NoteResolver.ApiId: names no API of this template" in fault


def test_the_code_is_not_looked_at_where_functions_are_deployed(serve: Serve) -> None:
    application = serve({"CodeUri: src, Runtime: python3.13": "Runtime: nodejs22.x"}, deployed=True)

    assert application.functions["NoteFunction"].name == "NoteFunction"


RESOLVER = "TypeName: Query"
SOURCE = "Type: AWS_LAMBDA"
FUNCTION = "Runtime: python3.13"
API = "AuthenticationType: API_KEY"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (RESOLVER, f"{RESOLVER}\n      Code: x", "NoteResolver.Code: only direct"),
        (RESOLVER, f"{RESOLVER}\n      Runtime: {{Name: APPSYNC_JS}}", "NoteResolver.Runtime: "),
        (RESOLVER, f"{RESOLVER}\n      RequestMappingTemplate: x", "RequestMappingTemplate: only"),
        (RESOLVER, f"{RESOLVER}\n      Kind: PIPELINE", "NoteResolver.Kind: only UNIT"),
        (RESOLVER, f"{RESOLVER}\n      MaxBatchSize: 2001", "NoteResolver.MaxBatchSize: is 2001"),
        ("!GetAtt NoteSource.Name", "other", "no data source 'other'; there are: notes"),
        (SOURCE, "Type: AMAZON_DYNAMODB", "NoteSource.Type: AMAZON_DYNAMODB is not supported"),
        (SOURCE, "Type: NONE", "NoteResolver.DataSourceName: a NONE data source needs"),
        ("!GetAtt NoteFunction.Arn", "!GetAtt Gone.Arn", "no resource or parameter Gone"),
        ("!GetAtt NoteFunction.Arn", "arn:aws:lambda:a:b:function:c", "no function of this"),
        (FUNCTION, f"{FUNCTION}, FunctionName: !ImportValue x", "FunctionName: no stack exports x"),
        ("CodeUri: src", "CodeUri: gone", "NoteFunction.CodeUri: gone is no folder"),
        ("CodeUri: src", "CodeUri: s3://b/k", "NoteFunction.CodeUri: must be a local folder"),
        ("notes.handler", "gone.handler", "NoteFunction.Handler: there is no module gone"),
        (FUNCTION, "Runtime: nodejs22.x", "NoteFunction.Runtime: only Python"),
        (FUNCTION, f"{FUNCTION}, Timeout: 901", "NoteFunction.Timeout: is 901 s"),
        (FUNCTION, f"{FUNCTION}, Timeout: soon", "Timeout: must be a whole number, not 'soon'"),
        (FUNCTION, f"{FUNCTION}, Environment: {{Variables: {{A: [1]}}}}", "Variables.A: must be"),
        (API, "AuthenticationType: OPENID_CONNECT", "Api.AuthenticationType: OPENID_CONNECT is"),
        (API, "AuthenticationType: AWS_LAMBDA", "Api.AuthenticationType: AWS_LAMBDA is not"),
        (API, "AuthenticationType: AMAZON_COGNITO_USER_POOLS", "UserPoolId: is missing"),
        (
            API,
            "AuthenticationType: AMAZON_COGNITO_USER_POOLS,"
            " UserPoolConfig: {UserPoolId: a, AppIdClientRegex: '('}",
            "AppIdClientRegex: is no regular expression (missing ), unterminated",
        ),
        (API, f"{API}, ApiType: MERGED", "Api.ApiType: a merged API"),
        ("Definition: ", "DefinitionS3Location: gone.graphql #", "cannot read gone.graphql (No"),
        ("Definition: ", "DefinitionS3Location: s3://b/k #", "is in S3"),
        ("AWS::AppSync::GraphQLSchema", "Custom::Schema", "Api.Schema: there is none"),
        ("Name: notes\n", "Name: !Cidr [a]\n", "NoteSource.Name: Fn::Cidr is not supported here"),
        ("Name: notes\n", "Name: !GetAtt NoteSource.Name\n", "depends on itself"),
        ("Name: notes\n", "Name: !ImportValue x\n", "no stack exports x; deploy it"),
        ("Name: notes\n", "Name: !FindInMap [A, b, c]\n", "Mappings has no A.b.c; add it"),
        ("Name: notes\n", "Name: !If [Never, a, b]\n", "there is no condition Never"),
        ("Name: notes\n", "Name: !Sub '${Gone}'\n", "no resource or parameter Gone"),
        ("Name: notes\n", "Name: !Select [3, [a]]\n", "Select asks for element 3 of 1"),
        ("Name: notes\n", "Name: !GetAtt Schema.Size\n", "Schema.Size is known only to AWS"),
        ("Name: notes\n", "Name: !Ref AWS::Galaxy\n", "no pseudo parameter AWS::Galaxy"),
        ("Name: notes\n", "Name: !Transform {Name: x}\n", "Fn::Transform is not supported here"),
        ("Name: notes\n", "Name: !GetAtt NoteSource\n", "GetAtt needs a resource and an"),
        ("Name: notes\n", "Name: !If [a]\n", "If needs a condition and two values"),
        ("Name: notes\n", "Name: !Join [a]\n", "Join needs a separator and a list"),
        ("Name: notes\n", "Name: !Join ['', a]\n", "Join needs a list and got 'a'"),
        ("Name: notes\n", "Name: !Split [a]\n", "Split needs a separator and a text"),
        ("Name: notes\n", "Name: !Select [a]\n", "Select needs an index and a list"),
        ("Name: notes\n", "Name: !FindInMap [a]\n", "FindInMap needs a map and two keys"),
        ("Name: notes\n", "Name: !Sub [a]\n", "Sub needs a text, or a text and a map"),
        ("Name: notes\n", "Name: !Sub ['${A}', {A: [1]}]\n", "a text was expected, not [1]"),
        ("Name: notes\n", "Name: !Ref [a]\n", "Ref needs a name and got ['a']"),
        ("Name: notes\n", "Name: [a]\n", "NoteSource.Name: must be a text, not ['a']"),
        ("notes.handler", "notes", "NoteFunction.Handler: must be module.function"),
        (FUNCTION, "PackageType: Image", "NoteFunction.PackageType: images do not run here"),
        (FUNCTION, f"{FUNCTION}, Environment: {{Variables: a}}", "Variables: must map names"),
        ("AppSync::GraphQLApi", "Serverless::GraphQLApi", "Api.Type: cannot have direct"),
        ("Type: AWS::AppSync::GraphQLApi", "Typo: x", "Api: is no resource; give it a Type"),
    ],
)
def test_what_cannot_be_served_is_said_at_start(
    serve: Serve, old: str, new: str, fault: str
) -> None:
    found = faults(serve, {old: new})

    assert any(fault in each for each in found), found
    assert all(each.startswith("template.yaml: ") for each in found)


def test_a_schema_that_is_no_text_is_said_at_start(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "wide.graphql").write_text("type Query { note: String }", encoding="utf-16")

    (fault,) = faults(serve, {"Definition: ": "DefinitionS3Location: wide.graphql #"})

    assert "wide.graphql is no text; save it as UTF-8" in fault


@pytest.mark.parametrize(
    ("section", "parameters", "fault"),
    [
        ("Parameters: {Stage: {Type: String}}", {}, "Stage: has no value; give one with --param"),
        (
            "Parameters: {S: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /s}}",
            {},
            "S: has",
        ),
        ("Parameters: {S: {Type: String, AllowedValues: [a, b]}}", {"S": "c"}, "give one of a, b"),
        ("Parameters: {}", {"S": "c"}, "Parameters.S: is not in the template"),
        ("Conditions: {A: !Condition B, B: !Condition A}", {}, "(condition A → condition B → con"),
        ("Conditions: {A: !Equals [!Ref Gone, a]}", {}, "Conditions.A: there is no resource or"),
        ("Conditions: {A: yes}", {}, "Conditions.A: is no condition; write Equals"),
    ],
)
def test_a_fault_of_a_parameter_or_condition_is_said_at_start(
    serve: Serve, section: str, parameters: dict[str, str], fault: str
) -> None:
    found = faults(serve, {}, sections=section, parameters=parameters)

    assert any(fault in each for each in found), found


def test_a_field_has_one_resolver(serve: Serve) -> None:
    second = """\
    SecondResolver:
      Type: AWS::AppSync::Resolver
      Properties:
        ApiId: !GetAtt Api.ApiId
        TypeName: Query
        FieldName: note
        DataSourceName: notes
    """

    (fault,) = faults(serve, {}, resources=second)

    assert "SecondResolver.FieldName: Query.note has a resolver already" in fault


def test_layers_are_not_loaded_and_that_is_said(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    serve({FUNCTION: f"{FUNCTION}, Layers: [arn]"})

    assert "NoteFunction: its layers are not loaded" in caplog.text


def test_logging_is_as_the_function_says(serve: Serve) -> None:
    logging = "{LogGroup: /notes, LogFormat: JSON, ApplicationLogLevel: WARN}"

    function = serve({FUNCTION: f"{FUNCTION}, LoggingConfig: {logging}"}).functions["NoteFunction"]

    assert (function.log_group, function.log_format, function.log_level) == (
        "/notes",
        "JSON",
        "WARN",
    )


def test_all_faults_are_said_together(serve: Serve) -> None:
    found = faults(
        serve,
        {RESOLVER: f"{RESOLVER}\n      Code: x", FUNCTION: f"{FUNCTION}, Timeout: 901"},
        resources="Key: {Type: AWS::AppSync::ApiKey, Properties: {ApiId: !Ref Gone}}\n",
    )

    assert [each.split(": ")[1] for each in found] == [
        "Key.ApiId",
        "NoteResolver.Code",
        "NoteFunction.Timeout",
    ]


def test_several_apis_need_a_choice(serve: Serve) -> None:
    other = "Other: {Type: AWS::AppSync::GraphQLApi, Properties: {AuthenticationType: AWS_IAM}}\n"

    (several,) = faults(serve, {}, resources=other)
    (unknown,) = faults(serve, {}, resources=other, api="Third")

    assert "choose one with --api: Api, Other" in several
    assert "there is no API Third; choose one of Api, Other" in unknown


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, "cannot be read (No such file or directory)"),
        ("a: [", "correct its syntax"),
        ("{", "correct its syntax"),
        ("a: 1", "has no Resources"),
        ("Resources: {}", "there is no API to serve"),
    ],
)
def test_a_file_that_is_no_template_is_refused(
    tmp_path: Path, text: str | None, fault: str
) -> None:
    template = tmp_path / "template.yaml"
    if text is not None:
        template.write_text(text)

    with pytest.raises(TemplateError, match=fault.replace("(", r"\(").replace(")", r"\)")):
        load(template)
