"""What is somebody's own words, what is quoted and what is signature, in the six languages that come in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.channels.quotes import fold, own_words

OLD = "Hei,\nhva gjelder det?\n\nMed vennlig hilsen\nServicetorget\n"
INTRODUCTIONS = [
    "Den man. 5. okt. 2026 kl. 10:22 skrev Servicetorget <post@fjordvik.example>:",
    "Den man. 5. okt. 2026 kl. 10:22 skrev Servicetorget <\npost@fjordvik.example>:",
    "man. 5. okt. 2026 kl. 10:22 skrev Servicetorget <post@fjordvik.example>:",
    "5. okt. 2026 kl. 10:22 skrev Servicetorget <post@fjordvik.example>:",
    "> 5. okt. 2026 kl. 10:22 skrev Servicetorget <post@fjordvik.example>:",
    "Den 05.10.2026 10:22, skrev Servicetorget:",
    "Den 05.10.2026 10:22, Servicetorget skreiv:",
    "Servicetorget skrev den 05.10.2026 10:22:",
    "På måndag 5. oktober 2026 kl. 10:22 skreiv Servicetorget <post@fjordvik.example>:",
    "Den mån 5 okt. 2026 kl 10:22 skrev Servicetorget <post@fjordvik.example>:",
    "On Mon, 5 Oct 2026 at 10:22, Servicetorget <post@fjordvik.example> wrote:",
    "On Mon, Oct 5, 2026 at 10:22 AM Servicetorget, Fjordvik kommune\n<post@fjordvik.example> wrote:",
    "On 5 Oct 2026, at 10:22, Servicetorget <post@fjordvik.example> wrote:",
    "Am 05.10.2026 um 10:22 schrieb Servicetorget:",
    "Servicetorget <post@fjordvik.example> schrieb am Mo., 5. Okt. 2026, 10:22:",
    "2026-10-05 10:22 skrev Servicetorget:",
]
BLOCKS = [
    "Fra: Servicetorget <post@fjordvik.example>\nSendt: mandag 5. oktober 2026 10:22\nTil: Kari Berg\nEmne: Svar",
    "*Fra:* Servicetorget\n*Sendt:* mandag 5. oktober 2026 10:22\n*Til:* Kari Berg\n*Emne:* Svar",
    "Frå: Servicetorget\nSendt: måndag 5. oktober 2026 10:22\nTil: Kari Berg\nEmne: Svar",
    "From: Servicetorget\nSent: Monday, October 5, 2026 10:22 AM\nTo: Kari Berg\nSubject: Svar",
    "Från: Servicetorget\nSkickat: den 5 oktober 2026 10:22\nTill: Kari Berg\nÄmne: Svar",
    "Von: Servicetorget\nGesendet: Montag, 5. Oktober 2026 10:22\nAn: Kari Berg\nBetreff: Svar",
    "Fra: Servicetorget\nDato: mandag, 5. oktober 2026 kl. 10.22\nTil: Kari Berg\nCc: a@b.example\nEmne: Svar",
    "________________________________\nFra: Servicetorget\nSendt: mandag\nTil: Kari\nEmne: Svar",
    "-----Opprinnelig melding-----\nFra: Servicetorget\nSendt: mandag",
    "-----Opphavleg melding-----\nFrå: Servicetorget",
    "-----Oprindelig meddelelse-----\nFra: Servicetorget",
    "-----Original Message-----\nFrom: Servicetorget",
    "-------- Opprinnelig melding --------\nEmne: Svar",
    "-----Ursprungligt meddelande-----\nFrån: x",
    "-----Ursprüngliche Nachricht-----\nVon: x",
]
SIGNATURES = [
    "Med vennlig hilsen\nKari Berg\nTlf. 44 48 12 78", "Mvh\nKari", "Mvh Kari Berg", "Vennlig hilsen,\nKari",
    "Hilsen Kari",
    "Med venleg helsing\nKari Berg", "Venleg helsing\nKari", "Helsing Kari",
    "Beste hilsen\nKari Berg\nFjordvik velforening",
    "Venlig hilsen\nKari", "Med venlig hilsen\nKari", "De bedste hilsner\nKari", "Kh\nKari", "Vänliga hälsningar\nKari",
    "Med vänlig hälsning\nKari", "Hälsningar Kari", "Best regards,\nKari", "Kind regards\nKari", "Regards",
    "Yours sincerely,\nKari",
    "Mit freundlichen Grüßen\nKari", "Viele Grüße\nKari", "MfG\nKari", "LG\nKari", "-- \nKari Berg", "--\nKari",
    "Sendt fra min iPhone", "Sendt frå min iPad", "Hent Outlook for iOS<https://aka.ms/o0ukef>",
    "Hent Outlook for Android",
    "Få Outlook for Android", "Sent from my iPhone", "Get Outlook for iOS", "Skickat från min iPhone",
    "Von meinem iPhone gesendet",
    "Sendt fra Outlook for iOS", "Sendt fra E-post for Windows", "Mvh Kari\n\nSendt fra min iPhone",
]  # fmt: skip


@given(
    st.lists(
        st.sampled_from([*INTRODUCTIONS, *BLOCKS, *SIGNATURES, "Hei du", "> sitat", "", " ", "Takk?", "PS. Ring!"]),
        max_size=25,
    )
)
def test_nothing_is_ever_lost(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    for forwarded in (False, True):
        folded = fold(text, forwarded=forwarded)
        assert folded.own + "".join(piece.text for piece in folded.rest) == text
        assert bool(folded.own.strip()) == bool(text.strip())


@given(st.text())
def test_nothing_is_lost_of_any_text(text: str) -> None:
    folded = fold(text)
    assert folded.own + "".join(piece.text for piece in folded.rest) == text


@pytest.mark.parametrize("introduction", [*INTRODUCTIONS, *BLOCKS])
@pytest.mark.parametrize("mark", ["> ", ""])
def test_what_is_quoted_under_an_answer_is_folded(introduction: str, mark: str) -> None:
    if introduction.startswith(">") and not mark:
        pytest.skip("a program that quotes its introduction quotes what it introduces")
    text = "Ja takk, det passer.\n\n" + introduction + "\n\n" + "".join(f"{mark}{line}\n" for line in OLD.splitlines())
    folded = fold(text)
    assert folded.own == "Ja takk, det passer.\n\n"
    assert [piece.kind for piece in folded.rest] == ["quote"]
    assert own_words(text) == "Ja takk, det passer."


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_is_folded_with_what_follows(signature: str) -> None:
    for after in ("", "\n\n" + BLOCKS[0] + "\n\n" + OLD):
        folded = fold("Veien er full av hull.\n\n" + signature + after)
        assert folded.own == "Veien er full av hull.\n\n"
        assert [piece.kind for piece in folded.rest] == (["signature", "quote"] if after else ["signature"])
        assert folded.rest[0].text.strip() == signature


@pytest.mark.parametrize("text", [
    "> bare et sitat\n> og mer", BLOCKS[0] + "\n\n" + OLD, "Mvh\nKari", INTRODUCTIONS[0] + "\n> a", "", "\n\n",
    "-- \nKari",
])  # fmt: skip
def test_a_text_that_is_only_a_quote_or_a_signature_is_shown(text: str) -> None:
    assert fold(text).own == text
    assert own_words(text) == text.strip()


@pytest.mark.parametrize("text", [
    "Naboen skrev den 5. mai følgende:\nDu er slem.\nHva gjør jeg?",
    "Hilsen til alle på skolen som har hjulpet oss.\nDet var fint. Kan vi komme igjen?",
    "Jeg fikk brev fra dere. Der sto det:\nSøknaden er avslått.", "Fra: jeg vet ikke hvem\nkom det en lapp.",
    "Mvh er noe folk skriver.\nHvorfor?", "Mvh\nKari\n\nPS. Hunden heter Bella.", "Den som skrev dette: hvem er det?",
    "- melk\n- brød\n--------------------\nSum 40", "VG skriver at kommunen er best.\nEr det sant?",
    "Beste kommune!\nHva koster det?",
    "Hent søppelet\nfør fredag", "Få slutt på støyen\nnå", "På mandag skrev jeg til dere.\nIngen svarte.",
])  # fmt: skip
def test_words_that_only_look_like_a_quote_or_a_signature_are_shown(text: str) -> None:
    assert fold(text).own == text


def test_answers_between_quoted_lines_stay_where_they_were_written() -> None:
    text = (
        "Kari skrev 5.10.2026:\n> Hvor er hullet?\n\nI Storgata.\n\n> Når så du det?\n\nI går.\n\n"
        "Mvh\nOla\n\n> resten\n"
    )
    folded = fold(text)
    assert folded.own == "Kari skrev 5.10.2026:\n> Hvor er hullet?\n\nI Storgata.\n\n> Når så du det?\n\nI går.\n\n"
    assert [(piece.kind, piece.text) for piece in folded.rest] == [
        ("signature", "Mvh\nOla\n\n"),
        ("quote", "> resten\n"),
    ]
    assert own_words(text) == "I Storgata.\n\n\nI går."


FORWARDS = [
    "---------- Forwarded message ---------\nFra: Ola <ola@brev.example>\nTo: Kari\n\nHullet er stort.",
    "Videresendt melding:\n\nFra: Ola\nDato: 5. oktober\nTil: Kari\nEmne: Hull\n\nHullet er stort.",
    "Start på videresendt besked:\n\nFra: Ola\nDato: 5. oktober\nTil: Kari\n\nHullet er stort.",
    "Begin forwarded message:\n\nFrom: Ola\nDate: 5 October\nTo: Kari\n\nHullet er stort.",
    "-------- Videresendt melding --------\nEmne: Hull\nDato: x\nFra: Ola\n\nHullet er stort.",
    "-------- Weitergeleitete Nachricht --------\nBetreff: Hull\n\nHullet er stort.",
    "---------- Vidarebefordrat meddelande ---------\nFrån: Ola\n\nHullet er stort.",
]


@pytest.mark.parametrize("forward", FORWARDS)
@pytest.mark.parametrize("above", ["", "Hei, kan dere se på dette?\n\nMvh Kari\n\n"])
def test_what_is_passed_on_is_shown(forward: str, above: str) -> None:
    assert fold(above + forward).own == above + forward


@pytest.mark.parametrize(
    "above", ["Til orientering.\n\nMvh Kari\n\n", "FYI\n\n", "Se e-post under fra naboen.\n\n", "Sjå under.\n\n"]
)
def test_a_block_under_words_that_pass_it_on_is_shown(above: str) -> None:
    text = above + BLOCKS[0] + "\n\nHullet er stort."
    assert fold(text).own == text


def test_a_mail_whose_subject_says_it_is_passed_on_is_shown_whole() -> None:
    text = "Hei, hva gjør vi?\n\n" + BLOCKS[0] + "\n\nHullet er stort."
    assert fold(text, forwarded=True).own == text
    assert fold(text).own == "Hei, hva gjør vi?\n\n"
