"""The sentences of a due date's explanation, as tables: every line exists in nb, nn, da and en."""

from __future__ import annotations

from collections.abc import Mapping

Sentences = Mapping[str, str]

ARRIVED: Mapping[str, Sentences] = {
    "wrote": {
        "nb": "Du skrev til oss {moment}.",
        "nn": "Du skreiv til oss {moment}.",
        "da": "Du skrev til os {moment}.",
        "en": "You wrote to us on {moment}.",
    },
    "called": {
        "nb": "Du ringte oss {moment}.",
        "nn": "Du ringde oss {moment}.",
        "da": "Du ringede til os {moment}.",
        "en": "You called us on {moment}.",
    },
    "came": {
        "nb": "Du var hos oss {moment}.",
        "nn": "Du var hos oss {moment}.",
        "da": "Du var hos os {moment}.",
        "en": "You came to see us on {moment}.",
    },
    "letter": {
        "nb": "Vi fikk brevet ditt {moment}.",
        "nn": "Vi fekk brevet ditt {moment}.",
        "da": "Vi modtog dit brev {moment}.",
        "en": "We received your letter on {moment}.",
    },
    "": {
        "nb": "Henvendelsen din kom {moment}.",
        "nn": "Førespurnaden din kom {moment}.",
        "da": "Din henvendelse kom {moment}.",
        "en": "Your enquiry reached us on {moment}.",
    },
}
WROTE = (
    "web", "self_service", "my_page", "app", "chatbot", "chat", "email", "digital_post", "secure_link", "sms", "social"
)  # fmt: skip
HOW_ARRIVED: Mapping[str, str] = {
    **dict.fromkeys(WROTE, "wrote"),
    **dict.fromkeys(("visit", "kiosk", "assisted"), "came"),
    "phone": "called",
    "video": "called",
    "letter": "letter",
}
AFTER_HOURS: Mapping[str, Sentences] = {
    "": {
        "nb": "Da hadde vi stengt.",
        "nn": "Då hadde vi stengt.",
        "da": "Da havde vi lukket.",
        "en": "We were closed at that time.",
    },
    "working day": {
        "nb": "Da hadde vi stengt, så vi regner den neste arbeidsdagen som samme dag.",
        "nn": "Då hadde vi stengt, så vi reknar den neste arbeidsdagen som same dag.",
        "da": "Da havde vi lukket, så vi regner den næste arbejdsdag som samme dag.",
        "en": "We were closed at that time, so the next working day counts as the same day.",
    },
    "calendar day": {
        "nb": "Da hadde vi stengt, så vi regner dagen etter som samme dag.",
        "nn": "Då hadde vi stengt, så vi reknar dagen etter som same dag.",
        "da": "Da havde vi lukket, så vi regner dagen efter som samme dag.",
        "en": "We were closed at that time, so the day after counts as the same day.",
    },
}
PROMISED: Mapping[str, Sentences] = {
    "said": {
        "nb": "Vi lover {thing} {within}.",
        "nn": "Vi lovar {thing} {within}.",
        "da": "Vi lover dig {thing} {within}.",
        "en": "We promise {thing} {within}.",
    },
    "default": {
        "nb": "Kommunen har ikke bestemt en egen frist for dette. Da lover vi {thing} {within}.",
        "nn": "Kommunen har ikkje bestemt ein eigen frist for dette. Då lovar vi {thing} {within}.",
        "da": "Kommunen har ikke fastsat en egen frist for dette. Så lover vi dig {thing} {within}.",
        "en": "The municipality has not set a deadline of its own for this. We then promise {thing} {within}.",
    },
    "plain": {
        "nb": "Det skal skje {within}.",
        "nn": "Det skal skje {within}.",
        "da": "Det skal ske {within}.",
        "en": "It is to happen {within}.",
    },
    "share": {
        "nb": "Målet er å klare det for {share} % av henvendelsene.",
        "nn": "Målet er å klare det for {share} % av førespurnadene.",
        "da": "Målet er at nå det for {share} % af henvendelserne.",
        "en": "The goal is to manage this for {share}% of enquiries.",
    },
    "source": {
        "nb": "Det følger av strategien vår («{source}»).",
        "nn": "Det følgjer av strategien vår («{source}»).",
        "da": "Det følger af vores strategi (»{source}«).",
        "en": "This follows from our strategy (“{source}”).",
    },
}
THINGS: Mapping[str, Sentences] = {
    "answer": {"nb": "svar", "nn": "svar", "da": "svar", "en": "an answer"},
    "receipt": {"nb": "kvittering", "nn": "kvittering", "da": "en kvittering", "en": "a receipt"},
    "callback": {"nb": "å ringe tilbake", "nn": "å ringje tilbake", "da": "at ringe tilbage", "en": "to call you back"},
    "pick_up": {
        "nb": "å ta telefonen",
        "nn": "å ta telefonen",
        "da": "at tage telefonen",
        "en": "to pick up the phone",
    },
    "meeting": {"nb": "et møte", "nn": "eit møte", "da": "et møde", "en": "a meeting"},
    "visit": {"nb": "hjelp", "nn": "hjelp", "da": "hjælp", "en": "help"},
    "interim": {
        "nb": "et foreløpig svar",
        "nn": "eit førebels svar",
        "da": "et foreløbigt svar",
        "en": "an interim answer",
    },
    "handover": {
        "nb": "at en ny enhet tar over",
        "nn": "at ei ny eining tek over",
        "da": "at en ny enhed overtager",
        "en": "that a new unit takes over",
    },
}
COUNTED: Mapping[str, Sentences] = {
    "several": {
        "nb": "Dagen vi fikk henvendelsen, teller ikke med; den første dagen som teller, er {first}.",
        "nn": "Dagen vi fekk førespurnaden, tel ikkje med; den første dagen som tel, er {first}.",
        "da": "Dagen, hvor vi fik henvendelsen, tæller ikke med; den første dag, der tæller, er {first}.",
        "en": "The day we received it is not counted; the first day that counts is {first}.",
    },
    "one": {
        "nb": "Dagen vi fikk henvendelsen, teller ikke med.",
        "nn": "Dagen vi fekk førespurnaden, tel ikkje med.",
        "da": "Dagen, hvor vi fik henvendelsen, tæller ikke med.",
        "en": "The day we received it is not counted.",
    },
}
COUNTED_HOURS: Mapping[str, Sentences] = {
    "all": {
        "nb": "Bare tiden da vi har åpent, teller: {stretches}.",
        "nn": "Berre tida då vi har ope, tel: {stretches}.",
        "da": "Kun tiden, hvor vi har åbent, tæller: {stretches}.",
        "en": "Only the time when we are open counts: {stretches}.",
    },
    "ends": {
        "nb": "Bare tiden da vi har åpent, teller, fra {first} til {last}.",
        "nn": "Berre tida då vi har ope, tel, frå {first} til {last}.",
        "da": "Kun tiden, hvor vi har åbent, tæller, fra {first} til {last}.",
        "en": "Only the time when we are open counts, from {first} to {last}.",
    },
}
NOT_COUNTED: Mapping[str, Sentences] = {
    "one": {
        "nb": "{days} teller ikke.",
        "nn": "{days} tel ikkje.",
        "da": "{days} tæller ikke.",
        "en": "{days} is not counted.",
    },
    "several": {
        "nb": "{days} teller ikke.",
        "nn": "{days} tel ikkje.",
        "da": "{days} tæller ikke.",
        "en": "{days} are not counted.",
    },
}
DAYS_OFF: Mapping[str, Sentences] = {
    "weekend": {
        "nb": "helgen {days}",
        "nn": "helga {days}",
        "da": "weekenden den {days}",
        "en": "the weekend of {days}",
    },
    "weekends": {
        "nb": "helgene {days}",
        "nn": "helgene {days}",
        "da": "weekenderne den {days}",
        "en": "the weekends of {days}",
    },
    "many weekends": {
        "nb": "{count} helger ({days})",
        "nn": "{count} helger ({days})",
        "da": "{count} weekender ({days})",
        "en": "{count} weekends ({days})",
    },
    "holiday": {"nb": "{name} ({days})", "nn": "{name} ({days})", "da": "{name} ({days})", "en": "{name} ({days})"},
    "municipal": {
        "nb": "{days} (kommunen har stengt: {name})",
        "nn": "{days} (kommunen har stengt: {name})",
        "da": "{days} (kommunen har lukket: {name})",
        "en": "{days} (municipality closed: {name})",
    },
    "closed": {
        "nb": "{days} (kommunen har stengt)",
        "nn": "{days} (kommunen har stengt)",
        "da": "{days} (kommunen har lukket)",
        "en": "{days} (municipality closed)",
    },
    "weekday": {
        "nb": "{days} (ikke åpent)",
        "nn": "{days} (ikkje ope)",
        "da": "{days} (ikke åbent)",
        "en": "{days} (not open)",
    },
}
LANDS_ON: Sentences = {
    "nb": "Fristen ville ha falt på {day}.",
    "nn": "Fristen ville ha falle på {day}.",
    "da": "Fristen ville være faldet på {day}.",
    "en": "The deadline would have fallen on {day}.",
}
MOVED_TO: Sentences = {
    "nb": "Derfor flyttes fristen til {day}.",
    "nn": "Difor blir fristen flytta til {day}.",
    "da": "Derfor flyttes fristen til {day}.",
    "en": "It therefore moves to {day}.",
}
HALF_DAY: Mapping[str, Sentences] = {
    "closes": {
        "nb": "{day} stenger vi {clock} ({reason}).",
        "nn": "{day} stengjer vi {clock} ({reason}).",
        "da": "{day} lukker vi {clock} ({reason}).",
        "en": "On {day} we close at {clock} ({reason}).",
    },
    "closed": {
        "nb": "{day} har vi stengt ({reason}).",
        "nn": "{day} har vi stengt ({reason}).",
        "da": "{day} har vi lukket ({reason}).",
        "en": "On {day} we are closed ({reason}).",
    },
}
CLOCK_CHANGE: Mapping[str, Sentences] = {
    "forward": {
        "nb": "Natt til {day} stilles klokken en time fram, og vi regner i virkelige timer.",
        "nn": "Natt til {day} blir klokka stilt ein time fram, og vi reknar i verkelege timar.",
        "da": "Natten til {day} stilles uret en time frem, og vi regner i faktiske timer.",
        "en": "The clocks go forward one hour on {day}, and we count real hours.",
    },
    "back": {
        "nb": "Natt til {day} stilles klokken en time tilbake, og vi regner i virkelige timer.",
        "nn": "Natt til {day} blir klokka stilt ein time tilbake, og vi reknar i verkelege timar.",
        "da": "Natten til {day} stilles uret en time tilbage, og vi regner i faktiske timer.",
        "en": "The clocks go back one hour on {day}, and we count real hours.",
    },
}
BY: Mapping[str, Sentences] = {
    "day": {"nb": "senest {day}", "nn": "seinast {day}", "da": "senest {day}", "en": "by {day}"},
    "closing": {
        "nb": "senest {moment}, når vi stenger",
        "nn": "seinast {moment}, når vi stengjer",
        "da": "senest {moment}, når vi lukker",
        "en": "by {moment}, when we close",
    },
    "moment": {"nb": "senest {moment}", "nn": "seinast {moment}", "da": "senest {moment}", "en": "by {moment}"},
}
DUE: Mapping[str, Sentences] = {
    "answer": {
        "nb": "Du får svar {by}.",
        "nn": "Du får svar {by}.",
        "da": "Du får svar {by}.",
        "en": "You will have an answer {by}.",
    },
    "receipt": {
        "nb": "Du får kvittering {by}.",
        "nn": "Du får kvittering {by}.",
        "da": "Du får en kvittering {by}.",
        "en": "You will have a receipt {by}.",
    },
    "callback": {
        "nb": "Vi ringer deg {by}.",
        "nn": "Vi ringjer deg {by}.",
        "da": "Vi ringer til dig {by}.",
        "en": "We will call you {by}.",
    },
    "pick_up": {
        "nb": "Vi tar telefonen {by}.",
        "nn": "Vi tek telefonen {by}.",
        "da": "Vi tager telefonen {by}.",
        "en": "We will pick up the phone {by}.",
    },
    "meeting": {
        "nb": "Du får et møte {by}.",
        "nn": "Du får eit møte {by}.",
        "da": "Du får et møde {by}.",
        "en": "You will have a meeting {by}.",
    },
    "visit": {
        "nb": "Du får hjelp {by}.",
        "nn": "Du får hjelp {by}.",
        "da": "Du får hjælp {by}.",
        "en": "You will be helped {by}.",
    },
    "interim": {
        "nb": "Du får et foreløpig svar {by}.",
        "nn": "Du får eit førebels svar {by}.",
        "da": "Du får et foreløbigt svar {by}.",
        "en": "You will have an interim answer {by}.",
    },
    "handover": {
        "nb": "En ny enhet har tatt over {by}.",
        "nn": "Ei ny eining har teke over {by}.",
        "da": "En ny enhed har overtaget henvendelsen {by}.",
        "en": "A new unit will have taken over {by}.",
    },
    "": {"nb": "Det skjer {by}.", "nn": "Det skjer {by}.", "da": "Det sker {by}.", "en": "It will happen {by}."},
}
