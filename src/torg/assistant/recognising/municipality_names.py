"""The names of the municipalities of Norway (2024) and Denmark, and those of them that are ordinary words too."""

from __future__ import annotations


def _names(table: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in table.replace("\n", " ").split(";"))


NORWEGIAN = _names(
    """
    Aarborte; Alstahaug; Alta; Alvdal; Alver; Andøy; Aremark; Arendal; Asker; Askvoll; Askøy; Aukra; Aure;
    Aurland; Aurskog-Høland; Austevoll; Austrheim; Averøy; Balsfjord; Bamble; Bardu; Beiarn; Bergen; Berlevåg;
    Bindal; Birkenes; Bjerkreim; Bjørnafjorden; Bodø; Bokn; Bremanger; Brønnøy; Bygland; Bykle; Båtsfjord;
    Bærum; Bø; Bømlo; Deatnu; Dielddanuorri; Dovre; Drammen; Drangedal; Dyrøy; Dønna; Eidfjord; Eidskog;
    Eidsvoll; Eigersund; Elverum; Enebakk; Engerdal; Etne; Etnedal; Evenes; Evje og Hornnes; Farsund; Fauske;
    Fedje; Fitjar; Fjaler; Fjord; Flakstad; Flatanger; Flekkefjord; Flesberg; Flå; Folldal; Fredrikstad; Frogn;
    Froland; Frosta; Frøya; Fyresdal; Færder; Gamvik; Gausdal; Gildeskål; Giske; Gjemnes; Gjerdrum; Gjerstad;
    Gjesdal; Gjøvik; Gloppen; Gol; Gran; Grane; Gratangen; Grimstad; Grong; Grue; Gulen; Guovdageaidnu;
    Gáivuotna; Hadsel; Halden; Hamar; Hammerfest; Haram; Hareid; Harstad; Hasvik; Haugesund; Heim; Hemnes;
    Hemsedal; Herøy; Hitra; Hjartdal; Hjelmeland; Hol; Hole; Holmestrand; Holtålen; Horten; Hurdal; Hustadvika;
    Hvaler; Hyllestad; Hábmer; Hå; Hægebostad; Høyanger; Høylandet; Ibestad; Inderøy; Indre Fosen; Indre
    Østfold; Iveland; Jevnaker; Karlsøy; Karmøy; Kinn; Klepp; Kongsberg; Kongsvinger; Kragerø; Kristiansand;
    Kristiansund; Krødsherad; Kvam; Kvinesdal; Kvinnherad; Kviteseid; Kvitsøy; Kvæfjord; Kvænangen; Kárášjohka;
    Larvik; Lebesby; Leirfjord; Leka; Lesja; Levanger; Lier; Lierne; Lillehammer; Lillesand; Lillestrøm;
    Lindesnes; Loabák; Lom; Loppa; Lund; Lunner; Lurøy; Luster; Lyngdal; Lyngen; Lærdal; Lødingen; Lørenskog;
    Løten; Malvik; Marker; Masfjorden; Melhus; Meløy; Meråker; Midt-Telemark; Midtre Gauldal; Modalen; Modum;
    Molde; Moskenes; Moss; Målselv; Måsøy; Namsos; Namsskogan; Nannestad; Narvik; Nes; Nesbyen; Nesna; Nesodden;
    Nissedal; Nittedal; Nome; Nord-Aurdal; Nord-Fron; Nord-Odal; Nordkapp; Nordre Follo; Nordre Land; Nordreisa;
    Nore og Uvdal; Notodden; Nærøysund; Oppdal; Orkland; Os; Osen; Oslo; Osterøy; Overhalla; Porsanger;
    Porsgrunn; Raarvihke; Rakkestad; Rana; Randaberg; Rauma; Rendalen; Rennebu; Rindal; Ringebu; Ringerike;
    Ringsaker; Risør; Rollag; Råde; Rælingen; Rødøy; Røros; Røst; Salangen; Saltdal; Samnanger; Sande;
    Sandefjord; Sandnes; Sarpsborg; Sauda; Sel; Selbu; Seljord; Senja; Sigdal; Siljan; Sirdal; Skaun; Skien;
    Skiptvet; Skjervøy; Skjåk; Smøla; Snåase; Sogndal; Sokndal; Sola; Solund; Sortland; Stad; Stange; Stavanger;
    Steigen; Steinkjer; Stjørdal; Stor-Elvdal; Stord; Storfjord; Strand; Stranda; Stryn; Sula; Suldal; Sunndal;
    Sunnfjord; Surnadal; Sveio; Sykkylven; Sømna; Søndre Land; Sør-Aurdal; Sør-Fron; Sør-Odal; Sør-Varanger;
    Sørfold; Sørreisa; Time; Tingvoll; Tinn; Tokke; Tolga; Tromsø; Trondheim; Trysil; Træna; Tvedestrand; Tydal;
    Tynset; Tysnes; Tysvær; Tønsberg; Ullensaker; Ullensvang; Ulstein; Ulvik; Unjárga; Utsira; Vadsø; Vaksdal;
    Valle; Vang; Vanylven; Vardø; Vefsn; Vega; Vegårshei; Vennesla; Verdal; Vestby; Vestnes; Vestre Slidre;
    Vestre Toten; Vestvågøy; Vevelstad; Vik; Vindafjord; Vinje; Volda; Voss; Vågan; Vågå; Våler; Værøy; Åfjord;
    Ål; Ålesund; Åmli; Åmot; Årdal; Ås; Åseral; Åsnes; Øksnes; Ørland; Ørsta; Østre Toten; Øvre Eiker; Øyer;
    Øygarden; Øystre Slidre
    """
)
DANISH = _names(
    """
    Aabenraa; Aalborg; Aarhus; Albertslund; Allerød; Assens; Ballerup; Billund; Bornholm; Brøndby; Brønderslev;
    Dragør; Egedal; Esbjerg; Faaborg-Midtfyn; Fanø; Favrskov; Faxe; Fredensborg; Fredericia; Frederiksberg;
    Frederikshavn; Frederikssund; Furesø; Gentofte; Gladsaxe; Glostrup; Greve; Gribskov; Guldborgsund;
    Haderslev; Halsnæs; Hedensted; Helsingør; Herlev; Herning; Hillerød; Hjørring; Holbæk; Holstebro; Horsens;
    Hvidovre; Høje-Taastrup; Hørsholm; Ikast-Brande; Ishøj; Jammerbugt; Kalundborg; Kerteminde; Kolding;
    København; Køge; Langeland; Lejre; Lemvig; Lolland; Lyngby-Taarbæk; Læsø; Mariagerfjord; Middelfart; Morsø;
    Norddjurs; Nordfyns; Nyborg; Næstved; Odder; Odense; Odsherred; Randers; Rebild; Ringkøbing-Skjern;
    Ringsted; Roskilde; Rudersdal; Rødovre; Samsø; Silkeborg; Skanderborg; Skive; Slagelse; Solrød; Sorø;
    Stevns; Struer; Svendborg; Syddjurs; Sønderborg; Thisted; Tårnby; Tønder; Vallensbæk; Varde; Vejen; Vejle;
    Vesthimmerlands; Viborg; Vordingborg; Ærø
    """
)
# "Få time hos legen", "hul i vejen", "en skive brød": such a name counts only before or after "kommune".
ORDINARY = frozenset(
    _names(
        """
    Alver; Aure; Bokn; Bø; Fjord; Flå; Frøya; Giske; Gjerstad; Gol; Gran; Grane; Greve; Gribskov; Halden; Heim;
    Hol; Hole; Hå; Klepp; Kvam; Leka; Lier; Lom; Lund; Luster; Marker; Moss; Nes; Nome; Odder; Os; Osen; Rana;
    Sande; Sauda; Sel; Senja; Skive; Sola; Solund; Stad; Strand; Stranda; Time; Tinn; Træna; Tønder; Valle;
    Vang; Varde; Vega; Vejen; Vestby; Vik; Våler; Ål; Åmot; Ås
        """
    )
)
