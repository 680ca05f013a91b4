"""Mail as the world sends it: each odd message comes out with the words, the sender and the files that were meant."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable

import pytest

from torg.channels.base import Incoming, Unreadable
from torg.channels.email.addresses import addresses
from torg.channels.email.headers import identities, identity, moment, text_of
from torg.channels.email.reading import attachment, pictures, read
from torg.channels.markup import safe

ENVELOPE = {"mail-from": "konvolutt@brev.example", "rcpt-to": "post@fjordvik.example"}


def letter(raw: bytes) -> Incoming:
    (one,) = read(raw, ENVELOPE)
    assert isinstance(one, Incoming)
    return one


def mail(body: bytes, *headers: str, sender: str = "From: Kari <kari@brev.example>") -> bytes:
    return "\n".join((sender, "Subject: Hei", *headers)).encode() + b"\n\n" + body


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "x", end: bytes = b"\n--x--\n") -> bytes:
    head = f"From: kari@brev.example\nContent-Type: multipart/{kind}; boundary={boundary}\n\n".encode()
    return head + b"".join(b"\n--x\n" + part for part in parts) + end


NEC = b"\x1b$B-!-j\x1b(B"  # ① and ㈱, which ISO-2022-JP does not have and all write


@pytest.mark.parametrize(("content", "charset", "text"), [
    ("朱镕基说：“你好”".encode("gbk"), "gb2312", "朱镕基说：“你好”"),
    ("𠮷野家 €".encode("gb18030"), "GB2312", "𠮷野家 €"),
    (NEC + b" " + "日本語".encode("iso2022_jp"), "iso-2022-jp", "①㈱ 日本語"),
    (b"\x1b(I6E\x1b(B", "iso-2022-jp", "ｶﾅ"),
    ("日本語".encode("iso2022_jp"), "us-ascii", "日本語"),
    ("日本語".encode("iso2022_jp"), "", "日本語"),
    ("①髙﨑ｶﾅ".encode("cp932"), "Shift_JIS", "①髙﨑ｶﾅ"),
    ("똠방각하 펲시콜라".encode("cp949"), "euc-kr", "똠방각하 펲시콜라"),
    ("똠방각하".encode("cp949"), "ks_c_5601-1987", "똠방각하"),
    ("香港嘅巴士".encode("big5hkscs"), "big5", "香港嘅巴士"),
    (b"Hei p+AOU- deg +AKM-1", "utf-7", "Hei på deg £1"),
    ("blåbær".encode("utf-16"), "utf-16", "blåbær"),
    ("blåbær".encode("utf-16-le"), "utf-16", "blåbær"),
    ("blåbær".encode("utf-16-be"), "utf-16", "blåbær"),
    ("blåbær".encode("utf-16-le"), "unicode", "blåbær"),
    ("blåbær".encode("utf-16"), "utf-8", "blåbær"),
    ("blåbær".encode("utf-32"), "utf-32", "blåbær"),
    ("blåbær".encode("utf-32-be"), "ucs-4", "blåbær"),
    (b"vanlig tekst", "utf-16", "vanlig tekst"),
    ("blåbær".encode("utf-8-sig"), "iso-8859-1", "blåbær"),
    ("blåbær og øl".encode(), "iso-8859-1", "blåbær og øl"),
    ("blåbær og øl".encode(), "us-ascii", "blåbær og øl"),
    ("blåbær og øl".encode("latin-1"), "utf-8", "blåbær og øl"),
    ("blåbær – «øl» €".encode("cp1252"), "iso-8859-1", "blåbær – «øl» €"),
    ("čeština žluťoučký".encode("cp1250"), "windows-1250", "čeština žluťoučký"),
    ("Здравствуйте, это почта".encode("cp1251"), "windows-1251", "Здравствуйте, это почта"),
    ("Здравствуйте, это почта".encode(), "windows-1251", "Здравствуйте, это почта"),
    ("Здравствуйте".encode("koi8-r"), "KOI8-R", "Здравствуйте"),
    ("blåbær".encode("mac_roman"), "x-mac-roman", "blåbær"),
    ("blåbær".encode("mac_roman"), "macintosh", "blåbær"),
    ("Привет".encode("mac_cyrillic"), "x-mac-cyrillic", "Привет"),
    ("ğüşiöç".encode("cp1254"), "iso-8859-9", "ğüşiöç"),
    ("สวัสดี".encode("cp874"), "tis-620", "สวัสดี"),
    ("blåbær".encode("cp865"), "ibm865", "blåbær"),
    (b"Gr|t og bl}b{r", "NS_4551-1", "Grøt og blåbær"),
    ("blåbær".encode(), "finnes-ikke-8", "blåbær"),
    ("blåbær".encode("latin-1"), "%CHARSET%", "blåbær"),
    ("blåbær".encode(), "utf-8*nb", "blåbær"),
    ("blåbær".encode(), '"utf-8"', "blåbær"),
    ("blåbær".encode("latin-1"), "ISO-8859-1;", "blåbær"),
    (b"punycode-f-", "punycode", "punycode-f-"),
    (b"\\u00e5", "unicode_escape", "\\u00e5"),
    ("første æ\n".encode() + "andre ø\n".encode("latin-1") + "tredje å".encode(), "utf-8",
     "første æ\nandre ø\ntredje å"),
    ("你好，世界，这是一封邮件".encode(), "gb2312", "你好，世界，这是一封邮件"),
    (b"a\x81b\x8dc", "iso-8859-1", "a\x81b\x8dc"),
])  # fmt: skip
def test_a_text_in_any_charset_is_read_whatever_it_claims(content: bytes, charset: str, text: str) -> None:
    header = f"Content-Type: text/plain; charset={charset}" if charset else "X-Ingen: charset"
    raw = mail(base64.encodebytes(content), header, "Content-Transfer-Encoding: base64")
    assert letter(raw).text == text
    if b"\n" not in content.replace(b"\0", b"") and b"\0" not in content and charset not in {"utf-32", "utf-16"}:
        assert letter(mail(content, header)).text == text


def test_each_part_has_its_own_charset() -> None:
    raw = multipart(
        b"Content-Type: text/plain; charset=utf-8\n\n" + "blåbær".encode(),
        b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + "日本".encode("iso2022_jp"),
        b"Content-Type: text/plain; charset=windows-1251\n\n" + "Привет вам".encode("cp1251"),
    )
    assert letter(raw).text == "blåbær\n\n日本\n\nПривет вам"


def test_a_page_that_names_its_charset_only_within_is_read_by_it() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><p>Привет'
    assert letter(mail(page.encode("koi8-r"), "Content-Type: text/html")).text == "Привет"


@pytest.mark.parametrize(("written", "text"), [
    ("=?utf-8?Q?Bl=C3=A5b=C3=A6r?=", "Blåbær"),
    ("=?UTF-8?b?QmzDpWLDpnI=?=", "Blåbær"),
    ("=?utf-8?B?QmzD?= =?utf-8?B?pWLDpnI=?=", "Blåbær"),  # a character cut in two
    ("=?utf-8?Q?Bl=C3?=\t=?utf-8?Q?=A5b=C3=A6r?=", "Blåbær"),
    ("=?utf-8?Q?Bl=C3=A5?==?utf-8?Q?b=C3=A6r?=", "Blåbær"),  # nothing between
    ("=?utf-8?Q?Bl=C3=A5?= =?iso-8859-1?Q?b=E6r?=", "Blåbær"),
    ("=?utf-8?Q?Bl=C3=A5b=C3=A6r", "Blåbær"),  # cut off
    ("=?utf-8?B?QmzDpWLDpn", "Blåbæ"),
    ("=?utf-8*nb?Q?Bl=C3=A5?=", "Blå"),
    ("=?utf-8?Q?Hva er det??=", "Hva er det?"),  # blanks and question marks, which are not allowed
    ("=?utf-8?Q?Bl=C3=A5=ZZ?=", "Blå=ZZ"),
    ("Re: =?utf-8?Q?Bl=C3=A5?= b=?utf-8?Q?=C3=A6?=r", "Re: Blå bær"),
    ("=?gb2312?B?1uzpRrv5?=", "朱镕基"),
    ("=?finnes-ikke?Q?Bl=C3=A5?=", "Blå"),
    ("=?utf-8?X?Bl=C3=A5?=", "=?utf-8?X?Bl=C3=A5?="),
    ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
    ("=?utf-8?Q?a=00b=0Ac?=", "a b c"),
    ("=?utf-7?Q?+2AA-?=x", "\ufffdx"),
    ("Bl\xe5b\xe6r", "Blåbær"),
    ("=?==?==?", "=?==?==?"),
])  # fmt: skip
def test_a_subject_is_decoded_also_when_it_is_written_wrongly(written: str, text: str) -> None:
    assert text_of(written) == text


@pytest.mark.parametrize(("header", "content", "text"), [
    (b"", "Snøbrøyting".encode(), "Snøbrøyting"),
    (b"", "Snøbrøyting".encode("latin-1"), "Snøbrøyting"),
    (b"Content-Type: text/plain; charset=gb2312\n", "你好世界".encode("gbk"), "你好世界"),
    (b"Content-Type: text/plain; charset=koi8-r\n", "Привет мир".encode("koi8-r"), "Привет мир"),
])  # fmt: skip
def test_a_raw_8_bit_subject_is_read_by_the_charset_of_the_body(header: bytes, content: bytes, text: str) -> None:
    assert letter(b"From: a@b.example\n" + header + b"Subject: " + content + b"\n\nHei").subject == text


OURS = "post@fjordvik.example"


@pytest.mark.parametrize(("written", "name", "address"), [
    ("Ola <ola@brev.example>", "Ola", "ola@brev.example"),
    ("ola@brev.example (Ola Nordmann)", "Ola Nordmann", "ola@brev.example"),
    ("(Ola) <ola@brev.example>", "Ola", "ola@brev.example"),
    ("(en (indre) merknad) ola@brev.example", "en (indre) merknad", "ola@brev.example"),
    ("(uavsluttet ola@brev.example", "uavsluttet", "ola@brev.example"),
    ("Nordmann, Ola <ola@brev.example>", "Nordmann, Ola", "ola@brev.example"),
    ('"Nordmann, Ola" <ola@brev.example>', "Nordmann, Ola", "ola@brev.example"),
    ("=?utf-8?Q?Nordmann,_Ola?= <ola@brev.example>", "Nordmann, Ola", "ola@brev.example"),
    ('"=?utf-8?Q?=C3=85se?=" <ola@brev.example>', "Åse", "ola@brev.example"),
    ("=?utf-8?Q?=C3=85se?=<ola@brev.example>", "Åse", "ola@brev.example"),
    ('"Ola \\"Olsen\\" N" <ola@brev.example>', 'Ola "Olsen" N', "ola@brev.example"),
    ('"Ola <ola@brev.example>', "Ola", "ola@brev.example"),
    ("ola @ brev.example", "", "ola@brev.example"),
    ("<ola@brev.example", "", "ola@brev.example"),
    ("ola@brev.example <>", "", "ola@brev.example"),
    ("mailto:ola@brev.example", "", "ola@brev.example"),
    ("<mailto:ola@brev.example>", "", "ola@brev.example"),
    ("<@rute.example,@x.example:ola@brev.example>", "", "ola@brev.example"),
    ("Alle: Ola <ola@brev.example>, kari@brev.example;", "Ola", "ola@brev.example"),
    ('"ola nordmann"@brev.example', "", '"ola nordmann"@brev.example'),
    ("OLA@BREV.EXAMPLE.", "", "ola@brev.example"),
    ("Ola Nordmann ola@brev.example", "Ola Nordmann", "ola@brev.example"),
    ("gpj\u202eexe.bilde <ola@brev.example>", "gpjexe.bilde", "ola@brev.example"),
    # Names that pose as an address: ours, most of all.
    (f"=?utf-8?Q?{OURS}_=3C{OURS}=3E?= <ond@brev.example>", f"{OURS} <{OURS}>", "ond@brev.example"),
    (f"=?utf-8?Q?<{OURS}>?= <ond@brev.example>", f"<{OURS}>", "ond@brev.example"),
    (f"=?utf-8?Q?{OURS},?= <ond@brev.example>", f"{OURS},", "ond@brev.example"),
    (f'"{OURS}" <ond@brev.example>', OURS, "ond@brev.example"),
    (f'"<{OURS}>" <ond@brev.example>', f"<{OURS}>", "ond@brev.example"),
    (f"({OURS}) ond@brev.example", OURS, "ond@brev.example"),
    (f"{OURS} <ond@brev.example>", OURS, "ond@brev.example"),
    (f'"{OURS}" ond@brev.example', OURS, "ond@brev.example"),
    (f"=?utf-8?Q?a?= (=?utf-8?Q?<{OURS}>?=) <ond@brev.example>", "a", "ond@brev.example"),
])  # fmt: skip
def test_a_sender_is_who_the_header_says_and_never_who_the_name_says(written: str, name: str, address: str) -> None:
    assert addresses([written])[0] == (name, address)
    one = letter(f"From: {written}\n\nHei".encode())
    assert (one.from_name, one.from_address) == (name, address)


@pytest.mark.parametrize("written", [
    "=?utf-8?B?T2xhIDxvbGFAYnJldi5leGFtcGxlPg==?=", "=?utf-8?Q?ola=40brev.example?=",
    "<=?utf-8?Q?ola=40brev.example?=>",
    "=?utf-8?Q?ola?=@brev.example", "undisclosed-recipients:;", "Ola", "<>", "", "a@b@c.example", '"ola@brev.example"',
    "(ola@brev.example)",
])  # fmt: skip
def test_what_is_no_address_as_it_is_written_is_none_and_the_envelope_counts(written: str) -> None:
    assert addresses([written]) == []
    assert letter(f"From: {written}\n\nHei".encode()).from_address == "konvolutt@brev.example"


def test_of_two_headers_the_first_counts() -> None:
    one = letter(
        b"From: a@b.example\nFrom: c@d.example\nSubject: En\nSubject: To\nMessage-ID: <1@x>\nMessage-ID: <2@x>\n"
        b"Content-Type: text/plain; charset=utf-8\nContent-Type: text/html\nDate: x\n\n<b>Hei</b>"
    )
    assert (one.from_address, one.subject, one.outside_id, one.text) == ("a@b.example", "En", "1@x", "<b>Hei</b>")


def test_of_two_content_types_the_one_that_fits_the_body_counts() -> None:
    raw = multipart(b"\nHei").replace(
        b"Content-Type:", b"Content-Type: multipart/mixed; boundary=annen\nContent-Type:", 1
    )
    assert letter(raw).text == "Hei"
    assert letter(b"From: a@b.example\nContent-Type: tull\nContent-Type: text/html\n\n<p>Hei").text == "Hei"


@pytest.mark.parametrize(("written", "ids"), [
    ("<a@x> <b@x>", ("a@x", "b@x")), ("<a@x><b@x>", ("a@x", "b@x")), ("<a\n b@x>", ("ab@x",)), ("a@x b@x", ("a@x",
     "b@x")),
    ("=?utf-8?Q?=3Ca@x=3E?=", ("a@x",)), ("Your mail of Monday <a@x>", ("a@x",)), ("<>", ()), ("", ()),
    ("<a@x> <a@x>", ("a@x",)),
])  # fmt: skip
def test_threads_are_found_however_their_ids_are_written(written: str, ids: tuple[str, ...]) -> None:
    assert identities(written) == ids


@pytest.mark.parametrize(
    ("written", "one"), [("<a@x>", "a@x"), ("a@x", "a@x"), ("uten", "uten"), ("< a@x >", "a@x"), (" ", "")]
)
def test_a_message_id_is_read_with_and_without_brackets(written: str, one: str) -> None:
    assert identity(written) == one


def test_a_date_in_iso_is_read_and_nonsense_is_none() -> None:
    assert str(moment("2026-03-31T15:40:00+02:00")) == "2026-03-31 13:40:00+00:00"
    assert str(moment("Tue, 31 Mar 26 15:40 +0200 (CEST)")) == "2026-03-31 13:40:00+00:00"
    assert moment("Tue, 99 Foo 99999 99:99:99 +9999") is None


@pytest.mark.parametrize(("encoding", "body", "text"), [
    ("base64", b"Hei, dette er vanlig tekst.\nUten koding.", "Hei, dette er vanlig tekst.\nUten koding."),
    ("base64", b"Hei dette er bare ord uten tegn", "Hei dette er bare ord uten tegn"),
    ("base64", b"SGVpIHDD\n pSBkZWc=", "Hei på deg"),
    ("base64", b"SGVpIHDDpSBkZWc", "Hei på deg"),
    ("base64", b"SGVp!IHDDpSBk\xffZWcgaSBkYWcgb2cgaSBtb3Jnb24gb2cga2Fuc2tqZQ==",
     "Hei på deg i dag og i morgon og kanskje"),
    ("base64", b"SGVpIHA=\nw6UgZGVn", "Hei på deg"),
    ("base64", b"SGVpIHDDpSBkZWc=\n\n____________\nliste@brev.example: meld deg av, her!\n", "Hei på deg"),
    ("BASE-64;", b"SGVpIHDDpSBkZWc=", "Hei på deg"),
    ('"base64"', b"SGVpIHDDpSBkZWc=", "Hei på deg"),
    ("quoted-printable", b"Hei p=C3=A5=\n deg= \nalle =XY =", "Hei på degalle =XY"),
    ("Quoted_Printable", b"bl=c3=a5", "blå"),
    ("quoted-printable", "blå=C3=A6".encode(), "blåæ"),
    ("7bit", "blåbær".encode(), "blåbær"),
    ("8bit", "blåbær".encode("latin-1"), "blåbær"),
    ("binary", b"Hei\x00 du", "Hei du"),
    ("tull", b"Hei", "Hei"),
])  # fmt: skip
def test_a_transfer_encoding_that_is_wrong_or_only_said_costs_no_words(encoding: str, body: bytes, text: str) -> None:
    assert letter(mail(body, f"Content-Transfer-Encoding: {encoding}")).text == text


def test_a_multipart_that_was_encoded_as_a_whole_is_read() -> None:
    inside = b"--x\n\nHei\n--x\nContent-Type: image/png; name=a.png\n\nq\n--x--\n"
    raw = mail(
        base64.encodebytes(inside), "Content-Type: multipart/mixed; boundary=x", "Content-Transfer-Encoding: base64"
    )
    one = letter(raw)
    assert (one.text, [file.name for file in one.attachments]) == ("Hei", ["a.png"])


@pytest.mark.parametrize("raw", [
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq"),
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq", end=b""),  # no end
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq").replace(b"\n--x", b"\n--x \t"),  # blanks after it
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq").replace(b"; boundary=x", b""),  # none stated
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq", boundary="annen"),  # another one stated
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq", boundary='"x'),
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq").replace(b"\n", b"\r\n"),
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq").replace(b"\n", b"\r"),
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq").replace(b"\n", b"\r\r\n"),
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq").replace(b"\n\nHei", b"\r\n\r\nHei"),
    multipart(b"\nHei\n--x--", b"Content-Type: image/png; name=a.png\n\nq"),  # an end before the last part
    b"From post@brev.example Tue Mar 31 15:40:00 2026\n" + multipart(b"\nHei",
    b"Content-Type: image/png; name=a.png\n\nq"),
    multipart(b"\nHei", b"Content-Type: image/png; name=a.png\n\nq").decode().encode("utf-16"),
    # the same boundary within
    multipart(b"Content-Type: multipart/alternative; boundary=x\n\n--x\n\nHei\n--x\nContent-Type: text/html\n\n<p>Hei",
              b"Content-Type: image/png; name=a.png\n\nq", kind="related"),
])  # fmt: skip
def test_parts_are_found_although_their_boundaries_are_wrong(raw: bytes) -> None:
    one = letter(raw)
    assert (one.text, [(file.name, file.size) for file in one.attachments]) == ("Hei", [("a.png", 1)])


@pytest.mark.parametrize(("header", "name"), [
    ('Content-Type: image/png; name="s\u00f8knad.png"', "søknad.png"),
    ("Content-Disposition: attachment; filename*=utf-8''s%C3%B8knad.png", "søknad.png"),
    ("Content-Disposition: attachment; filename*0*=utf-8''s%C3%B8; filename*1=knad.png", "søknad.png"),
    ("Content-Disposition: attachment; filename*0=\"s\u00f8\"; filename*1=\"knad.png\"", "søknad.png"),
    ('Content-Disposition: attachment; filename="=?utf-8?Q?s=C3=B8knad.png?="', "søknad.png"),
    ('Content-Disposition: attachment; filename="=?utf-8?B?c8O4?=\n =?utf-8?B?a25hZC5wbmc=?="', "søknad.png"),
    ('Content-Disposition: attachment; filename="s%C3%B8knad.png"', "søknad.png"),
    ('Content-Disposition: attachment; filename="100%25.png"', "100%25.png"),
    ('Content-Disposition: attachment; filename="../../etc/passwd"', "passwd"),
    ('Content-Disposition: attachment; filename="C:\\\\\\\\temp\\\\\\\\a.png"', "a.png"),
    ("Content-Disposition: attachment; filename=min fil.png", "min fil.png"),
    ("Content-Disposition: attachment (ja); filename=a.png", "a.png"),
    ("Content-Type: image/png (bilde); name=a.png", "a.png"),
    ('Content-Disposition: attachment; filename=""', "attachment-1.png"),
])  # fmt: skip
def test_a_file_has_the_name_it_was_given(header: str, name: str) -> None:
    type_header = "" if header.startswith("Content-Type") else "Content-Type: image/png\n"
    assert [one.name for one in letter(multipart(b"\nHei", f"{type_header}{header}\n\nq".encode())).attachments] == [
        name
    ]


def test_a_raw_8_bit_file_name_is_read() -> None:
    part = b'Content-Type: image/png; name="' + "søknad.png".encode("latin-1") + b'"\n\nq'
    assert [one.name for one in letter(multipart(b"\nHei", part)).attachments] == ["søknad.png"]


def test_a_file_in_uuencode_within_the_text_comes_out() -> None:
    packed = b"".join(binascii.b2a_uu(b"innhold" * 3) for _ in range(3))
    one = letter(mail(b"Hei\n\nbegin 644 fil.txt\n" + packed + b"`\nend\nMvh Kari"))
    assert one.text == "Hei\n\n\nMvh Kari"
    assert [(file.name, file.size) for file in one.attachments] == [("fil.txt", 63)]
    assert attachment(mail(b"begin 644 fil.txt\n" + packed + b"`\nend\n"), {}, 0).content == b"innhold" * 9


@pytest.mark.parametrize(
    "text", ["begin 644 eventyr\ner en god bok\nend", "begin 644 a\n`\nend", "begin 644 a\n#86)C", "begin"]
)
def test_words_that_only_look_like_uuencode_stay_words(text: str) -> None:
    one = letter(mail(text.encode()))
    assert (one.text, one.attachments) == (text, ())


def test_lines_broken_for_the_way_are_joined_again() -> None:
    body = b"Dette er en \nlang linje.\n\n> Et sitat som \n> er brutt.\n  innrykk\n-- \nKari\n"
    flowed = "Content-Type: text/plain; format=flowed"
    assert letter(mail(body, flowed)).text == (
        "Dette er en lang linje.\n\n> Et sitat som er brutt.\n innrykk\n-- \nKari"
    )
    assert letter(mail(b"kjempe \nlang", flowed + "; delsp=yes")).text == "kjempelang"
    assert letter(mail(body)).text.startswith("Dette er en \nlang")


INVITATION = (
    "BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VTIMEZONE\nTZID:Europe/Oslo\nEND:VTIMEZONE\nBEGIN:VEVENT\n"
    'ATTENDEE;CN="Kari Berg";PARTSTAT=ACCEPTED:mailto:kari@brev.example\nSUMMARY:Befaring\\, Torget 5\n'
    "DTSTART;TZID=Europe/Oslo:20261201T100000\nDTEND;TZID=Europe/Oslo:20261201T113000\nLOCATION:Rådhuset\\n2. etasje\n"
    "DESCRIPTION:Ta med\n  tegninger\nBEGIN:VALARM\nSUMMARY:alarm\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"
)


def test_an_invitation_is_read_as_what_when_and_where_and_kept_as_a_file() -> None:
    part = (
        b"Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n" + INVITATION.format(method="REQUEST").encode()
    )
    one = letter(multipart(b"\nKom gjerne.", part, kind="alternative"))
    assert one.text == "Kom gjerne.\n\nBefaring, Torget 5\n2026-12-01 10:00–11:30 (Europe/Oslo)\nRådhuset 2. etasje"
    assert [(file.name, file.content_type) for file in one.attachments] == [("attachment-1.ics", "text/calendar")]
    assert not one.automatic
    alone = letter(mail(INVITATION.format(method="REQUEST").encode(), "Content-Type: text/calendar; charset=utf-8"))
    assert "Befaring, Torget 5" in alone.text
    assert "Ta med tegninger" in alone.text


def test_a_calendar_that_answers_by_itself_is_automatic_and_a_person_who_writes_beside_it_is_not() -> None:
    part = b"Content-Type: text/calendar; charset=utf-8\n\n" + INVITATION.format(method="REPLY").encode()
    alone = letter(multipart(part, kind="alternative"))
    assert alone.automatic
    assert alone.text.startswith("ACCEPTED: Kari Berg\nBefaring, Torget 5")
    assert not letter(multipart(b"\nKan vi ta det en time senere?", part, kind="alternative")).automatic


def der(tag: int, content: bytes) -> bytes:
    length = bytes([len(content)]) if len(content) < 128 else b"\x82" + len(content).to_bytes(2, "big")
    return bytes([tag]) + length + content


SIGNED_DATA, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")
ENVELOPED = bytes.fromhex("06092a864886f70d010703")


def signed(message: bytes) -> bytes:
    content = der(0x30, DATA + der(0xA0, der(0x04, message)))
    return der(0x30, SIGNED_DATA + der(0xA0, der(0x30, der(0x02, b"\1") + der(0x31, b"") + content + der(0x31, b""))))


def signed_in_pieces(message: bytes) -> bytes:
    pieces = b"\x24\x80" + der(0x04, message[:7]) + der(0x04, message[7:]) + b"\0\0"
    content = b"\x30\x80" + DATA + b"\xa0\x80" + pieces + b"\0\0" + b"\0\0"
    return (
        b"\x30\x80"
        + SIGNED_DATA
        + b"\xa0\x80"
        + b"\x30\x80"
        + der(0x02, b"\1")
        + der(0x31, b"")
        + content
        + b"\0\0" * 3
    )


@pytest.mark.parametrize("wrap", [signed, signed_in_pieces])
def test_what_is_signed_with_s_mime_in_one_piece_is_read(wrap: Callable[[bytes], bytes]) -> None:
    inside = multipart(b"\nSignert hilsen", b"Content-Type: image/png; name=a.png\n\nq")
    raw = mail(
        base64.encodebytes(wrap(inside)),
        "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        "Content-Transfer-Encoding: base64",
    )  # fmt: skip
    one = letter(raw)
    assert one.text == "Signert hilsen"
    assert [file.name for file in one.attachments] == ["smime.p7m", "a.png"]
    assert "sealed" not in one.fields
    assert attachment(raw, {}, 1).content == b"q"


def test_what_is_signed_beside_is_read() -> None:
    one = letter(
        multipart(b"\nSignert", b"Content-Type: application/pkcs7-signature; name=smime.p7s\n\nq", kind="signed")
    )
    assert (one.text, [file.name for file in one.attachments]) == ("Signert", ["smime.p7s"])


ENCRYPTED_PGP = multipart(
    b"Content-Type: application/pgp-encrypted\n\nVersion: 1",
    b"Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n\nhQ\n-----"
    b"END PGP MESSAGE-----",
    kind="encrypted",
)


def test_what_is_encrypted_is_kept_and_said_so() -> None:
    cms = der(0x30, ENVELOPED + der(0xA0, b"\x30\x00"))
    smime = letter(mail(base64.encodebytes(cms), "Content-Type: application/pkcs7-mime; name=smime.p7m",
                        "Content-Transfer-Encoding: base64"))  # fmt: skip
    pgp = letter(ENCRYPTED_PGP)
    inline = letter(mail(b"-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----"))
    assert [one.fields["sealed"] for one in (smime, pgp, inline)] == ["smime", "pgp", "pgp"]
    for one in (smime, pgp):
        assert "Meldingen er kryptert" in one.text
        assert "Meldinga er kryptert" in one.text
        assert "Beskeden er krypteret" in one.text
        assert "The message is encrypted" in one.text
    assert [file.name for file in smime.attachments] == ["smime.p7m"]
    assert [file.name for file in pgp.attachments] == ["encrypted.asc"]


def test_an_attached_mail_is_a_file_that_opens() -> None:
    inner = b"From: ola@brev.example\nSubject: =?utf-8?Q?Klage_p=C3=A5_st=C3=B8y?=\n\nDet braker."
    raw = multipart(b"\nSe vedlagt.", b"Content-Type: message/rfc822\n\n" + inner)
    assert [(one.name, one.content_type) for one in letter(raw).attachments] == [
        ("Klage på støy.eml", "message/rfc822")
    ]
    opened = letter(attachment(raw, {}, 0).content)
    assert (opened.subject, opened.text) == ("Klage på støy", "Det braker.")


def test_an_empty_text_beside_markup_gives_the_markups_text() -> None:
    raw = multipart(b"Content-Type: text/plain\n\n \n\n", b"Content-Type: text/html\n\n<p>Hei</p>", kind="alternative")
    assert letter(raw).text == "Hei"
    assert letter(mail(b"<html><body><p>Hei</body>", "Content-Type: text/plain")).text == "Hei"
    assert letter(mail(b"en\nto &amp; tre", "Content-Type: text/html")).text == "en\nto & tre"


@pytest.mark.parametrize(
    "kind", ["text/enriched", "text/rtf", "application/rtf", "text/csv", "text/vcard", "audio/wav"]
)
def test_what_is_no_plain_text_is_a_file(kind: str) -> None:
    one = letter(multipart(b"\nHei", f"Content-Type: {kind}\n\ninnhold".encode()))
    assert (one.text, [file.content_type for file in one.attachments]) == ("Hei", [kind])


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    made = b"\x78\x9f\x3e\x22\x01\x00"
    for name, data in attributes:
        level = 1 if name < 0x8004 or name == 0x9003 else 2
        made += bytes([level]) + name.to_bytes(2, "little") + b"\x01\x00" + len(data).to_bytes(4, "little") + data
        made += (sum(data) & 0xFFFF).to_bytes(2, "little")
    return made


def mapi(*properties: tuple[int, int, bytes]) -> bytes:
    made = len(properties).to_bytes(4, "little")
    for kind, name, data in properties:
        made += kind.to_bytes(2, "little") + name.to_bytes(2, "little")
        if kind in (0x1E, 0x1F, 0x102, 0x0D):
            made += b"\1\0\0\0" + len(data).to_bytes(4, "little")
        made += data + b"\0" * (-len(data) % 4)
    return made


FILE = ((0x9002, b"\0" * 14), (0x8010, b"SKNAD~1.PDF\0"), (0x800F, b"%PDF-1.4"),
        (0x9005, mapi((0x1F, 0x3707, "søknad.pdf\0".encode("utf-16-le")), (0x1E, 0x370E,
         b"application/pdf\0"))))  # fmt: skip


def winmail(content: bytes, *before: bytes) -> bytes:
    part = b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    return multipart(*before, part + base64.encodebytes(content))


def test_winmail_dat_gives_the_text_and_the_files_within() -> None:
    raw = winmail(
        tnef((0x9007, (1252).to_bytes(4, "little") + b"\0" * 4), (0x800C, "Hei på deg\0".encode("cp1252")), *FILE)
    )
    one = letter(raw)
    assert one.text == "Hei på deg"
    assert [(file.name, file.content_type, file.size) for file in one.attachments] == [
        ("søknad.pdf", "application/pdf", 8)
    ]
    assert attachment(raw, {}, 0).content == b"%PDF-1.4"


def test_winmail_dat_beside_the_same_text_says_it_once() -> None:
    one = letter(winmail(tnef((0x800C, b"Hei\0"), *FILE), b"\nHei"))
    assert (one.text, len(one.attachments)) == ("Hei", 1)


def test_winmail_dat_with_markup_or_rtf_is_read() -> None:
    page = letter(winmail(tnef((0x9003, mapi((0x102, 0x1013, b"<p>Hei <b>du</b></p>"))))))
    assert (page.text, page.html) == ("Hei du", "<p>Hei <b>du</b></p>")
    rtf = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x;}\f0 Hei p\'e5 deg\par \u8364?1\tab to}"
    stored = (len(rtf) + 12).to_bytes(4, "little") + len(rtf).to_bytes(4, "little") + b"MELA" + b"\0" * 4 + rtf
    assert letter(winmail(tnef((0x9003, mapi((0x102, 0x1009, stored)))))).text == "Hei på deg\n€1\tto"


def test_compressed_rtf_is_unpacked() -> None:
    # The example of MS-OXRTFCP, section 4.1.
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0".replace(
            " ", ""
        )
    )
    assert letter(winmail(tnef((0x9003, mapi((0x102, 0x1009, packed)))))).text == "hello world"


def test_winmail_dat_that_is_none_is_kept_as_the_file_it_is() -> None:
    for content in (b"tull", b"", b"\x78\x9f\x3e\x22", tnef((0x800C, b""))[:-3]):
        one = letter(winmail(content, b"\nHei"))
        assert (one.text, [file.name for file in one.attachments]) == ("Hei", ["winmail.dat"])


def test_an_outlook_message_within_winmail_dat_gives_its_text_and_files() -> None:
    inner = b"\0" * 16 + tnef((0x800C, b"Indre hilsen\0"), *FILE)
    outer = tnef(
        (0x800C, b"Ytre\0"), (0x9002, b"\0" * 14), (0x9005, mapi((0x1E, 0x3707, b"Svar.msg\0"), (0x0D, 0x3701, inner)))
    )
    one = letter(winmail(outer))
    assert one.text == "Ytre"
    assert [file.name for file in one.attachments] == ["Svar.txt", "søknad.pdf"]


def test_more_words_than_anybody_reads_are_a_file_too() -> None:
    raw = mail(b"lang tekst\n" * 200_000, "Content-Type: text/plain")
    one = letter(raw)
    assert len(one.text) <= 1_000_000
    assert [file.size for file in one.attachments] == [2_200_000]


@pytest.mark.parametrize(("raw", "why"), [
    (b"", "The message is empty."),
    (b"\0" * 5000, "The message is empty."),
    (zlib.compress(b"x" * 100), "The message has no headers: no sender, no subject."),
    (b"bare tekst", "The message has no headers: no sender, no subject."),
])  # fmt: skip
def test_what_cannot_be_a_message_is_quarantined_with_the_reason(raw: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        read(raw, ENVELOPE)
    assert trouble.value.why == why


def test_nul_bytes_anywhere_change_nothing() -> None:
    one = letter(b"Fr\0om: Kari <kari@brev.example>\nSub\0ject: H\0ei\nContent-Type: text/\0plain\n\nHe\0i")
    assert (one.from_address, one.subject, one.text) == ("kari@brev.example", "Hei", "Hei")


def test_bare_carriage_returns_end_lines_in_the_head() -> None:
    one = letter(b"From: kari@brev.example\rSubject: Hei\rX: y\r\n\r\nen\rto\r\ntre")
    assert (one.from_address, one.subject, one.text) == ("kari@brev.example", "Hei", "en\nto\ntre")


@pytest.mark.parametrize(("raw", "text"), [
    (b"From : a@b.example\nSubject : x\nContent-Type : text/html\n\n<p>Hei", "Hei"),
    (b" From: a@b.example\nSubject: x\n\nHei", "Hei"),
    (b"From: a@b.example\nContent-Type: html\n\n<p>Hei", "Hei"),
    (b"From: a@b.example\nContent-Type: TEXT/HTML charset=utf-8\n\n<p>Hei", "Hei"),
    (b"From: a@b.example\nSubject: x\nHei uten blank linje", "Hei uten blank linje"),
    (b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nHei \xed\xa0\xbd\xed\xb8\x80", "Hei 😀"),
    (mail(b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHei\n- -- \nKari\n-----BEGIN PGP SIGNATURE-----\n\niQ\n"
          b"-----END PGP SIGNATURE-----\n"), "Hei\n-- \nKari"),
    (multipart(b"Content-Type: text/html\n\n<p>En", b"Content-Type: application/pdf; name=a.pdf\n\nq",
               b"Content-Type: text/html\n\n<p>To"), "En\n\nTo"),
    (mail(b"--a\"b\n\nHei\n--a\"b--", 'Content-Type: multipart/mixed; boundary="a\\"b"'), "Hei"),
    (mail("--æ\n\nHei\n--æ--".encode(), 'Content-Type: multipart/mixed; boundary="æ"'), "Hei"),
    (mail(b"Innledning\n--x\n\nHei\n--x--\nEtterord", "Content-Type: multipart/mixed;\n boundary=\n \"x\""), "Hei"),
])  # fmt: skip
def test_small_faults_of_programs_cost_no_words(raw: bytes, text: str) -> None:
    one = letter(raw)
    assert one.text == text
    assert one.from_address != "konvolutt@brev.example"


def test_an_event_that_says_how_long_it_lasts_says_when_it_ends() -> None:
    event = b"BEGIN:VEVENT\nSUMMARY:Dugnad\nDTSTART:20261201T230000Z\nDURATION:PT1H30M\nEND:VEVENT\n"
    assert letter(mail(event, "Content-Type: text/calendar")).text == "Dugnad\n2026-12-01 23:00–2026-12-02 00:30 (UTC)"
    day = b"BEGIN:VEVENT\nSUMMARY:Dugnad\nDTSTART;VALUE=DATE:20261201\nEND:VEVENT\n"
    assert letter(mail(day, "Content-Type: text/calendar")).text == "Dugnad\n2026-12-01"


def test_pictures_are_found_by_the_name_the_markup_calls_them_by() -> None:
    raw = multipart(
        b"Content-Type: text/html\n\n<img src=cid:logo@b>", b"Content-Type: image/png\nContent-ID: <logo@b>\n\nq",
        b"Content-Type: image/png\nContent-ID: bilde2\n\nq", b"Content-Type: image/png\n\nq", kind="related",
    )  # fmt: skip
    found = pictures(raw, {})
    assert found == {"logo@b": 0, "bilde2": 1}
    assert safe(letter(raw).html, {name: f"/fil/{index}" for name, index in found.items()}) == '<img src="/fil/0">'


def test_what_the_fuzzer_found_stays_mended() -> None:
    assert addresses(["Kari <kar\x01lie@brev.example>"]) == []
    assert letter(mail(b"\x1b$B$\xff\x1b(B", "Content-Type: text/plain; charset=iso-2022-jp")).text
    head = b"From: kari@brev.example\nContent-Type: text/plain; charset=utf-7\n"
    raw = head + b"Subject: +2RI- \xe5\nikke et hode +2RI-\xff\n\nHei"
    assert letter(raw).subject == "+2RI- å"
