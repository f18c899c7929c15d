"""cfn-lint on what the template expands to.

`make lint` runs it on the template itself (`sam validate --lint`), where it misses a wrong
attribute in an Events block and a wrong runtime in Globals. What it is to ignore stands in the
template's Metadata, with the reason.
"""

import json
from collections.abc import Iterator

from cfnlint.api import lint
from cfnlint.context.parameters import ParameterSet

from tests.contract.expansion import PARAMETERS, expand
from tests.contract.project import Project


def check(project: Project) -> Iterator[str]:
    """Findings in what is deployed, with the parameters of all environments."""
    environments = [ParameterSet(source=name, parameters=each) for name, each in PARAMETERS.items()]
    expanded = json.dumps(expand(project))
    for match in lint(expanded, config={"regions": ["us-east-1"], "parameters": environments}):
        place = "/".join(map(str, getattr(match, "path", None) or ()))
        yield f"{match.rule.id} {place}: {match.message}"
