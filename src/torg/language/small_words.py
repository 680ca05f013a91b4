"""Words that say little of what a text is about, in all our languages: small ones, and those by which one asks."""

from __future__ import annotations

# Greetings and small words: they never count.
SMALL = frozenset(
    """
    hei hej hello hi dear god dag morgen kveld takk tak thanks thank you jeg eg i me meg mig min mitt mine my vi we
    oss os
    vår vårt vore our du deg dig din dykk dere de jer jeres your og and er is are var was har have has hadde havde had
    det that this dette den de dei the a an en ein et eit på on in til to for av af of om about med with som at fra frå
    from kan can skal vil will ikke ikkje not så no nå nu now men but eller or hvis if når hvornår when hva kva hvad
    what
    hvor kvar kor where hvordan korleis how it be bli blir blitt blive vert vart blei ble mvh vh hilsen helsing vennlig
    venleg venlig kind regards best sincerely der her here there også og altså bare berre kun jo nok gjerne please svar
    svare answer reply henvendelse førespurnad enquiry kommune kommunen kommuna municipality fått fekk få får fået
    get got
    igjen igen again hører høre hear lurer lure wonder spør spørsmål spørgsmål question still fortsatt framleis stadig
    """.split()
)
# More of them, which stand in questions: without them a whole sentence is as good as its telling words.
IN_QUESTIONS = SMALL | frozenset(
    """
    å ein ei eitt ett noe noen nokon noko nokre nogen noget nogle hvem kven hvilken hvilke hvilket kva kvifor
    hvorfor why who which whom whose those these them they their his her he she him its hun han hon ham henne hennes
    hans sin sitt sine sit seg sig dem deira deres dykkar mi ditt dine di hos ved ut ud inn ind opp op ned over
    under mot mod etter efter før innen inden uten uden gjennom gjennem mellom mellem enn end da når mens medan
    while than vere være vera vært været bør burde skulle ville kunne måtte må måste could should would may might
    must do does did doing done am were been being by as up out into at per via mer meir mere more mest most mye
    mykje meget much many mange alle alt all any some selv sjølv self both både hverken verken enten helst rett ret
    riktig right gang gonger gange finnes finst findes exist exists there's i'm it's don't doesn't isn't can't
    haven't hasn't kommunens kommunes kommunar kommuner council councils town norge noreg norway danmark denmark går
    gå gjør gjer gjøre gjera gør gøre lage lager laga lave laver ta tar tek tager tage make makes take takes taking
    skjer sker happens happen heter heiter hedder heitte called finner finn finne finder finde find finds finding
    vet veit vide vite know knows tror trur think synes gjelder gælder trenger treng trengs behøver har brug need
    needs needed want wants ønsker ynskjer ønske vil vill like lov allowed mulig mogleg muligt possible bruker
    brukar bruke bruge use using used lurt si sier seier sige siger say vårt våre vores ours mine yours nå nåværende
    dagens i dag today imorgen tomorrow tirsdag onsdag torsdag fredag lørdag søndag mandag måndag tysdag laurdag
    sundag monday tuesday wednesday thursday friday saturday sunday ligger ligg located står stå stands kommer kjem
    kom come comes coming gir gjev giver give gives lenger lenge længe long først first siste sidste last neste
    denne disse dette desse ha her deg dere sånne
    næste next annen anna andre anden andet other another samme same slik sånn sådan such veldig svært very ja nei
    nej yes hallo unnskyld undskyld sorry excuse kjære kære vennligst venligst
    """.split()
)  # fmt: skip
# Days that somebody means who asks what will be, or what is on: pages tell what is always so.
DAYS = frozenset(
    """
    dag idag today morgen imorgen tomorrow kveld ikveld aften tonight evening natt nat nott helga helgen helgi weekend
    weekenden mandag måndag monday tirsdag tysdag tuesday onsdag wednesday torsdag thursday fredag friday lørdag laurdag
    saturday søndag sundag sunday uke uka veke veka uge ugen week klokka klokken klokkeslett
    """.split()
)
# What one wants to do, or for whom, rather than what it is about: counts less than the other words.
DOING = frozenset(
    """
    søke søker søkje søkjer søk søge søger ansøge ansøger ansøgning søknad søknaden søknader apply applying
    application applications bestille bestiller bestilling tinge tinga order ordering book booking melde melder meld
    melding meldinger report reporting anmelde anmelder register registrere registrer registering levere leverer
    lever levering leverast deliver hand hente henter henting hent collect collected pick betale betaler betaling
    betal pay paying payment koster kostar kosta koste kost cost costs pris prisen priser price prices dyrt
    expensive mye hvormye kontakte kontakt kontakter ringe ringer ring call contact phone telefon nummer number
    skjema skjemaet blankett form forms informasjon info information oplysninger opplysninger endre endrer endring
    ændre ændrer change changes changing klage klager klaga complain complaint slutte si sige oppsigelse start
    starte starter begynne begynner byrje begynde begynder begin åpent åpen åpner opent open opnar åbent åben åbner
    åpningstider opningstider åbningstider opening hours tid tider tidspunkt regler reglar regel rule rules krav
    requirement requirements lov loven law rett rettigheter rettar rights tilbud tilbod tilbyr offer offers service
    services tjeneste tjenester teneste tenester plass plads place sted stad steder stader finnes barn barnet barna
    mitt child sønn datter son daughter person personer people folk kjøpe kjøper kjøpa købe buy selge sell få får ny
    nytt nye nyt new gammel gammal gamle gamal old stor stort store liten lite lille big small best beste bedste god
    godt good mor moren mora mamma far faren pappa mother father mum mom dad mannen mand kone kona kjæreste husband
    wife bror søster bestemor bestefar besteforeldre bedstemor bedstefar sønnen datteren dattera dottera sonen jente
    gutt dreng pige hjelp hjælp help assistance problem problemer problems ødelagt broken trouble tide frist fristen
    deadline gjeld svar vente venter waiting venting status dato date år året year åring måned month uke uka uken uker
    veke veka uge ugen week weeks
    """.split()
)  # fmt: skip
