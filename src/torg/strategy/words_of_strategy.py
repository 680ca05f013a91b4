# ruff: noqa: E501  (a text in its four languages stands on one line)
"""The sentences in which a strategy is told, in nb, nn, da and en."""

from __future__ import annotations

from torg.strategy.vocabulary import in_four_languages

# What is promised; {within} is "within 5 working days".
PROMISED = in_four_languages("""
    answer: Vi svarer {within} | Vi svarar {within} | Vi svarer {within} | We answer {within}
    receipt: Du får en kvittering {within} | Du får ei kvittering {within} | Du får en kvittering {within} | You get a receipt {within}
    callback: Vi ringer tilbake {within} | Vi ringjer tilbake {within} | Vi ringer tilbage {within} | We call back {within}
    pick_up: Vi svarer på telefonen {within} | Vi svarar på telefonen {within} | Vi besvarer opkaldet {within} | We answer the phone {within}
    meeting: Du får et møte {within} | Du får eit møte {within} | Du får et møde {within} | You get a meeting {within}
    visit: Du får hjelp {within} | Du får hjelp {within} | Du får hjælp {within} | You get help {within}
    interim: Du får et foreløpig svar {within} | Du får eit førebels svar {within} | Du får et foreløbigt svar {within} | You get an interim answer {within}
    handover: Ny enhet tar over {within} | Ny eining tek over {within} | Den nye enhed overtager {within} | The new unit takes over {within}
""")

# What is added to a promise.
ADDED = in_four_languages("""
    aim: , og helst {aim} | , og helst {aim} | , og helst {aim} | , and if we can {aim}
    after_hours: Utenom åpningstiden gjelder: {within}. | Utanom opningstida gjeld: {within}. | Uden for åbningstiden gælder: {within}. | Outside opening hours: {within}.
    share: Det gjelder {share} av henvendelsene. | Det gjeld {share} av førespurnadene. | Det gælder {share} af henvendelserne. | This holds for {share} of enquiries.
    excludes: Det gjelder ikke {uses}. | Det gjeld ikkje {uses}. | Det gælder ikke {uses}. | It does not cover {uses}.
    interim: Trenger vi lengre tid, får du et foreløpig svar med ny dato. | Treng vi lengre tid, får du eit førebels svar med ny dato. | Har vi brug for længere tid, får du et foreløbigt svar med en ny dato. | If we need more time, you get an interim answer with a new date.
    tell: Kan vi ikke holde fristen, sier vi fra. | Kan vi ikkje halde fristen, seier vi frå. | Kan vi ikke overholde fristen, giver vi besked. | If we cannot keep the date, we tell you.
    sms: Vi sender en tekstmelding om når, der det er mulig. | Vi sender ei tekstmelding om når, der det er mogleg. | Vi sender en sms om hvornår, hvor det er muligt. | We send a text message saying when, where possible.
    email: Vi sender en e-post om når, der det er mulig. | Vi sender ein e-post om når, der det er mogleg. | Vi sender en e-mail om hvornår, hvor det er muligt. | We send an e-mail saying when, where possible.
    by_whom: Det kommer fra {whom}. | Det kjem frå {whom}. | Det kommer fra {whom}. | It comes from {whom}.
    or_interim: Det kan være et foreløpig svar som sier når du får det endelige. | Det kan vere eit førebels svar som seier når du får det endelege. | Det kan være en besked om, hvornår du får det endelige svar. | It may be word of when the final answer comes.
    message_left: Det gjelder når du har lagt igjen en beskjed. | Det gjeld når du har lagt att ein beskjed. | Det gælder, når du har lagt en besked. | This is when you have left a message.
    purposes: Det gjelder {purposes}. | Det gjeld {purposes}. | Det gælder {purposes}. | It is for {purposes}.
    fields: Det gjelder for: {fields}. | Det gjeld for: {fields}. | Det gælder for: {fields}. | It is for: {fields}.
    audience: Det gjelder for {audience}. | Det gjeld for {audience}. | Det gælder for {audience}. | It is for {audience}.
    receipt_says: I kvitteringen står {parts}. | I kvitteringa står {parts}. | I kvitteringen står {parts}. | The receipt tells you {parts}.
    default: Strategien sier ikke noe om dette; det er standarden i systemet. | Strategien seier ikkje noko om dette; det er standarden i systemet. | Strategien siger intet om dette; det er systemets standard. | The strategy does not say; this is the system's default.
    mean: Det er ment som et gjennomsnitt, og ingen blir lovet det. | Det er meint som eit gjennomsnitt, og ingen blir lova det. | Det er ment som et gennemsnit, og ingen bliver lovet det. | It is meant as a mean, and nobody is promised it.
""")

TITLES = in_four_languages("""
    priority: Kanalene i rekkefølge | Kanalane i rekkjefølgje | Kanalerne i rækkefølge | The channels in order
    table: Kanal etter formål | Kanal etter føremål | Kanal efter formål | Channel by purpose
    hours: Åpningstider | Opningstider | Åbningstider | Opening hours
    calendar: Arbeidsdager | Arbeidsdagar | Arbejdsdage | Working days
    places: Steder | Stader | Steder | Places
    lines: Hvem svarer på hva | Kven svarar på kva | Hvem svarer på hvad | Who answers what
    channels: Kanalene | Kanalane | Kanalerne | The channels
    assistant: Assistenten | Assistenten | Assistenten | The assistant
    fields: Fagområder og enheter | Fagområde og einingar | Fagområder og enheder | Fields and units
    promises: Det vi lover | Det vi lovar | Det vi lover | What we promise
    replies: Hvilken vei svaret går | Kva veg svaret går | Hvilken vej svaret sendes | Which way the answer goes
    rules: Det som alltid gjelder | Det som alltid gjeld | Det, der altid gælder | What always holds
    transitions: Overganger | Overgangar | Overgange | Transitions
    exemptions: Fritak | Fritak | Fritagelse | Exemptions
    costs: Hva en henvendelse koster | Kva ein førespurnad kostar | Hvad en henvendelse koster | What a contact costs
    targets: Mål | Mål | Mål | Targets
    focus: Satsingsområder | Satsingsområde | Indsatsområder | Focus areas
    principles: Prinsipper | Prinsipp | Principper | Principles
    silent: Der strategien ikke sier noe | Der strategien ikkje seier noko | Hvor strategien intet siger | Where the strategy is silent
""")

COLUMNS = in_four_languages("""
    purpose: Formål | Føremål | Formål | Purpose
    primary: Primære kanaler | Primære kanalar | Primære kanaler | Primary channels
    secondary: Sekundære kanaler | Sekundære kanalar | Sekundære kanaler | Secondary channels
    unwanted: Uønskede kanaler | Uønskte kanalar | Uønskede kanaler | Unwanted channels
    name: Navn | Namn | Navn | Name
    when: Når | Når | Hvornår | When
    what: Hva | Kva | Hvad | What
    where: Hvor | Kvar | Hvor | Where
    who: Hvem | Kven | Hvem | Who
    channel: Kanal | Kanal | Kanal | Channel
    promise: Løfte | Lovnad | Løfte | Promise
    source: Kilde | Kjelde | Kilde | Source
    cost: Kostnad | Kostnad | Omkostning | Cost
    target: Mål | Mål | Mål | Target
    reached: Når det er nådd | Når det er nådd | Når det er nået | Reached when
""")

SAID = in_four_languages("""
    document: Etter «{document}». | Etter «{document}». | Efter »{document}«. | From "{document}".
    valid: Gjelder fra {from} til {to}. | Gjeld frå {from} til {to}. | Gælder fra {from} til {to}. | In force from {from} to {to}.
    serves: For {who}. | For {who}. | For {who}. | For {who}.
    everywhere: Alle kanaler | Alle kanalar | Alle kanaler | All channels
    elsewhere: Andre skriftlige kanaler | Andre skriftlege kanalar | Andre skriftlige kanaler | Other written channels
    always: døgnet rundt, hele året | heile døgnet, heile året | døgnet rundt, hele året | round the clock, all year
    closed: stengt {day} ({reason}) | stengt {day} ({reason}) | lukket {day} ({reason}) | closed {day} ({reason})
    extra: {day}: {hours} | {day}: {hours} | {day}: {hours} | {day}: {hours}
    closed_day: stengt | stengt | lukket | closed
    every_year: hvert år | kvart år | hvert år | every year
    half_day: til {clock} ({reason}) | til {clock} ({reason}) | til {clock} ({reason}) | until {clock} ({reason})
    day_ends: Frister i dager går ut når «{hours}» stenger. | Fristar i dagar går ut når «{hours}» stengjer. | Frister i dage udløber, når »{hours}« lukker. | Promises in days fall due when "{hours}" closes.
    quote: «{text}» | «{text}» | »{text}« | “{text}”
    offered: Tilbys. | Blir tilbode. | Tilbydes. | Offered.
    not_offered: Tilbys ikke. | Blir ikkje tilbode. | Tilbydes ikke. | Not offered.
    from_day: Fra {day}. | Frå {day}. | Fra {day}. | From {day}.
    to_day: Til {day}. | Til {day}. | Til {day}. | Until {day}.
    used_for: Brukes til {uses}. | Blir brukt til {uses}. | Bruges til {uses}. | Used for {uses}.
    open: Åpent {hours}. | Ope {hours}. | Åbent {hours}. | Open {hours}.
    number: Telefon {number}. | Telefon {number}. | Telefon {number}. | Phone {number}.
    at: {places}. | {places}. | {places}. | {places}.
    drop_in: Du kan møte opp uten avtale. | Du kan møte opp utan avtale. | Du kan møde op uden aftale. | You can come without an appointment.
    for_audience: For {who}. | For {who}. | For {who}. | For {who}.
    automatic: Automatisk svar: {text}. | Automatisk svar: {text}. | Automatisk svar: {text}. | Automatic reply: {text}.
    after_hours: Utenom åpningstiden: {text}. | Utanom opningstida: {text}. | Uden for åbningstiden: {text}. | Outside the hours: {text}.
    kiosk: digital kundevert | digital kundevert | digital vært | digital host
    order: Rekkefølge: {channels}. | Rekkjefølgje: {channels}. | Rækkefølge: {channels}. | Order: {channels}.
    when_came: henvendelsen kom via {channels} | førespurnaden kom via {channels} | henvendelsen kom via {channels} | the enquiry came by {channels}
    when_sensitive: det er sensitive opplysninger | det er sensitive opplysningar | der er personfølsomme oplysninger | it holds sensitive information
    when_not_sensitive: det ikke er sensitive opplysninger | det ikkje er sensitive opplysningar | der ikke er personfølsomme oplysninger | it holds no sensitive information
    when_exempt: personen er fritatt fra digitale kanaler | personen er friteken frå digitale kanalar | personen er fritaget fra digitale kanaler | the person is exempt from digital channels
    when_not_exempt: personen ikke er fritatt fra digitale kanaler | personen ikkje er friteken frå digitale kanalar | personen ikke er fritaget fra digitale kanaler | the person is not exempt from digital channels
    when_business: avsenderen er en bedrift | avsendaren er ei bedrift | afsenderen er en virksomhed | the sender is a business
    when_not_business: avsenderen ikke er en bedrift | avsendaren ikkje er ei bedrift | afsenderen ikke er en virksomhed | the sender is not a business
    reply_when: Når {conditions}, går svaret via {by}. | Når {conditions}, går svaret via {by}. | Når {conditions}, sendes svaret via {by}. | When {conditions}, the answer goes by {by}.
    reply: Svaret går via {by}. | Svaret går via {by}. | Svaret sendes via {by}. | The answer goes by {by}.
    reply_default: Ellers går svaret samme vei som henvendelsen kom; sensitive svar bare bak en egen lenke. | Elles går svaret same vegen som førespurnaden kom; sensitive svar berre bak ei eiga lenkje. | Ellers sendes svaret samme vej, som henvendelsen kom; følsomme svar kun bag et eget link. | Otherwise the answer goes back the way the enquiry came; sensitive answers only behind a secret link.
    or: eller | eller | eller | or
    then: ellers | elles | ellers | else
    receipt: I kvitteringen står {parts}. | I kvitteringa står {parts}. | I kvitteringen står {parts}. | The receipt tells {parts}.
    fields_show: For hvert fagområde vises {parts}. | For kvart fagområde blir det vist {parts}. | For hvert fagområde vises {parts}. | For every field the web shows {parts}.
    units_adapt: Enhetene tilpasser kanalene til sine egne brukere. | Einingane tilpassar kanalane til sine eigne brukarar. | Enhederne tilpasser kanalerne til deres egne brugere. | The units suit the channels to their own users.
    accepted: En henvendelse blir hos enheten som sendte den videre, til ny enhet har overtatt. | Ein førespurnad blir hos eininga som sende han vidare, til ny eining har teke over. | En henvendelse bliver hos den enhed, der sendte den videre, til en ny enhed har overtaget den. | An enquiry stays with the unit that passed it on until the new unit has taken over.
    accept_within: Ny enhet svarer {within}. | Ny eining svarar {within}. | Den nye enhed svarer {within}. | The new unit responds {within}.
    own_field: Vi svarer bare på spørsmål om eget fagområde. | Vi svarar berre på spørsmål om eige fagområde. | Vi svarer kun på spørgsmål om eget fagområde. | We answer only within our own field.
    repeat: Ny kontakt om det samme {within} er en gjentakelse. | Ny kontakt om det same {within} er ei gjentaking. | Ny kontakt om det samme {within} er en gentagelse. | A new contact on the same matter {within} is a repeat.
    language: Svaret følger avsenderens språk. | Svaret følgjer språket til avsendaren. | Svaret følger afsenderens sprog. | The answer follows the sender's language.
    own_language: Svaret er på kommunens eget språk. | Svaret er på kommunen sitt eige språk. | Svaret er på kommunens eget sprog. | The answer is in the municipality's own language.
    takes_over: {to} går foran {reduces}. | {to} går framføre {reduces}. | {to} går forud for {reduces}. | {to} comes before {reduces}.
    closes: Stenges: {channels}. | Blir stengt: {channels}. | Lukkes: {channels}. | Closed: {channels}.
    exempt_from: Fritak fra {channels}. | Fritak frå {channels}. | Fritagelse fra {channels}. | Exemption from {channels}.
    can: Gjelder {who}. | Gjeld {who}. | Gælder {who}. | For {who}.
    cannot: Gjelder ikke {who}. | Gjeld ikkje {who}. | Gælder ikke {who}. | Not for {who}.
    arranged_at: Ordnes på {place}. | Blir ordna på {place}. | Ordnes på {place}. | Arranged at {place}.
    cost: {amount} ({year}-priser) | {amount} ({year}-prisar) | {amount} ({year}-priser) | {amount} ({year} prices)
    about: om lag {amount} | om lag {amount} | ca. {amount} | about {amount}
    at_least: minst {number} | minst {number} | mindst {number} | at least {number}
    more_than: mer enn {number} | meir enn {number} | mere end {number} | more than {number}
    at_most: høyst {number} | høgst {number} | højst {number} | at most {number}
    by: innen {day} | innan {day} | inden {day} | by {day}
    goal: Mål: {goal} | Mål: {goal} | Mål: {goal} | Goal: {goal}
    how: Slik: {how} | Slik: {how} | Sådan: {how} | How: {how}
    owner: ansvarlig: {owner} | ansvarleg: {owner} | ansvarlig: {owner} | owner: {owner}
    shown_by: vises av: {measure} | blir vist av: {measure} | vises af: {measure} | shown by: {measure}
    answers_share: mål {share} | mål {share} | mål {share} | goal {share}
    default_answer: Skriftlige henvendelser uten fastsatt frist besvares {within}. | Skriftlege førespurnader utan fastsett frist blir svara på {within}. | Skriftlige henvendelser uden fastsat frist besvares {within}. | Written enquiries for which no time is said are answered {within}.
    no_receipt: Det sendes ingen kvittering. | Det blir ikkje send noka kvittering. | Der sendes ingen kvittering. | No receipt is sent.
    aim_by: Helst {by}. | Helst {by}. | Helst {by}. | If we can: {by}.
    nothing_promised: Strategien lover ikke noe her. | Strategien lovar ikkje noko her. | Strategien lover intet her. | The strategy promises nothing here.
    nothing_changes: Ingenting endrer seg for noen. | Ingenting endrar seg for nokon. | Intet ændrer sig for nogen. | Nothing changes for anybody.
    is_not_offered: {channel} tilbys ikke. | {channel} blir ikkje tilbode. | {channel} tilbydes ikke. | {channel} is not offered.
    only_for: {channel} er bare til {uses}. | {channel} er berre til {uses}. | {channel} er kun til {uses}. | {channel} is only for {uses}.
    only_out: {channel} går bare ut, og tar ikke imot henvendelser. | {channel} går berre ut, og tek ikkje imot førespurnader. | {channel} går kun ud og modtager ikke henvendelser. | {channel} only goes out, and takes no enquiries.
    at_once: Hver medarbeider har inntil {count} samtaler samtidig. | Kvar medarbeidar har inntil {count} samtalar samtidig. | Hver medarbejder har op til {count} samtaler ad gangen. | Each employee has up to {count} conversations at once.
    quiet_minutes: Er det stille i {count} minutter, svarer vi skriftlig. | Er det stille i {count} minutt, svarar vi skriftleg. | Er der stille i {count} minutter, svarer vi skriftligt. | After {count} minutes of silence we answer in writing.
    longest_queue: Inntil {count} kan vente. | Inntil {count} kan vente. | Op til {count} kan vente. | Up to {count} can wait.
    assistant_name: Den heter {name}. | Han heiter {name}. | Den hedder {name}. | It is called {name}.
    assistant_none: Det er ingen assistent. | Det er ingen assistent. | Der er ingen assistent. | There is no assistant.
    assistant_offered: Det er en assistent. | Det er ein assistent. | Der er en assistent. | There is an assistant.
    assistant_tone: Den er {tone}. | Han er {tone}. | Den er {tone}. | It is {tone}.
    assistant_greeting: Den hilser ({language}): {text} | Han helsar ({language}): {text} | Den hilser ({language}): {text} | It greets ({language}): {text}
    assistant_out_of_hours: Utenom åpningstiden sier den én gang ({language}): {text} | Utanom opningstida seier han éin gong ({language}): {text} | Uden for åbningstiden siger den én gang ({language}): {text} | Outside the hours it says once ({language}): {text}
    assistant_answer_from: Den svarer når den er minst {share} sikker. | Han svarar når han er minst {share} sikker. | Den svarer, når den er mindst {share} sikker. | It answers when it is at least {share} sure.
    assistant_offer_from: Den foreslår sider når den er minst {share} sikker. | Han foreslår sider når han er minst {share} sikker. | Den foreslår sider, når den er mindst {share} sikker. | It suggests pages when it is at least {share} sure.
    default_receipt: Kvittering sendes {within}. | Kvittering blir send {within}. | Kvittering sendes {within}. | A receipt is sent {within}.
""")

FOR_WHOM = in_four_languages("""
    channel: Den som bruker {name} | Den som bruker {name} | Den, der bruger {name} | Whoever uses {name}
    everywhere: Alle som tar kontakt | Alle som tek kontakt | Alle, der henvender sig | Everyone who makes contact
    purpose: Ved formålet {name} | Ved føremålet {name} | Ved formålet {name} | For the purpose {name}
    field: Den som spør om {name} | Den som spør om {name} | Den, der spørger om {name} | Whoever asks about {name}
    place: Den som besøker {name} | Den som besøkjer {name} | Den, der besøger {name} | Whoever visits {name}
    reply: Den som venter på svar | Den som ventar på svar | Den, der venter på svar | Whoever waits for an answer
    staff: De som svarer | Dei som svarar | De, der svarer | Those who answer
    leaders: De som følger opp strategien | Dei som følgjer opp strategien | De, der følger op på strategien | Those who follow up the strategy
    exempt: Den som ikke kan bruke digitale kanaler | Den som ikkje kan bruke digitale kanalar | Den, der ikke kan bruge digitale kanaler | Whoever cannot use digital channels
""")

CHANGED = in_four_languages("""
    changed: {whom}, {what}: før «{before}», nå «{after}» | {whom}, {what}: før «{before}», no «{after}» | {whom}, {what}: før »{before}«, nu »{after}« | {whom}, {what}: before "{before}", now "{after}"
    added: {whom}, {what}: nytt: «{after}» | {whom}, {what}: nytt: «{after}» | {whom}, {what}: nyt: »{after}« | {whom}, {what}: new: "{after}"
    removed: {whom}, {what}: gjelder ikke lenger: «{before}» | {whom}, {what}: gjeld ikkje lenger: «{before}» | {whom}, {what}: gælder ikke længere: »{before}« | {whom}, {what}: no longer holds: "{before}"
""")

SUBJECTS = in_four_languages("""
    offer: tilbudet | tilbodet | tilbuddet | the offer
    order: rekkefølgen | rekkjefølgja | rækkefølgen | the order
    rank: kanal etter formål | kanal etter føremål | kanal efter formål | channel by purpose
    hours: åpningstid | opningstid | åbningstid | opening hours
    place: stedet | staden | stedet | the place
    calendar: arbeidsdager | arbeidsdagar | arbejdsdage | working days
    reply: svarkanal | svarkanal | svarkanal | reply channel
    line: hvem svarer | kven svarar | hvem svarer | who answers
    field: fagområde | fagområde | fagområde | field
    rule: det som alltid gjelder | det som alltid gjeld | det, der altid gælder | what always holds
    transition: overgang | overgang | overgang | transition
    exemption: fritak | fritak | fritagelse | exemption
    cost: kostnad | kostnad | omkostning | cost
    target: mål | mål | mål | target
    focus: satsingsområde | satsingsområde | indsatsområde | focus area
    assistant: assistenten | assistenten | assistenten | the assistant
    principle: prinsipp | prinsipp | princip | principle
    unit: enhet | eining | enhed | unit
    name: navn | namn | navn | name
    kind: slags kanal | slags kanal | slags kanal | kind of channel
    address: adresse | adresse | adresse | address
    email: e-postadresse | e-postadresse | e-mailadresse | e-mail address
    web: nettadresse | nettadresse | webadresse | web address
    phone_number: telefonnummer | telefonnummer | telefonnummer | phone number
    automatic_reply: automatisk svar | automatisk svar | automatisk svar | automatic reply
    receipt: kvittering | kvittering | kvittering | receipt
    drop_in: uten avtale | utan avtale | uden aftale | without an appointment
    starts: fristen løper | fristen går | fristen løber | the time runs
    settled_by: fristen er holdt med | fristen er halden med | fristen er overholdt med | the promise is kept by
    wording: ordlyden | ordlyden | ordlyden | the wording
    explained: forklaring | forklaring | forklaring | explanation
    because: grunnen | grunnen | grunden | the reason
    answers: svarer på | svarar på | svarer på | answers
    steps: stegene | stega | trinnene | the steps
    channels: kanaler | kanalar | kanaler | channels
    source: kilde | kjelde | kilde | source
    zone: tidssone | tidssone | tidszone | time zone
    working_week: arbeidsuken | arbeidsveka | arbejdsugen | the working week
    country: land | land | land | country
    languages: språk | språk | sprog | languages
    serves: hvem strategien er for | kven strategien er for | hvem strategien er for | whom the strategy is for
    document: dokument | dokument | dokument | document
    valid: gyldighet | gyldigheit | gyldighed | when it holds
""")
