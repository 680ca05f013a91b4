"""Words that say something of a person which plain e-mail should not carry (GDPR art. 9 and 10; duty of secrecy).

Each word stands in the form people write it, in nb, nn, da or en; a word that also names a place, a service or an event
("sykehus", "legevakt", "health centre") is left out: going there tells nothing.
"""

from __future__ import annotations

_KINDS = {
    "health": """
    adhd add autisme autist autistisk asperger aspergers schizofreni skizofreni schizofren bipolar bipolær psykose
    psykotisk depresjon depresjonen depresjonar depresjoner depresjon depression depressionen depressioner deprimert
    deprimeret depressed angst angsten angstlidelse angstanfall anxiety ptsd anoreksi anorexia bulimi bulimia
    spiseforstyrrelse spiseforstyrrelser spiseforstyrring kreft kreften kræft kræften cancer leukemi leukæmi hiv aids
    hepatitt hepatitis diabetes diabetiker epilepsi epilepsy epileptiker demens dement dementia alzheimer alzheimers
    parkinson parkinsons slagtilfelle hjerneslag hjerneblødning hjerneblødning hjerteinfarkt hjarteinfarkt hjerteattakk
    selvmord selvmordstanker sjølvmord sjølvmordstankar selvskading sjølvskading selvskade suicide suicidal
    diagnose diagnosen diagnosa diagnoser diagnosar diagnosed diagnosis sykdom sykdommen sykdommer sjukdom sjukdommen
    sjukdomar sygdom sygdommen sygdomme disease syk sjuk sykmeldt sjukmeldt sykmelding sykmeldingen sjukmelding
    sykemeldt sykemelding sykemeldingen sygemeldt sygemelding sygemeldingen gravid pregnant graviditet abort aborten
    abortion spontanabort miscarriage utviklingshemmet utviklingshemma utviklingshemning udviklingshæmmet handikappet
    handicappet funksjonshemmet funksjonshemma funktionsnedsættelse funksjonsnedsettelse funksjonsnedsetting
    rullestolbruker rullestolbrukar kørestolsbruger paralysed paralyzed blind døv deaf
    psykiatri psykiater psykiateren psykiatrisk psykiatrien psykolog psykologen psychologist psychiatrist
    medisin medisiner medisinar medisinen medicin medicinen medication medikamenter antidepressiva
     sykejournal pasientjournal patientjournal epikrise epikrisen epikrise legeerklæring legeerklæringen
    lægeerklæring operert opereret cellegift kemoterapi kjemoterapi chemotherapy strålebehandling
    innlagt innlagd indlagt hospitalised hospitalized incontinent inkontinens inkontinent stoma kols kol astma asthma
     multippel sklerose sclerosis revmatisme leddgikt leddgikt gigt fibromyalgi migrene migræne kronisk
    alkoholiker alkoholikar alcoholic alkoholisme alkoholmisbruk alkoholmisbrug rusmisbruk rusmisbruker rusmisbrukar
    rusavhengig rusavhengighet rusproblem rusproblemer narkoman narkotika stoffmisbruk
    stofmisbrug addict addiction overdose overdosen metadon
    """,
    "social": """
    sosialhjelp sosialhjelpen sosialhjelpa sosialstønad sosialstønaden økonomisk-sosialhjelp kontanthjelp kontanthjælp
    kontanthjælpen sosialklient uføretrygd uføretrygda uføretrygden uføretrygdet uføretrygda ufør uføre førtidspension
    førtidspensionist invalidepension gjeldsordning gjeldssanering gældssanering gjeldsproblemer
    hjemløs heimlaus hjemløs bostedsløs bustadlaus homeless utkastelse utkasting
    krisesenter krisesenteret krisecenter krisecentret krisecenteret voldsutsatt valdsutsett vold mishandlet mishandla
    mishandlet voldtatt valdteken voldtægt voldtekt voldtekten rape raped overgrep overgrepet overgreb overgrebet abused
    """,
    "child_protection": """
    barnevernet barnevernssak barnevernsak barnevernssaken barnevernsaken barnevernstiltak barnevern
    bekymringsmelding bekymringsmeldinga bekymringsmeldingen underretning underretningen omsorgsovertakelse
    omsorgsovertaking fosterhjem fosterheim fosterhjemmet plejefamilie plejefamilien anbragt anbringelse anbringelsen
    tvangsfjernet tvangsfjernelse tvangsanbragt børnesag børnesagen
    """,
    "religion": """
    muslim muslimsk jøde jødisk jewish buddhist hindu sikh ateist atheist konvertert konverteret
    """,
    "union": """
    fagforening fagforeningen fagforeninga fagforbund fagforbundet fagforeningsmedlem

    """,
    "criminal": """
    straffedømt straffedømd straffedømte fengsel fengselet fengsla fengslet fængsel fængslet prison
    sigtet tiltalt tiltalte varetekt varetektsfengslet varetægt varetægtsfængslet strafferegister strafferegisteret
    rulleblad rullebladet prøveløslatt prøveløsladt probation convicted fotlenke fodlænke
    """,
}
TERMS: dict[str, str] = {word: kind for kind, words in _KINDS.items() for word in words.split()}
# Whose words stand apart, as they read.
PHRASES = {
    "psykisk syk": "health", "psykisk sjuk": "health", "psykisk syg": "health", "psykiske problemer": "health",
    "psykiske vansker": "health", "psykiske vanskar": "health", "psykiske plager": "health", "mental illness": "health",
    "mentally ill": "health", "nedsatt funksjonsevne": "health", "nedsett funksjonsevne": "health",
    "nedsat funktionsevne": "health", "i rullestol": "health", "i kørestol": "health", "in a wheelchair": "health",
    "ligger på sykehus": "health", "ligger på hospitalet": "health", "ligg på sjukehus": "health",
    "child protection": "child_protection", "child welfare": "child_protection", "foster care": "child_protection",
    "økonomisk sosialhjelp": "social", "domestic violence": "social", "vold i hjemmet": "social",
    "vald i heimen": "social", "trade union": "union", "criminal record": "criminal", "disability benefit": "social",
}  # fmt: skip
# Said of a person in the same sentence: then it is somebody's own.
OF_A_PERSON = frozenset(
    """
    jeg eg jeg's meg mig min mi mitt mit mine jer vi me oss os vår vårt våre vores i'm my me i mine our we us
    sønn sønnen søn sønnen son sonen guten gutten drengen datter datteren dotter dottera daughter barn barnet barnebarn
    barna bornene børnene child children kid mor moren mora mamma mother far faren pappa father mann mannen mand manden
    husband kone kona konen hustru wife ektefelle ektefellen ægtefælle samboer samboeren sambuar samboar kæreste
    bror broren broder brother søster søsteren syster søsteren sister besteforeldre bestemor bestemoren bestefar
    farmor farfar mormor morfar grandmother grandfather foreldre foreldra foreldrene forældre parents
    hun han ho she he hennes hans hennar hendes her his tante onkel nabo naboen neighbour brukeren pasienten eleven
    """.split()
)
# Beside one of these the word is a topic, an offer or a place, not somebody's own.
NOT_PERSONAL = frozenset(
    """
    kurs kurset foredrag foredraget åpningstid åpningstider åpningstidene opningstid opningstider åbningstid
    åbningstider
    opening informasjon information informasjonen brosjyre brosjyren brochure kampanje kampagne aksjon aksjonen
    innsamling indsamling statistikk statistik rapport rapporten report forskning research artikkel artikel article
    forening foreningen lag foreninga association stiftelse frivillig volunteer jobb jobbe jobber arbeider arbejder
    stilling stillingen ansatt ansat avdeling avdelingen afdeling afdelingen department temakveld temaaften møte møde
    vann vatn vand strøm straum fiber konsert koncert festival loppemarked bok boken boka bog bogen book utstilling
    udstilling plan planen strategi
    politikk politik telefonnummer telefonnummeret phone adresse adressen address billig snart hund hunden katt katten
    kat katten dog cat tre treet træ tree treer planter biler bil bilen
    """.split()
)
# Nobody writes these of others to a municipality: they speak for themselves.
SAID_OF_ONESELF = frozenset(
    """
    selvmordstanker sjølvmordstankar voldsutsatt valdsutsett omsorgsovertakelse omsorgsovertaking tvangsfjernet
    tvangsanbragt rusmisbruker rusmisbrukar sykemeldingen sykmeldingen sygemeldingen sjukmeldinga epikrisen
    """.split()
)
# Words of another meaning unless they stand in capitals: HIV, AIDS, ADD.
IN_CAPITALS = frozenset("hiv aids add".split())
# With a capital letter these are names ("Blind", "Kol"), or stand in one.
NEVER = frozenset("blind kol".split())
