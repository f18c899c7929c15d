"""What GitHub's schema of a workflow does not say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def _jobs(workflow: Path) -> Mapping[str, Mapping[str, Any]]:
    jobs: Mapping[str, Mapping[str, Any]] = yaml.safe_load(workflow.read_text())["jobs"]
    return jobs


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.stem)
def test_no_job_waits_for_a_variable_of_its_environment(workflow: Path) -> None:
    """There it is always empty. Source: actions/runner issue 2472."""
    for job in _jobs(workflow).values():
        if "environment" in job:
            assert "vars." not in str(job.get("if", ""))


def test_without_a_role_no_step_of_a_deployment_does_anything() -> None:
    notice, *steps = _jobs(ROOT / ".github" / "workflows" / "deploy.yml")["deploy"]["steps"]

    assert notice["run"].startswith('echo "::notice::')
    assert {step.get("if") for step in steps} == {"${{ vars.AWS_DEPLOY_ROLE_ARN != '' }}"}
