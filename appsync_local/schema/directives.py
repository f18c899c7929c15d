"""AppSync's authorization directives: which callers may reach which field.

Source: AppSync developer guide, "Authorization use cases" and "Configuring authorization". A field
without a directive on itself or its type belongs to the default mode; directives on a field
replace those on its type; several are alternatives.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphql import DirectiveNode, ListValueNode, StringValueNode

from appsync_local.application import Api, AuthMode

SDL = """
directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
directive @aws_api_key on OBJECT | FIELD_DEFINITION
directive @aws_iam on OBJECT | FIELD_DEFINITION
directive @aws_oidc on OBJECT | FIELD_DEFINITION
directive @aws_lambda on OBJECT | FIELD_DEFINITION
directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION
directive @aws_auth(cognito_groups: [String!]!) on OBJECT | FIELD_DEFINITION
"""

_MODES: Mapping[str, AuthMode | None] = {
    "aws_api_key": AuthMode.API_KEY,
    "aws_iam": AuthMode.AWS_IAM,
    "aws_cognito_user_pools": AuthMode.COGNITO,
    "aws_auth": AuthMode.COGNITO,
    "aws_oidc": None,
    "aws_lambda": None,
}


@dataclass(frozen=True, slots=True)
class Access:
    """Who may reach a field.

    grants: by mode, the groups of which a caller needs one; None admits all of that mode.
    """

    grants: Mapping[AuthMode, frozenset[str] | None]

    def admits(self, mode: AuthMode, groups: frozenset[str]) -> bool:
        """Whether a caller of that mode, in those groups, may reach the field."""
        if mode not in self.grants:
            return False
        wanted = self.grants[mode]
        return wanted is None or not wanted.isdisjoint(groups)


def default_access(api: Api) -> Access:
    """Access to what carries no directive: the default mode, unless its action is DENY."""
    denied = api.default_mode is AuthMode.COGNITO and api.user_pools[0].default_action == "DENY"
    return Access({} if denied else {api.default_mode: None})


def access(directives: Iterable[DirectiveNode]) -> Access | None:
    """The access that directives grant; None where none of them is about authorization."""
    ours = [directive for directive in directives if directive.name.value in _MODES]
    if not ours:
        return None
    grants: dict[AuthMode, frozenset[str] | None] = {}
    for directive in ours:
        mode = _MODES[directive.name.value]
        if mode is not None:
            grants[mode] = frozenset(strings(directive, "cognito_groups")) or None
    return Access(grants)


def strings(directive: DirectiveNode, argument: str) -> tuple[str, ...]:
    """The strings of a directive's list argument; a single string counts as a list of one."""
    for node in directive.arguments or ():
        if node.name.value == argument:
            values = node.value.values if isinstance(node.value, ListValueNode) else (node.value,)
            return tuple(value.value for value in values if isinstance(value, StringValueNode))
    return ()
