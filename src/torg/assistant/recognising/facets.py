"""What somebody wants to know of a matter (what it costs, the deadline, how), and whether they name a matter at all."""

from __future__ import annotations

from torg.assistant.recognising.phrases import phrases, said
from torg.language.small_words import IN_QUESTIONS

# The first that stands in a text is its facet: "hvor lenge må jeg vente og hva koster det" asks for the price first of
# all, as people do, and "hvordan klager jeg" for the way to complain rather than the way to apply.
TABLES = {
    "complain": """
        (klage|klager|klaga|klagar|klagen|klaga på|klagefrist|klagefristen|anke|anker|appeal|appealing|complain|complaint|uenig|ueinig|disagree)
    """,
    "cost": """
        (koster|kostar|kosta|koste|kost|kostet|pris|prisen|priser|prisar|prisene|priserne|prisliste|gebyr|gebyret|gebyrer|avgift|avgiften|takst|taksten|takster|sats|satser|satsar|egenandel|egenbetaling|eigendel)
        (gratis|dyrt|dyr|billig|betale|betaler|betalar|betala|betaling)
        (cost|costs|price|prices|fee|fees|charge|expensive|free of charge|pay)
        (hvor|kor|hvad) (mye|mykje|meget) (er det|er prisen|må jeg|må eg|skal jeg|skal eg)
        how much
        is it free
    """,
    "deadline": """
        (frist|fristen|frister|fristar|søknadsfrist|søknadsfristen|søknadsfristar|ansøgningsfrist|deadline|deadlines|siste frist|sidste frist|seneste)
        (innen|inden|innan) når
        (når|hvornår) (må|skal|senest) (jeg|eg|man|vi|søknaden|det) (senest)? (søke|søkja|søkje|søge|sendes|sende|være inne|være sendt|levere|melde|betale)
        (by when|before when|last day|latest)
    """,
    "time": """
        (hvor|kor) (lang|lenge|lang tid) (tid|tar|tek|må|går|er|det) ~ (det|tar|tek|vente|venta|svar|ventetid|ventetida|jeg|eg|ta)
        (hvor|kor) (lang tid|lenge)
        hvor længe
        (behandlingstid|behandlingstida|behandlingstiden|saksbehandlingstid|saksbehandlingstida|saksbehandlingstiden|sagsbehandlingstid|ventetid|ventetida|ventetiden|venteliste|ventelisten|ventelista|processing time|waiting time|waiting list)
        how long
        (når|hvornår) (får|kan|kommer|kjem|hører|høyrer) (jeg|eg|vi|man|svaret|svar|vedtaket) ~ (svar|svaret|vedtak|beskjed|fra dere|frå dykk|vedtaket|afgørelse|høre|forvente)
        when (will|do|can) i (get|hear|have|expect) ~ (answer|decision|reply|hear|back|from)
    """,
    "after": """
        (hva|kva|hvad|what) (skjer|sker|happens|hender) (der|det)? (etterpå|etter|så|videre|vidare|nå|derefter|bagefter|efter|next|after|then|now|da|når|så)
        (hva|kva|hvad|what) (blir|vert|er|is|comes) (neste|det neste|the)? (steg|skritt|step|next|neste|næste skridt)
        (neste steg|neste skritt|næste skridt|next step|next steps|veien videre|vegen vidare)
        what next
        (etter|when) (jeg|eg|i|vi) har (søkt|sendt|søkt om|sendt inn|levert|applied)
        after i (apply|have applied|applied|sent|send)
    """,
    "documents": """
        (dokument|dokumenter|dokumentasjon|dokumentation|papirer|papir|papira|vedlegg|vedlegget|bilag|attest|kvittering|documents|document|documentation|papers|paperwork|attachments)
        (hva|kva|hvad|what) (må|skal|trenger|treng|do|should|behøver) (jeg|eg|vi|man|i|we) (ha med|ta med|legge ved|leggja ved|vedlegge|medbringe|have med|bring|need to bring|attach|sende inn|sende med|send in|å ha med|need)
        (ha med seg|ta med seg|have med|ha med|må ha med|skal ha med|legge ved)
        (legitimasjon|legitimation|identification)
        (skjema|skjemaet|skjemaer|blankett|blanketten|form|the form)
    """,
    "hours": """
        (åpent|åpen|åpne|åpner|ope|open|opent|opnar|opne|åben|åbent|åbner|opens|stengt|stenger|stengd|lukket|lukker|closed|closes|close|lukketid)
        (åpningstid|åpningstider|åpningstiden|åpningstidene|opningstid|opningstider|opningstida|opningstidene|åbningstid|åbningstider|åbningstiden|åbningstiderne|opening hours|opening times|hours|telefontid|telefontider)
        (når|hvornår|when) (åpner|opnar|stenger|lukker|åbner|er det åpent|er det ope|er det åbent|are you open|does it open)
    """,
    "contact": """
        (telefon|telefonen|telefonnummer|telefonnummeret|telefonnr|tlf|nummeret|phone|phone number|telephone|ringe|ringja|ringer|call)
        (epost|e post|eposten|epostadresse|e postadresse|mail|mailadresse|mailadressen|email|e mail|email address|e mailadresse)
        (kontakt|kontakte|kontakter|kontaktar|kontakta|kontaktinfo|kontaktinformasjon|kontaktinformation|contact|contact info|reach)
        (hvem|kven|who) (kan|skal|må|do|can|should|snakker|ringer) (jeg|eg|man|i|vi) (kontakte|kontakta|snakke med|snakka med|ringe|ringja|spørre|spørja|tale med|contact|talk to|ask|call|speak to|med|med om|til)
        (adresse|adressen|adressa|address|besøksadresse|hvor ligger|kvar ligg|hvor holder dere til|kor held de til|where is it|where are you|hvor er det|kvar er det|hvor finner jeg dere|hvor er dere|hvor ligger det)
    """,
    "who": """
        (hvem|kven|who) (kan|får|har|gjelder|gjeld|gælder|er|can|may|is|gets|does) (søke|søkja|søkje|søge|få|rett|ret|krav|det|dette|det for|apply|get|have|eligible|entitled|it|this|bruke|bruka|benytte|få det|få dette|rett på|rett til|krav på|krav på det|this for|it for|have it)
        (har|am|do|kan|får) (jeg|eg|vi|man|i|we) (rett|ret|krav|eligible|entitled|rett på|rett til|krav på|right|lov) ~ (på|til|det|dette|it|to|for|apply|å|at)
        (har|do|am) (jeg|eg|vi|i|we) (rett på|krav på|ret til|rett til|eligible|entitled to|have a right to|qualify for|qualify) (det|dette|it|this)
        (am i eligible|do i qualify|who is eligible|who qualifies)
        (vilkår|vilkåra|vilkårene|betingelser|betingelserne|krav|krava|kravene|kravet|conditions|requirements|eligibility|kriterier|kriteria|kriterium|aldersgrense|aldersgrensen|age limit)
        (gjelder|gjeld|gælder) (det|dette) (for|også) (meg|mig|oss|os|alle|oss også|deg)
        does (it|this) apply to
    """,
    "how": """
        (hvordan|korleis|hvorledes|how) (søker|søkjer|søkje|søke|gjør|gjer|gør|går|melder|bestiller|tingar|får|kan|skal|må|do|can|to|should|sender|betaler|registrerer|fyller|starter|ansøger|søger)
        (hvor|kvar|where|kor) (søker|søkjer|søger|kan|skal|do|can|melder|bestiller|sender|finner|finn|leverer) (jeg|eg|man|i|vi|du) ~ (søke|søkja|det|skjema|apply|inn|meg|søknaden|søkje|søge)
        (fremgangsmåte|framgangsmåte|fremgangsmåde|prosedyre|oppskrift|procedure|steg for steg|step by step)
        (hvordan|korleis|how)
    """,
}  # fmt: skip
FACETS = {facet: phrases(table) for facet, table in TABLES.items()}
# Words that stand in follow-ups and name no matter.
NO_MATTER = IN_QUESTIONS | frozenset(
    """
    hva kva hvad what med about og and så then det den de dei it that this dette disse these those da der her here
    søke søker søkje søkjer søkja søge søger apply applying søknad søknaden søknaden ansøge ansøger ansøgning ansøgningen
    prisen price pris the a an i jeg eg vi man we you du dere seg meg mig me my min mitt oss os us
    tid tida tiden time ca cirka omtrent about også also mer meir mere more noe noko noget enn end
    får få fikk gjøre gjør gjer gøre do does did for forresten egentlig eigentleg egentlig helt akkurat i dag today nå
    no nu now lørdag søndag helga helgen weekenden weekend påske jul ferie juli sommeren lurer på vet veit ved
    fortelle fortell meg si sig tell please vær snill vil gjerne ha have vite vita vide know spørre ask
    ok okei okay hei hej hi hello takk thanks enda ekstra i tillegg utover neste igjen
    starte begynne begynner start svar svaret svaret søkt sendt inn levert ferdig ekstra hver kvar måned måneden month
    år året year uke week dag dager days gang gangen times ganger det den hele heile alt alle alltid samme same
    """.split()
)
BEGINS = phrases("(hva med|kva med|hvad med|what about|how about|og hva|og|and|enn|så|men|but|ok|okay)")


def facet_of(text: str) -> tuple[str, bool]:
    """What they want to know, "" when just the matter; and whether it rests on what was said before.

    A text rests on what was before when nothing of it names a matter: "og hva koster det?", "what about the deadline?".
    """
    heard = said(text)
    facet = next((name for name, table in FACETS.items() if table.stand_in(heard)), "")
    left = heard
    for table in FACETS.values():
        left = table.without(left)
    names_a_matter = any(word not in NO_MATTER and not word.isdigit() for word in left.split())
    has_words = heard != " "
    pointing = any(f" {word} " in heard for word in ("det", "den", "dette", "it", "that", "this"))
    begins = BEGINS.pattern.match(heard) is not None
    return facet, has_words and not names_a_matter and (bool(facet) or pointing or begins)
