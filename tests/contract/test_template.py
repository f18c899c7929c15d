import json
import re
import tomllib

import pytest

from appsync_local import template
from chat.appsync.entrypoint import METRICS_NAMESPACE
from tests.contract import lint, wiring
from tests.contract.expansion import PARAMETERS, expand
from tests.contract.project import Project

KEPT = ("ChatTable", "ChatUserPool")
NAMES = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Cognito::UserPool": "UserPoolName",
    "AWS::AppSync::GraphQLApi": "Name",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
}


def test_cfn_lint_finds_nothing_in_what_is_deployed(project: Project) -> None:
    assert [*lint.check(project)] == []


@pytest.mark.parametrize("environment", PARAMETERS)
def test_every_environment_is_given_the_same_template(project: Project, environment: str) -> None:
    assert expand(project, environment) == expand(project)


def test_appsync_local_writes_the_loops_out_as_cfn_lint_does(copy: Project) -> None:
    written_out = copy.root / "template.json"
    written_out.write_text(json.dumps(copy.template))

    assert template.load(written_out) == template.load(copy.template_path)


def test_every_field_leads_to_its_function(project: Project) -> None:
    assert [*wiring.check(project)] == []


def test_two_stacks_fit_into_one_account(project: Project) -> None:
    names = [
        str(resource["Properties"][NAMES[resource["Type"]]])
        for resource in expand(project)["Resources"].values()
        if resource["Type"] in NAMES
    ]

    assert [name for name in names if not re.search(r"AWS::StackName|ChatApi\.ApiId", name)] == []


@pytest.mark.parametrize("resource", KEPT)
def test_what_people_wrote_outlives_a_production_stack_only(
    project: Project, resource: str
) -> None:
    declared = project.template["Resources"][resource]

    kept_in_production = {"Fn::If": ["IsProduction", "Retain", "Delete"]}
    assert declared["DeletionPolicy"] == kept_in_production
    assert declared["UpdateReplacePolicy"] == kept_in_production


def test_only_the_gate_and_the_batch_share_a_function(project: Project) -> None:
    answered: dict[str | None, list[str]] = {}
    for resolver in project.resolvers:
        answered.setdefault(resolver.function, []).append(resolver.coordinate)

    shared = {function for function, coordinates in answered.items() if len(coordinates) > 1}
    assert shared == {"AuthorizeSubscriptionFunction", "ResolveUsersFunction"}


def test_the_alarm_watches_the_metric_that_the_functions_write(project: Project) -> None:
    alarm = project.resources("AWS::CloudWatch::Alarm")["InternalErrorsAlarm"]
    variables = project.template["Globals"]["Function"]["Environment"]["Variables"]

    assert alarm["Namespace"] == METRICS_NAMESPACE
    assert alarm["Dimensions"] == [
        {"Name": "service", "Value": variables["POWERTOOLS_SERVICE_NAME"]}
    ]


@pytest.mark.parametrize("section", ["default", "prod", "local"])
def test_sam_writes_loops_out_in_every_environment(project: Project, section: str) -> None:
    config = tomllib.loads((project.root / "samconfig.toml").read_text())

    assert config[section]["global"]["parameters"]["language_extensions"] is True


@pytest.mark.parametrize(
    ("section", "environment"), [("default", "dev"), ("prod", "prod"), ("local", "local")]
)
def test_what_is_checked_is_what_samconfig_deploys(
    project: Project, section: str, environment: str
) -> None:
    config = tomllib.loads((project.root / "samconfig.toml").read_text())

    passed = dict(
        override.split("=")
        for override in config[section]["global"]["parameters"]["parameter_overrides"]
    )
    assert passed.items() <= PARAMETERS[environment].items()


def test_parameters_and_outputs_are_explained(project: Project) -> None:
    explained = (project.root / "docs/deploy.md").read_text()

    names = [*project.template["Parameters"], *project.template["Outputs"]]
    assert [name for name in names if f"`{name}`" not in explained] == []
