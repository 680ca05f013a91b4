"""The sentences of a date that moved: an interim reply was sent, or the clock stood still, in nb, nn, da and en."""

from __future__ import annotations

from collections.abc import Mapping

Sentences = Mapping[str, str]

EXTENDED: Mapping[str, Sentences] = {
    "before": {
        "nb": "Vi lovet deg først svar senest {before}.",
        "nn": "Vi lova deg først svar seinast {before}.",
        "da": "Vi lovede dig først svar senest {before}.",
        "en": "We first promised you an answer by {before}.",
    },
    "told": {
        "nb": "{at} skrev vi til deg at det tar lengre tid.",
        "nn": "{at} skreiv vi til deg at det tek lengre tid.",
        "da": "{at} skrev vi til dig, at det tager længere tid.",
        "en": "On {at} we wrote to you that it takes longer.",
    },
    "reason": {
        "nb": "Grunnen er: {reason}",
        "nn": "Grunnen er: {reason}",
        "da": "Grunden er: {reason}",
        "en": "The reason: {reason}",
    },
}
STOOD_STILL: Mapping[str, Sentences] = {
    "before": {
        "nb": "Vi lovet deg først svar senest {before}.",
        "nn": "Vi lova deg først svar seinast {before}.",
        "da": "Vi lovede dig først svar senest {before}.",
        "en": "We first promised you an answer by {before}.",
    },
    "waited": {
        "nb": "Fra {start} til {end} ventet vi på svar fra deg, og den tiden teller ikke.",
        "nn": "Frå {start} til {end} venta vi på svar frå deg, og den tida tel ikkje.",
        "da": "Fra {start} til {end} ventede vi på svar fra dig, og den tid tæller ikke med.",
        "en": "From {start} to {end} we waited for your answer, and that time is not counted.",
    },
    "moved": {
        "nb": "Fristen flyttes med {within}.",
        "nn": "Fristen blir flytta med {within}.",
        "da": "Fristen flyttes med {within}.",
        "en": "The date moves by {within}.",
    },
    "stays": {
        "nb": "Det var så kort at fristen er den samme.",
        "nn": "Det var så kort at fristen er den same.",
        "da": "Det var så kort, at fristen er den samme.",
        "en": "It was so short that the date is the same.",
    },
}
