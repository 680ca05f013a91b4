"""Files that people send us through a form: which kinds, how many, how large, and what is said of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, ngettext

from torg.faces.parts.dates import size
from torg.faces.parts.forms import ManyFilesInput
from torg.faces.parts.templatetags.torg import language

MOST_FILES = 10
MEGABYTE = 1_000_000
# What may be sent, by the end of the name, and how such a file begins where that can be told.
KINDS: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG",),
    "gif": (b"GIF8",),
    "webp": (b"RIFF",),
    "heic": (),
    "txt": (),
    "rtf": (b"{\\rtf",),
    "csv": (),
    "doc": (b"\xd0\xcf\x11\xe0",),
    "xls": (b"\xd0\xcf\x11\xe0",),
    "docx": (b"PK",),
    "xlsx": (b"PK",),
    "pptx": (b"PK",),
    "odt": (b"PK",),
    "ods": (b"PK",),
}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!")


def faults_of(files: Sequence[UploadedFile]) -> list[str]:
    """What is wrong with some files that were chosen together, as sentences; none when they may be sent."""
    faults = [fault for file in files if (fault := _fault_of(file))]
    if len(files) > MOST_FILES:
        faults.append(gettext("You can attach %(count)d files at most") % {"count": MOST_FILES})
    total = sum(file.size or 0 for file in files)
    if total > settings.ATTACHMENT_LIMIT_MB * MEGABYTE:
        faults.append(
            gettext("The files are %(total)s together; the limit is %(limit)d MB")
            % {"total": size(total, language()), "limit": settings.ATTACHMENT_LIMIT_MB}
        )
    return faults


def limits_in_words() -> str:
    """The limits, told before they are met."""
    counted = ngettext("One file", "Up to %(count)d files", MOST_FILES) % {"count": MOST_FILES}
    rest = gettext("%(limit)d MB together. Pictures, PDF, text and office documents.")
    return f"{counted}, {rest % {'limit': settings.ATTACHMENT_LIMIT_MB}}"


def files_input(**attrs: str) -> ManyFilesInput:
    """The control for several files, of the kinds that we take."""
    return ManyFilesInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS), **attrs})


def _fault_of(file: UploadedFile) -> str:
    """What is wrong with a file, as a sentence; "" when nothing is."""
    name = file.name or ""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    start = file.read(8)
    file.seek(0)
    if ending not in KINDS or start.startswith(PROGRAMS):
        return gettext("%(name)s is of a kind that we do not accept; a picture or a PDF is fine") % {"name": name}
    begins = KINDS[ending]
    if begins and not start.startswith(begins):
        return gettext("%(name)s is not what its name says (%(ending)s); save it again and try once more") % {
            "name": name,
            "ending": ending,
        }
    return ""
