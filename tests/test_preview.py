"""The HTML preview: safe with any network, alone in the world, the same bytes each time, usable."""

from __future__ import annotations

import io
import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pyoxigraph as ox
import pytest
from lxml import html
from matplotlib.image import imread

import pairgraph
from pairgraph.contents import contents
from pairgraph.errors import InputError
from pairgraph.network import to_network, views
from pairgraph.preview import preview, write_preview
from tests.browser import Browser, chromium, dumped, needs_chromium
from tests.test_gexf import CLASSES, torture

from .conftest import told_under

FOLDER = Path(pairgraph.__file__).parent / "page"
WORDS = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))
VIEWS = [view.name for view in views()]
HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>document.title='taken'</script>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\u2028\u2029\x00\ud800 ${alert(1)} `",
    "javascript:alert(1)",
]


def hostile() -> Any:
    """Return a network whose every text tries to break out."""
    network = nx.MultiDiGraph(title=HOSTILE[0], description_fr=HOSTILE[1])
    for i, text in enumerate(HOSTILE):
        network.add_node(text, label=text, definition_en=text, class_label_en=text, curie=text)
        network.nodes[text].update(iri=text, color=text, family=text, family_label_fr=text)
        network.add_edge(text, HOSTILE[i - 1], kind=text, label_fr=text, label_en=HOSTILE[i - 1])
    return network


@pytest.fixture(scope="module")
def networks(store: ox.Store) -> dict[str, Any]:
    """Return the network of every view."""
    return {view: to_network(store, view=view) for view in VIEWS}


def data(page: str) -> Any:
    """Return what a page holds, read as a browser does."""
    return json.loads(html.document_fromstring(page).get_element_by_id("data").text)


def inline(page: str) -> dict[str, str]:
    """Return the script and the style of a page, as a browser hashes them."""
    script = re.search('<script type="module">(.*?)</script>', page, re.DOTALL)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert script
    assert style
    return {"script": script[1], "style": style[1]}


def policy(page: str) -> dict[str, str]:
    """Return the content security policy of a page, by directive."""
    [meta] = html.document_fromstring(page).xpath("//meta[@http-equiv]")
    assert meta.get("http-equiv") == "Content-Security-Policy"
    parts = (part.strip().partition(" ") for part in meta.get("content").split(";"))
    return {name: value for name, _, value in parts}


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


# What is written


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_held_whole_in_both_languages(networks: dict[str, Any], view: str) -> None:
    network = networks[view]
    held = data(preview(network, lang="fr"))
    assert (len(held["nodes"]), len(held["edges"])) == (len(network), network.number_of_edges())
    assert held["lang"] == "fr"
    assert held["isDirected"] == network.is_directed()
    [told] = [each for each in views() if each.name == view]
    for lang in ("fr", "en"):
        assert held["title"][lang] == told.title(lang)
        assert held["description"][lang] == told.purpose(lang)
    for node, attributes in zip(held["nodes"], network.nodes.values(), strict=True):
        assert node["label"]["any"] == attributes["label"]
        assert node["label"].get("fr") == attributes.get("label_fr")
        link = attributes["iri"] if attributes["iri"].startswith("http") else None
        assert (node.get("link"), node["color"]) == (link, attributes["color"])
        assert node["family"] < len(held["families"])
    kinds = Counter(held["relations"][r]["kind"] for *_, r in held["edges"])
    assert sorted(kinds.values()) == sorted(
        Counter(kind for *_, kind in network.edges(data="kind")).values()
    )


def test_hostile_texts_stay_texts() -> None:
    page = preview(hostile())
    assert len(re.findall("</script", page, re.IGNORECASE)) == 2
    assert "<img" not in page
    assert not re.search("[\u2028\u2029\x00]", page)
    labels = [node["label"]["any"] for node in data(page)["nodes"]]
    assert sorted(labels) == sorted(HOSTILE)
    assert "<title>&lt;/script&gt;&lt;img" in page


def test_only_web_addresses_become_links() -> None:
    network = nx.Graph()
    for node in ("https://example.org/a", "HTTP://example.org", "http://", "data:text/html,x"):
        network.add_node(node)
    network.add_node(1, iri="javascript:alert(1)//https://example.org")
    found = [node.get("link") for node in contents(network)["nodes"]]
    assert found == ["https://example.org/a", "HTTP://example.org", None, None, None]


def test_the_policy_lets_only_the_own_script_and_style_run() -> None:
    page = preview(hostile())
    allowed, own = policy(page), inline(page)
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == digest(own["script"]) != digest(own["script"] + " ")
    assert allowed["style-src"] == digest(own["style"])
    assert set(allowed) == {"default-src", "script-src", "style-src", "base-uri", "form-action"}


def test_nothing_is_asked_for_elsewhere(networks: dict[str, Any]) -> None:
    page = preview(networks["terms-facets"])
    asking = "//link | //img | //iframe | //object | //base | //a | //*[@src or @href]"
    assert html.document_fromstring(page).xpath(asking) == []
    assert [text for text in inline(page).values() if REACHING.search(text)] == []
    assert REACHING.search("new Image().src = 'x'; fetch('x')")


REACHING = re.compile(
    r"http:|url\(|@import|\bfetch\(|XMLHttp|\bimport\b|(inner|outer)HTML|insertAdjacentHTML"
    r"|document\.write\b|\beval\(|new Function"
)


def test_every_text_of_the_page_is_in_both_languages_and_used() -> None:
    sources = {p.name: p.read_text(encoding="utf-8") for p in FOLDER.iterdir()}
    assert len(sources) > 5
    code = "".join(text for name, text in sources.items() if name.endswith(".js"))
    asked = set(re.findall(r'data-(?:text|name|unit)="(\w+)"', sources["page.html"]))
    asked |= set(re.findall(r'"(\w+)"', " ".join(re.findall(r"\bword\(([^;]*)", code))))
    assert len(WORDS) > 20
    for key, texts in WORDS.items():
        assert set(texts) == {"fr", "en"}, key
        forms = [set(text) if isinstance(text, dict) else {"other"} for text in texts.values()]
        assert forms[0] == forms[1], key
        assert all("other" in form for form in forms), key
        assert key in asked, f"{key} is never said"
    said = re.findall(r'\bword\("(\w+)"', code)
    assert len(said) > 20
    assert {*said, *re.findall(r'data-(?:text|name)="(\w+)"', sources["page.html"])} <= set(WORDS)


def test_the_inks_can_be_read_on_every_ground() -> None:
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", style))
    for ink in ("ink", "soft", "blue"):
        for ground in ("#ffffff", named["wash"], named["pale"]):
            assert contrast(named[ink], ground) >= 4.5, (ink, ground)
    assert contrast(named["line"], "#ffffff") < 4.5


def contrast(a: str, b: str) -> float:
    """Return the contrast of two colours, as WCAG reckons it."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    levels = [level / 255 for level in bytes.fromhex(colour[1:])]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in levels]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def test_families_have_the_colour_of_their_nodes(networks: dict[str, Any]) -> None:
    held = contents(networks["entities-merged"])
    assert len(held["families"]) > 4
    for node in held["nodes"]:
        assert held["families"][node["family"]]["color"] == node["color"]


def test_a_relation_without_a_name_is_told_by_its_kind_or_key() -> None:
    network = nx.MultiGraph([("a", "b", "likes"), ("a", "b"), ("b", "c", {"kind": "knows"})])
    network.add_edge("a", "c", kind="knows", label_en="has met")
    held = contents(network)
    assert [kind["any"] for kind in held["kinds"]] == ["likes", "", "knows"]
    assert {"kind": 2, "en": "has met"} in held["relations"]


@pytest.mark.parametrize("kind", CLASSES)
def test_any_network_has_a_page(kind: type[Any]) -> None:
    odd = np.array(["a", "b"])
    arrays = kind([(1, 2, {"kind": odd, "label": odd})], title=odd)
    arrays.add_node(frozenset("ab"), label=odd, family=odd, curie=odd, iri=odd, n_sources=odd)
    for network in (torture(kind), kind(), arrays):
        held = data(preview(network))
        counts = len(network), network.number_of_edges()
        assert (len(held["nodes"]), len(held["edges"])) == counts
        preview(network).encode()


def test_own_places_are_kept() -> None:
    network = nx.Graph()
    network.add_node("a", x=1, y=2, size=3)
    network.add_node("b", viz={"position": {"x": 4, "y": 5}, "size": 6})
    places = [(node["x"], node["y"], node["size"]) for node in contents(network)["nodes"]]
    assert places == [(1, 2, 3), (4, 5, 6)]


def test_the_title_and_the_language_can_be_chosen(networks: dict[str, Any]) -> None:
    page = preview(networks["terms-facets"], title="Mots", lang="fr")
    assert '<html lang="fr">' in page
    assert "<title>Mots</title>" in page
    assert data(page)["title"] == {"any": "Mots"}
    with pytest.raises(InputError, match="fr or en"):
        preview(nx.Graph(), lang="de")


def test_paths_and_handles_get_the_same_bytes(tmp_path: Path) -> None:
    network = torture(nx.MultiDiGraph)
    write_preview(network, tmp_path / "a.html")
    with open(tmp_path / "b.html", "wb") as handle:
        write_preview(network, handle)
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1
    with pytest.raises(InputError, match="mode 'wb'"):
        write_preview(network, io.StringIO())  # type: ignore[arg-type]
    with pytest.raises(InputError, match="cannot be written"):
        write_preview(network, tmp_path / "no" / "a.html")


HASHES = """
import hashlib
from pairgraph.network import to_network
from pairgraph.preview import preview
network = to_network(view="terms-facets")
network.nodes[next(iter(network))]["label_fr"] = {"a", "b", "c"}
print(hashlib.sha256(preview(network).encode()).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    first = told_under("1", HASHES)
    assert len(first.strip()) == 64
    assert told_under("2", HASHES) == first


# What Chromium makes of it


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(needs_chromium(), tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture(scope="module")
def words_page(networks: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "words.html"
    write_preview(networks["terms-facets"], path)
    return path


def pixels(browser: Browser) -> Any:
    """Return the window as rows of pixels, each red, green and blue from 0 to 255."""
    return np.rint(imread(io.BytesIO(browser.screenshot()))[..., :3] * 255).astype(int)


def painted(browser: Browser, colour: str) -> int:
    """Return how many pixels of the map are nearly of a colour."""
    box = browser.run("document.querySelector('canvas').getBoundingClientRect().toJSON()")
    left, top, right, bottom = (int(box[side]) for side in ("left", "top", "right", "bottom"))
    part = pixels(browser)[top:bottom, left:right]
    return int((np.abs(part - np.array(list(bytes.fromhex(colour[1:])))).max(axis=2) < 4).sum())


def is_sound(browser: Browser) -> bool:
    """Tell whether nothing was thrown, logged as an error, asked for or popped up."""
    asked = [e["request"]["url"] for e in browser.happened("Network.requestWillBeSent")]
    troubles = ("Runtime.exceptionThrown", "Log.entryAdded", "Page.javascriptDialogOpening")
    return len(asked) == 1 and not any(browser.happened(trouble) for trouble in troubles)


@pytest.mark.parametrize("view", VIEWS)
def test_the_counts_on_the_page_are_those_of_the_view(
    networks: dict[str, Any], view: str, tmp_path: Path
) -> None:
    network = networks[view]
    write_preview(network, tmp_path / "map.html")
    page = dumped(needs_chromium(), tmp_path / "map.html", tmp_path / "profile")
    shown = {e.get("data-count"): e.get("value") for e in html.fromstring(page).iter("data")}
    assert shown == {"nodes": str(len(network)), "edges": str(network.number_of_edges())}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (360, 740)])
def test_a_view_is_drawn_and_fits(
    networks: dict[str, Any], browser: Browser, view: str, width: int, height: int, tmp_path: Path
) -> None:
    network = networks[view]
    write_preview(network, tmp_path / "map.html")
    browser.open(tmp_path / "map.html", width=width, height=height)
    for colour in {attributes["color"] for attributes in network.nodes.values()}:
        assert painted(browser, colour) > 4, colour  # a node may be small on a phone
    for lang in ("fr", "en"):
        browser.click(f"[data-lang={lang}]")
        root = "document.documentElement"
        assert browser.run(f"[{root}.scrollWidth, {root}.scrollHeight]") == [width, height]
    assert is_sound(browser)


def test_an_empty_network_is_shown_blank(browser: Browser, tmp_path: Path) -> None:
    write_preview(nx.Graph(), tmp_path / "none.html")
    browser.open(tmp_path / "none.html")
    assert painted(browser, "#0072B2") == 0
    assert browser.texts("h1, [data-count]") == ["A network", "0", "0"]
    assert is_sound(browser)


def test_hostile_texts_do_not_run(browser: Browser, tmp_path: Path) -> None:
    write_preview(hostile(), tmp_path / "bad.html")
    browser.open(tmp_path / "bad.html")
    title = browser.run("document.title")
    assert title.startswith("</script><img")
    for i in range(len(HOSTILE)):
        browser.click(f"#list [data-node='{i}']")
        assert browser.texts("#panel a") == []
        browser.click("[data-lang=fr]")
        browser.click("[data-lang=en]")
    assert browser.run("document.title") == title
    assert browser.run("document.querySelectorAll('img, script').length") == 2
    assert is_sound(browser)


def test_a_script_that_is_not_ours_is_not_run(browser: Browser, tmp_path: Path) -> None:
    page = preview(nx.Graph([("a", "b")]))
    foreign = "<script>document.title = 'taken'</script><img src=x onerror=alert(1)></body>"
    (tmp_path / "bad.html").write_text(page.replace("</body>", foreign), encoding="utf-8")
    browser.open(tmp_path / "bad.html")
    assert browser.run("document.title") == "A network"
    assert not is_sound(browser)
    assert browser.happened("Page.javascriptDialogOpening") == []


@pytest.mark.parametrize("kind", CLASSES)
def test_any_network_can_be_looked_at(browser: Browser, kind: type[Any], tmp_path: Path) -> None:
    network = torture(kind)
    write_preview(network, tmp_path / "any.html")
    browser.open(tmp_path / "any.html")
    assert browser.texts("[data-count]") == [str(len(network)), str(network.number_of_edges())]
    for i in range(len(network)):
        browser.run(f"document.querySelector('#list [data-node=\"{i}\"]').click()")
    assert is_sound(browser)


def test_accents_and_case_do_not_matter_to_a_search(browser: Browser, words_page: Path) -> None:
    found = []
    for asked in ("médiateur", "MEDIATEUR"):
        browser.open(words_page)
        browser.press("/")
        browser.type(asked)
        found.append(browser.texts("#list .label"))
    assert found[0] == found[1]
    assert "health peer mediator" in found[0]
    browser.type(" zzz")
    assert browser.texts("#list .label") == []
    assert browser.text("#said") == browser.text("#heading") == "No name found"
    browser.press("Escape")
    assert browser.run("document.querySelector('#search').value") == ""
    assert len(browser.texts("#list .label")) > 50


def test_the_keyboard_is_enough(browser: Browser, words_page: Path) -> None:
    browser.open(words_page)
    browser.press("/")
    browser.type("navigat")
    browser.press("ArrowDown", "ArrowUp", "ArrowDown", "Enter")
    assert browser.text("#name") == "navigator"
    assert browser.run("document.activeElement.id") == "name"
    assert browser.text("#said").startswith("navigator: ")
    browser.press("Escape")
    assert browser.run("document.querySelector('#panel').hidden")
    assert browser.run("document.activeElement.matches('#list button')")


def test_the_panel_tells_what_the_network_says(
    networks: dict[str, Any], browser: Browser, words_page: Path
) -> None:
    network = networks["terms-facets"]
    hub = max(network, key=network.degree)
    about = network.nodes[hub]
    browser.open(words_page)
    browser.click("#list button")
    assert browser.text("#name") == about["label_en"]
    assert browser.text(".class") == about["class_label_en"]
    assert browser.text(".definition") == about["definition_en"]
    assert about["curie"] in browser.texts("dd")
    link = "document.querySelector('#panel a')"
    assert browser.run(f"[{link}.href, {link}.rel]") == [hub, "noopener noreferrer"]
    counts = [int(count) for count in browser.texts("#panel h3 .count")]
    assert sum(counts) == network.degree(hub)
    browser.click(".near .more button")
    assert len(browser.texts(".near .label")) > 30
    other = browser.texts(".near .label")[0]
    browser.click(".near button")
    assert browser.text("#name") == other
    assert about["label_en"] in browser.texts(".near .label")
    browser.click(".close")
    assert browser.run("document.querySelector('#panel').hidden")


def test_a_colour_can_be_hidden_and_shown(browser: Browser, words_page: Path) -> None:
    browser.open(words_page)
    blue, listed = painted(browser, "#0072B2"), browser.texts("#list .label")
    browser.click("#families button")
    assert painted(browser, "#0072B2") == 0 < painted(browser, "#009E73")
    assert "peer supporter" in listed
    assert "peer supporter" not in browser.texts("#list .label")
    assert browser.run("document.querySelector('#families button').ariaPressed") == "false"
    browser.click("#families button")
    assert painted(browser, "#0072B2") == blue
    assert browser.texts("#list .label") == listed


def test_kinds_of_links_can_be_hidden(
    networks: dict[str, Any], browser: Browser, words_page: Path
) -> None:
    network = networks["terms-facets"]
    kinds = Counter(kind for *_, kind in network.edges(data="kind"))
    browser.open(words_page)
    browser.click("#kinds summary")
    assert browser.texts("#kinds li .count") == [str(n) for _, n in kinds.most_common()]
    before = pixels(browser)
    browser.click("#kinds li button")
    left = network.number_of_edges() - kinds.most_common(1)[0][1]
    assert browser.text("#said") == f"{left} links shown"
    browser.click("#all-kinds")
    assert browser.text("#said") == f"{network.number_of_edges()} links shown"
    browser.click("#all-kinds")
    assert browser.text("#said") == "0 links shown"
    assert (pixels(browser) != before).any()


def test_the_page_speaks_both_languages(browser: Browser, words_page: Path) -> None:
    browser.open(words_page)
    browser.click("#list button")
    english = browser.texts("h1, h2, .help, #kinds summary, #families .label, dt")
    assert browser.run("document.documentElement.lang") == "en"
    browser.click("[data-lang=fr]")
    french = browser.texts("h1, h2, .help, #kinds summary, #families .label, dt")
    assert browser.run("document.documentElement.lang") == "fr"
    assert browser.text("#name") == "pair aidant"
    assert len(english) == len(french)
    alike = [text for text, other in zip(english, french, strict=True) if text == other]
    assert set(alike) <= {"23 relations", "Sources"}
    assert browser.run("document.title") == browser.text("h1")


def test_the_map_moves_and_comes_back(browser: Browser, words_page: Path) -> None:
    browser.open(words_page)
    start = pixels(browser)
    browser.run("document.querySelector('canvas').focus()")
    outlined = pixels(browser)
    for keys in (["ArrowLeft"], ["+", "+"], ["-"]):
        before = pixels(browser)
        browser.press(*keys)
        assert (pixels(browser) != before).any(), keys
    browser.press("0")
    assert (pixels(browser) == outlined).all()
    browser.run("document.activeElement.blur()")
    browser.call("Input.dispatchMouseEvent", type="mouseWheel", x=700, y=400, deltaX=0, deltaY=-200)
    browser.settle()
    assert (pixels(browser) != start).any()
    browser.press("0")
    assert (pixels(browser) == start).all()


def test_a_node_on_the_map_can_be_clicked_and_left(browser: Browser, tmp_path: Path) -> None:
    network = nx.DiGraph([("a", "b"), ("b", "c")])
    for node, x in (("a", -100), ("b", 0), ("c", 100)):
        network.add_node(node, x=x, y=0, size=10)
    write_preview(network, tmp_path / "three.html")
    browser.open(tmp_path / "three.html")
    box = browser.run("document.querySelector('canvas').getBoundingClientRect().toJSON()")
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    browser.click_at(*middle)
    assert browser.text("#name") == "b"
    assert browser.texts(".near .label") == ["c", "a"]
    browser.click_at(middle[0] - 200, middle[1] - 200)
    assert browser.run("document.querySelector('#panel').hidden")


def test_the_map_bears_fingers(browser: Browser, words_page: Path) -> None:
    browser.open(words_page, width=390, height=800)
    browser.call("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)
    start = pixels(browser)
    touch(browser, [(150, 400), (250, 400)], [(100, 400), (300, 400)])
    assert (pixels(browser) != start).any()
    assert browser.run("document.querySelector('#panel').hidden")
    browser.press("0")
    assert (pixels(browser) == start).all()
    browser.call("Emulation.setTouchEmulationEnabled", enabled=False)


def touch(browser: Browser, *steps: list[tuple[int, int]]) -> None:
    """Put fingers down at some points, move them on, and lift them."""
    for kind, points in zip(("touchStart", "touchMove"), steps, strict=True):
        where = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        browser.call("Input.dispatchTouchEvent", type=kind, touchPoints=where)
    browser.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    browser.settle()


def test_all_that_can_be_used_has_a_name(browser: Browser, words_page: Path) -> None:
    browser.open(words_page)
    browser.click("#list button")
    browser.call("Accessibility.enable")
    tree = browser.call("Accessibility.getFullAXTree")["nodes"]
    used = [node for node in tree if node.get("role", {}).get("value") in ROLES]
    assert len(used) > 100
    assert [node for node in used if not node.get("name", {}).get("value")] == []


ROLES = ("button", "link", "searchbox", "image", "complementary")


def test_the_page_prints_and_bears_forced_colours(browser: Browser, words_page: Path) -> None:
    browser.open(words_page, forced_colors="active")
    assert painted(browser, "#0072B2") > 20
    browser.call("Emulation.setEmulatedMedia", media="print")
    browser.settle()
    assert painted(browser, "#0072B2") > 20
    assert browser.run("document.querySelector('#finder').offsetParent") is None
    browser.call("Emulation.setEmulatedMedia", media="")


def test_labels_never_lie_over_each_other(browser: Browser, words_page: Path) -> None:
    browser.open(words_page)
    room = (FOLDER / "room.js").read_text(encoding="utf-8")
    placed = browser.run(f"(() => {{ {room} {PLACING} }})()")
    assert 20 < len(placed) < 300
    for i, (left, top, right, bottom) in enumerate(placed):
        for a, b, c, d in placed[:i]:
            assert right <= a or c <= left or bottom <= b or d <= top
    assert browser.run(f"(() => {{ {room} {TAKEN} }})()") == [None, 0]


PLACING = """
const room = new Room();
const discs = Array.from({length: 300}, (_, i) => (
  {x: (i * 7919) % 1000, y: (i * 104729) % 600, r: 2 + (i % 9), merit: i % 5}));
discs.forEach((disc) => room.addDisc(disc));
const frames = [];
for (const disc of discs) {
  const frame = room.best(disc, {width: 80, height: 24}, [-50, -50, 1050, 650]);
  if (frame) { room.addLabel(frame); frames.push(frame); }
}
return frames;
"""
TAKEN = """
const room = new Room();
room.addLabel([0, 0, 50, 20]);
const taken = room.cost([40, 10, 90, 30], null);
return [taken === Infinity ? null : taken, room.cost([70, 30, 90, 50], null)];
"""


def test_a_notebook_shows_it_in_a_frame(
    networks: dict[str, Any], browser: Browser, tmp_path: Path
) -> None:
    shown = networks["terms-facets"]._repr_html_()
    (tmp_path / "cell.html").write_text(f"<!DOCTYPE html>{shown}", encoding="utf-8")
    browser.open(tmp_path / "cell.html")
    frame = pixels(browser)
    for colour in ("#0072B2", "#009E73"):
        near = np.abs(frame - np.array(list(bytes.fromhex(colour[1:])))).max(axis=2) < 4
        assert near.sum() > 200
