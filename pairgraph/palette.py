"""What kind of thing a node is, and its colour: the same class has the same colour everywhere.

The colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), told apart by
colour-blind readers; what has no colour of its own is dark grey.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .patterns import rows
from .vocabulary import expand

if TYPE_CHECKING:
    from .stores import Store
GREY = "#3C3C3C"
_COLOURS = {
    "#0072B2": "pg:Term",
    "#009E73": "pg:FacetValue",
    "#E69F00": "pg:Claim pg:TermSense pg:Finding pg:PolicyProvision pg:SourcedStatement",
    "#F0E442": "pg:GuidingQuestion pg:Evaluation pg:StudyGroup pg:OutcomeMeasure pg:Measurement",
    "#D55E00": "pg:SupportArrangement pg:Programme pg:ProgrammePhase pg:TrainingProgramme "
    "pg:TrainingComponent pg:Qualification",
    "#CC79A7": "pg:Document pg:PolicyText pg:Periodical pg:Charter pg:CompetencyFramework",
    "#56B4E9": "foaf:Agent prov:Agent",
    GREY: "pg:HistoricalEvent pg:Place pg:ConceptualModel pg:ModelComponent pg:BudgetAllocation",
}
FAMILIES = {curie: colour for colour, curies in _COLOURS.items() for curie in curies.split()}
_ANCESTORS = """SELECT DISTINCT ?class ?above WHERE {
  { SELECT DISTINCT ?class WHERE { { ?thing a ?class } UNION { ?class rdfs:subClassOf ?any } } }
  ?class rdfs:subClassOf* ?above . FILTER(isIRI(?above))
}"""


class Taxonomy:
    """The classes of a store, each with those above it.

    >>> from pairgraph.graph import open_store
    >>> taxonomy = Taxonomy(open_store())
    >>> place, region = expand("pg:Place"), expand("pg:Region")
    >>> taxonomy.narrowest([place, region]) == region
    True
    >>> taxonomy.family(region) == place
    True
    """

    def __init__(self, store: Store) -> None:
        self._above: dict[str, set[str]] = {}
        for class_, above in rows(store, _ANCESTORS):
            self._above.setdefault(class_, set()).add(above)

    def narrowest(self, classes: Iterable[str]) -> str:
        """Return the most specific of some classes, the first by IRI of those equally so."""
        known = sorted(classes)
        above = {c: self._above.get(c, {c}) for c in known}
        lowest = [c for c in known if not any(self._is_below(d, c) for d in known)]
        return min(lowest or known, key=lambda c: (-len(above[c]), c))

    def family(self, class_: str) -> str:
        """Return the nearest class above that has a colour, or else the class itself."""
        known = [c for c in map(expand, FAMILIES) if c in self._above.get(class_, {class_})]
        lowest = [c for c in known if not any(self._is_below(d, c) for d in known)]
        return [*lowest, *known, class_][0]

    def above(self, classes: Iterable[str]) -> set[str]:
        """Return some classes and all those above them."""
        return {other for class_ in classes for other in self._above.get(class_, {class_})}

    def _is_below(self, lower: str, upper: str) -> bool:
        above = self._above.get(lower, set())
        return upper in above and lower not in self._above.get(upper, set())


def colour(family: str) -> str:
    """Return the colour of a family of classes, given as a CURIE, as #RRGGBB.

    >>> colour("pg:Term"), colour("https://example.org/Boat")
    ('#0072B2', '#3C3C3C')
    """
    return FAMILIES.get(family, GREY)
