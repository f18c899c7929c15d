"""A function resource as a Function that a worker process can run.

Source: SAM specification, AWS::Serverless::Function; Lambda developer guide, "Lambda quotas".
"""

import logging
import re
from pathlib import Path

from appsync_local.application import Function
from appsync_local.template.resources import Resource, Resources

_log = logging.getLogger(__name__)
_LONGEST_TIMEOUT = 900


def read(resource: Resource, resources: Resources, *, folder: Path, deployed: bool) -> Function:
    """The Function of a resource. folder: where the template lies.

    deployed: it is called where it is deployed, so neither its code nor its runtime matter.
    """
    name = resources.name(resource)
    timeout = resource.integer("Timeout", 3)
    if not 1 <= timeout <= _LONGEST_TIMEOUT:
        resource.fault("Timeout", f"is {timeout} s; Lambda takes 1 to {_LONGEST_TIMEOUT}")
    return Function(
        logical_id=resource.logical_id,
        name=name,
        handler=resource.text("Handler"),
        code=folder if deployed else _code(resource, folder),
        environment={} if deployed else resource.texts("Environment.Variables"),
        timeout=timeout,
        memory=resource.integer("MemorySize", 128),
        log_group=resource.text("LoggingConfig.LogGroup") or f"/aws/lambda/{name}",
        log_format=resource.text("LoggingConfig.LogFormat", "Text"),
        log_level=resource.text("LoggingConfig.ApplicationLogLevel"),
    )


def _code(resource: Resource, folder: Path) -> Path:
    _check_runtime(resource)
    path = "CodeUri" if resource.type_name == "AWS::Serverless::Function" else "Code"
    location = resource.get(path)
    if not isinstance(location, str) or location.startswith("s3://"):
        resource.fault(path, "must be a local folder; or invoke the function with --mode deployed")
        return folder
    code = (folder / location).resolve()
    if not code.is_dir():
        resource.fault(path, f"{location} is no folder beside the template; correct the path")
    else:
        _check_handler(resource, code)
    return code


def _check_runtime(resource: Resource) -> None:
    if resource.text("PackageType", "Zip") != "Zip":
        resource.fault("PackageType", "images do not run here; use a Zip, or --mode deployed")
    elif not re.fullmatch(r"python3\.\d+", resource.text("Runtime")):
        resource.fault("Runtime", "only Python runs here; use python3.13, or --mode deployed")
    if resource.has("Layers"):
        _log.warning(
            "%s: its layers are not loaded; install what they hold beside appsync_local",
            resource.logical_id,
        )


def _check_handler(resource: Resource, code: Path) -> None:
    module, dot, _ = resource.text("Handler").rpartition(".")
    if not dot:
        resource.fault("Handler", "must be module.function")
        return
    path = code / module.replace(".", "/")
    if not path.with_suffix(".py").is_file() and not (path / "__init__.py").is_file():
        resource.fault("Handler", f"there is no module {module} in {code.name}/; correct either")
