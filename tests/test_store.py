"""A store on disk: files are brought in and taken out, all or nothing, whatever happens."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest

import pairgraph as library
from pairgraph.dumping import write_dump, write_parts
from pairgraph.errors import InputError, NotConforming, NotFound
from pairgraph.generations import changing, current
from pairgraph.graph import open_store
from pairgraph.importing import import_files, remove_imports
from pairgraph.imports import imports, kept_files
from pairgraph.kept import open_kept
from pairgraph.views import views

from .conftest import Run
from .sources import CALLS, drawn

SHIPPED = len(open_store())
PREFIXES = "@prefix pg: <https://w3id.org/pairgraph/def#> .\n@prefix e: <https://example.org/> .\n"
ONE = PREFIXES + 'e:a e:p "1.10", [ e:q "b"@fr ] .\n'  # three triples
TWO = PREFIXES + "e:a e:p 2 .\n"
WRONG = PREFIXES + "e:a a pg:PeerRole .\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def canonical(source: ox.Store) -> list[str]:
    """Return what a store holds, its nameless nodes named by what is said of them."""
    held = ox.Dataset(source)
    held.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, held))


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def test_a_file_is_brought_in_once(tmp_path: Path, folder: Path) -> None:
    one = written(tmp_path, "one.ttl", ONE)
    assert import_files([one], folder) == [("one.ttl", 3, "new")]
    before = current(folder)
    assert import_files([one], folder) == [("one.ttl", 3, "same")]
    assert current(folder) == before
    assert len(open_kept(folder)) == SHIPPED + 3
    [told] = imports(folder)
    assert (told.name, told.triples, told.origin) == ("one.ttl", 3, str(one))


def test_a_file_that_changed_replaces_what_it_said(tmp_path: Path, folder: Path) -> None:
    path = written(tmp_path, "one.ttl", ONE)
    import_files([path], folder, checked=False)
    path.write_text(TWO, encoding="utf-8")
    assert import_files([path], folder, checked=False) == [("one.ttl", 1, "changed")]
    assert len(open_kept(folder)) == SHIPPED + 1


def test_another_file_of_the_same_name_is_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "other").mkdir()
    import_files([written(tmp_path, "one.ttl", ONE)], folder, checked=False)
    other = written(tmp_path / "other", "one.ttl", TWO)
    with pytest.raises(InputError, match=r"another one.ttl was brought in.*--name"):
        import_files([other], folder, checked=False)
    assert import_files([other], folder, name="two", checked=False) == [("two", 1, "new")]
    with pytest.raises(InputError, match="with one file, not with 2"):
        import_files([other, other], folder, name="two", checked=False)


def test_what_a_file_said_is_taken_out_and_nothing_else(tmp_path: Path, folder: Path) -> None:
    shared = PREFIXES + "pg:PeerRole a <http://www.w3.org/2002/07/owl#Class> . e:a e:p 2 .\n"
    import_files([written(tmp_path, "one.ttl", shared), written(tmp_path, "two.ttl", TWO)], folder)
    remove_imports(["one.ttl"], folder)
    assert [one.name for one in imports(folder)] == ["two.ttl"]
    assert len(open_kept(folder)) == SHIPPED + 1  # the shipped triple and that of two.ttl stay
    with pytest.raises(NotFound, match=r"nothing was brought in as 'two.tt'; did you mean: two"):
        remove_imports(["two.tt"], folder)


def test_all_files_are_kept_or_none(tmp_path: Path, folder: Path) -> None:
    good = written(tmp_path, "good.ttl", ONE)
    import_files([good], folder)
    before = current(folder)
    bad = written(tmp_path, "bad.ttl", "e:a e:b .")
    with pytest.raises(InputError, match=r"bad.ttl:1: not valid"):
        import_files([written(tmp_path, "two.ttl", TWO), bad], folder)
    assert current(folder) == before
    assert generations(folder) == [os.path.basename(before)]


def test_what_breaks_a_shape_is_refused_unless_asked_for(tmp_path: Path, folder: Path) -> None:
    wrong = written(tmp_path, "wrong.ttl", WRONG)
    with pytest.raises(NotConforming) as refusal:
        import_files([wrong], folder, lang="fr")
    assert not refusal.value.report.conforms
    with pytest.raises(InputError, match="not a store"):
        current(folder)
    assert import_files([wrong], folder, checked=False) == [("wrong.ttl", 1, "new")]


def test_a_dry_run_keeps_nothing(tmp_path: Path, folder: Path) -> None:
    one = written(tmp_path, "one.ttl", ONE)
    assert import_files([one], folder, dry_run=True) == [("one.ttl", 3, "new")]
    assert not folder.exists()


def test_a_reader_is_not_disturbed_by_a_writer(tmp_path: Path, folder: Path) -> None:
    path = written(tmp_path, "one.ttl", ONE)
    import_files([path], folder)
    reader = open_kept(folder)
    for number in range(3):
        path.write_text(f"{TWO} e:a e:p {number + 10} .", encoding="utf-8")
        import_files([path], folder, checked=False)
    assert len(list(reader)) == SHIPPED + 3
    assert len(list(open_kept(folder))) == SHIPPED + 2
    assert len(generations(folder)) == 2  # that of the reader, and the last


def test_there_is_one_writer_at_a_time(tmp_path: Path, folder: Path) -> None:
    one = written(tmp_path, "one.ttl", ONE)
    with changing(folder), pytest.raises(InputError, match="another process is changing it"):
        import_files([one], folder)
    assert import_files([one], folder)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    one = written(tmp_path, "one.ttl", ONE)
    with pytest.raises(InputError, match="holds other files"):
        import_files([one], tmp_path)
    with pytest.raises(InputError, match="not a store: it is another folder"):
        open_kept(tmp_path)
    with pytest.raises(InputError, match="not a store: there is none"):
        open_kept(tmp_path / "none")
    with pytest.raises(InputError, match="not a store: there is none"):
        remove_imports(["one.ttl"], tmp_path / "none")
    assert sorted(os.listdir(tmp_path)) == ["one.ttl"]


def test_a_damaged_store_is_told(tmp_path: Path, folder: Path) -> None:
    import_files([written(tmp_path, "one.ttl", ONE)], folder, checked=False)
    for path in Path(current(folder)).glob("graph/MANIFEST-*"):
        path.write_bytes(b"torn")
    with pytest.raises(InputError, match=r"damaged: .*restore the store from a copy"):
        open_kept(folder)


def test_a_store_of_another_version_is_told_and_renewed(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pairgraph.importing.__version__", "0.0.1")
    monkeypatch.setattr("pairgraph.imports.__version__", "0.0.1")
    import_files([written(tmp_path, "one.ttl", ONE)], folder, checked=False)
    with pytest.warns(UserWarning, match=r"holds the graph of pairgraph 0.0.1"):
        open_kept(folder)
    monkeypatch.undo()
    import_files([], folder, checked=False)
    assert len(open_kept(folder)) == SHIPPED + 3


def test_a_store_and_files_beside_it_are_refused(tmp_path: Path, folder: Path) -> None:
    one = written(tmp_path, "one.ttl", ONE)
    import_files([], folder)
    with pytest.raises(InputError, match=r"bring .*one.ttl in with import"):
        open_store(extra=[one], folder=folder)


def test_the_library_reads_a_store(tmp_path: Path, folder: Path) -> None:
    import_files([written(tmp_path, "one.ttl", ONE)], folder)
    graph = library.load(folder=folder)
    assert len(graph) == SHIPPED + 3
    assert library.query("ASK { <https://example.org/a> ?p ?o }", graph).boolean
    assert library.ask("definitions", graph).rows == library.ask("definitions").rows


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk of the shipped graph alone."""
    made = tmp_path_factory.mktemp("kept") / "store"
    import_files([], made)
    return made


@pytest.mark.parametrize("name", CALLS)
def test_a_function_works_the_same_on_disk(name: str, kept: Path, store: ox.Store) -> None:
    assert CALLS[name](open_kept(kept)) == CALLS[name](store)


@pytest.mark.parametrize("view", [*(view.name for view in views()), "triples"])
def test_a_view_is_drawn_the_same_from_disk(view: str, kept: Path, store: ox.Store) -> None:
    assert drawn(open_kept(kept), view) == drawn(store, view)


def test_every_question_is_answered_from_disk(kept: Path, store: ox.Store) -> None:
    on_disk, questions = open_kept(kept), library.catalogue()
    answers = {q.slug: library.ask(q.slug, on_disk).rows for q in questions}
    assert answers == {q.slug: library.ask(q.slug, store).rows for q in questions}
    assert sum(map(bool, answers.values())) > 80


COMMANDS = (
    "ask definitions --lang fr",
    "show navigateur",
    "search navigatrices",
    "classify pgd:arrangement-grenoble-peer-mediators",
    "compare navigateur pair",
    "why pgd:arrangement-grenoble-peer-mediators pair",
    "cite definitions --format bibtex",
    "query SELECT@?t{?t@a@pg:RoleTerm}ORDER@BY@?t --format csv",
    "validate --lang fr",
    "export entities - --format gexf --as-of 2000",
    "info --coverage",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_works_the_same_on_disk(
    command: str, kept: Path, pairgraph: Callable[..., Run]
) -> None:
    words = [word.replace("@", " ") for word in command.split()]
    from_memory, from_disk = pairgraph(*words), pairgraph(*words, "--store", kept)
    assert from_memory.status == from_disk.status == 0
    assert from_memory.out
    assert from_disk.out == from_memory.out


IMPORT = """
import sys
from pairgraph.importing import import_files
print("ready", flush=True)
import_files([sys.argv[1]], sys.argv[2], checked=False, bare=True)
"""


def importing(path: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start an import into a store without the shipped graph, and return once it is about to be."""
    command = [sys.executable, "-c", IMPORT, str(path), str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline()
    return process


def test_an_import_killed_at_any_moment_is_there_whole_or_not_at_all(
    tmp_path: Path, folder: Path
) -> None:
    path, seed = tmp_path / "many.ttl", random.randrange(1_000_000)
    moments, version, last = random.Random(seed), 0, 0.0

    def rewrite() -> None:
        lines = (f"e:{version} e:p {number} .\n" for number in range(20_000))
        path.write_text(PREFIXES + "".join(lines), encoding="utf-8")

    rewrite()
    first = importing(path, folder)
    begun = time.monotonic()
    first.communicate()
    assert first.returncode == 0
    last = time.monotonic() - begun
    for turn in range(50):
        before, version = version, turn + 1
        rewrite()
        process = importing(path, folder)
        time.sleep(moments.uniform(0, 1.2 * last))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        store = open_kept(folder)
        assert len(store) == 20_000, f"seed {seed}, turn {turn}"
        names = {str(quad.subject) for quad in store}
        found = names.pop().strip("<>").removeprefix("https://example.org/")
        assert not names, f"seed {seed}, turn {turn}: half of it"
        assert found in (str(before), str(version)), f"seed {seed}, turn {turn}"
        version = int(found)
    import_files([path], folder, checked=False)
    del store
    assert len(list(folder.glob(".*"))) == 0


def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path, folder: Path) -> None:
    import_files([written(tmp_path, "one.ttl", ONE)], folder)
    before = current(folder)
    lines = (f'e:{number} e:p "{number:0100}" .\n' for number in range(20_000))
    many = written(tmp_path, "many.ttl", PREFIXES + "".join(lines))
    code = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
from pairgraph.cli import main
raise SystemExit(main(["import", {str(many)!r}, "--store", {str(folder)!r}, "--unchecked"]))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (2, "")
    assert "cannot be written" in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert current(folder) == before
    assert generations(folder) == [os.path.basename(before)]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1_000_000


@pytest.mark.parametrize("suffix", [".nq", ".nq.gz"])
def test_a_dump_gives_back_the_same_store(tmp_path: Path, folder: Path, suffix: str) -> None:
    files = [written(tmp_path, "un é.ttl", ONE), written(tmp_path, "two.ttl", TWO)]
    import_files(files, folder)
    dump, again = tmp_path / f"all{suffix}", tmp_path / "again"
    assert write_dump(dump, folder) == SHIPPED + 4
    import_files([dump], again)
    assert [one[:2] for one in imports(again)] == [("un é.ttl", 3), ("two.ttl", 1)]
    assert canonical(open_kept(again)) == canonical(open_kept(folder))
    assert '"1.10"' in Path(dict(kept_files(again))["un é.ttl"]).read_text()  # not 1.1
    before = current(again)
    assert [one.change for one in import_files([dump], again)] == ["same", "same"]
    assert current(again) == before
    assert write_dump(tmp_path / "again.nq", again) == SHIPPED + 4


def test_a_dump_of_any_source_gives_a_store_back(tmp_path: Path, folder: Path) -> None:
    dump = tmp_path / "all.nt"
    assert write_dump(dump, open_store()) == SHIPPED
    import_files([dump], folder, bare=True)
    assert canonical(open_kept(folder)) == canonical(open_store())


def test_parts_hold_together_what_the_whole_does(tmp_path: Path) -> None:
    store, at = open_store(), tmp_path / "parts"
    parts = [at / name for name in write_parts(at, store, size=1_000_000)]
    assert len(parts) > 3
    assert max(part.stat().st_size for part in parts) < 1_010_000
    write_dump(tmp_path / "all.nq", store)
    together = b"".join(part.read_bytes() for part in parts)
    assert sorted(together.splitlines()) == sorted((tmp_path / "all.nq").read_bytes().splitlines())
    with pytest.raises(InputError, match="bytes above 0"):
        write_parts(at, size=0)


def test_a_dump_beside_other_graphs_is_refused(tmp_path: Path, folder: Path) -> None:
    import_files([], folder)
    dump = tmp_path / "all.nq"
    write_dump(dump, folder)
    with dump.open("a") as file:
        file.write("<urn:a> <urn:b> <urn:c> <urn:d> .\n")
    with pytest.raises(InputError, match="graphs of a dump and others"):
        import_files([dump], folder)


@pytest.mark.parametrize("target", ["all.csv", "all"])
def test_a_dump_has_a_form(tmp_path: Path, target: str) -> None:
    with pytest.raises(InputError, match=r"its form is unknown: give one of .nq"):
        write_dump(tmp_path / target)


def test_the_command_brings_in_lists_and_takes_out(
    tmp_path: Path, folder: Path, pairgraph: Callable[..., Run]
) -> None:
    one, store = written(tmp_path, "one.ttl", ONE), ("--store", folder)
    assert pairgraph("import", one, *store).out == "name\ttriples\tstate\none.ttl\t3\tadded\n"
    assert pairgraph("import", one, *store).out.endswith("\tunchanged\n")
    assert "one.ttl\t3\t20" in pairgraph("import", "--list", *store, "--lang", "fr").out
    assert pairgraph("query", "ASK { ?s ?p '1.10' }", *store).out == "true\n"
    assert pairgraph("import", "--remove", "one.ttl", *store).status == 0
    assert pairgraph("import", "--list", *store).out == "name\ttriples\tdate\tfile read\n"
    assert "name a store" in pairgraph("import", one).err
    assert pairgraph("import", one, "--dry-run").status == 0


def test_the_command_tells_what_breaks_a_shape(
    tmp_path: Path, folder: Path, pairgraph: Callable[..., Run]
) -> None:
    run = pairgraph("import", written(tmp_path, "wrong.ttl", WRONG), "--store", folder)
    assert run.status == 1
    assert "nothing was kept" in run.err
    assert "https://example.org/a" in run.out


def test_the_command_dumps(tmp_path: Path, pairgraph: Callable[..., Run]) -> None:
    assert pairgraph("dump", tmp_path / "all.nt").err.endswith(f": {SHIPPED} triples\n")
    run = pairgraph("dump", tmp_path / "parts", "--split", "1M", "--format", "nt.gz")
    assert run.err.endswith("files\n")
    assert "give a size such as 500M" in pairgraph("dump", "x", "--split", "much").err


def test_a_pipe_or_a_device_is_refused(tmp_path: Path, folder: Path) -> None:
    os.mkfifo(tmp_path / "own.csv")
    (tmp_path / "own.bib").symlink_to("/dev/zero")
    for name in ("own.csv", "own.bib"):
        with pytest.raises(InputError, match="not a file but a pipe or a device"):
            import_files([tmp_path / name], folder)
        with pytest.raises(InputError, match="not a file but a pipe or a device"):
            open_store(extra=[tmp_path / name])


@pytest.mark.parametrize("base", ["", "own", "../own/", "https://[/", "https://a:b/", "urn:own:"])
def test_a_namespace_that_is_none_is_refused(tmp_path: Path, folder: Path, base: str) -> None:
    bib = written(tmp_path, "a.bib", "@book{a, title={A}, author={B, C}, year={2000}}")
    for path in (bib, written(tmp_path, "one.ttl", ONE)):
        with pytest.raises(InputError, match="give a web address that ends in / or #"):
            import_files([path], folder, base=base)
    assert import_files([bib], folder, base="https://example.org/own/")


def test_a_file_that_moved_replaces_what_it_said_if_it_is_named(
    tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "other").mkdir()
    import_files([written(tmp_path, "one.ttl", ONE)], folder)
    moved = written(tmp_path / "other", "one.ttl", TWO)
    assert import_files([moved], folder, name="one.ttl") == [("one.ttl", 1, "changed")]
    assert import_files([moved], folder) == [("one.ttl", 1, "same")]


def test_a_file_that_is_in_by_another_name_is_told(tmp_path: Path, folder: Path) -> None:
    import_files([written(tmp_path, "one.ttl", ONE)], folder)
    with pytest.warns(UserWarning, match=r"two.ttl: is in as one.ttl already; remove one"):
        import_files([written(tmp_path, "two.ttl", ONE)], folder)


def test_what_others_need_is_not_taken_out(tmp_path: Path, folder: Path) -> None:
    role = PREFIXES + "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    described = "pg:extra a <http://www.w3.org/2002/07/owl#AnnotationProperty> ."
    import_files([written(tmp_path, "one.ttl", role + described)], folder, checked=False)
    import_files([written(tmp_path, "two.ttl", role + "e:a pg:extra 1 .")], folder, checked=False)
    before = current(folder)
    with pytest.raises(NotConforming, match="what would be left breaks the shapes"):
        remove_imports(["one.ttl"], folder)
    with pytest.raises(NotConforming, match="rien n'a été retiré"):
        remove_imports(["one.ttl"], folder, lang="fr")
    remove_imports(["one.ttl"], folder, checked=False, dry_run=True)
    assert current(folder) == before
    remove_imports(["one.ttl"], folder, checked=False)
    assert [one.name for one in imports(folder)] == ["two.ttl"]


def test_what_has_no_name_is_told_of_its_file(tmp_path: Path, folder: Path) -> None:
    files = [written(tmp_path, "one.ttl", ONE)]
    files += [written(tmp_path, f"{n}.ttl", PREFIXES + "[] a pg:Programme .") for n in "ab"]
    with pytest.raises(NotConforming) as refusal:
        import_files(files, folder)
    assert {result.file for result in refusal.value.report.results} == {*map(str, files[1:])}


def test_what_is_refused_leaves_no_folder(tmp_path: Path, folder: Path) -> None:
    bad = written(tmp_path, "bad.ttl", "e:a e:b .")
    with pytest.raises(InputError, match="not valid"):
        import_files([bad], folder)
    assert not folder.exists()
    import_files([written(tmp_path, "one.ttl", ONE)], folder, dry_run=True)
    assert not folder.exists()
    folder.mkdir()
    with pytest.raises(InputError, match="not valid"):
        import_files([bad], folder)
    assert folder.exists()


def test_a_store_with_our_graph_is_not_made_bare(tmp_path: Path, folder: Path) -> None:
    import_files([], folder)
    with pytest.raises(InputError, match="bare starts a new store"):
        import_files([written(tmp_path, "one.ttl", ONE)], folder, bare=True)


def test_the_command_says_what_it_did_not_do(
    tmp_path: Path, folder: Path, pairgraph: Callable[..., Run]
) -> None:
    one, store = written(tmp_path, "one.ttl", ONE), ("--store", folder)
    assert pairgraph("import", one, "--dry-run").err == "pairgraph: dry run: nothing was changed\n"
    assert (
        pairgraph("import", *store).err == "pairgraph: no file is named; the store is up to date\n"
    )
    pairgraph("import", one, *store)
    remove = "import", "--remove", "one.ttl", *store, "--lang", "fr"
    assert pairgraph(*remove, "--dry-run").err == "pairgraph: essai à blanc : rien n'a changé\n"
    assert pairgraph("import", "--list", *remove[1:]).status == 2
    assert pairgraph("import", one, *remove[1:]).status == 2
    assert pairgraph(*remove).out == "nom\tétat\none.ttl\tretiré\n"


def test_the_command_counts_the_faults_of_a_table(
    tmp_path: Path, pairgraph: Callable[..., Run]
) -> None:
    table = "Role (en),Kind\n" + "".join(f"role {n},other\n" for n in range(101))
    run = pairgraph("import", written(tmp_path, "many.csv", table), "--dry-run")
    assert run.status == 2
    assert len(run.err.splitlines()) == 101
    assert run.err.endswith("101 faults to mend, of which the first 100 are above\n")
    table = "Role (en),Kind\na,other\nb,other\n"
    run = pairgraph("validate", written(tmp_path, "two.csv", table), "--lang", "fr")
    assert run.err.endswith("pairgraph: 2 fautes à corriger\n")


TORN = ("current.txt", "imports.json", "release.txt", "shipped.nt", "000001.nt")


@pytest.mark.parametrize("spoil", ["unlink", "cut"])
@pytest.mark.parametrize("name", TORN)
def test_a_torn_store_is_told_and_left_alone(
    tmp_path: Path, folder: Path, name: str, spoil: str, pairgraph: Callable[..., Run]
) -> None:
    import_files([written(tmp_path, "one.ttl", ONE)], folder)
    two = written(tmp_path, "two.ttl", TWO)
    [torn] = folder.rglob(name)
    data = torn.read_bytes()
    torn.unlink()
    if spoil == "cut" and name != "release.txt":  # of which an empty one says something
        torn.write_bytes(data[: len(data) // 2])
    before = generations(folder)
    for command in (
        ["import", two],
        ["import", "--remove", "one.ttl"],
        ["dump", tmp_path / "o.nq"],
    ):
        run = pairgraph(*command, "--store", folder)
        assert (run.status, run.out) == (2, "")
        assert len(run.err.splitlines()) == 1
        assert not (tmp_path / "o.nq").exists()
    assert generations(folder) == before
    torn.write_bytes(data)
    assert import_files([two], folder) == [("two.ttl", 1, "new")]
    assert len(imports(folder)) == 2


@pytest.mark.parametrize("name", ["CURRENT", "*.sst"])
def test_a_torn_graph_is_told_by_an_import_and_dumped(
    tmp_path: Path, folder: Path, name: str, pairgraph: Callable[..., Run]
) -> None:
    import_files([written(tmp_path, "one.ttl", ONE)], folder)
    torn = next(folder.rglob(name))
    data = torn.read_bytes()
    torn.unlink()
    torn.write_bytes(data[: len(data) // 2])
    run = pairgraph("import", written(tmp_path, "two.ttl", TWO), "--store", folder)
    assert run.status == 2
    assert "restore the store from a copy, or import a dump of it into a new one" in run.err
    assert write_dump(tmp_path / "all.nq", folder) == SHIPPED + 3


@pytest.mark.parametrize("name", ["", "a\nb", "\x1b[31m", "a\udcff"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, folder: Path, name: str) -> None:
    one = written(tmp_path, "one.ttl", ONE)
    with pytest.raises(InputError, match="cannot be shown; give another with --name"):
        import_files([one], folder, name=name)
    assert import_files([one], folder, name="liste\u00a0: « été »") != []


def test_a_folder_whose_name_is_no_text_is_read(tmp_path: Path, folder: Path) -> None:
    odd = tmp_path / "a\udcff"
    odd.mkdir()
    import_files([written(odd, "one.ttl", ONE)], folder)
    assert imports(folder)[0].origin.endswith("a\ufffd/one.ttl")


def test_a_store_is_a_folder(tmp_path: Path, pairgraph: Callable[..., Run]) -> None:
    file = written(tmp_path, "one.ttl", ONE)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for store in (file, tmp_path / "dangling"):
        run = pairgraph("import", file, "--store", store)
        assert (run.status, run.out) == (2, "")
        assert run.err == f"pairgraph: {store}: cannot be written: it is no folder\n"
    assert "not a store: it is no folder" in pairgraph("query", "ASK {}", "--store", file).err
    for command in (["query", "ASK {}"], ["import", file], ["import", file, "--dry-run"]):
        run = pairgraph(*command, "--store", "")
        assert (run.status, run.out) == (2, "")
        assert run.err == "pairgraph: --store: is empty; give a name, or leave it out\n"


def test_a_full_disk_is_told_in_words(tmp_path: Path, folder: Path) -> None:
    import_files([written(tmp_path, "one.ttl", ONE)], folder)
    two = written(tmp_path, "two.ttl", TWO)
    code = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
from pairgraph.cli import main
raise SystemExit(main(["import", {str(two)!r}, "--store", {str(folder)!r}]))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stderr == f"pairgraph: {folder}: cannot be written: file too large\n"


def test_what_is_taken_out_does_not_stay_on_the_disk(tmp_path: Path, folder: Path) -> None:
    import_files([written(tmp_path, "one.ttl", ONE)], folder)
    code = (
        "import sys; from pairgraph import remove_imports; remove_imports(['one.ttl'], sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
    assert len(generations(folder)) == 1


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_a_store_of_somebody_else_is_told(pairgraph: Callable[..., Run]) -> None:
    with TemporaryDirectory() as place:  # those of pytest are closed to others
        Path(place).chmod(0o755)
        folder = Path(place, "store")
        import_files([], folder)
        (folder / "current.txt").chmod(0)
        os.seteuid(65534)
        try:
            run = pairgraph("query", "ASK {}", "--store", folder)
        finally:
            os.seteuid(0)
    assert run.status == 2
    assert "permission denied" in run.err


def test_a_dump_of_spoilt_files_is_refused(tmp_path: Path, folder: Path) -> None:
    import_files([written(tmp_path, "one.ttl", ONE)], folder)
    path = Path(dict(kept_files(folder))["one.ttl"])
    path.write_bytes(b"?" * path.stat().st_size)
    for target in ("o.nq", "o.nt.gz"):
        with pytest.raises(InputError, match="damaged; restore the store from a copy"):
            write_dump(tmp_path / target, folder)
        assert not (tmp_path / target).exists()
