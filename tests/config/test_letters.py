"""`torg mail read` tells in lines of JSON what is understood of raw messages, and never breaks."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from torg.config import cli

MAILS = Path(__file__).parent.parent / "channels" / "email"
KEYS = {
    "file", "subject", "from_email", "from_name", "to", "body_text", "reply_text", "attachments", "in_reply_to",
    "references",
    "message_id", "date", "automatic", "bounce", "forwarded", "sealed", "language", "quarantined",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """It works where nothing is set right."""
    monkeypatch.setenv("TORG_DATABASE_URL", "tull")


def lines(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, Any]]]:
    code = cli.main(["mail", "read", *words])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_letter_is_told_with_all_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    code, (one,) = lines(capsys, str(MAILS / "outlook_nb.eml"))
    assert code == 0
    assert set(one) == KEYS
    assert one["from_email"] == "bjorn.hakon.tveit@bedrift.example"
    assert one["body_text"].endswith("Vennlig hilsen\nBjørn Håkon Tveit")
    assert one["reply_text"].endswith("når kan vi vente svar?")
    assert one["attachments"] == [{"name": "image001.png", "size": 70, "content_type": "image/png"}]
    assert (one["language"], one["quarantined"], one["bounce"], one["forwarded"]) == ("nb", None, None, False)
    assert one["date"] == "2026-03-31T13:40:00+00:00"


def test_a_reply_is_told_without_what_it_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    _, (one,) = lines(capsys, str(MAILS / "reply_en.eml"))
    assert ">" in one["body_text"] or "wrote" in one["body_text"]
    assert "wrote:" not in one["reply_text"]
    assert one["references"] == ["first-letter@letters.example", "receipt-123@torg.fjordvik.example"]


def test_every_recorded_message_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    paths = sorted(MAILS.glob("*.eml"))
    code, told = lines(capsys, *map(str, paths))
    assert (code, [one["file"] for one in told]) == (0, [str(path) for path in paths])
    bounces = {Path(one["file"]).stem: one["bounce"]["state"] for one in told if one["bounce"]}
    assert bounces == {
        "bounce_exim": "bounced",
        "bounce_postfix": "bounced",
        "delay_exchange": "delayed",
        "read_receipt": "read",
    }


def test_a_message_that_would_be_quarantined_says_why(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"Subject: Hei\n\nUten avsender")
    (tmp_path / "b.eml").write_bytes(b"")
    (tmp_path / "c.eml").write_bytes(b"From: MAILER-DAEMON@x.example\nSubject: Undeliverable\n\n")
    code, (nobody, empty, report) = lines(capsys, *(str(tmp_path / f"{name}.eml") for name in "abc"))
    assert code == 0
    assert (nobody["subject"], nobody["quarantined"]) == ("Hei", "The message names no sender that could be answered.")
    assert empty["quarantined"] == "The message is empty."
    assert report["bounce"] == {"about": "", "state": "bounced", "said": ""}
    assert report["quarantined"] == "A delivery report that names no message of ours."


def test_an_mbox_has_a_line_for_each_message(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    one = b"From a@b.example Tue Mar 31 15:40:00 2026\nFrom: a@b.example\nSubject: %d\n\nHei\n>From oss alle\n\n"
    (tmp_path / "alle.mbox").write_bytes(one % 1 + one % 2 + one % 3)
    _, told = lines(capsys, str(tmp_path / "alle.mbox"))
    assert [(line["subject"], line["body_text"]) for line in told] == [
        (str(n), "Hei\nFrom oss alle") for n in (1, 2, 3)
    ]


def test_a_file_that_cannot_be_opened_is_a_line_and_the_others_are_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, told = lines(capsys, str(tmp_path / "finnes-ikke.eml"), str(tmp_path), "a\0b", str(MAILS / "apple_da.eml"))
    assert code == 1
    assert [one.get("error") for one in told[:2]] == ["No such file or directory", "Is a directory"]
    assert "error" in told[2]
    assert told[3]["subject"].startswith("Hul i cykelstien")


def test_standard_input_is_a_file_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (MAILS / "gmail_nn.eml").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    code, (one,) = lines(capsys, "-")
    assert (code, one["file"], one["language"]) == (0, "-", "nn")


def test_the_envelope_can_be_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"Subject: Hei\n\nHei")
    _, (one,) = lines(capsys, "--mail-from", "ola@brev.example", str(tmp_path / "a.eml"))
    assert one["from_email"] == "ola@brev.example"
    _, (null,) = lines(capsys, "--mail-from", "", str(MAILS / "apple_da.eml"))
    assert null["automatic"]


def test_receiving_mail_is_still_the_command_it_was() -> None:
    assert cli.parser().parse_args(["mail", "--until-closed", "3"]).do is None
