"""What makes a text in Bokmål hard to read, and what to write in its place."""

from __future__ import annotations

# What was written, one or more forms with "|" between -> what to write.
INSTEAD = """
i det tilfelle at | i de tilfeller hvor | i de tilfeller der -> hvis
er utstyrt med -> har
innen det tidspunkt da -> før
er av den oppfatning at | er av den oppfatningen at | er av den formening at -> mener at
med den hensikt å | i den hensikt å -> for å
på bakgrunn av at | på grunnlag av at | som følge av at | grunnet det faktum at | på grunn av det faktum at -> fordi
på bakgrunn av -> fordi; på grunn av
gir en indikasjon på -> viser
i henhold til | ihht -> etter
i medhold av -> etter
i samsvar med -> etter
med hensyn til -> om; når det gjelder
hva angår | hva gjelder -> når det gjelder
i forbindelse med at -> når
i forhold til -> om; med; mot
vedrørende | angående | anlangende -> om
med henblikk på -> for å
for det tilfelle at | under forutsetning av at | forutsatt at -> hvis
med mindre annet fremgår | med mindre annet følger -> hvis ikke annet står
herunder -> også; blant annet
hvorvidt -> om
såfremt | for så vidt -> hvis
idet -> fordi; når
således -> derfor; slik
imidlertid -> men
ettersom -> fordi
dersom det skulle vise seg at -> hvis
inneværende måned -> denne måneden
inneværende år -> i år
påfølgende -> neste
forestående -> som kommer
i tidsrommet -> fra ... til
innen utløpet av -> før slutten av
etter utløpet av -> etter
snarest mulig | så snart som mulig | så snart det lar seg gjøre -> datoen, for eksempel «innen 3. desember»
ved første anledning -> datoen, for eksempel «innen 3. desember»
omgående | uten ugrunnet opphold | uten unødig opphold -> straks
hensiktsmessig | formålstjenlig -> nyttig; som passer
nødvendiggjør -> krever
vanskeliggjør -> gjør det vanskelig
tilveiebringe | fremskaffe -> skaffe
besørge -> ordne
anmode | anmoder | anmodes -> be; ber
anmodning | anmodningen -> spørsmål; ønske
oversende | oversender | oversendes | oversendt | oversendelse -> sende; sendt
besitter -> har
inneha | innehar -> ha; har
erverve | erverver -> få; kjøpe
påse | påser -> sørge for
iverksette | iverksetter | iverksettes | iverksatt -> sette i gang
igangsette | igangsetter -> sette i gang; starte
effektuere | effektueres -> gjøre
avstedkomme | avstedkommer -> føre til
medfører at -> gjør at
bevirker -> gjør
forefinnes -> finnes
hensyntas | hensynta | hensyntatt -> ta hensyn til
anse | anses -> mene; regne som
beror på -> kommer an på
foreligger -> finnes; har kommet
fremkommer av | fremgår av -> står i
tilskrive | tilskrives | tilskrevet -> skrive til
meddele | meddeler | meddeles -> si fra; gi beskjed
underrette | underrettes -> si fra; gi beskjed
bekjentgjøre -> gjøre kjent
besvare | besvares -> svare på
bistå | bistår -> hjelpe; hjelper
yte bistand | gi bistand -> hjelpe
bistand -> hjelp
utferdige | utferdiges -> lage; skrive
benytte seg av -> bruke
benytte | benytter | benyttes | benyttet -> bruke; bruker
anvende | anvender | anvendes | anvendt -> bruke; bruker
beklageligvis -> dessverre
ytterligere -> mer; flere
vil kunne -> kan
har anledning til å | har mulighet til å -> kan
er berettiget til -> har rett til
er forpliktet til å | er pliktig til å | plikter å -> må
det er et krav at -> du må
det er nødvendig at | det er påkrevd at | det er påkrevet at -> du må; vi må
det gjøres oppmerksom på at | det gjøres oppmerksom på | vi gjør oppmerksom på at -> (stryk, og si det rett ut)
det bemerkes at | det presiseres at | det understrekes at -> (stryk, og si det rett ut)
det vises til | vi viser til | under henvisning til | med henvisning til -> takk for; du skrev til oss om
nærværende -> denne; dette
denne bestemmelse -> denne bestemmelsen
dette brev -> dette brevet
denne sak -> denne saken
denne avgjørelse -> denne avgjørelsen
denne søknad -> denne søknaden
dette vedtak -> dette vedtaket
i all hovedsak -> mest
i stor utstrekning | i stor grad -> mye; ofte
i liten grad -> lite; sjelden
til enhver tid -> alltid
en rekke -> mange
et stort antall | et betydelig antall -> mange
flertallet av | majoriteten av -> de fleste
per dags dato | pr dags dato | på nåværende tidspunkt | på det nåværende tidspunkt -> nå; i dag
på et senere tidspunkt -> senere
for øvrig -> ellers; også
av den grunn | av denne grunn -> derfor
med tanke på -> for
ved hjelp av -> med
på vegne av seg selv -> selv
saksbehandlingstid -> hvor lang tid det tar
avslutningsvis -> til slutt
innledningsvis -> først
vennligst -> (stryk, og be rett ut: «Send oss ...»)
begjære | begjærer | begjæring -> be om; krav
innsigelse | innsigelser -> protest; merknad
disponere over | disponerer over -> ha; bruke
respektive -> hver sin
tilstrekkelig -> nok
forhåndenværende -> som vi har
vedkommendes -> personens
jamfør -> se
jfr -> se
"""
PARTICIPLES = """
foreliggende -> som vi har; som finnes
gjeldende -> som gjelder
vedkommende -> personen; han eller hun
pågjeldende | angjeldende -> den det gjelder
ovennevnte | ovenfornevnte | førnevnte | forannevnte -> dette; denne
nedennevnte | nedenstående -> dette; som står under
undertegnede -> jeg
gjenværende -> som er igjen
etterfølgende -> neste
"""
SHORT = """
iht -> etter
ihht -> etter
jf -> se
jfr -> se
vedr -> om
ang -> om
mht -> om; når det gjelder
ifm -> når; ved
ifbm -> når; ved
evt -> eller; kanskje
mv -> og mer
m.v -> og mer
mm -> og mer
pga -> på grunn av; fordi
ift -> om; med
pba -> fordi
mtp -> for
fom -> fra og med
tom -> til og med
f.o.m -> fra og med
t.o.m -> til og med
o.l -> og lignende
bl.a -> blant annet
dvs -> det vil si
mao -> med andre ord
ca -> omtrent; rundt
inkl -> med
ekskl -> uten
pt -> nå
p.t -> nå
d.d -> i dag
d.å -> i år
ila -> i løpet av
"""
VERBS = """
behandle behandlet | sende sendt | gi gitt gir | fatte fattet | vedta vedtatt vedtar | avslå avslått avslår |
innvilge innvilget | vurdere | registrere | betale betalt | beregne beregnet | gjennomføre gjennomført |
kontakte kontaktet |
varsle varslet | informere | arkivere | prioritere | fordele fordelt | godkjenne godkjent | kreve krevd |
levere levert |
motta mottatt mottar | oppdatere | opprette opprettet | utføre utført | utbetale utbetalt | trekke trukket |
endre endret |
bestille bestilt | hente hentet | tømme tømt | reparere | stenge stengt | åpne åpnet | sperre sperret | merke merket |
kontrollere | undersøke undersøkt | avgjøre avgjort | besvare besvart | ettersende ettersendt | fakturere |
refundere |
søke søkt | melde meldt | stille stilt | velge valgt | legge lagt | sette satt | skrive skrevet | lage laget |
finne funnet |
bruke brukt | benytte benyttet | vise vist | fylle fylt | holde holdt | avholde avholdt | kalle kalt |
innkalle innkalt |
dekke dekket | tilby tilbudt tilbyr | fastsette fastsatt | publisere | kunngjøre kunngjort | rette rettet |
løse løst |
følge fulgt | ta tatt tar | få fått får | gjøre gjort gjør | se sett ser | planlegge planlagt | overføre overført |
videresende videresendt | avslutte avsluttet | slette slettet | redusere | tildele tildelt | bygge bygd |
rydde ryddet |
måke måkt | strø strødd | rengjøre rengjort rengjør | utsette utsatt | avlyse avlyst | flytte flyttet |
utlevere utlevert
"""
DEPONENT = """
finnes synes lykkes mislykkes trives møtes minnes kjennes undres høres skjemmes enes ses sees treffes følges brukes-opp
slåss hilses skilles føles eldes fattes-av ligges omgås oppholdes ferdes grues tvistes blygs dages lites møtes snakkes
samles forsynes lengtes endes nødes loddes tykkes spøkes gremmes harmes vemmes kappes krangles
""".split()
LIGHT = """
foreta foretar foretas foretok foretatt gjennomføre gjennomfører gjennomføres gjennomførte gjennomført utføre utfører
utføres utført iverksette iverksetter iverksettes foretatt-en
""".split()
FROM_NOUN = """
vurdering vurdere | behandling behandle | saksbehandling behandle | utbetaling betale ut | innbetaling betale |
undersøkelse undersøke | avklaring avklare | oppfølging følge opp | gjennomgang gå gjennom | kontroll kontrollere |
utredning utrede | endring endre | måling måle | befaring komme og se | prioritering prioritere | utsending sende ut |
registrering registrere | beregning beregne | kartlegging kartlegge | evaluering evaluere | oppdatering oppdatere |
rapportering rapportere | justering justere | tømming tømme | reparasjon reparere | inspeksjon se over | testing teste
""".strip()
