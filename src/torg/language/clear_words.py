"""What the clear-language check says, in the language of the text it looks at."""

from __future__ import annotations

from collections.abc import Mapping

SUGGESTIONS: Mapping[str, Mapping[str, str]] = {
    "long_sentence": {
        "nb": "Del setningen. Den har {count} ord; sikt mot høyst {most}.",
        "nn": "Del setninga. Ho har {count} ord; sikt mot høgst {most}.",
        "da": "Del sætningen. Den har {count} ord; gå efter højst {most}.",
        "en": "Split the sentence. It has {count} words; aim for {most} at most.",
    },
    "long_paragraph": {
        "nb": "Del avsnittet. Det har {count} ord; ett avsnitt, én sak.",
        "nn": "Del avsnittet. Det har {count} ord; eitt avsnitt, éi sak.",
        "da": "Del afsnittet. Det har {count} ord; ét afsnit, én sag.",
        "en": "Split the paragraph. It has {count} words; one paragraph, one matter.",
    },
    "passive": {
        "nb": "Si hvem som gjør det: «{say} …»",
        "nn": "Sei kven som gjer det: «{say} …»",
        "da": "Sig, hvem der gør det: »{say} …«",
        "en": "Say who does it: “{say} …”",
    },
    "nobody": {
        "nb": "Skriv «du» eller «vi».",
        "nn": "Skriv «du» eller «vi».",
        "da": "Skriv »du« eller »vi«.",
        "en": "Write “you” or “we”.",
    },
    "noun_disease": {
        "nb": "Bruk verbet: «{say}».",
        "nn": "Bruk verbet: «{say}».",
        "da": "Brug verbet: »{say}«.",
        "en": "Use the verb: “{say}”.",
    },
    "unexplained": {
        "nb": "Skriv ut hva {say} betyr første gang.",
        "nn": "Skriv ut kva {say} tyder første gongen.",
        "da": "Skriv, hvad {say} betyder, første gang.",
        "en": "Say what {say} stands for the first time.",
    },
    "law_first": {
        "nb": "Si først hva dere har kommet fram til. Sett loven etterpå.",
        "nn": "Sei først kva de har kome fram til. Set lova etterpå.",
        "da": "Sig først, hvad I er nået frem til. Sæt loven bagefter.",
        "en": "First say what you have come to. Put the law after it.",
    },
    "no_you": {
        "nb": "Snakk til leseren: skriv «du».",
        "nn": "Snakk til lesaren: skriv «du».",
        "da": "Tal til læseren: skriv »du«.",
        "en": "Speak to the reader: write “you”.",
    },
    "no_we": {
        "nb": "Si hvem som gjør noe: skriv «vi».",
        "nn": "Sei kven som gjer noko: skriv «vi».",
        "da": "Sig, hvem der gør noget: skriv »vi«.",
        "en": "Say who does something: write “we”.",
    },
    "other_standard": {
        "nb": "På bokmål: «{say}».",
        "nn": "På nynorsk: «{say}».",
        "da": "På dansk: »{say}«.",
        "en": "In English: “{say}”.",
    },
    "placeholder": {
        "nb": "Fyll inn det som skal stå her.",
        "nn": "Fyll inn det som skal stå her.",
        "da": "Udfyld det, der skal stå her.",
        "en": "Fill in what belongs here.",
    },
    "vague_time": {
        "nb": "Skriv datoen, for eksempel «innen 3. desember».",
        "nn": "Skriv datoen, til dømes «innan 3. desember».",
        "da": "Skriv datoen, for eksempel »senest den 3. december«.",
        "en": "Write the date, such as “by 3 December”.",
    },
    "no_next_step": {
        "nb": "Si hva som skjer nå: «Vi …» eller «Du må …».",
        "nn": "Sei kva som skjer no: «Vi …» eller «Du må …».",
        "da": "Sig, hvad der sker nu: »Vi …« eller »Du skal …«.",
        "en": "Say what happens now: “We will …” or “You need to …”.",
    },
    "no_date": {
        "nb": "Si når, med en dato: «Du får svar innen 3. desember.»",
        "nn": "Sei når, med ein dato: «Du får svar innan 3. desember.»",
        "da": "Sig hvornår, med en dato: »Du får svar senest den 3. december.«",
        "en": "Say when, with a date: “You will hear from us by 3 December.”",
    },
    "no_contact": {
        "nb": "Si hvem man kan spørre: telefon, e-post, eller «Svar på denne meldingen».",
        "nn": "Sei kven ein kan spørje: telefon, e-post, eller «Svar på denne meldinga».",
        "da": "Sig, hvem man kan spørge: telefon, e-mail, eller »Svar på denne besked«.",
        "en": "Say whom to ask: a phone number, an e-mail address, or “Reply to this message”.",
    },
}
BANDS: Mapping[str, Mapping[str, str]] = {
    "very_easy": {"nb": "svært lettlest", "nn": "svært lettlesen", "da": "let for alle", "en": "very easy"},
    "easy": {"nb": "lettlest", "nn": "lettlesen", "da": "let", "en": "easy"},
    "medium": {"nb": "middels", "nn": "middels", "da": "middel", "en": "medium"},
    "hard": {"nb": "vanskelig", "nn": "vanskeleg", "da": "svær", "en": "hard"},
    "very_hard": {"nb": "svært vanskelig", "nn": "svært vanskeleg", "da": "meget svær", "en": "very hard"},
    "too_short": {
        "nb": "for kort til å måle", "nn": "for kort til å måle", "da": "for kort til at måle",
        "en": "too short to tell",
    },
}  # fmt: skip


def suggestion(code: str, language: str, **data: object) -> str:
    """What to do about a finding, in the language of the text."""
    said = SUGGESTIONS[code]
    return said.get(language, said["en"]).format(**data)


def band_words(band: str, language: str) -> str:
    """A band of the LIX figure in words."""
    said = BANDS[band]
    return said.get(language, said["en"])
