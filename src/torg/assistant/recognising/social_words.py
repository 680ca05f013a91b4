"""What people say that is no question to the municipality, in nb, nn, da and en; the syntax is that of `phrases`."""

from __future__ import annotations

AROUND = """
    (du|dere|dykk|i|you|deg|dig|der|there|da|så|så|then|og|and|men|but|jo|vel|nok|litt|litt|lidt|a|en|ein|et|eit|the|min|mi|my)
    (er|is|are|am|var|jeg|eg|det|dette|this|that|it|alle|sammen|saman|all|igjen|igen|again|til|to|på|i|oss|os|us)
    (kommune|kommunen|kommuna|municipality|council|robot|bot|chatbot|chatbotten|chatboten|assistent|assistenten|venn|kompis|dear|kjære|kære|fin|fine|god|godt|good)
    (veldig|meget|very|so|mye|mykje|really|just|bare|berre|bare|helt|heilt)
"""
GREETING = """
    (hei|heisann|hei hei|heia|hey|hej|hejsa|halla|hallo|hallå|hello|hi|hiya|yo|morn|mornings|mojn|dav|davs|goddag|halloj|hejhej|heihei|morna|tjena|greetings)
    god (morgen|morgon|dag|kveld|formiddag|ettermiddag|ettermiddag|natt|aften|eftermiddag|nat)
    (good|gm) (morning|evening|day|afternoon)
    godmorgen
    godaften
    er det noen (der|her)
    er det nokon (der|her)
    er der nogen
    (is) ~ (anyone|anybody|somebody|someone) there
    (kan|can|kunne|could) (du|dere|i|you|noen|nokon|nogen) (hjelpe|hjelpa|hjelpe|hjælpe|help) (meg|mig|me)
    (trenger|treng|need|har brug for) (litt|some|noe)? (hjelp|hjælp|help)
    (hjelp|hjælp|help)
    (kan|må|can|may) (jeg|eg|i) (spørre|spørje|spørge|ask) (om noe|om noko|om noget|something|deg om noe|deg om noko|you something)
    (jeg|eg) (har|lurer på) (et|eit)? (spørsmål|spørgsmål|noe)
    i have a question
    (start|begynn|begynd|meny|menu)
"""
THANKS = """
    (takk|tak|tusen takk|tusind tak|takker|takkar|thanks|thank you|thx|cheers|mange takk|mange tak|hjertelig takk|tusentakk|takk skal du ha)
    (takk|tak|thanks) for (hjelpen|hjelpa|hjælpen|hjelp|svar|svaret|info|informasjonen|informationen|the help|your help|help)
    (flott|fint|supert|super|topp|perfekt|perfect|great|nice|awesome|kjempebra|veldig bra|kjempefint|strålende|dejligt|fedt|nydelig|herlig|bra|godt svar|bra svar|good answer|fantastisk|lovely)
    (så|det var) (bra|fint|flott|greit|snilt|snill)
    (du er|you are|youre) (flink|snill|best|kjempeflink|sød|dygtig|great|helpful|the best|good)
"""
GOODBYE = """
    (ha det|hadet|ha det bra|ha det godt|hade|adjø|snakkes|snakkast|vi ses|vi sees|vi snakkes|farvel|hej hej|bye|bye bye|goodbye|see you|see ya|cya|ha en fin dag|ha ein fin dag|hav en god dag|have a nice day|have a good day|god helg|god weekend|god natt|godnatt|good night|på gjensyn|på gensyn|later|hav det godt)
    (det var alt|det var det|det var det hele|that was all|thats all|that is all|ikke noe mer|ikkje noko meir|ikke mere|nothing else|nothing more|jeg er ferdig|eg er ferdig)
    (avslutt|avslutte|avslutt samtalen|afslut|quit|exit|slutt)
"""
ABOUT_YOU = """
    (hvem|kven|hvad|hva|kva|who|what) (er|are) (du|you|dette|det eg snakkar med|jeg snakker med|jeg snakker med nå|this)
    (hvem|kven|who) (snakker|snakkar|chatter|taler|prater|am|er det) (jeg|eg|i) (med|talking to|chatting with|speaking to|snakker med|snakkar med)?~ (med|to|with)
    (hva|kva|hvad|what) (heter|heiter|hedder|is) (du|your name)
    whats your name
    (er|are) (du|you|dette|det|jeg snakker med|this) (en|ein|et|eit|a|an)? (robot|bot|chatbot|maskin|maskine|menneske|ekte|virkelig|verkeleg|person|human|machine|ai|ki|kunstig intelligens|real|dataprogram|datamaskin|automat|kvinne|mann|jente|ekte menneske|ekte person|real person|rigtigt menneske|chatgpt|menneskelig)
    (hva|kva|hvad|what) (kan|can) (du|you) (gjøre|gjera|gjere|hjelpe meg med|hjelpa meg med|hjælpe mig med|hjelpe med|hjelpa med|hjælpe med|svare på|svara på|do|help me with|help with|answer|gøre|for meg)
    (hva|kva|what) (kan|can) (jeg|eg|i) (spørre om|spørje om|ask|spørge om|spørre deg om|spørre om her|ask you)
    (hvordan|korleis|how) (virker|fungerer|verkar|do|does) (du|dette|you work|this work)
    (hvem|kven|who) (har laget|har laga|lagde|laget|made|har lavet) (deg|dig|you)
    (hvor|kor) (gammel|gamal) er du
    how old are you
    (hvor|kvar|where) (bor|bur|kommer|are|do) (du|you) (fra|frå|from|live)?~ (du|you|fra|frå|from|live)
    (lagrer|lagrar|gemmer|lagres|store|save|saved|stored) ~ (det jeg skriver|det eg skriv|det jeg sier|samtalen|dette|this|what i write|conversation)
    (hvilke|kva|which|what) (språk|sprog|languages) (kan|snakker|snakkar|forstår|taler|do you|can you) ~ (du|speak|understand|know)
    (snakker|snakkar|taler|forstår|do) (du|you) (speak|understand)? (engelsk|norsk|nynorsk|dansk|svensk|samisk|english|norwegian|danish|polsk|polish|arabic|arabisk|ukrainsk)
    (kan|can) (du|you) (snakke|speak|skrive|engelsk)? (engelsk|norsk|nynorsk|dansk|english|norwegian|danish)
"""
SMALL_TALK = """
    (hvordan|korleis|hvorledes|how) (går det|går det med deg|har du det|har du det i dag|are you|are you doing|is it going|are you today|går det i dag|står det til)
    hows it going
    (hva|kva|hvad) (skjer|sker|gjør du|gjer du|laver du|driver du med)
    (whats up|what is up|sup|what are you doing)
    (fortell|fortel|fortæl|tell|kan du fortelle|si|vet du) (meg|mig|me)? (en|ein|a|noe|noko|noget) (vits|vittighet|vittighed|joke|morsomt|sjovt|gåte|gåde|spøk|historie|eventyr|funny|story|moro)
    (syng|sing) ~ (sang|song|meg|for me)
    (liker|likar|elsker|elskar|savner|love|like|hater|hatar|hate) (du|you|deg|dig) ~ (meg|mig|me|deg|you|is|pizza|katter|mat)
    (jeg|eg|i) (elsker|elskar|love|liker|likar|like|hater|hatar|hate) (deg|dig|you)
    (vil|will|kan) (du|you) (gifte deg|gifta deg|gifte dig|marry me|ut med meg|bli vennen min|be my friend|være kjæresten min)
    (gifte deg med meg|marry me)
    (er|are) (du|you) (singel|single|gift|forelsket|glad|trist|trøtt|sliten|smart|klok|dum|happy|sad|married|kjedelig|sulten|hungry)
    (jeg|eg|i) (kjeder|kjedar|keder|am bored|er kjedelig) (meg|mig)?~ (meg|mig|bored)
    (haha|hahaha|hehe|hihi|lol|rofl|hmm|hm|mhm|oi|wow|åh|uff|æsj|jaså|javel|interessant|artig|morsomt|gøy|sjovt|funny)
    (test|tester|testing|asdf|qwerty|bla bla|blabla)
    (hva|kva|what) er (meningen|meininga) med livet
    what is the meaning of life
    (gratulerer|god jul|godt nytt år|godt nyttår|merry christmas|happy birthday|glædelig jul|gledelig jul|god påske|god sommer)
"""
YES = """
    (ja|jepp|japp|jup|yes|yep|yeah|jo|joda|ja takk|ja tak|yes please|stemmer|det stemmer|riktig|rett|rigtigt|korrekt|correct|right|thats right|akkurat|nettopp|nemlig|ok|okay|okei|oki|sure|gjerne|gjerne det|absolutt|sikkert|selvfølgelig|selvsagt|sjølvsagt|selvfølgeligt|jada|ja det stemmer|jatakk|kjør på|gjør det|fint det|det er riktig|det er rett|den ja|ja den)
    (det|dette) (hjalp|var det|var riktig|var nyttig|hjelpte|hjelpte meg|hjalp meg)
    (that|this|it) (helped|helps|was it|is it|is right)
"""
NO = """
    (nei|neida|næ|nope|no|nei takk|nej|nej tak|no thanks|no thank you|niks|nah|ikke|ikkje|not really|feil|forkert|wrong|galt|stemmer ikke|stemmer ikkje|det stemmer ikke|det er feil|det er galt|thats wrong|neitakk|ikke det|ikkje det|ingen av dem|ingen av dei|ingen av disse|none of these|none of them|noe annet|noko anna|noget andet|something else)
    (det|dette) (hjalp|hjelpte) (ikke|ikkje) (meg|mig)?~ (ikke|ikkje|meg|mig)
    (det|dette) (hjalp|hjelpte) (ikke|ikkje)
    (that|this|it) (did not|didnt|doesnt|does not) help
    (det|dette) (var|er) (ikke|ikkje) (det|dette)? (jeg|eg)? (mente|meinte|spurte om|det|lurte på|riktig|spurde om)
    (ikke|ikkje) det (jeg|eg) (mente|meinte|spurte om|lurte på|mener)
    not what i (meant|asked|mean)
"""
PERSON = """
    (snakke|snakka|prate|prata|tale|chatte|chatta|kontakt|kontakte|få|komme|talk|speak|chat|connect|connected|get|transfer|reach|sette|sett|stille|stil|setje) ~ (menneske|mennesker|menneskje|levende person|ekte person|person|personer|ansatt|ansatte|tilsett|tilsette|medarbeider|medarbeidar|medarbejder|kundebehandler|kundebehandlar|kunderådgiver|saksbehandler|saksbehandlar|sagsbehandler|rådgiver|rådgjevar|rådgiver|konsulent|veileder|rettleiar|operatør|human|people|agent|representative|employee|operator|staff|somebody real|someone real|real person|live person|kundeservice|kundesenter|sentralbord|sentralbordet|sentralbord|customer service|support|servicetorg|servicetorget|servicesenter|borgerservice|innbyggerservice|innbyggjarservice)
    (snakke|snakka|prate|prata|tale|chatte|chatta) med (noen|nokon|nogen|en|ein|dere|dykk|jer|en av dere|ein av dykk|noen i kommunen|nokon i kommunen|noen hos dere|kommunen|nogen fra kommunen)
    (talk|speak|chat) (to|with) (someone|somebody|you|anyone|a person|the municipality|someone at the municipality|a human)
    (kan|kunne|vil|can|could) (noen|nokon|nogen|dere|de|dei|i|someone|somebody|you|du) (ringe|ringja|ringje|call) (meg|mig|me|meg opp|mig op|me back|tilbake|til meg)
    (ring|call|ringe) (meg|mig|me) (opp|op|tilbake|tilbage|back|up|please|takk|nå|no)?~ (meg|mig|me|opp|op|tilbake|back|takk|i|på|etter)
    (ring|call) (meg|mig|me)
    (vil|ønsker|ynskjer|would like|want) ~ (bli ringt|bli oppringt|bli oppringd|blive ringet op|ringes opp|a call|callback)
    (er det|finnes det|er der|is there|are there) (noen|nokon|nogen|et menneske|eit menneske|en|anyone|a human|a person) ~ (på jobb|på vakt|jeg kan snakke med|eg kan snakke med|jeg kan tale med|i can talk to|to talk to|ledig)
"""
PERSON_ALONE = """
    (sett|sette|stil|stille|put|transfer) (meg|mig|me) (over|through|om|videre|vidare) ~ (til|to) ~ (kundebehandler|kundebehandlar|saksbehandler|medarbeider|medarbejder|person|menneske|noen|agent|someone|human)
    (sett|sette|stil|stille|put) (meg|mig|me) (over|through|igennem)
    (menneske|mennesker|et menneske|eit menneske|human|person|en person|ein person|ekte person|kundebehandler|kundebehandlar|kundeservice|kundesenter|saksbehandler|saksbehandlar|sagsbehandler|medarbeider|medarbeidar|medarbejder|ansatt|agent|operator|operatør|sentralbord|sentralbordet|customer service|live chat|live agent|chat|ringe|oppringning|callback|bli oppringt|bli ringt opp|levende person|real person|support)
"""
PERSON_NOT = """
    (snakke|snakka|prate|prata|tale|talk|speak) (med|to|with) (noen|nokon|nogen|someone|somebody|en|ein) (om|about|som|who|på|i|ved|hos|når) ~ (angst|depresjon|depression|sorg|rus|økonomi|gjeld|gæld|vold|livet|selvmord|anxiety|grief|debt|money|problemer|psykolog|det|kan)
    (snakke|snakka|prate|prata|tale|talk|speak) (med|to|with) ~ (ordføreren|ordføraren|borgmesteren|borgmester|ordfører|ordførar|rådmannen|mayor|rektor|lærer*|lærar*|lege|legen|læge|lægen|jordmor|psykolog|advokat|fastlege*|helsesykepleier|helsesjukepleiar|helsesøster|sundhedsplejerske|barnevern*|barnevernet|polit*|prest*|doctor|gp|midwife|teacher|psychologist|police)
    (støtteperson|kontaktperson|støttekontakt|ledsager|personlig assistent|personleg assistent|ombud|tillitsperson|verge|værge)
    (bli|become|søke|jobbe|work|jobb|job|stilling) ~ (saksbehandler|saksbehandlar|rådgiver|konsulent|ansatt|tilsett|medarbejder|operator|operatør)
"""
COMPLAINS = """
    (du|dere|i|you|boten|roboten|chatbotten|assistenten) (er|are) (ubrukelig|ubrukeleg|ubrugelig|useless|håpløs|håplaus|håbløs|hopeless|elendig|dårlig|dårleg|bad|terrible|stupid|dum|dumme|teit|rubbish|crap|ræva|inkompetent|inkompetente)
    (du|you|i|dere|boten|roboten) (forstår|skjønner|skjønar|skjønnar|fatter|understand|dont understand|do not understand|svarer|svarar) (ikke|ikkje|ingenting|inkje|nada|nothing|me|meg|mig) ~ (ikke|ikkje|noe|noko|noget|ting|me|det jeg spør om|det eg spør om|på spørsmålet|spørsmål|på spørsmål|meg|en dritt|what i mean)
    (du|you|dere|i) (forstår|skjønner|skjønar|fatter|fattar) (ikke|ikkje|ingenting|inkje|ikke noe)
    you (dont|do not) (understand|get it|help|answer)
    (dette|det|this|det her) (er|is) (ubrukelig|ubrukeleg|ubrugeligt|håpløst|håplaust|håbløst|useless|hopeless|elendig|elendigt|latterlig|latterleg|latterligt|ridiculous|for dårlig|for dårleg|for dårligt|dårlig service|dårleg service|dårlig service|bad service|terrible service|terrible|skandale|ein skandale|en skandale|pinlig)
    (dårlig|dårleg|elendig|bad|terrible|poor|horrible|worst) (service|tjeneste|svar|hjelp|answer|bot|chatbot)
    (jeg|eg) er (skikkelig|veldig|så|kjempe|meget|dritt)? (sint|forbanna|forbannet|lei|rasende|vred|skuffet|skuffa|frustrert) (på dere|på kommunen|på dykk|over dere|av dere|over jer)
    (gidder|gider) (ikke|ikkje) (mer|meir|mere|dette)
    (svarer|svarar) ~ (aldri|ikke|ikkje) (på telefonen|på telefon|på e post|på mail)
    (ingen|ingen av dere|nobody|no one) (svarer|svarar|answers|tar telefonen|tek telefonen|tager telefonen)
"""
COMPLAINS_ALONE = """
    (jeg|eg|i) (vil|ønsker|ynskjer|skal|want|would like) (å|at|to)? (klage|klaga|complain|klage på dere|klage på dykk|klage over jer|klage på deg|complain about you|klage på kommunen|klage på servicen)
"""
BAD = """
    (faen|fanden|faenskap|fy faen|fyfaen|helvete|helvede|for helvede|satan|satans|jævla|jævlig|jævlige|jævel|jævelen|jævle|dritt|drit|drittsekk|drittbot|møkka|møkk|skit|shit|bullshit|fuck|fucking|fuck you|fuck off|wtf|stfu|kuk|kukk|kukhode|pikk|pik|fitte|fittetryne|fisse|hore|hora|luder|kjerring|kælling|idiot|idioter|idioten|idiots|tulling|dust|dåse|moron|morons|asshole|arsehole|røvhul|rasshøl|rasshull|rævhøl|bitch|cunt|dick|bastard|dumming|dumbass|dumrian|mongo|tosk|tosken|kødhoved|svin|svinepels|klovn|taper|loser|kompis ass|kneppe|knull|knulle|knulla|suck|sucks|piss|pissoff|pis|hold kjeft|holdkjeft|hold kæft|shut up|drit og dra|dra til helvete|til helvete|drit å dra|drep deg|dø|gå og dø|stikk|rasist|nazi|hurensohn)
"""
AROUND_BAD = """
    (din|ditt|dine|du|dere|i|you|your|er|are|is|en|ein|et|eit|a|an|the|for|så|so|og|and|jo|som|hele|gjengen|alle|sammen|all|of|dette|det|this|what|hva|kva|hvad|ta|deg|dig|meg|mig|me|til|to|på|ass|altså|bare|dum|dumme|stupid|stygg|stygge|ugly|teit|feit|fat|ubrukelig|ubrukelige|useless|forbanna|forbannet|ja|nei|my|kan|can|vel|nå|no|nu|bot|robot|chatbot|kommune|kommunen)
    (hater|hate|hatar|hader|hold|kjeft|kæft|mouth|go|gå|stikk|suck|i|helt|mest|verste|worst)
"""
