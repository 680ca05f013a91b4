"""Phrases by which an emergency or a crisis is known, in nb, nn, da and en; the syntax is that of `phrases`."""

from __future__ import annotations

ROOMS = (
    "(huset|hus|heimen|hjemmet|leiligheten|leiligheta|leilegheita|leilighet|lejligheden|lejlighed|blokka|blokken"
    "|bygget|bygningen|bygninga|gården|garden|låven|låve|løa|laden|fjøset|stalden|garasjen|garage|garagen|carporten"
    "|uthuset|boden|hytta|hytten|sommerhuset|kjelleren|kjellaren|kælderen|loftet|taket|taget|pipa|pipen|skorstenen"
    "|kjøkkenet|køkkenet|stua|stuen|soverommet|soveværelset|badet|gangen|oppgangen|opgangen|trappa|trappen|trapperommet"
    "|trapeopgangen|trappeopgangen|komfyren|komfuret|ovnen|gryta|gryten|tørketrommelen|vaskemaskinen|sikringsskapet"
    "|bilen|bil|bussen|båten|toget|skogen|skoven|skog|lyngen|gresset|graset|græsset|hekken|hækken|åkeren|marken|skolen"
    "|skulen|barnehagen|børnehaven|sykehjemmet|sjukeheimen|plejehjemmet|butikken|naboen|nabohuset|nabolaget|gata|gaten"
    "|gaden|containeren|dunken|søppelkassa|søppelbøtta|skraldespanden|house|home|flat|apartment|building|kitchen|garage"
    "|basement|attic|roof|barn|car|forest|room|bedroom|stairs|stairwell|hallway|oven|stove|school|neighbour|neighbor)"
)
PERSON = (
    "(meg|eg|mig|me|oss|os|us|henne|hende|hun|ho|her|ham|han|hannar|him|dem|dei|dere|them|noen|nokon|nogen|someone"
    "|somebody|people|folk|kona|konen|kone|kvinnen|kvinna|kvinden|mannen|manden|mann|wife|husband|mora|moren|mor|mamma"
    "|moderen|faren|far|pappa|mother|father|mum|mom|dad|barnet|barna|barn|borna|børnene|børn|ungen|ungene|ungane|child"
    "|children|kid|kids|baby|babyen|datteren|dattera|dotter|dottera|datter|daughter|sønnen|sønn|sonen|son|søn|guten"
    "|gutten|gutt|dreng|drengen|jenta|jente|jenten|pige|pigen|boy|girl|kjæresten|kjærasten|kæresten|samboeren|sambuaren"
    "|girlfriend|boyfriend|partner|søsteren|søstera|syster|søster|sister|broren|bror|brother|bestemor|bestefar|grandma"
    "|vennen|venninnen|venninna|venen|friend|naboen|neighbour|neighbor|hverandre|kvarandre|hinanden)"
)
NOW = """
    nå
    no  # nynorsk; "no" in English stands alone and is no matter
    nu
    now
    akkurat
    akkurat nå
    lige nu
    right now
    fort
    straks
    hurtig
    quickly
    med en gang
    pågår
    hjelp
    hjælp
    help
    skynd
    skynda
    hurry
    er i gang
"""
HELP_ALONE = """
    hjelp
    hjelp meg
    hjælp
    hjælp mig
    help
    help me
    sos
    nødhjelp
    dette er en nødsituasjon
    nødsituasjon
    det er akutt nødsituasjon
    emergency
    this is an emergency
    it is an emergency
    its an emergency
"""
FIRE_ALONE = """
    brann
    brannn
    brenner
    brenn
    brand
    ild
    eld
    ildebrann
    ildebrand
    husbrann
    husbrand
    pipebrann
    skorstensbrand
    skogbrann
    skovbrand
    gressbrann
    bilbrann
    bilbrand
    flammer
    flammar
    on fire
    house fire
    fire fire
    fire help
    help fire
    forest fire
    110
    ring 110
    brannvesenet nå
    brannbil
"""
FIRE = f"""
    det brenner
    det brenn
    det brænder
    brenner det
    brenn det
    brænder det
    begynt å brenne
    begynt å brenna
    begyndt at brænde
    tatt fyr
    tok fyr
    har tatt eld
    gået ild
    er gået ild
    gik ild
    i brann
    står i lys lue
    i full fyr
    står i flammer
    i flammer
    overtent
    brann i ~ {ROOMS}
    brann på ~ {ROOMS}
    brann hos naboen
    brand i ~ {ROOMS}
    brand hos naboen
    ild i ~ {ROOMS}
    eld i ~ {ROOMS}
    (er|ser|oppdaget) (det|der)? (brann|brand|ild|flammer|flammar)
    {ROOMS} (brenner|brenn|brænder)
    {ROOMS} ~ (brenner|brenn|brænder) nå
    brannalarmen (går|gjekk|uler|ljomer|har gått)
    brandalarmen (går|lyder|hyler)
    on fire
    is burning
    theres a fire
    there is a fire
    there is fire
    fire in ~ {ROOMS}
    fire at ~ {ROOMS}
    caught fire
    {ROOMS} (is|are) burning
    fire alarm is going
    røyk i ~ {ROOMS}
    røyk fra ~ (huset|nabohuset|taket|leiligheten|bilen|kjelleren)
    røyk frå ~ (huset|nabohuset|taket|bilen|kjellaren)
    røyk ut av ~ (huset|vinduet|taket|bilen)
    (masse|mykje|mye|tykk|svart|tjukk|kraftig) røyk
    røg i ~ {ROOMS}
    (masse|meget|tyk|sort|kraftig) røg
    smoke in ~ {ROOMS}
    smoke coming
    (a lot|lots) of smoke
    (thick|black) smoke
    lukter gass
    luktar gass
    lukter av gass
    gasslukt
    gasslekkasje
    gass lekker
    lugter af gas
    lugter gas
    gaslugt
    gasudslip
    gas leak
    smell of gas
    smell gas
    smells like gas
    smells of gas
    har eksplodert
    eksploderte nettopp
    er eksploderet
    just exploded
    has exploded
    (fast|sitter|sit|sidder|står) ~ i (heisen|heis|elevatoren|elevator)
    stuck in ~ (elevator|lift)
    (hva|kva|hvad) ~ (gjør|gjer|gør) ~ (hvis|når|om|viss) det (brenner|brenn|brænder)
    (nummer|nummeret|number|telefon) ~ (brannvesenet|brannvesen|brandvæsenet|fire brigade|fire department)
    ring* ~ brannvesenet
    call the fire (brigade|department)
"""
NO_FIRE = """
    brenner (for|seg|inne)
    brenn for
    brænder for
    (brenner|brenn|brænder) ~ (bål|søppel|avfall|plast|hageavfall|kvist|gress|gras|græs|ved|halm|løv|lauv|affald|haveaffald)
    (brenner|brenn|brænder|burning) ~ (halsen|brystet|magen|øynene|øya|øjnene|underlivet|huden|tisser|tissar|throat|eyes|skin)
    (gatelys*|gatelykt*|lyset|lysene|ljoset|lampe*|lampa|lyktestolpe*|street light*|light*) ~ (brenner|brenn|brænder|burning)
    (brenner|brænder) ~ (lys|lyset|stearinlys|lampe*|penger)
    (peis*|pejs*|vedovn*|brændeovn*|pipe*|skorsten*|sigarett*|cigaret*|bål*|bonfire|grill*|røyking|rygning|rygeforbud|brændeovn*)
    (naboens|naboen) ~ (ved|brændeovn|peis)
    (røykvarsler*|røykvarslar*|røgalarm*|brannvarsler*|brannvarslar*|smoke detector*|smoke alarm*)
    (brannforbud|bålforbud|afbrændingsforbud|branninstruks|brannvern*|brannøvelse|branntilsyn|brannstasjon*|brandstation*)
    (forsikring*|insurance|kurs|course|øvelse|øving|drill|rapport|statistikk|historie*|museum|jobb|job|stilling*|brannmann)
    (forebygg*|førebygg*|prevent*|sikkerhet*|brannsikkerhet|regler|reglar|rules|krav)
    gasskomfyr*
    gassgrill*
    gass (tank|tanken|flaske|flasker)
    etter brannen
    after the fire
    efter branden
    i fjor
"""
MEDICAL_ALONE = """
    ambulanse
    ambulansen
    ambulance
    113
    ring 113
    hjertestans
    hjartestans
    hjertestopp
    hjertestop
    hjerteinfarkt
    hjarteinfarkt
    hjerteanfald
    heart attack
    cardiac arrest
    hjerneslag
    stroke
    drukner
    drukning
    drowning
    bevisstløs
    bevidstløs
    medvitslaus
    unconscious
    overdose
    forgiftning
    poisoning
    trafikkulykke
    trafikulykke
    bilulykke
    bilulykkje
    trafikkulykkje
    car accident
"""
MEDICAL = f"""
    (puster|pustar|trekker|trækker|breathing|breathe) (ikke|ikkje)
    (puster|pustar) ~ (ikke|ikkje)
    trækker ikke vejret
    (får|kan|klarer|klarar) (ikke|ikkje) (å|at)? (få)? (puste|pusta|luft|vejret)
    får ikke puste
    kan ikke få vejret
    sluttet å puste
    slutta å puste
    holdt op med at trække vejret
    not breathing
    isnt breathing
    (cant|cannot|can not) breathe
    stopped breathing
    {PERSON} ~ (bevisstløs|bevidstløs|medvitslaus|medvitslause|unconscious|livløs|livlaus|lifeless)
    (er|ligger|ligg|lies|is) (bevisstløs|bevidstløs|medvitslaus|unconscious|livløs|livlaus|lifeless)
    (besvimt|besvimet|besvimte|svimt av|svima av|passed out|fainted)
    (får|fått|fik|har|having|had) ~ (hjertestans|hjartestans|hjertestopp|hjertestop|hjerteinfarkt|hjarteinfarkt|hjerteanfald)
    (får|har|fikk|fekk|fik) ~ (hjerneslag|hjerneblødning|slagtilfælde|blodprop) nå
    (having|had) a (stroke|heart attack|seizure)
    (falt|falle|fallen|datt|ramlet|ramla|faldet|faldt|segnet|seig) (om|sammen|saman|omkull)
    har ~ kollapset
    {PERSON} ~ collapsed
    (i ferd med å|holder på å|held på å|ved at|er ved at) (kvele*|drukne*|dø|døy|forbløde|forblø|bli kvalt|kvæle*)
    (kveles|kvæles|kvelast|choking)
    (satt|sett|sette|sitter|fået|fått) ~ (i halsen|galt i halsen)
    (blør|bløder|bleeding) ~ (kraftig*|mye|mykje|veldig|voldsomt|valdsamt|i hjel|ihjel|meget|heavily|badly|lot|out|death)
    (tatt|tok|taget|took|taken) ~ overdose
    overdose (nå|her|hjelp)
    (svelget|svelgde|svelgja|svelgd|slukt|slukte|slugt|sluger|swallowed|svelger) ~ (tablett*|pille*|pills|pill|tablet*|klor*|gift*)
    (svelget|svelgde|svelgja|svelgd|slukt|slukte|slugt|sluger|swallowed) ~ (batteri*|battery|medisin*|medicin*|magnet*|knapp*)
    (drukket|drakk|drukke|drak|spist|spiste|ete|drank|ate|fått|fået) ~ (klorin|klor|gift|giftig*|rottegift|poison|bleach)
    (drukket|drakk|drukke|drak|drank) ~ (vaskemid*|avløps*|afløbs*|white spirit|frostvæske|kølervæske|lampeolje|tennvæske)
    (tatt|taget|tok|tog|took|spist|spiste) ~ (for mange|alt for mange|en haug med|too many|masse|all the) ~ (tablett*|pille*|pills)
    blitt forgiftet
    (har|er) ~ forgift*
    (been|is) poisoned
    (drukner|druknar|drunkner) (her|nå|no|nu|i vannet|i vatnet|i vandet|i sjøen|i havna|ute)
    {PERSON} ~ (drukner|druknar|drunkner|is drowning)
    is drowning
    (gått|gikk|gjekk|gået|falt|falle|faldet|ramlet|fell) (gjennom|igjennom|gennem|through) ~ (isen|ice)
    (falt|ramlet|faldet|dotte) ~ (i vannet|i vatnet|i vandet|i elva|i sjøen|i brønnen|i havnen|i åen)
    fell (in|into) ~ (water|river|lake|well)
    (får|har|fik|fikk) ~ (krampeanfall|krampeanfald|kramper|krampar)
    (har|får) ~ (brystsmerter|brystsmerte|vondt i brystet|vondt i bringa|ondt i brystet|smerter i brystet|press i brystet)
    (chest pain|chest pains)
    (allergisk sjokk|allergisk chok|anafylak*|anaphyla*)
    (trenger|treng|send|sende|ring*|tilkall|har brug for|need|call|få) ~ (ambulanse|ambulansen|ambulance|sykebil|sjukebil)
    (hardt|alvorlig|alvorleg|kritisk|livstruende|svært) (skadet|skadd|skada|såret|såra|kvestet|tilskadekommen)
    kommet alvorligt til skade
    (badly|seriously|critically) (hurt|injured|wounded)
    (skjedd|skjedde|sket|skete) ~ (ulykke|ulykkje|ulukke|trafikkulykke|bilulykke|trafikulykke|alvorlig ulykke)
    (det er|var|der er) ~ (trafikkulykke|bilulykke|trafikulykke|bilulukke) (her|nå|utenfor|på|i)
    (there is|been|was) ~ (accident) (here|outside|now|on)
    (blitt|vorten|vart|blei|ble|blevet|er) (påkjørt|påkøyrd|påkørt|kjørt ned|kørt ned|truffet av en bil|truffet av bil)
    (kjørte|kjørt|køyrde|køyrt|kørt|kørte) (på|ned|over) ~ (barn|barnet|syklist*|fotgjenger*|menneske|person|mann|dame|gutt|jente|cyklist*)
    (hit|run over) by a (car|bus|truck|train)
    (føder|fødar) (nå|no|nu)
    baby is coming now
    (blitt|vorte|vorten|blevet|blei|ble|been|got|er|is) (stukket|stukken|knivstukket|knivstukken|stabbed|skutt|skoten|skudt|shot)
    i livsfare
    i livsfarlig
    (fare for|står om) (liv|livet)
    (life|lives) (is|are)? in danger
    life threatening
    (nummer|nummeret|number) ~ (ambulanse|ambulansen|ambulance)
    (fant|funnet|funne|fundet|found) ~ (død|dead) (mann|mand|kvinne|kvinde|person|man|woman|body|i)
    (fått|får|tatt|fikk) ~ strøm gjennom
    elektrisk støt
"""
NO_MEDICAL = """
    (hekken|hekker|hekk|planten|plantene|planter|treet|trær|trærne|busken|blomstene|plenen|bier|biene|tree|plants)
    (drukner|druknar|drunkner|drowning) i (regninger|rekningar|regninger|arbeid|papir*|gjeld|gæld|søppel|skrald|debt|bills)
    (kurs|course|kursus|førstehjelpskurs|førstehjelp|førstehjælp|first aid|rehabiliter*|opptrening|genoptræning|opplæring)
    (forebygg*|førebygg*|prevent*|statistikk|statistik*|rapport|strategi*|handlingsplan|plan for|forsikring*|insurance|erstatning)
    (etter|efter|after|hatt|tidligere|tidlegare|har hatt|i fjor) ~ (hjerneslag|slag|hjerteinfarkt|hjarteinfarkt|stroke|heart attack|ulykke*|accident|overdose)
    (hund*|katt*|kat|kaniner|fisk*|fugl*|kyr|sau*|hest*|dyr|dyret|dyra|elg*|rådyr*|hjort*|rev|grevling|dog|cat|deer|moose|animal*)
    (transport|pasientreise*|kjøretøy|bestille) ~ ambulanse
    (jobb*|job|stilling*|lærling|utdanning*|utdannelse) ~ (ambulanse*|ambulance*)
    (ambulanse*|ambulance*) ~ (jobb*|job|stilling*|lærling|utdanning*|utdannelse)
"""
POLICE_ALONE = """
    112
    ring 112
    politi nå
    politiet nå
    innbrudd nå
    drap
    mord
    gisler
    skyting
    skyting pågår
    terror
    terrorangrep
    bombetrussel
    bombe
    knivangrep
"""
POLICE = f"""
    (bryter|bryte|bryt|bryder|bryde) ~ (seg|sig) (inn|ind)
    (noen|nokon|nogen|innbruddstyv|tyv) ~ (innbrudd|bryter inn|bryder ind|brød ind) nå
    (tyv|tyver|tyven|tjuv|tjuvar|innbruddstyv*|indbrudstyv*|ubuden gjest|burglar*|intruder*) ~ (i|in|inside|inne) ~ {ROOMS}
    (innbruddstyv*|indbrudstyv*|intruder*|burglar*) (her|nå|now|inne|nu)
    (trying to|is|are|someone) (break|breaking) (in|into)
    (innbrudd|innbrot|indbrud|burglary) ~ (pågår|nå|no|nu|now|akkurat)
    (truer|truar|truet|trua|truede|trugar|threatening|threatened|threatens) ~ (kniv|våpen|pistol|øks|gevær|knife|gun|weapon|saks|hammer)
    (truer|truar|truet|truede|threatening|threatened|threatens|trugar) ~ (drepe|drepa|dræbe|kill|slå ihjel|livet|stikke meg|slå meg|slå mig)
    (med|har|holder|viftet|with) ~ (en|ein|a)? (kniv|pistol|øks|machete|knife|gun|gevær|hagle) (nå|her|utenfor|i|på|og|mot|outside|here|mod)
    (går|løper|spring|løber) rundt med (kniv|våpen|pistol|øks|en kniv|ein kniv)
    (noen|nokon|nogen|han|ho|hun|mann|mand|de|dei|someone|he|they) (som|is|are)? (skyter|skyt|skyder|shooting)
    (hører|høyrer|hørte|høyrde|hørt|heard|hear) ~ (skudd|skot|gunshots|shots|pistolskudd|geværskudd)
    (blir|vert|bliver|ble|blei|blev|being|er) (angrepet|angripen|attacked|overfalt|overfalle|overfaldet|knivet|banket opp|banka opp|slått ned|slått ihjel|slået ned|ranet|rana|robbed|røvet|bortført|kidnappet|kidnappa|jaget|forfulgt|voldtatt nå|being raped)
    (angriper|angrip|attacking|overfaller|overfalder) ~ {PERSON}
    (slåss|slåst|slås|slagsmål|fighting|fight) ~ (utenfor|utanfor|udenfor|her|nå|i gata|på gata|på gaden|outside|on the street|with knives)
    (there is|theres|der er|det er) ~ (slagsmål|slåsskamp|fight|shooting|skyting|skyderi)
    (banker|slår|sparker|mishandler|slå|slår løs på|hitting|beating|kicking|hurting|strangling|banka|spark) ~ {PERSON} ~ (nå|no|nu|now|akkurat|hjelp|hjælp|help|lige nu|ihjel|i hjel|death)
    (is|are|keeps) (hitting|beating|kicking|strangling|choking|attacking|hurting|stabbing) ~ {PERSON}
    (voldtar|valdtek|voldtager|raping) ~ {PERSON}
    (fant|funnet|funne|fundet|found|finner) ~ (granat|håndgranat|handgranat|ammunisjon|ammunition|sprengstoff|sprængstof|bombe|dynamitt|dynamit|bomb|explosives|grenade)
    (bombe|bomb) (i|in|på|under|her|here)
    (barnet|barn|ungen|sønnen|sønn|datteren|datter|dattera|jenta|gutten|guten|drengen|pigen|dotter|søn|child|son|daughter|kid) ~ (er|is|har|has) ~ (forsvunnet|forsvunne|forsvundet|borte|kommet bort|kome bort|savnet|sakna|missing|disappeared|væk|blevet væk)
    (mamma|pappa|mor|far|mora|faren|bestemor|bestefar|mannen|kona|mother|father|grandmother|husband|wife) ~ (forsvunnet|forsvunne|forsvundet|sporløst|missing|disappeared)
    (kidnappet|kidnappa|kidnapped|kidnapping|bortført|bortføring)
    (skal|vil|kommer til å|kjem til å|going to|wants to|will|truer med å|vil gerne) ~ (drepe|drepa|dræbe|kill|myrde|slå ihjel|slå i hjel|skyte|skyde|stikke ned) ~ (meg|mig|me|oss|os|us|henne|hende|her|ham|han|him|noen|nokon|nogen|barna|børnene|kids|children|kona|mannen|deg)
    (jeg|eg|vi|i|meg|mig|me) ~ (drapstru*|drabstru*|death threat*|dødstrussel*|dødstrugsl*)
    (ring|ringe|send|sende|trenger|treng|tilkall|need|call|brug for) ~ (politi|politiet|police) (nå|no|nu|now|fort|straks|med en gang|hjelp|hurtig|her|here)
    (call|need) (the)? police
    (following|forfølger|forfølgjer|følger etter) ~ (meg|me|mig) (nå|now|nu|hjem|home|no)
    (går|gått|gikk) (et|eit)? (ras|jordras|snøras|leirras|skred|jordskred|leirskred|kvikkleireskred) (nå|no|her|over|ved|mot)
    (hus|huset|husene|folk|noen|nokon|biler) ~ (tatt av|under|i) ~ (ras|raset|skred|skredet|snøskred*|leirras*)
    (noen|nokon|nogen|en mann|ein mann|a man|someone) ~ (hoppe*|hoppa|jump*|springe) ~ (fra|frå|off|ned) ~ (brua|broen|taket|taget|bridge|roof|bru)
"""
NO_POLICE = """
    (kurs|course|kursus|forebygg*|førebygg*|prevent*|statistikk|statistik*|rapport|handlingsplan|bok|boken|boka|film|filmen|historie*|museum)
    (hund*|katt*|kat|katten|rotte*|mus|veps*|hvepse*|mygg|flått|mårhund*|måke*|måge*|due*|dyr*|elg*|rådyr*|fugl*|ulv*|bjørn*|cat|dog|rats?)
    (fra|frå|på) (skolen|skulen|barnehagen|jobb|jobben|trening)
    (fyrverkeri*|rakett*|raketter|fireworks|fyrværkeri)
    (spill|spillet|game|fotball|fodbold|sjakk)
"""
VIOLENCE = f"""
    (slår|sparker|sparkar|mishandler|mishandlar|banker opp|bankar|kveler|kvelertak|lugger|dytter) (til|på|løs på|laus på)? {PERSON}
    (slo|slog|slått|slått til|sparket|kicked) (til|på)? (meg|mig|oss|os|henne|hende|kona|barna|barnet|sønnen|datteren|me|us)
    (hits|beats|beat|kicks|abuses|strangles|abusing|hurts|hit) ~ (me|us|her|him|his wife|the kids|the children|the child)
    (blir|vert|blei|ble|bliver|blev) ~ (slått|slegen|slege|slået|mishandlet|mishandla|banka opp|banket opp|misbrukt|misbrukte|misbrugt|voldtatt|valdteken|voldtaget|utsatt for vold|utsett for vald|udsat for vold)
    (er|har) ~ (blitt|vorte|blevet) ~ (slått|slegen|slege|slået|mishandlet|mishandla|banket|banka|misbrukt|misbrugt|voldtatt|valdteken|voldtaget)
    (raped|sexually abused|being abused|been abused|been raped|molested)
    (utsatt|utsett|udsat) for (vold|vald|overgrep|seksuelle overgrep|seksuelt misbruk|psykisk vold|trusler|truslar|trugsmål)
    (voldelig|valdeleg|voldelige|valdelege|violent|abusive) (mann|mand|mannen|manden|samboer|sambuar|kjæreste|kjærast|kæreste|eks|far|mor|forhold|ekteskap|ægteskab|husband|partner|boyfriend|relationship|ex|wife|kone|sønn|son|søn)
    (mannen|manden|samboeren|sambuaren|kjæresten|kjærasten|kæresten|eksen|husband|partner|faren|far|pappa) ~ (er)? (voldelig|valdeleg|violent|slår|truer|truar|is violent)
    (redd|bange|afraid|scared|livredd) (for|av|of) ~ (mannen|manden|samboeren|sambuaren|kjæresten|kjærasten|kæresten|eksen|mannen min|faren|pappa|husband|partner|boyfriend|stepfar|stefar|stefaren)
    (tør|torer) (ikke|ikkje) ~ (hjem|heim|hjemme|heime)
    (afraid|scared) to go home
    (tvangsgift*|tvangsekteskap|tvangsægteskab|tvinger meg til å gifte|forced marriage|forced to marry|kjønnslemlest*|kønslemlæst*)
    (vold|vald) (hjemme|heime|i hjemmet|i heimen|i nære relasjoner|i nære relasjonar|i nære relationer|i familien|i forholdet)
    (domestic violence|domestic abuse|abused at home)
    (æresvold|æresrelatert vold|negativ sosial kontroll)
"""
VIOLENCE_ALONE = """
    vold
    vald
    violence
    voldtekt
    valdtekt
    voldtægt
    rape
    overgrep
    overgreb
    mishandling
    incest
    abuse
    jeg blir slått
    partnervold
"""
CHILD = f"""
    (pappa|mamma|faren|moren|mora|far|mor|stefar|stefaren|stefaren min|foreldrene|foreldra|forældrene|mine forældre|onkel|dad|mum|mom|my parents|stepfather) ~ (slår|slo|sparker|mishandler|banker|hits|beats|hit|rører|tar på|tok på|touches|misbruker) (meg|mig|me|oss|os|us|barna|søsteren|broren|lillebror|lillesøster)
    (slår|slo|slått|mishandler|misbruker|misbrukar|misbruger|forgriper seg|hits|beats|abuses|abusing|hitting|banker|sparker) (på)? ~ (barn|barnet|barna|barnene|borna|børn|børnene|ungen|ungene|ungane|sønnen|datteren|dattera|sonen|child|children|kid|kids|baby|babyen)
    (barn|barnet|barna|borna|børn|børnene|ungen|ungene|child|children|kid|kids) ~ (blir|vert|bliver|being|er|is|are) ~ (slått|slege|slegne|slået|mishandlet|mishandla|misbrukt|misbrugt|abused|beaten|hit|vanskjøttet|i fare|in danger)
    (overgrep|overgreb|vold|vald|seksuelt misbruk|misbruk|incest) (mot|mod|av|af) (barn|barnet|børn|born|barna)
    (child|children) ~ (in danger|abuse|neglected)
    child abuse
    barnemishandling
    børnemishandling
    (jeg|eg|i) ~ (barn|år|years old) ~ (slått|slegen|beaten|misbrukt)
"""
SUICIDE = """
    (ta|tage|tok|tar|take|taking) ~ (livet mitt|mitt eget liv|mitt eige liv|mit eget liv|livet av meg|livet av seg|sitt eget liv|sitt eige liv|sit eget liv|livet sitt|livet|my own life|my life|her own life|his own life)
    (begå|begår|commit|committing|planlegger|planlegg) (selvmord|sjølvmord|suicide|self harm)
    (selvmord|sjølvmord|selvmordstanker|sjølvmordstankar|selvmordstanke|suicidal|selvmordsfare|sjølvmordsfare|selvmordsnær|sjølvmordsnær|suicide)
    (drepe|drepa|dræbe|kill|skyte|hurt|cut) (meg|mig|seg|sig)? (selv|sjølv|myself|herself|himself)
    (drepe|dræbe|skade|skader|skadar|kutter|kutta|kutte|skære|skærer|kuttar) (meg|mig|seg|sig) (selv|sjølv)
    kutter meg
    cutting myself
    kill myself
    (vil|ønsker|ynskjer|want to|wanna|lyst til å|lyst til at|vil bare|vil berre|vil helst|burde) (bare|berre|bare)? (dø|døy|die|å dø|at dø|forsvinne for godt)
    (vil|orker|orkar|gidder|klarer|ønsker|makter|maktar) (ikke|ikkje) (å)? (leve|leva|live|leve mer|leva meir|å leve)
    (vil|orker|orkar|gidder|klarer|gider) (ikke|ikkje) ~ (leve|leva) ~ (mer|meir|mere|lenger|lenge|længere)
    (dont|do not) want to (live|be alive|be here anymore)
    (ingen|ikke noe|inkje|no) (grunn|vits|mening|meining|point|reason) (til|i|med|in|to) (å|at)? (leve|leva|livet|living|live)
    (end|ende|avslutte|avslutta|afslutte) ~ (livet|livet mitt|mit liv|my life|it all)
    (verden|alle|familien|barna|everyone|the world|they|de|dei) ~ (bedre|betre|better) ~ (uten meg|utan meg|uden mig|off without me)
    (bedre|betre|better) (om jeg var|om eg var|if i was|if i were|hvis jeg var) (død|daud|dead)
    (slutte|slutta|holde op med) (å|at) leve
    livstrøtt
    livstrett
    ikke ønsker å leve
    selvskading
    self harm
    hurting myself
"""
SUICIDE_ALONE = """
    orker ikke mer
    jeg orker ikke mer
    eg orkar ikkje meir
    orkar ikkje meir
    jeg orker ikke mere
    jeg klarer ikke mer
    eg klarar ikkje meir
    jeg kan ikke mere
    jeg vil ikke mer
    vil ikke mer
    i cant take it anymore
    i cant go on
    jeg har ikke lyst til å leve
    jeg vil dø
    vil dø
    eg vil døy
"""
AS_A_TOPIC = """
    (hekken|hekker|hekk|planten|plantene|planter|treet|trær|trærne|busken|blomstene|plenen|tree|plants)
    (kurs|kursus|course|courses|foredrag|seminar|konferanse|forebygg*|førebygg*|prevention|prevent|statistikk|statistik|statistics|handlingsplan*|handleplan*|plan mot|plan for|rapport*|report on|lovverk|lov om|tall for|film|filmen|bok|boken|boka|roman|romanen|podcast|teater|forskning|forsking|research|skoleoppgave|særemne|oppgave om|undervisning|opplæring|temakveld|rutine|rutiner|retningslinje*|veileder|rettleiar|master*|politikk|artikkel)
    (hvor mange|kor mange|hvor mye|kor mykje|how many|hvor stor del|how much)
    (hvem|kven|who) (var|skrev|skreiv|wrote|was|vant|drepte|døde|ble|blei)
    (når|where|when|hvor|hvorfor|hvordan|kor|korleis|hva|kva|why|how) (ble|blei|vart|døde|skjedde|startet|var|was|were|did|blev)
    (hva|kva|what|hvad) (skjedde|happened|skete)
    (hvilken|hvilket|hvilke|kva for|which) ~ (ble|var|blei|was|were|skjedde|hadde|døde)
    i (romanen|filmen|boka|boken|serien|krigen|1[0-9][0-9][0-9]|20[01][0-9])
"""
NO_VIOLENCE = """
    det slår (meg|mig) (at|hvor)
    slår (meg|seg) (av|på|sammen|ned|løs på|gjennom|fram|opp)
    (slå|slår|slått|slo|hit|beat|beats) ~ (plenen|plen|gress|gresset|gras|graset|græs|græsset|hekken|enga|av vannet|av vatnet|på lyset|av strømmen|lawn|grass|sammen|saman|sjakk|konkurranse|fotball|rekord|rekorden|vei|tall|ring|knute|alarm)
    (mobb*|bully*|bullied|bullying)
    (i|på) (sjakk|spill|fotball|kamp|turnering)
    (bil|bilen|tilhenger|hekk|trær|tre|dunk|dunken)
"""
