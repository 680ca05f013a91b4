# ruff: noqa: E501  (a text in its four languages stands on one line)
"""The sentences of channel advice: why a channel stands where it stands, and what holds for all, in nb, nn, da, en."""

from __future__ import annotations

from torg.strategy.vocabulary import in_four_languages

# Why a channel stands where it stands; facts in braces.
REASONS = in_four_languages("""
    does_it_all: Her kan du gjøre alt selv, når det passer deg. | Her kan du gjere alt sjølv, når det passar deg. | Her kan du klare det hele selv, når det passer dig. | Here you can do all of it yourself, whenever it suits you.
    mandatory: Loven sier at dette skal gjøres digitalt. | Lova seier at dette skal gjerast digitalt. | Loven siger, at dette skal klares digitalt. | The law says that this is done digitally.
    mandatory_business: Virksomheter skal gjøre dette digitalt. | Verksemder skal gjere dette digitalt. | Virksomheder skal klare dette digitalt. | Businesses must do this digitally.
    in_person: Loven krever at du møter opp selv: {law}. | Lova krev at du møter opp sjølv: {law}. | Loven kræver, at du møder personligt op: {law}. | The law demands that you come in person: {law}.
    cheapest: Det er ingen selvbetjening for dette. Av de andre måtene er dette den som koster minst ({cost}). | Det er inga sjølvbetening for dette. Av dei andre måtane er dette den som kostar minst ({cost}). | Der er ingen selvbetjening til dette. Af de andre måder er det den, der koster mindst ({cost}). | There is no self-service for this. Of the other ways it is the one that costs least ({cost}).
    exempt: Du trenger ikke bruke digitale løsninger. Her hjelper vi deg på en annen måte. | Du treng ikkje bruke digitale løysingar. Her hjelper vi deg på ein annan måte. | Du behøver ikke at bruge digitale løsninger. Her hjælper vi dig på en anden måde. | You need not use digital services. Here we help you in another way.
    without_id: Her trenger du ikke elektronisk ID. | Her treng du ikkje elektronisk ID. | Her behøver du ikke et digitalt ID. | You need no digital ID here.
    with_help: Du kan også gjøre det selv digitalt, med hjelp fra oss. | Du kan òg gjere det sjølv digitalt, med hjelp frå oss. | Du kan også klare det selv digitalt med hjælp fra os. | You can also do it yourself digitally, with our help.
    primary: Kommunen vil helst at denne brukes til {purpose}. | Kommunen vil helst at denne blir brukt til {purpose}. | Kommunen ser helst, at denne bruges til {purpose}. | For {purpose} the municipality prefers this one.
    secondary: Et godt alternativ til {purpose}. | Eit godt alternativ til {purpose}. | Et godt alternativ til {purpose}. | A good alternative for {purpose}.
    unwanted: Kommunen vil helst at en annen måte brukes til {purpose}. | Kommunen vil helst at ein annan måte blir brukt til {purpose}. | Kommunen ser helst, at en anden måde bruges til {purpose}. | For {purpose} the municipality would rather that another way is used.
    own_order: {name} har sin egen rekkefølge. | {name} har si eiga rekkjefølgje. | {name} har sin egen rækkefølge. | {name} has an order of its own.
    own_order_because: {name} har sin egen rekkefølge: {because} | {name} har si eiga rekkjefølgje: {because} | {name} har sin egen rækkefølge: {because} | {name} has an order of its own: {because}
    order_first: Vanligvis kommunens førstevalg. | Vanlegvis førstevalet til kommunen. | Normalt kommunens førstevalg. | Normally the municipality's first choice.
    order: Står her i rekkefølgen som kommunen har vedtatt. | Står her i rekkjefølgja som kommunen har vedteke. | Står her i den rækkefølge, kommunen har vedtaget. | Stands here in the order that the municipality has decided.
    usual: Kommunen har ikke vedtatt noe om rekkefølgen her. Da kommer digitale måter først, så telefon, besøk og brev. | Kommunen har ikkje vedteke noko om rekkjefølgja her. Då kjem digitale måtar først, så telefon, besøk og brev. | Kommunen har ikke vedtaget noget om rækkefølgen her. Så kommer digitale måder først, derefter telefon, fremmøde og brev. | The municipality has decided no order here. Then digital ways come first, then phone, visits and letters.
    succeeded: {by} tar over for denne. | {by} tek over for denne. | {by} afløser denne. | {by} takes over from this one.
    guides: Her får du råd og veiledning. Selve saken gjør du et annet sted. | Her får du råd og rettleiing. Sjølve saka gjer du ein annan stad. | Her får du råd og vejledning. Selve sagen klarer du et andet sted. | Here you get advice and guidance. The thing itself is done elsewhere.
    helps: Her er det noen som hjelper deg med digitale løsninger. | Her er det nokon som hjelper deg med digitale løysingar. | Her er der nogen, der hjælper dig med digitale løsninger. | Somebody here helps you with digital services.
    exempts: Her kan du få fritak fra {channels}. | Her kan du få fritak frå {channels}. | Her kan du blive fritaget for {channels}. | Here you can be exempt from {channels}.
    not_on_a_phone: Bruk helst en datamaskin: det fungerer ikke så godt på mobil. | Bruk helst ei datamaskin: det fungerer ikkje så godt på mobil. | Brug helst en computer: det fungerer ikke så godt på mobil. | Use a computer if you can: it does not work well on a mobile phone.
    main_alternative: Hovedalternativet når du ikke vil eller kan gjøre det selv på nettet. | Hovudalternativet når du ikkje vil eller kan gjere det sjølv på nettet. | Det vigtigste alternativ, når du ikke vil eller kan klare det selv på nettet. | The main alternative when you do not want to, or cannot, do it yourself on the web.
    led_on: Finner du ikke svaret selv, kan du snakke med noen her. | Finn du ikkje svaret sjølv, kan du snakke med nokon her. | Finder du ikke selv svaret, kan du tale med nogen her. | If you do not find the answer yourself, you can talk with somebody here.
""")

# What holds whichever channel one takes.
NOTES = in_four_languages("""
    law_in_person: Loven krever at du møter opp selv: {law}. | Lova krev at du møter opp sjølv: {law}. | Loven kræver, at du møder personligt op: {law}. | The law demands that you come in person: {law}.
    law_digital: Loven sier at dette skal gjøres digitalt av alle som ikke er fritatt. | Lova seier at dette skal gjerast digitalt av alle som ikkje er fritekne. | Loven siger, at dette skal klares digitalt af alle, der ikke er fritaget. | The law says that this is done digitally by all who are not exempt.
    law_digital_business: Virksomheter skal gjøre dette digitalt. Vi hjelper deg gjerne med å komme i gang. | Verksemder skal gjere dette digitalt. Vi hjelper deg gjerne med å kome i gang. | Virksomheder skal klare dette digitalt. Vi hjælper dig gerne i gang. | Businesses must do this digitally. We are glad to help you get started.
    business_not_exempt: Fritak gjelder bare privatpersoner, ikke når du gjør noe for en virksomhet. | Fritak gjeld berre privatpersonar, ikkje når du gjer noko for ei verksemd. | Fritagelse gælder kun privatpersoner, ikke når du gør noget for en virksomhed. | Exemption is for private persons only, not when you do something for a business.
    other_language: De digitale tjenestene finnes på {languages}. Snakk gjerne med oss i stedet. | Dei digitale tenestene finst på {languages}. Snakk gjerne med oss i staden. | De digitale tjenester findes på {languages}. Tal gerne med os i stedet. | The digital services are in {languages}. You are welcome to talk with us instead.
""")

HELPS = in_four_languages("""
    drop_in: Du kan komme uten avtale. | Du kan kome utan avtale. | Du kan komme uden aftale. | You can come without an appointment.
    paper: Det finnes et skjema på papir. | Det finst eit skjema på papir. | Der findes en blanket på papir. | There is a form on paper.
    form: Det finnes et skjema på nettet. | Det finst eit skjema på nettet. | Der findes en blanket på nettet. | There is a form on the web.
""")

PROCESSING = in_four_languages("""
    target: Vi har som mål å være ferdige {within}. | Vi har som mål å vere ferdige {within}. | Vi har som mål at være færdige {within}. | We aim to be done {within}.
    limit: Loven gir oss høyst {span}. | Lova gir oss høgst {span}. | Loven giver os højst {span}. | The law allows at most {span}.
    limit_law: Loven gir oss høyst {span} ({law}). | Lova gir oss høgst {span} ({law}). | Loven giver os højst {span} ({law}). | The law allows at most {span} ({law}).
""")

LANGUAGE_NAMES = in_four_languages("""
    nb: bokmål | bokmål | norsk | Norwegian
    nn: nynorsk | nynorsk | nynorsk | Nynorsk
    da: dansk | dansk | dansk | Danish
    en: engelsk | engelsk | engelsk | English
""")

# What purposes are called to somebody who has one.
PURPOSES = in_four_languages("""
    information: informasjon | informasjon | information | information
    interaction: spørsmål og dialog | spørsmål og dialog | spørgsmål og dialog | questions and dialogue
    transaction: søknader og endringer | søknader og endringar | ansøgninger og ændringer | applications and changes
    complaint: tilbakemeldinger og klager | tilbakemeldingar og klager | tilbagemeldinger og klager | feedback and complaints
""")
