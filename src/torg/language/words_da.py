"""What makes a Danish text hard to read, and what to write in its place."""

from __future__ import annotations

INSTEAD = """
i det tilfælde at | i tilfælde af at | i de tilfælde hvor -> hvis
er udstyret med -> har
inden det tidspunkt hvor -> før
er af den opfattelse at | er af den formening at -> mener, at
med henblik på at | i den hensigt at -> for at
på baggrund af at | som følge af at | på grund af det faktum at -> fordi
på baggrund af -> fordi; på grund af
giver en indikation af | giver en indikation på -> viser
i henhold til | i medfør af | i overensstemmelse med -> efter
med hensyn til | hvad angår | for så vidt angår -> om; når det gælder
i forbindelse med at -> når
i forhold til -> om; med; mod
vedrørende | angående | vedkommende sagen -> om
under forudsætning af at | forudsat at | såfremt -> hvis
medmindre andet fremgår -> hvis der ikke står andet
herunder -> også; blandt andet
hvorvidt -> om
idet -> fordi; når
således -> derfor; sådan
imidlertid -> men
eftersom -> fordi
indeværende måned -> denne måned
indeværende år -> i år
efterfølgende -> bagefter; næste
forestående -> som kommer
i tidsrummet -> fra ... til
inden udløbet af | ved udløbet af -> før slutningen af
snarest muligt | hurtigst muligt -> datoen, for eksempel »senest den 3. december«
så hurtigt som muligt | så snart som muligt -> datoen, for eksempel »senest den 3. december«
ved først givne lejlighed -> datoen, for eksempel »senest den 3. december«
omgående | uden unødigt ophold | uden ugrundet ophold -> straks
hensigtsmæssig | hensigtsmæssigt | formålstjenlig -> nyttig; som passer
nødvendiggør -> kræver
vanskeliggør -> gør det svært
tilvejebringe | fremskaffe -> skaffe
foranledige | foranlediger -> sørge for
anmode | anmoder | anmodes | anmodet -> bede; beder
anmodning | anmodningen -> ønske; spørgsmål
fremsende | fremsender | fremsendes | fremsendt | fremsendelse -> sende; sendt
tilsende | tilsendes | tilsendt -> sende; sendt
er i besiddelse af | besidder -> har
erhverve | erhverver -> få; købe
påse | påser -> sørge for
iværksætte | iværksætter | iværksættes | iværksat -> sætte i gang
igangsætte | igangsætter -> sætte i gang; starte
effektuere | effektueres -> gøre
afstedkomme | afstedkommer -> føre til
medfører at -> gør, at
bevirker -> gør
forefindes -> findes
anse | anses -> mene; regne for
beror på -> kommer an på
foreligger -> findes; er kommet
fremgår af -> står i
tilskrive | tilskrives -> skrive til
meddele | meddeler | meddeles | meddelt -> sige; give besked
underrette | underrettes | underretter -> give besked
besvare | besvares -> svare på
bistå | bistår -> hjælpe; hjælper
yde bistand -> hjælpe
bistand -> hjælp
udfærdige | udfærdiges -> lave; skrive
gøre brug af | benytte sig af -> bruge
benytte | benytter | benyttes | benyttet -> bruge; bruger
anvende | anvender | anvendes | anvendt -> bruge; bruger
beklageligvis -> desværre
yderligere -> mere; flere
vil kunne -> kan
har mulighed for at | har adgang til at -> kan
er berettiget til -> har ret til
er forpligtet til at | er pligtig at -> skal
det er et krav at | det er nødvendigt at | det er påkrævet at -> du skal; vi skal
det skal bemærkes at | det bemærkes at -> (slet, og sig det lige ud)
der gøres opmærksom på at | vi gør opmærksom på at -> (slet, og sig det lige ud)
det skal understreges at | det præciseres at -> (slet, og sig det lige ud)
under henvisning til | med henvisning til | der henvises til | vi henviser til -> tak for; du skrev til os om
nærværende -> denne; dette
i al væsentlighed -> mest
i stort omfang | i vidt omfang | i høj grad -> meget; ofte
i ringe grad | i begrænset omfang -> lidt; sjældent
til enhver tid -> altid
en række -> mange
et stort antall | et stort antal -> mange
flertallet af | hovedparten af -> de fleste
dags dato | på nuværende tidspunkt | på indeværende tidspunkt -> nu; i dag
på et senere tidspunkt -> senere
af den grund -> derfor
ved hjælp af -> med
sagsbehandlingstid | sagsbehandlingstiden -> hvor lang tid det tager
afslutningsvis -> til sidst
indledningsvis -> først
venligst -> (slet, og bed lige ud: »Send os ...«)
begære | begærer | begæring -> bede om; krav
indsigelse | indsigelser -> protest; bemærkning
tilstrækkelig | tilstrækkeligt -> nok
respektive -> hver sin
endvidere | ydermere -> også
desuagtet | uagtet -> selv om
nærmere bestemt -> det vil sige
desangående | derom -> om det
jævnfør -> se
"""
PARTICIPLES = """
foreliggende -> som vi har; som findes
gældende -> som gælder
vedkommende -> personen; han eller hun
pågældende -> personen; den, det handler om
ovennævnte | førnævnte | ovenstående -> dette; denne
nedennævnte | nedenstående -> dette; som står herunder
undertegnede -> jeg
resterende -> som er tilbage
nævnte -> denne; dette
"""
SHORT = """
iht -> efter
jf -> se
jvf -> se
vedr -> om
ang -> om
mht -> om; når det gælder
mhp -> for at
ifm -> når; ved
ifb -> når; ved
evt -> eller; måske
mv -> med mere
m.v -> med mere
mm -> med mere
m.m -> med mere
pga -> på grund af; fordi
ift -> om; med
fsv -> for så vidt
o.l -> og lignende
bl.a -> blandt andet
dvs -> det vil sige
ca -> omkring
inkl -> med
ekskl -> uden
pt -> nu
p.t -> nu
d.d -> i dag
d.å -> i år
incl -> med
"""
VERBS = """
behandle behandlet | sende sendt | give givet giver | vedtage vedtaget | afslå afslået afslår | bevilge bevilget |
vurdere |
registrere | betale betalt | beregne beregnet | gennemføre gennemført | kontakte kontaktet | informere | arkivere |
prioritere | fordele fordelt | godkende godkendt | kræve krævet | levere | modtage modtaget | opdatere |
oprette oprettet |
udføre udført | udbetale udbetalt | ændre ændret | bestille bestilt | hente hentet | tømme tømt | reparere |
lukke lukket |
åbne åbnet | spærre spærret | mærke mærket | kontrollere | undersøge undersøgt | afgøre afgjort | besvare besvaret |
eftersende eftersendt | fakturere | refundere | søge søgt | melde meldt | anmelde anmeldt | stille stillet |
vælge valgt |
lægge lagt | sætte sat | skrive skrevet | lave lavet | bruge brugt | vise vist | udfylde udfyldt | holde holdt |
afholde afholdt | indkalde indkaldt | dække dækket | tilbyde tilbudt | fastsætte fastsat |
offentliggøre offentliggjort |
rette rettet | løse løst | følge fulgt | tage taget | få fået får | gøre gjort gør | se set ser | planlægge planlagt |
overføre overført | videresende videresendt | afslutte afsluttet | slette slettet | tildele tildelt | bygge bygget |
rydde ryddet | salte saltet | udsætte udsat | aflyse aflyst | flytte flyttet | udlevere udleveret | opkræve opkrævet |
indbetale indbetalt | indsende indsendt | tilbagebetale tilbagebetalt | genoptage genoptaget | træffe truffet
"""
DEPONENT = """
findes synes lykkes mislykkes trives mødes mindes kendes høres skændes enes ses følges færdes længes omgås slås
skilles
føles ældes vides rummes ventes-op samles grues kappes undres skammes enes væmmes slås
""".split()
LIGHT = """
foretage foretager foretages foretog foretaget gennemføre gennemfører gennemføres gennemførte gennemført udføre
udfører
udføres udført iværksætte iværksætter iværksættes træffe-en
""".split()
FROM_NOUN = """
vurdering vurdere | behandling behandle | sagsbehandling behandle | udbetaling udbetale | indbetaling betale |
undersøgelse undersøge | afklaring afklare | opfølgning følge op | gennemgang gå igennem | kontrol kontrollere |
udredning udrede | ændring ændre | måling måle | besigtigelse komme og se | prioritering prioritere |
udsendelse sende ud |
registrering registrere | beregning beregne | kortlægning kortlægge | evaluering evaluere | opdatering opdatere |
rapportering rapportere | justering justere | tømning tømme | reparation reparere | inspektion se på |
opmåling måle op
""".strip()
