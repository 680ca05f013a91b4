"""What makes a text in Nynorsk hard to read, and what to write in its place."""

from __future__ import annotations

INSTEAD = """
i det tilfellet at | i dei tilfella der | i tilfelle der -> dersom
er utstyrt med -> har
innan det tidspunktet då -> før
er av den oppfatninga at | er av den meininga at -> meiner at
med det føremål å | i den hensikt å | med den hensikt å -> for å
på bakgrunn av at | på grunnlag av at | som følgje av at -> fordi
på bakgrunn av -> fordi; på grunn av
gir ein indikasjon på | gjev ein indikasjon på -> viser
i medhald av | i samsvar med | i henhald til | i høve til lova -> etter
med omsyn til | med hensyn til -> om; når det gjeld
i samband med at -> når
i høve til | i forhold til -> om; med; mot
vedrørande | angåande | vedkomande -> om
med tanke på -> for
under føresetnad av at | under føresetnad om at | såframt -> dersom
herunder -> også; mellom anna
kor vidt | korvidt -> om
således | såleis -> derfor; slik
imidlertid -> men
ettersom -> fordi
inneverande månad -> denne månaden
inneverande år -> i år
påfølgjande -> neste
førestående -> som kjem
i tidsrommet -> frå ... til
innan utløpet av | innan utgangen av -> før slutten av
snarast mogleg | så snart som mogleg | så raskt som mogleg -> datoen, til dømes «innan 3. desember»
ved fyrste høve | ved første høve -> datoen, til dømes «innan 3. desember»
omgåande | utan ugrunna opphald | utan unødig opphald -> straks
føremålstenleg | hensiktsmessig -> nyttig; som passar
nødvendiggjer -> krev
vanskeleggjer -> gjer det vanskeleg
tilvegebringe | framskaffe -> skaffe
besørgje -> ordne
anmode | anmoda | anmodar -> be; ber
anmodning | anmodinga | oppmoding -> spørsmål; ønske
oversende | oversender | oversend | oversendast | oversending -> sende
inneha | innehar -> ha; har
erverve | erverver -> få; kjøpe
påsjå -> sørgje for
iverksetje | iverksett | iverksetjast | setje i verk -> setje i gang
igangsetje | igangset -> setje i gang; starte
avstedkome -> føre til
medfører at -> gjer at
hensynta | omsynta -> ta omsyn til
beror på -> kjem an på
ligg føre | føreligg -> finst; har kome
går fram av | framgår av | framkjem av -> står i
tilskrive | tilskriven -> skrive til
meddele | meddeler -> seie frå; gje melding
underrette | underretta | underrettast -> seie frå; gje melding
svare ut -> svare på
bistå | bistår -> hjelpe; hjelper
yte bistand | gi bistand | gje bistand -> hjelpe
bistand -> hjelp
nytte seg av | nytte seg av -> bruke
anvende | anvender -> bruke; bruker
dessverre må vi meddele -> vi kan dessverre ikkje
ytterlegare -> meir; fleire
vil kunne -> kan
har høve til å | har anledning til å | har moglegheit til å -> kan
er rettkomen til | er berettiga til -> har rett til
er forplikta til å | pliktar å -> må
det er eit krav at | det er nødvendig at | det er påkravd at -> du må; vi må
det vert gjort merksam på at | det blir gjort merksam på at | vi gjer merksam på at -> (stryk, og sei det rett ut)
det vert presisert at | det blir presisert at | det vert understreka at -> (stryk, og sei det rett ut)
det vert vist til | det blir vist til -> takk for; du skreiv til oss om
vi viser til | med tilvising til | under tilvising til -> takk for; du skreiv til oss om
i all hovudsak -> mest
i stor grad | i stor utstrekning -> mykje; ofte
i liten grad -> lite; sjeldan
til kvar tid | til ei kvar tid -> alltid
ei rekkje | ei rekke -> mange
eit stort tal -> mange
fleirtalet av -> dei fleste
per dags dato | på noverande tidspunkt -> no; i dag
på eit seinare tidspunkt -> seinare
av den grunn -> derfor
ved hjelp av -> med
sakshandsamingstid | saksbehandlingstid -> kor lang tid det tek
avslutningsvis -> til slutt
innleiingsvis -> først
ver venleg og -> (stryk, og be rett ut: «Send oss ...»)
tilstrekkeleg -> nok
motsegn | innvending -> protest; merknad
jamfør -> sjå
"""
PARTICIPLES = """
føreliggande -> som vi har; som finst
gjeldande -> som gjeld
vedkommande -> personen; han eller ho
ovannemnde | førnemnde -> dette; denne
nedanfornemnde | nedanståande -> dette; som står under
underteikna -> eg
gjenverande | attverande -> som er att
etterfølgjande -> neste
"""
SHORT = """
iht -> etter
jf -> sjå
jfr -> sjå
vedr -> om
ang -> om
mht -> om; når det gjeld
ifm -> når; ved
evt -> eller; kanskje
mv -> og meir
m.v -> og meir
mm -> og meir
pga -> på grunn av; fordi
ift -> om; med
mtp -> for
fom -> frå og med
tom -> til og med
f.o.m -> frå og med
t.o.m -> til og med
o.l -> og liknande
m.a -> mellom anna
bl.a -> mellom anna
dvs -> det vil seie
ca -> om lag; rundt
inkl -> med
ekskl -> utan
pt -> no
p.t -> no
d.d -> i dag
ila -> i løpet av
"""
# Infinitive, participle, present where it is not made by the rule.
VERBS = """
behandle behandla behandlar | handsame handsama handsamar | sende sendt sender | gi gitt gir | gje gjeve gjev |
fatte fatta fattar |
vedta vedteke vedtek | avslå avslått avslår | innvilge innvilga innvilgar | vurdere vurdert vurderer |
registrere registrert registrerer | betale betalt betaler | rekne rekna reknar |
gjennomføre gjennomført gjennomfører |
kontakte kontakta kontaktar | varsle varsla varslar | informere informert informerer | arkivere arkivert arkiverer |
prioritere prioritert prioriterer | fordele fordelt fordeler | godkjenne godkjent godkjenner | krevje kravd krev |
levere levert leverer | ta teke tek | oppdatere oppdatert oppdaterer | opprette oppretta opprettar |
utføre utført utfører |
utbetale utbetalt utbetaler | endre endra endrar | bestille bestilt bestiller | hente henta hentar |
tømme tømt tømmer |
reparere reparert reparerer | stengje stengt stengjer | opne opna opnar | sperre sperra sperrar |
merke merkt merkjer |
kontrollere kontrollert kontrollerer | undersøkje undersøkt undersøkjer | avgjere avgjort avgjer | søkje søkt søkjer |
melde meldt melder | leggje lagt legg | setje sett set | skrive skrive skriv | bruke brukt bruker | vise vist viser |
fylle fylt fyller | halde halde held | kalle kalla kallar | dekkje dekt dekkjer | rette retta rettar |
løyse løyst løyser |
planleggje planlagt planlegg | overføre overført overfører | vidaresende vidaresendt vidaresender |
avslutte avslutta avsluttar |
slette sletta slettar | tildele tildelt tildeler | byggje bygd byggjer | rydde rydda ryddar | brøyte brøytt brøyter |
utsetje utsett utset | avlyse avlyst avlyser | flytte flytta flyttar | refundere refundert refunderer
"""
DEPONENT = """
finnast synast møtast kjennast trivast minnast lykkast slåst likast undrast skjemmast høyrast fylgjast følgjast sjåast
treffast semjast samlast skiljast eldast blygjast snakkast talast kappast krangla høvast kast last mast fast hast gast
rast tast vast vanlegast raskast enklast tryggast lettast nærast fyrst best mest
""".split()
LIGHT = """
føreta føretek føretatt gjennomføre gjennomfører gjennomførast gjennomførte gjennomført utføre utfører utførast utført
iverksetje iverkset
""".split()
FROM_NOUN = """
vurdering vurdere | behandling behandle | handsaming handsame | sakshandsaming handsame | utbetaling betale ut |
innbetaling betale | undersøking undersøkje | avklaring avklare | oppfølging følgje opp | gjennomgang gå gjennom |
kontroll kontrollere | utgreiing greie ut | endring endre | måling måle | synfaring kome og sjå |
prioritering prioritere |
utsending sende ut | registrering registrere | berekning rekne ut | kartlegging kartleggje | evaluering evaluere |
oppdatering oppdatere | rapportering rapportere | justering justere | tømming tømme | reparasjon reparere
""".strip()
