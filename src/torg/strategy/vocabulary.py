# ruff: noqa: E501  (a word and its four names stand on one line)
"""The words that a strategy may use, and what each is called in nb, nn, da and en."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LANGUAGES = ("nb", "nn", "da", "en")

Words = Mapping[str, Mapping[str, str]]


def in_four_languages(table: str) -> Words:
    """Read a table of ``word: nb | nn | da | en`` lines."""
    words: dict[str, Mapping[str, str]] = {}
    for line in table.strip().splitlines():
        word, names = line.split(":", 1)
        by_language = dict(zip(LANGUAGES, (name.strip() for name in names.split("|")), strict=True))
        words[word.strip()] = MappingProxyType(by_language)
    return MappingProxyType(words)


CHANNEL_KINDS = in_four_languages("""
    web: nettside | nettside | hjemmeside | website
    self_service: selvbetjening | sjølvbetening | selvbetjening | self-service
    my_page: Min side | Min side | Min side | My page
    app: app | app | app | app
    chatbot: chatbot | chatbot | chatbot | chatbot
    chat: chat | chat | chat | chat
    email: e-post | e-post | e-mail | e-mail
    digital_post: digital post | digital post | Digital Post | digital post
    secure_link: sikker lenke | sikker lenkje | sikkert link | secure link
    letter: brev | brev | brev | letter
    phone: telefon | telefon | telefon | phone
    sms: SMS | SMS | sms | text message
    social: sosiale medier | sosiale medium | sociale medier | social media
    newsletter: nyhetsbrev | nyheitsbrev | nyhedsbrev | newsletter
    screen: informasjonsskjerm | informasjonsskjerm | informationsskærm | information screen
    kiosk: digital kundevert | digital kundevert | digital vært | digital host
    visit: personlig oppmøte | personleg oppmøte | personligt fremmøde | visit
    meeting: avtalt møte | avtalt møte | aftalt møde | booked meeting
    video: digitalt møte | digitalt møte | digitalt møde | digital meeting
    assisted: medbetjening | medbetening | medbetjening | assisted self-service
    media: eksterne medier | eksterne medium | eksterne medier | external media
""")

USES = in_four_languages("""
    dialogue: dialog | dialog | dialog | dialogue
    publishing: publisering | publisering | offentliggørelse | publishing
    casework: saksbehandling | saksbehandling | sagsbehandling | casework
    applications: søknader | søknader | ansøgninger | applications
    alerts: varsling | varsling | varsling | alerts
    guidance: veiledning | rettleiing | vejledning | guidance
    booking: timebestilling | timebestilling | tidsbestilling | booking
""")

AUDIENCES = in_four_languages("""
    citizen: innbyggere | innbyggjarar | borgere | citizens
    business: næringsliv | næringsliv | virksomheder | businesses
    association: foreninger | foreiningar | foreninger | associations
    volunteer: frivillige | frivillige | frivillige | volunteers
    tourist: turister | turistar | turister | tourists
    newcomer: tilflyttere | tilflyttarar | tilflyttere | newcomers
    youth: ungdom | ungdom | unge | young people
    politician: politikere | politikarar | politikere | politicians
    partner: samarbeidspartnere | samarbeidspartnarar | samarbejdspartnere | partners
    media: medier | medium | medier | the media
    staff: ansatte | tilsette | medarbejdere | staff
""")

PROMISES = in_four_languages("""
    answer: svar | svar | svar | answer
    receipt: kvittering | kvittering | kvittering | receipt
    callback: tilbakeringing | tilbakeringing | tilbageringning | call back
    pick_up: svar på telefonen | svar på telefonen | besvarelse af opkald | call answered
    meeting: møte | møte | møde | meeting
    visit: hjelp ved oppmøte | hjelp ved oppmøte | hjælp ved fremmøde | help at a visit
    interim: foreløpig svar | førebels svar | foreløbigt svar | interim answer
    handover: overtakelse | overtaking | overtagelse | handover
""")

PURPOSES = in_four_languages("""
    information: informasjon | informasjon | information | information
    interaction: interaksjon | interaksjon | dialog | interaction
    transaction: transaksjon | transaksjon | transaktion | transaction
    complaint: tilbakemelding og klage | tilbakemelding og klage | tilbagemelding og klage | feedback and complaint
""")

STARTS = in_four_languages("""
    received: når henvendelsen er mottatt | når førespurnaden er motteken | når henvendelsen er modtaget | when it is received
    message_left: når noen har lagt igjen beskjed | når nokon har lagt att beskjed | når der er lagt en besked | when a message is left
    missed_call: når et anrop ikke ble besvart | når eit anrop ikkje vart svara på | når et opkald ikke blev besvaret | when a call is missed
    ringing: når det ringer | når det ringjer | når det ringer | when it rings
    asked: når noen ber om det | når nokon ber om det | når nogen beder om det | when someone asks for it
    arrived: når den besøkende kommer | når den besøkjande kjem | når den besøgende ankommer | when the visitor arrives
    complete: når alt er mottatt | når alt er motteke | når alt er modtaget | when everything is received
    passed_on: når saken sendes videre | når saka blir send vidare | når sagen sendes videre | when it is passed on
""")

SETTLES = in_four_languages("""
    answer: endelig svar | endeleg svar | endeligt svar | the answer
    interim: foreløpig svar med dato | førebels svar med dato | foreløbigt svar med dato | an interim answer with a date
    receipt: kvittering | kvittering | kvittering | the receipt
    called_back: at vi har ringt tilbake | at vi har ringt tilbake | at vi har ringet tilbage | the call back
    picked_up: at telefonen er tatt | at telefonen er teken | at telefonen er taget | the call being answered
    met: at møtet er holdt | at møtet er halde | at mødet er holdt | the meeting
    helped: at den besøkende får hjelp | at den besøkjande får hjelp | at den besøgende får hjælp | the visitor being helped
    accepted: at ny enhet har overtatt | at ny eining har teke over | at ny enhed har overtaget | the new unit having taken over
""")

WHEN_LATE = in_four_languages("""
    interim: foreløpig svar med ny dato | førebels svar med ny dato | foreløbigt svar med ny dato | an interim answer with a new date
    tell: vi sier fra | vi seier frå | vi giver besked | we tell you
""")

RECEIPT_PARTS = in_four_languages("""
    number: nummer | nummer | nummer | number
    received: at vi har mottatt henvendelsen | at vi har motteke førespurnaden | at vi har modtaget henvendelsen | that we have received it
    answer_by: når du får svar | når du får svar | hvornår du får svar | when you get an answer
    next_step: hva som skjer videre | kva som skjer vidare | hvad der sker nu | what happens next
    whom_to_contact: hvem du kan kontakte | kven du kan ta kontakt med | hvem du kan kontakte | whom to contact
    thanks: takk for meldingen | takk for meldinga | tak for beskeden | thanks for the message
    processing_time: forventet behandlingstid | forventa behandlingstid | forventet sagsbehandlingstid | expected processing time
    opening_hours: åpningstid | opningstid | åbningstid | opening hours
    web_address: nettadresse | nettadresse | webadresse | web address
    priority: hvilke henvendelser som besvares først | kva førespurnader som blir svara på først | hvilke henvendelser der besvares først | which are answered first
""")

FIELD_PARTS = in_four_languages("""
    opening_hours: åpningstid | opningstid | åbningstid | opening hours
    phone_number: telefonnummer | telefonnummer | telefonnummer | phone number
    chat: chat | chat | chat | chat
""")

BOOKINGS = in_four_languages("""
    required: må avtales på forhånd | må avtalast på førehand | kræver forudgående tidsbestilling | must be booked
    usual: avtales som hovedregel på forhånd | skal som hovudregel avtalast på førehand | aftales som hovedregel på forhånd | is as a rule booked
    offered: kan avtales på forhånd | kan avtalast på førehand | kan aftales på forhånd | can be booked
""")

ANNOUNCES = in_four_languages("""
    sms: vi sender tekstmelding | vi sender tekstmelding | vi sender en sms | we send a text message
    email: vi sender e-post | vi sender e-post | vi sender en e-mail | we send an e-mail
""")

TONES = in_four_languages("""
    friendly: vennlig | venleg | venlig | friendly
    brief: kort og saklig | kort og sakleg | kort og saglig | short and to the point
""")

PLACE_OFFERS = in_four_languages("""
    guidance: veiledning | rettleiing | vejledning | guidance
    computers: lån av pc, kopimaskin og skriver | lån av pc, kopimaskin og skrivar | lån af pc, kopimaskine og printer | use of pc, copier and printer
    digital_help: hjelp til digitale løsninger | hjelp til digitale løysingar | hjælp til digitale løsninger | help with digital services
    exemption: fritak fra digitale løsninger | fritak frå digitale løysingar | fritagelse fra digitale løsninger | exemption from digital services
    courses: kurs | kurs | kurser | courses
    meetings: avtalte møter | avtalte møte | aftalte møder | booked meetings
    applications: hjelp til å søke | hjelp til å søkje | hjælp til at ansøge | help to apply
""")

# Figures that the system computes; a target or a measure points at one of them.
MEASURES = in_four_languages("""
    digital_share: andel henvendelser i digitale kanaler | andel førespurnader i digitale kanalar | andel henvendelser i digitale kanaler | share of enquiries in digital channels
    digital_post_share: andel utgående post sendt digitalt | andel utgåande post send digitalt | andel udgående post sendt digitalt | share of outgoing post sent digitally
    digital_applications_share: andel søknader mottatt digitalt | andel søknader mottekne digitalt | andel ansøgninger modtaget digitalt | share of applications received digitally
    mobile_self_service_share: andel selvbetjening på mobil | andel sjølvbetening på mobil | andel selvbetjening på mobil | share of self-service usable on mobile
    self_help_share: andel som løser det selv digitalt | andel som løyser det sjølv digitalt | andel, der klarer sig selv digitalt | share who finish without help
    first_contact_share: andel avklart ved første kontakt | andel avklara ved første kontakt | andel afklaret ved første kontakt | share settled in the first contact
    first_line_share: andel løst i førstelinjen | andel løyst i førstelinja | andel løst i frontlinjen | share handled by the first line
    kept_share: andel svarfrister holdt | andel svarfristar haldne | andel svarfrister overholdt | share of promises kept
    phone_wait: ventetid på telefon | ventetid på telefon | ventetid på telefon | waiting time on the phone
    visit_wait: ventetid ved oppmøte | ventetid ved oppmøte | ventetid ved fremmøde | waiting time at a visit
    repeat_share: andel gjentatte henvendelser | andel gjentekne førespurnader | andel gentagne henvendelser | share of repeated enquiries
    email_count: antall e-poster | talet på e-postar | antal e-mails | number of e-mails
    incoming_post_count: antall tradisjonelle brev og e-poster inn | talet på tradisjonelle brev og e-postar inn | antal traditionelle breve og e-mails ind | number of traditional letters and e-mails in
    phone_count: antall telefonsamtaler | talet på telefonsamtalar | antal opkald | number of calls
    visit_count: antall besøk | talet på besøk | antal personlige henvendelser | number of visits
    cost_per_contact: kostnad per henvendelse | kostnad per førespurnad | omkostning pr. henvendelse | cost per contact
    processing_time: saksbehandlingstid | saksbehandlingstid | sagsbehandlingstid | processing time
    satisfaction: brukertilfredshet | brukarnøgdsemd | brugertilfredshed | user satisfaction
    content_reviewed_share: andel sider gjennomgått i tide | andel sider gjennomgått i tide | andel sider gennemgået til tiden | share of pages reviewed on time
    described_services_share: andel tjenester med oppdatert beskrivelse | andel tenester med oppdatert skildring | andel ydelser med opdateret beskrivelse | share of services with a current description
    service_declarations: antall serviceerklæringer | talet på serviceerklæringar | antal servicedeklarationer | number of service declarations
    accessibility_criteria: antall oppfylte WCAG-kriterier | talet på oppfylte WCAG-kriterium | antal opfyldte WCAG-kriterier | number of WCAG criteria met
    digital_forms_share: andel søknadsskjema på nett | andel søknadsskjema på nett | andel ansøgningsskemaer på nettet | share of application forms on the web
    staff_informed_share: andel ansatte som kjenner tilbudet | andel tilsette som kjenner tilbodet | andel medarbejdere, der kender tilbuddet | share of staff who know the offer
    courses_held: antall kurs holdt | talet på kurs haldne | antal afholdte kurser | number of courses held
""")

# Measures that lie between 0 and 100 per cent.
SHARES = tuple(word for word in MEASURES if word.endswith("_share"))


def name(words: Words, word: str, language: str) -> str:
    """What a word is called in a language; an unknown word is its own name, an unknown language is English."""
    names = words.get(word)
    if names is None:
        return word
    return names.get(language, names["en"])


def channel_kind_name(kind: str, language: str) -> str:
    """What a kind of channel is called, in the running text of a language."""
    return name(CHANNEL_KINDS, kind, language)


def purpose_name(purpose: str, language: str) -> str:
    """What a purpose is called."""
    return name(PURPOSES, purpose, language)


def promise_name(what: str, language: str) -> str:
    """What a kind of promise is called."""
    return name(PROMISES, what, language)


def use_name(use: str, language: str) -> str:
    """What a use of a channel is called."""
    return name(USES, use, language)


def audience_name(audience: str, language: str) -> str:
    """What a group of people is called."""
    return name(AUDIENCES, audience, language)


def measure_name(measure: str, language: str) -> str:
    """What a figure is called."""
    return name(MEASURES, measure, language)


def receipt_part_name(part: str, language: str) -> str:
    """What a part of a receipt is called."""
    return name(RECEIPT_PARTS, part, language)
