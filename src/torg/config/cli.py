"""The command `torg`: what it understands, and who does it."""

import argparse
import importlib.metadata
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import django
from django.utils.module_loading import import_string

from torg.config import letters, strategies
from torg.config.trouble import Trouble
from torg.language.languages import LANGUAGES

SETTINGS_MODULE = "torg.config.settings"


@dataclass(frozen=True)
class Command:
    """One word after `torg`.

    `does` is the dotted name of a function from the parsed arguments to an exit code, loaded after Django is set up
    unless `needs_django` is false; empty when it is done right here.
    """

    name: str
    help: str
    does: str
    needs_django: bool = True


COMMANDS = (
    Command(
        "demo", "start everything with an invented municipality to look around in", "torg.config.demo.start.main", False
    ),
    Command("run", "start web, jobs and mail together, for one machine", "torg.config.running.run"),
    Command("web", "serve the pages", "torg.config.serving.web"),
    Command("jobs", "do what is done in the background and by the clock", "torg.config.serving.jobs"),
    Command("mail", "receive e-mail, and fetch it from mailboxes", "torg.config.serving.mail"),
    Command("strategy", "check, show, compare and publish strategies", "", False),
    Command("check", "look at settings and surroundings, and say what to mend", "torg.config.surroundings.main"),
    Command("database", "start, stop or look into Torg's own PostgreSQL", "torg.config.upkeep.database"),
    Command("search", "gather the words by which enquiries and pages are found anew", "torg.config.upkeep.search"),
    Command("ask", "show which pages answer a question, how sure that is, and why", "torg.config.asking.main"),
    Command("answers", "measure how well questions are answered", "torg.config.evaluating.main"),
    Command("migrate", "bring the database up to date", "torg.config.upkeep.migrate"),
    Command("units", "make or change units and their services, from a file", "torg.config.organisation.main"),
    Command("catalogue", "check, take in and print the pages of the catalogue", "torg.config.pages.main"),
    Command("templates", "store the templates of answers that come with Torg", "torg.config.templates.main"),
    Command("share", "give pages to other municipalities, and take theirs in", "torg.config.sharing.main"),
    Command(
        "classify", "load the words of Los and KLE, and find pages they do not fit", "torg.config.classification.main"
    ),
    Command("user", "make or change a staff account", "torg.config.upkeep.user"),
    Command("help", "show this, or the help of one command", "", False),
)


def parser() -> argparse.ArgumentParser:
    """Everything `torg` understands; `torg strategy` reads its own arguments."""
    top = argparse.ArgumentParser(
        prog="torg",
        description="Torg, a municipality's front door. Settings are environment variables: docs/operate/settings.md.",
    )
    top.add_argument("--version", action="version", version=f"torg {importlib.metadata.version('torg')}")
    subs = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    made = {one.name: subs.add_parser(one.name, help=one.help, description=_sentence(one.help)) for one in COMMANDS}
    _demo(made["demo"])
    for name in ("run", "web"):
        made[name].add_argument("--workers", type=int, default=1, metavar="N", help="web processes (1)")
    for name in ("web", "jobs", "mail"):
        # The process that started this one holds the other end; when that closes, it has died, and so do we.
        made[name].add_argument("--until-closed", type=int, metavar="FD", help=argparse.SUPPRESS)
    made["web"].add_argument("--socket", type=int, metavar="FD", help=argparse.SUPPRESS)
    made["check"].add_argument("--json", action="store_true", help="for machines")
    made["database"].add_argument("do", choices=["start", "stop", "status", "psql", "url"], help="what to do with it")
    made["database"].add_argument("rest", nargs=argparse.REMAINDER, help="passed on to psql")
    made["search"].add_argument("do", choices=["rebuild"], help="throw the words away; the worker gathers them anew")
    made["ask"].add_argument("words", nargs="+", metavar="WORDS", help="the question")
    made["ask"].add_argument("--lang", default="nb", choices=LANGUAGES, help="the asker's language (nb)")
    made["ask"].add_argument("--limit", type=int, default=10, metavar="N", help="how many pages at most (10)")
    made["ask"].add_argument("--json", action="store_true", help="for machines")
    _answers(made["answers"])
    made["units"].add_argument("file", metavar="FILE", help="a TOML file; see docs/operate/units.md")
    made["units"].add_argument("--check", action="store_true", help="only say what is wrong with it")
    _catalogue(made["catalogue"])
    _share(made["share"])
    _classify(made["classify"])
    _user(made["user"])
    does = made["mail"].add_subparsers(dest="do", metavar="read")
    letters.arguments(does.add_parser("read", help="print what Torg understands of raw messages, as JSON lines"))
    made["help"].add_argument("about", nargs="?", choices=[one.name for one in COMMANDS], help="a command")
    return top


def _answers(answers: argparse.ArgumentParser) -> None:
    does = answers.add_subparsers(dest="do", metavar="evaluate|figures", required=True)
    evaluate = does.add_parser("evaluate", help="ask the questions of a file, and print what is found and how surely")
    evaluate.add_argument("files", nargs="+", metavar="FILE", help="a JSON-lines file of questions; see the manual")
    evaluate.add_argument("--kb", metavar="FILE", help="entries to ask, instead of the published pages")
    evaluate.add_argument("--json", action="store_true", help="for machines")
    told = does.add_parser("figures", help="print how well people's questions were answered in the last days")
    told.add_argument("--days", type=int, default=30, metavar="N", help="how many days, today with (30)")
    told.add_argument("--json", action="store_true", help="for machines")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the words after `torg` ask for; the exit code is 0 when it went well."""
    words = list(sys.argv[1:] if arguments is None else arguments) or ["help"]
    try:
        return _main(words)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # nobody reads any more, as in `torg strategy show | head`
        return 141


def _main(words: list[str]) -> int:
    if words[0] == "strategy":
        return strategies.main(words[1:])
    parsed = parser().parse_args(words)
    if parsed.command == "help":
        (parser().parse_args([parsed.about, "--help"]) if parsed.about else parser().print_help())
        return 0
    if parsed.command == "mail" and parsed.do == "read":
        return letters.main(parsed)
    command = next(one for one in COMMANDS if one.name == parsed.command)
    if command.needs_django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
        django.setup()
    return int(import_string(command.does)(parsed))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def _demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--strategy", default="alver", metavar="NAME", help="whose strategy (alver), or a file")
    demo.add_argument("--port", type=int, default=8000, help="where the pages are (8000); e-mail at + 25 and + 26")
    demo.add_argument("--weeks", type=int, default=3, metavar="N", help="how many weeks of traffic, 1 to 5 (3)")
    demo.add_argument("--fresh", action="store_true", help="forget what was done in the demo before")


def _catalogue(catalogue: argparse.ArgumentParser) -> None:
    does = catalogue.add_subparsers(dest="do", metavar="DO", required=True)
    check = does.add_parser("check", help="say what files would do, and every fault in them; nothing is written")
    take = does.add_parser("import", help="take files in; nothing is written when one has a fault")
    for one in (check, take):
        one.add_argument("files", nargs="+", metavar="FILE", help="TOML, JSON or CSV: docs/operate/catalogue-files.md")
        one.add_argument("--draft", action="store_true", help="as drafts, which editors publish")
    out = does.add_parser("export", help="print the published pages")
    out.add_argument("--kind", default="", help="only one kind, such as service")
    out.add_argument("--unit", default="", metavar="KEY", help="only the pages of one unit")
    out.add_argument("--form", choices=["json", "csv"], default="json", help="the form of the file (json)")


def _share(share: argparse.ArgumentParser) -> None:
    does = share.add_subparsers(dest="do", metavar="DO", required=True)
    out = does.add_parser("export", help="write published pages and the blocks that they use as a share file")
    out.add_argument("keys", nargs="*", metavar="KEY", help="the keys of pages")
    out.add_argument("--topic", default="", metavar="TOPIC", help="all pages of a field, such as waste")
    out.add_argument("--all", action="store_true", help="all published pages")
    out.add_argument("--to", default="-", metavar="FILE", help="where it is written (standard output)")
    into = does.add_parser("import", help="keep a share file, and say how its pages stand to ours")
    into.add_argument("file", metavar="FILE", help="a share file")
    into.add_argument("--check", action="store_true", help="only say it; keep nothing")
    into.add_argument("--take", action="store_true", help="take new pages, and newer ones that were not adapted here")
    into.add_argument("--publish", action="store_true", help="with --take: publish them too; else they are drafts")


def _classify(classify: argparse.ArgumentParser) -> None:
    does = classify.add_subparsers(dest="do", metavar="DO", required=True)
    for scheme, shape in (("los", "Los as RDF/XML or its own XML"), ("kle", "KLE's subject plan as XML")):
        does.add_parser(scheme, help=f"load {shape}").add_argument("file", metavar="FILE", help="the file")
    does.add_parser("check", help="name the pages whose words or numbers are none that were loaded")


def _user(user: argparse.ArgumentParser) -> None:
    user.add_argument("username", help="what the person logs in with")
    user.add_argument("--name", help="the person's name; needed for a new account")
    user.add_argument("--role", help="front_line, case_worker, manager, editor, administrator or auditor")
    user.add_argument("--unit", default="", metavar="KEY", help="the key of the person's unit")
    user.add_argument("--email", default="", help="where notices to the person go")
    user.add_argument("--password-from-stdin", action="store_true", help="read the password from standard input")


if __name__ == "__main__":
    sys.exit(main())
