"""Sentences written for the tests: good ones in which nothing is to be found, bad ones with what must be."""

from __future__ import annotations

GOOD = {
    "nb": """
Du får svar fra oss innen 3. desember.
Vi henter søppelet hver tirsdag.
Svømmehallen åpner klokken 15 og stenger klokken 21.
Det finnes ledige plasser i barnehagen.
Det synes vi er leit.
Vi håper at flyttingen lykkes.
Vi møtes på rådhuset torsdag 4. desember.
Ring oss på 56 37 50 00 hvis du lurer på noe.
Du kan svare på denne e-posten.
Lurer du på noe? Skriv til oss.
Vi trenger en kopi av leiekontrakten din.
Alle barn i kommunen har rett til skoleplass.
Norges lengste vei går gjennom bygda.
Barnas trygghet er viktigst.
Innbyggernes råd betyr mye for oss.
Foreldrenes møte er på mandag.
Kommunens folk brøyter veien før klokken 7.
Vi har reparert gatelyset ved skolen.
Gatelyset virker igjen.
Hullet i veien er borte.
Du må sende søknaden før 1. mars.
Søk om plass på nettsiden vår.
Vi har gitt deg plass i Solbakken barnehage.
Det er best å komme før klokken 10.
Du trenger ikke gjøre noe nå.
Takk for at du sa fra!
Beklager at det tok så lang tid.
Vi tar imot hageavfall på Eide hele året.
Biblioteket har åpent til klokken 19 på onsdager.
Legg ved et bilde av hullet.
En av oss ringer deg i morgen.
En kan være stengt, men den andre er åpen.
Hun er ansatt hos oss.
Båten legger til ved kaia klokken 12.
Møtet er mandag, og du trenger ikke melde deg på.
Har du BankID, kan du logge inn på Min side.
SFO (skolefritidsordningen) koster det samme som før.
Skjemaet ligger på nettsiden, og det tar ti minutter å fylle ut.
Huset ditt ligger utenfor området.
Vi er lei oss for at posten kom for sent.
""",
    "nn": """
Du får svar frå oss innan 3. desember.
Vi hentar bosset kvar tysdag.
Symjehallen opnar klokka 15 og stengjer klokka 21.
Det finst ledige plassar i barnehagen.
Det synest vi er leitt.
Vi vonar at flyttinga går bra.
Vi møtest på rådhuset torsdag 4. desember.
Ring oss på 56 37 50 00 dersom du lurer på noko.
Du kan svare på denne e-posten.
Lurer du på noko? Skriv til oss.
Vi treng ein kopi av leigekontrakten din.
Alle barn i kommunen har rett til skuleplass.
Den lengste vegen i Noreg går gjennom bygda.
Det viktigaste er at barna er trygge.
Råda frå innbyggjarane tyder mykje for oss.
Foreldremøtet er på måndag.
Mannskapet vårt brøyter vegen før klokka 7.
Vi har reparert gatelyset ved skulen.
Gatelyset verkar att.
Holet i vegen er borte.
Du må sende søknaden før 1. mars.
Søk om plass på nettsida vår.
Vi har gitt deg plass i Solbakken barnehage.
Det er best å kome før klokka 10.
Du treng ikkje gjere noko no.
Takk for at du sa frå!
Orsak at det tok så lang tid.
Vi tek imot hageavfall på Eide heile året.
Biblioteket har ope til klokka 19 på onsdagar.
Legg ved eit bilete av holet.
Ein av oss ringjer deg i morgon.
Det er raskast å ringje oss.
Ho er tilsett hos oss.
Båten legg til ved kaia klokka 12.
Møtet er måndag, og du treng ikkje melde deg på.
Har du BankID, kan du logge inn på Mi side.
SFO (skulefritidsordninga) kostar det same som før.
Skjemaet ligg på nettsida, og det tek ti minutt å fylle ut.
Huset ditt ligg utanfor området.
Vi er lei oss for at posten kom for seint.
""",
    "da": """
Du får svar fra os senest den 3. december.
Vi henter skraldet hver tirsdag.
Svømmehallen åbner klokken 15 og lukker klokken 21.
Der findes ledige pladser i børnehaven.
Det synes vi er ærgerligt.
Vi håber, at flytningen lykkes.
Vi mødes på rådhuset torsdag den 4. december.
Ring til os på 70 00 00 00, hvis du har spørgsmål.
Du kan svare på denne mail.
Er du i tvivl? Skriv til os.
Vi mangler en kopi af din lejekontrakt.
Alle børn i kommunen har ret til en skoleplads.
Danmarks længste vej går gennem byen.
Børnenes tryghed er vigtigst.
Borgernes råd betyder meget for os.
Forældrenes møde er på mandag.
Kommunens folk rydder vejen før klokken 7.
Vi har repareret gadelyset ved skolen.
Gadelyset virker igen.
Hullet i vejen er væk.
Du skal sende ansøgningen før den 1. marts.
Søg om plads på vores hjemmeside.
Vi har givet dig plads i Solbakken børnehave.
Det er bedst at komme før klokken 10.
Du behøver ikke gøre noget nu.
Tak, fordi du sagde det til os!
Vi beklager, at det tog så lang tid.
Vi tager imod haveaffald hele året.
Biblioteket har åbent til klokken 19 om onsdagen.
Vedlæg et billede af hullet.
En af os ringer til dig i morgen.
Gå op ad vejen, og drej til højre.
Hun er ansat hos os.
Færgen lægger til ved kajen klokken 12.
Mødet er mandag, og du skal ikke melde dig til.
Har du MitID, kan du logge på Min side.
SFO (skolefritidsordningen) koster det samme som før.
Skemaet ligger på hjemmesiden, og det tager ti minutter at udfylde.
Dit hus ligger uden for området.
Vi er kede af, at brevet kom for sent.
""",
    "en": """
You will hear from us by 3 December.
We collect the rubbish every Tuesday.
The swimming pool opens at 3 pm and closes at 9 pm.
There are places left at the nursery.
We are sorry about that.
We hope that the move goes well.
We meet at the town hall on Thursday 4 December.
Call us on 56 37 50 00 if you have questions.
You can reply to this message.
Any questions? Write to us.
We need a copy of your lease.
Every child in the municipality has a right to a school place.
The longest road goes through the village.
It is important that the children are safe.
Your advice means a lot to us.
The meeting is on Monday.
Our crew clears the road before 7.
We have repaired the street light at the school.
The street light works again.
The hole in the road is gone.
You must send the form before 1 March.
Apply for a place on our website.
We have given you a place at Solbakken nursery.
It is best to come before 10.
You do not need to do anything now.
Thank you for telling us!
We are sorry that it took so long.
We take garden waste all year.
The library is open until 7 on Wednesdays.
Please send us a photo of the hole.
One of us will call you tomorrow.
We are closed on Sundays.
She works here.
The boat lands at noon.
The meeting is on Monday, and you need not sign up.
If you have BankID, you can log in to My page.
SFO (after-school care) costs the same as before.
The form is on our website and takes ten minutes.
Your house is outside the area.
I am interested in your view.
""",
}
BAD = {
    "nb": """
Søknaden behandles fortløpende. > passive
Svar sendes i løpet av uken. > passive
Skjemaet må leveres før fredag. > passive
Gebyret skal betales ved levering. > passive
Saken vurderes av kommunen. > passive
Du kan ikke kontaktes på telefon. > passive
Søknaden din blir behandlet på onsdag. > passive
Vedtaket ble fattet i går. > passive
Fakturaen er blitt sendt til deg. > passive
Man må søke før 1. mars. > nobody
Her kan man låne bøker. > nobody
En må huske å signere. > nobody
Vi må foreta en vurdering av saken. > noun_disease
Kommunen gjennomfører en kartlegging av behovet. > noun_disease
Vi har foretatt en grundig undersøkelse. > noun_disease
Vi utfører tømming av tanken i mai. > noun_disease
I det tilfelle at du flytter, må du si fra. > officialese
Huset er utstyrt med varmepumpe. > officialese
Vi er av den oppfatning at gebyret er riktig. > officialese
Tallet gir en indikasjon på behovet. > officialese
Du får svar på bakgrunn av søknaden. > officialese
Vi oversender saken til skolen. > officialese
Vedrørende søknaden din: Den er her. > officialese
Vi viser til søknaden din. > officialese
Du har anledning til å klage. > officialese
Det er nødvendig at du møter. > officialese
Vi gjør oppmerksom på at kontoret er stengt. > officialese
Vi benytter et nytt system. > officialese
Du får svar snarest mulig. > officialese
Send skjemaet innen utløpet av mars. > officialese
Såfremt du ønsker det, ringer vi. > officialese
Vi imøteser, og anmoder om, et svar. > officialese
Foreliggende planer gjelder til mai. > participle
Vedkommende må møte selv. > participle
Ta kontakt med undertegnede. > participle
Du får det iht. avtalen. > abbreviation
Vi ringer evt. i morgen. > abbreviation
Saken gjelder TUD og naboen. > unexplained
Etter plan- og bygningsloven § 21-7 har vi tolv uker på oss. > law_first
Eg veit ikkje når du får svar. > other_standard
Vi så på alt du har sendt oss i vår, og vi kom til at du ikke kan få lov til å bygge det du ba om. > long_sentence
""",
    "nn": """
Skjemaet må leverast før fredag. > passive
Gebyret skal betalast ved levering. > passive
Saka vil vurderast av oss. > passive
Svaret skal sendast i morgon. > passive
Søknaden din blir behandla på onsdag. > passive
Søknaden vert vurdert av skulen. > passive
Vedtaket vart fatta i går. > passive
Rekninga vart sendt til deg. > passive
Man må søkje før 1. mars. > nobody
Her kan man låne bøker. > nobody
Ein må hugse å signere. > nobody
Vi må føreta ei vurdering av saka. > noun_disease
Kommunen gjennomfører ei kartlegging av behovet. > noun_disease
Vi utfører tømming av tanken i mai. > noun_disease
Huset er utstyrt med varmepumpe. > officialese
Talet gir ein indikasjon på behovet. > officialese
Du får svar på bakgrunn av søknaden. > officialese
Vi oversender saka til skulen. > officialese
Vedrørande søknaden din: Han er her. > officialese
Vi viser til søknaden din. > officialese
Du har høve til å klage. > officialese
Det er nødvendig at du møter. > officialese
Vi gjer merksam på at kontoret er stengt. > officialese
Du får svar snarast mogleg. > officialese
Send skjemaet innan utgangen av mars. > officialese
Såframt du ønskjer det, ringjer vi. > officialese
Vi anmodar om eit svar. > officialese
I samsvar med lova har du rett til svar. > officialese
Med omsyn til gebyret er svaret nei. > officialese
Det går fram av brevet at du må betale. > officialese
Føreliggande planar gjeld til mai. > participle
Vedkommande må møte sjølv. > participle
Ta kontakt med underteikna. > participle
Du får det iht. avtalen. > abbreviation
Vi ringjer evt. i morgon. > abbreviation
Saka gjeld TUD og naboen. > unexplained
Etter plan- og bygningslova § 21-7 har vi tolv veker på oss. > law_first
Jeg veit når du får svar. > other_standard
Vi kan ikke svare i dag. > other_standard
Du må vente noen dagar. > other_standard
Vi såg på alt du har sendt oss i vår, og vi kom til at du ikkje kan få lov til å byggje det du bad om. > long_sentence
""",
    "da": """
Ansøgningen behandles løbende. > passive
Svaret sendes i løbet af ugen. > passive
Skemaet skal afleveres før fredag. > passive
Gebyret skal betales ved levering. > passive
Sagen vurderes af kommunen. > passive
Du kan ikke kontaktes på telefon. > passive
Din ansøgning bliver behandlet på onsdag. > passive
Afgørelsen blev truffet i går. > passive
Regningen er blevet sendt til dig. > passive
Man skal søge før den 1. marts. > nobody
Her kan man låne bøger. > nobody
Vi skal foretage en vurdering af sagen. > noun_disease
Kommunen gennemfører en kortlægning af behovet. > noun_disease
Vi har foretaget en grundig undersøgelse. > noun_disease
Vi udfører tømning af tanken i maj. > noun_disease
I tilfælde af at du flytter, skal du sige det til os. > officialese
Huset er udstyret med varmepumpe. > officialese
Vi er af den opfattelse at gebyret er rigtigt. > officialese
Tallet giver en indikation af behovet. > officialese
Du får svar på baggrund af ansøgningen. > officialese
Vi fremsender sagen til skolen. > officialese
Vedrørende din ansøgning: Den er her. > officialese
Vi henviser til din ansøgning. > officialese
Du har mulighed for at klage. > officialese
Det er nødvendigt at du møder op. > officialese
Vi gør opmærksom på at kontoret er lukket. > officialese
Vi benytter et nyt system. > officialese
Du får svar hurtigst muligt. > officialese
Send skemaet inden udløbet af marts. > officialese
Såfremt du ønsker det, ringer vi. > officialese
Vi anmoder om et svar. > officialese
Det fremgår af brevet, at du skal betale. > officialese
Foreliggende planer gælder til maj. > participle
Vedkommende skal møde op selv. > participle
Kontakt undertegnede. > participle
Du får det iht. aftalen. > abbreviation
Vi ringer evt. i morgen. > abbreviation
Sagen handler om TUD og naboen. > unexplained
Efter byggelovens § 21 har vi tolv uger til at svare. > law_first
Den pågældende har fået svar. > participle
Vi så på alt, du har sendt os i år, og vi kom til, at du ikke kan få lov til at bygge det, du bad om. > long_sentence
""",
    "en": """
Your application will be processed. > passive
The decision has been made by the council. > passive
The form must be sent before Friday. > passive
The fee must be paid on delivery. > passive
You will be contacted by phone. > passive
Your case is being considered. > passive
The letter was written by the mayor. > passive
Forms should be submitted at the desk. > passive
One must apply before 1 March. > nobody
One should sign the form. > nobody
We will carry out an assessment of the case. > noun_disease
The council conducts an inspection of the site. > noun_disease
We have undertaken a thorough investigation. > noun_disease
We perform registration of pets in May. > noun_disease
In the event that you move, tell us. > officialese
The house is equipped with a heat pump. > officialese
We are of the opinion that the fee is right. > officialese
The figure gives an indication of the need. > officialese
You get an answer on the basis of your form. > officialese
Prior to the meeting, read the plan. > officialese
In order to apply, log in. > officialese
We write with regard to your form. > officialese
We write with reference to your form. > officialese
Due to the fact that it rains, we are closed. > officialese
You have the opportunity to appeal. > officialese
You are required to attend. > officialese
Please note that the office is closed. > officialese
We utilise a new system. > officialese
You get an answer as soon as possible. > officialese
Send the form at your earliest convenience. > officialese
Please find enclosed the form. > officialese
At this point in time we have no places. > officialese
The aforementioned house is ours. > officialese
Provided that you want it, we call. > officialese
Work will commence in May. > officialese
Contact the undersigned. > participle
You get it free, i.e. without a fee. > abbreviation
Bring wood, paper, etc. to us. > abbreviation
The case is about TUD and the owner. > unexplained
Under section § 21 of the building act we have twelve weeks. > law_first
We read all you sent us in May, and we came to the view that you may not add a shed at the end of it. > long_sentence
""",
}


def good(language: str) -> list[str]:
    """The good sentences of a language."""
    return GOOD[language].strip().splitlines()


def bad(language: str) -> list[tuple[str, str]]:
    """(sentence, what must be found in it) of a language."""
    pairs = [line.rpartition(" > ") for line in BAD[language].strip().splitlines()]
    return [(said, code) for said, _mark, code in pairs]
