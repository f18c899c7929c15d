"""What CloudFormation is given in the end: the template with its SAM resources written out."""

from copy import deepcopy
from functools import cache
from typing import Any

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from tests.contract.project import Project

PARAMETERS = {
    "dev": {"Environment": "dev"},
    "prod": {"Environment": "prod", "Introspection": "DISABLED", "LogRetentionDays": "90"},
    "hosted": {
        "WebHosting": "repository",
        "WebRepository": "https://git.example.com/chat",
        "WebRepositoryToken": "made-up",
    },
    "local": {"Environment": "local", "Architecture": "x86_64", "GraphQLUrl": "http://localhost"},
}
"""The parameters that samconfig.toml and the local cloud pass; hosted: as docs/deploy.md says."""

_BASIC_EXECUTION = "AWSLambdaBasicExecutionRole"
_MANAGED = {_BASIC_EXECUTION: f"arn:aws:iam::aws:policy/service-role/{_BASIC_EXECUTION}"}


@cache
def expand(project: Project, environment: str = "dev") -> dict[str, Any]:
    """The expanded template. The bundle's place does not matter, so it is made up."""
    template = deepcopy(project.template)
    # What the loops looked up there has taken its place.
    del template["Mappings"]
    template["Globals"]["Function"]["CodeUri"] = "s3://bundles/src"
    # The region only tells the partition of the ARNs of managed policies.
    session = boto3.Session(region_name="us-east-1")
    translator = Translator(_MANAGED, Parser(), boto_session=session)
    expanded: dict[str, Any] = translator.translate(template, dict(PARAMETERS[environment]))
    # Not the translator's to expand: CloudFormation resolves it beforehand.
    return expanded | {"Transform": "AWS::LanguageExtensions"}
