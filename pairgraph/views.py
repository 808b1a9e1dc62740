"""The views that can be drawn, by name."""

from __future__ import annotations

from .entity_views import ENTITY_VIEWS
from .errors import NotFound
from .patterns import View
from .source_views import SOURCE_VIEWS
from .tree_views import TREE_VIEWS
from .vocabulary import nearest
from .word_views import WORD_VIEWS

__all__ = ["View", "view_named", "views"]


def views() -> list[View]:
    """Return the views that `to_network` draws.

    >>> [view.name for view in views()][:3]
    ['entities', 'entities-merged', 'terms-facets']
    """
    return [*ENTITY_VIEWS, *WORD_VIEWS, *SOURCE_VIEWS, *TREE_VIEWS]


def view_named(name: str) -> View:
    """Return a view.

    Raises:
        NotFound: there is none of that name.

    >>> view_named("timeline").title("en")
    'Three centuries of peer support, year by year'
    """
    known = {view.name: view for view in views()}
    if name not in known:
        raise NotFound(f"no view {name!r}", near=nearest(name, known) or list(known))
    return known[name]
