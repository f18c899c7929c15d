"""cfn-lint on the template and on what it expands to.

On the template alone it misses a wrong attribute in an Events block and a wrong runtime in Globals.
What it is told to ignore stands in the template's Metadata, with the reason.
"""

import json
from collections.abc import Iterator
from typing import Any

from cfnlint.api import lint
from cfnlint.context.parameters import ParameterSet

from tests.contract.expansion import PARAMETERS, expand
from tests.contract.project import Project


def of_template(project: Project) -> Iterator[str]:
    """Findings in the SAM template itself."""
    yield from _findings(project.template_path.read_text())


def of_expansion(project: Project, environment: str) -> Iterator[str]:
    """Findings in what is deployed to an environment."""
    parameters = ParameterSet(source=environment, parameters=PARAMETERS[environment])
    yield from _findings(json.dumps(expand(project, environment)), parameters=[parameters])


def _findings(template: str, **config: Any) -> Iterator[str]:
    for match in lint(template, config={"regions": ["us-east-1"], **config}):
        place = "/".join(map(str, getattr(match, "path", None) or ()))
        yield f"{match.rule.id} {place}: {match.message}"
