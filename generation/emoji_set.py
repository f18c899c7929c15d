"""The emoji that functions take, as a module of theirs.

The package that lists them also holds their names in a dozen languages: imported by a function, it
would be a third of the function's cold start.
"""

import textwrap

import emoji

FILE = "src/chat/appsync/emoji_set.py"
_HEAD = '''\
"""Unicode's emoji for general interchange, fully qualified. Written by `make generate`.

Source: UTS #51, ED-27 and ED-18; the package `emoji` has them from Unicode's emoji-test.txt.
"""

QUALIFIED = """
'''
_TAIL = '''
"""
'''
_WIDTH = 48
"""Characters in a line: most of them are two columns wide."""


def content() -> str:
    """The file."""
    qualified = (
        each
        for each, facts in emoji.EMOJI_DATA.items()
        if facts["status"] == emoji.STATUS["fully_qualified"]
    )
    lines = textwrap.wrap(" ".join(sorted(qualified)), width=_WIDTH)
    return "\n".join([_HEAD.rstrip("\n"), *lines, _TAIL.lstrip("\n")])
