"""Lighthouse on the built app's way in, as a phone on a slow network sees it."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from local_cloud import web
from tests.browser.conftest import ROOT
from tests.figures import Figure

FOLDER = ROOT / "web" / "tests" / "lighthouse"
CATEGORIES = ("accessibility", "best-practices", "performance")
LEAST = 0.95
PATIENCE_S = 120
ATTEMPTS = 3
AGAIN = "Please run Lighthouse again"
"""What it says where its recording failed by chance: that is no word about the page."""


@pytest.fixture(scope="module")
def lighthouse() -> Path:
    """The command, of the version in package-lock.json."""
    if reason := web.lacking():
        pytest.skip(reason)
    installed = FOLDER / "node_modules" / ".package-lock.json"
    lock = FOLDER / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        install = ["npm", "ci", "--ignore-scripts"]
        npm = subprocess.run(install, cwd=FOLDER, check=False, stderr=subprocess.PIPE, text=True)
        # A lock file that does not fit package.json is our fault, not that of the network.
        assert "EUSAGE" not in npm.stderr, npm.stderr
        if npm.returncode != 0:
            pytest.skip("Lighthouse could not be installed: npm ci in web/tests/lighthouse")
    return FOLDER / "node_modules" / ".bin" / "lighthouse"


def test_the_way_in_is_accessible_and_follows_the_practices_of_the_web(
    lighthouse: Path, chromium: str, web_url: str, tmp_path: Path, figure: Figure
) -> None:
    report = _examined(f"{web_url}/sign-in", by=lighthouse, chromium=chromium, folder=tmp_path)

    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    figure("Lighthouse: " + ", ".join(f"{name} {score}" for name, score in scores.items()))
    assert scores["accessibility"] >= LEAST, _wanting(report, "accessibility")
    assert scores["best-practices"] >= LEAST, _wanting(report, "best-practices")


def _examined(url: str, *, by: Path, chromium: str, folder: Path) -> dict[str, Any]:
    """Lighthouse's report."""
    output = folder / "report.json"
    for _ in range(ATTEMPTS):
        done = subprocess.run(
            [
                *(by, url, "--quiet", "--no-enable-error-reporting"),
                *("--output=json", f"--output-path={output}"),
                f"--only-categories={','.join(CATEGORIES)}",
                "--chrome-flags=--headless=new --no-sandbox",
            ],
            env={**os.environ, "CHROME_PATH": chromium},
            check=False,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE_S,
        )
        if AGAIN not in done.stderr:
            break
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(output.read_text())
    assert report["finalDisplayedUrl"] == url
    return report


def _wanting(report: dict[str, Any], category: str) -> list[str]:
    """The titles of what cost points."""
    audits = [report["audits"][each["id"]] for each in report["categories"][category]["auditRefs"]]
    return [audit["title"] for audit in audits if audit["score"] is not None and audit["score"] < 1]
