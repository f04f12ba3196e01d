$ forvalta --lang sv report upcoming --years 1 --by committee
Vad som kommer det närmaste året
================================

Läget den                               2026-11-22
Till                                    2027-11-22
Poster                                  214
Av dem har beslutsdagen passerat        8
Vad de kostar per år, såvitt känt       63 088 375 kr
Varav uppskattat                        5 644 000 kr
Budgetar och hela värden, såvitt känt   4 370 000 kr
Poster med okänd kostnad                3
System med en komponent att uppgradera  85

Det som måste besvaras eller kan lämnas under de här åren: support som upphör
så att systemet måste bytas, avtal, optioner och licenser, planerade
avvecklingar och utvecklingsmöjligheter som någon har tagit emot. Dagen är när
det inträffar; besluta senast är den sista dagen då det ännu finns ett val.
Per år är vad avtalet, licensen eller systemet kostar att fortsätta med; ett
system och avtalet det vilar på kan innehålla samma pengar. Var och en räknas
en gång. Uppgraderingar av komponenter hör till de tekniskt ansvariga och står
inte i listan.

År för år
---------

År                   Poster  passerad  nu  snart  god tid  beslutad      Per år    En gång  Uppskattat  Kostnad okänd
-------------------  ------  --------  --  -----  -------  --------  ----------  ---------  ----------  -------------
Har redan inträffat       6         6   0      0        0         0   3 028 000          0   2 464 000              0
2026                     20         0   0      0        0         0   4 855 076          0           0              0
2027                    108         2  12     35        0         7  33 523 595  4 370 000   2 656 000              1
2028                     31         0   1     16        8         6  12 240 718          0     524 000              0
2029                     47         0   0     14       33         0   9 440 986          0           0              0
Ingen dag angiven         2         0   0      0        0         0                                                 2
-------------------  ------  --------  --  -----  -------  --------  ----------  ---------  ----------  -------------
Summa                   214         8  13     65       41        13  63 088 375  4 370 000   5 644 000              3

Känd kostnad efter det år då det inträffar
Har redan inträffat ### 3 028 tkr
2026                ##### 4 855 tkr
2027                ###################################===== 37 894 tkr
2028                ############# 12 241 tkr
2029                ########## 9 441 tkr
Ingen dag angiven    okänt
# Per år   = En gång

Nämnd för nämnd
---------------

Nämnd                                        Poster  passerad  nu  snart  god tid  beslutad      Per år    En gång  Uppskattat  Kostnad okänd
-------------------------------------------  ------  --------  --  -----  -------  --------  ----------  ---------  ----------  -------------
Arbetsmarknads- och vuxenutbildningsnämnden       5         0   0      0        0         1     423 300          0     159 000              0
Barn- och utbildningsnämnden                     26         0   1      7        4         4   7 030 899  4 370 000   1 020 000              0
Kommunstyrelsen                                  80         1   7     25       18         5  37 693 451          0   1 993 000              1
Kultur- och fritidsnämnden                       11         2   0      2        2         0   1 129 588          0           0              0
Miljö- och hälsoskyddsnämnden                     4         1   0      0        0         0     482 370          0           0              0
Samhällsbyggnadsnämnden                          10         0   1      5        2         0   1 030 517          0           0              0
Socialnämnden                                    19         2   2      5        1         0   4 292 637          0      32 000              1
Tekniska nämnden                                 15         0   1      5        5         1   1 134 189          0           0              0
Vård- och omsorgsnämnden                         27         1   0     10        5         0   6 840 838          0   1 442 000              1
Ingen nämnd                                      17         1   1      6        4         2   3 030 586          0     998 000              0
-------------------------------------------  ------  --------  --  -----  -------  --------  ----------  ---------  ----------  -------------
Summa                                           214         8  13     65       41        13  63 088 375  4 370 000   5 644 000              3

Känd kostnad per nämnd
Arbetsmarknads- och vuxenutbildningsnämnden  423 tkr
Barn- och utbildningsnämnden                #######===== 11 401 tkr
Kommunstyrelsen                             ######################################## 37 693 tkr
Kultur- och fritidsnämnden                  # 1 130 tkr
Miljö- och hälsoskyddsnämnden               # 482 tkr
Samhällsbyggnadsnämnden                     # 1 031 tkr
Socialnämnden                               ##### 4 293 tkr
Tekniska nämnden                            # 1 134 tkr
Vård- och omsorgsnämnden                    ####### 6 841 tkr
Ingen nämnd                                 ### 3 031 tkr
# Per år   = En gång

Listan
------

Besluta senast  Läge      Dag         Vad                     Namn                                       Per år  Uppskattat    En gång
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
Arbetsmarknads- och vuxenutbildningsnämnden
2026-03-31      beslutad  2027-12-31  planerad avveckling     Lärplattform vuxna                        159 000     159 000
    Tjänst: Vuxenutbildning · Enhet: Vuxenutbildningen
    Besvaras av: OPP-0002 En lärplattform för alla elever
                          2027-03-31  licens går ut           Vuxenutbildningsregister, licens          159 500
    System: Vuxenutbildningsregister · Tjänst: Vuxenutbildning · Enhet:
    Vuxenutbildningen
                          2027-03-31  licens går ut           Skuldrådgivning, licens                    25 000
    System: Skuldrådgivning · Tjänst: Budget- och skuldrådgivning
    Enhet: Budget- och skuldrådgivningen
                          2027-09-30  licens går ut           Lärplattform vuxna, licens                 69 825
    System: Lärplattform vuxna · Tjänst: Vuxenutbildning · Enhet:
    Vuxenutbildningen
                          2027-09-30  licens går ut           Lärplattform vuxna, utökning                9 975
    System: Lärplattform vuxna · Tjänst: Vuxenutbildning · Enhet:
    Vuxenutbildningen
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              5 poster                                  423 300     159 000          0

Barn- och utbildningsnämnden
2025-04-30      beslutad  2027-07-31  planerad avveckling     Lärplattform                              872 000     872 000
    Tjänst: Grundskola · Enhet: Grundskoleavdelningen
    Besvaras av: OPP-0002 En lärplattform för alla elever
2025-04-30      beslutad  2027-07-31  avtal går ut            Lärplattform, avtal                       676 000
    System: Lärplattform · Tjänst: Grundskola
    Enhet: Barn- och utbildningsförvaltningen
    Besvaras av: OPP-0002 En lärplattform för alla elever
2025-07-31      beslutad  2027-07-31  planerad avveckling     Lärplattform gymnasiet                    148 000     148 000
    Tjänst: Gymnasieskola · Enhet: Gymnasieavdelningen
    Besvaras av: OPP-0002 En lärplattform för alla elever
2026-12-31      nu        2027-01-31  automatisk förlängning  Skolskjutsplanering, avtal                106 000
    System: Skolskjutsplanering · Tjänst: Skolskjuts
    Enhet: Barn- och utbildningsförvaltningen
                          2026-12-31  licens går ut           Förskoleplacering, licens                 196 300
    System: Förskoleplacering · Tjänst: Förskola · Enhet: Förskoleavdelningen
                          2026-12-31  licens går ut           Frånvaroanmälan, licens                    92 470
    System: Frånvaroanmälan · Tjänst: Grundskola · Enhet:
    Grundskoleavdelningen
                          2026-12-31  licens går ut           Frånvaroanmälan, utökning                  13 195
    System: Frånvaroanmälan · Tjänst: Grundskola · Enhet:
    Grundskoleavdelningen
                          2026-12-31  licens går ut           Digitala läromedel, licens                546 894
    System: Digitala läromedel · Tjänst: Digitala läromedel · Enhet:
    Grundskoleavdelningen
                          2026-12-31  licens går ut           Digitala läromedel, utökning               78 039
    System: Digitala läromedel · Tjänst: Digitala läromedel · Enhet:
    Grundskoleavdelningen
2027-01-31      snart     2029-01-31  avtal går ut            Skolskjutsplanering, avtal              annan rad
    System: Skolskjutsplanering · Tjänst: Skolskjuts
    Enhet: Barn- och utbildningsförvaltningen
2027-03-30      snart     2027-09-30  automatisk förlängning  Antagning gymnasiet, avtal                 67 000
    System: Antagning gymnasiet · Tjänst: Gymnasieskola
    Enhet: Barn- och utbildningsförvaltningen
2027-03-31      god tid   2028-12-31  avtal går ut            Närvaro förskola, avtal                   126 000
    System: Närvaro förskola · Tjänst: Förskola
    Enhet: Barn- och utbildningsförvaltningen
2027-03-31      god tid   2028-12-31  avtal går ut            Digitala läromedel, avtal                 988 000
    System: Digitala läromedel · Tjänst: Digitala läromedel
    Enhet: Barn- och utbildningsförvaltningen
                          2027-03-31  licens går ut           Elevregister, licens                      573 800
    System: Elevregister · Tjänst: Grundskola och 2 till · Enhet:
    Grundskoleavdelningen
                          2027-03-31  licens går ut           Lärplattform, licens                      367 238
    System: Lärplattform · Tjänst: Grundskola · Enhet: Grundskoleavdelningen
                          2027-03-31  licens går ut           Lärplattform, utökning                     52 403
    System: Lärplattform · Tjänst: Grundskola · Enhet: Grundskoleavdelningen
2027-06-30      snart     2028-06-30  automatisk förlängning  Elevregister, avtal                       763 000
    System: Elevregister · Tjänst: Grundskola och 2 till
    Enhet: Barn- och utbildningsförvaltningen
                          2027-06-30  licens går ut           Microsoft 365 A3                        1 023 000
    System: Lärplattform · Tjänst: Grundskola · Enhet: Grundskoleavdelningen
                          2027-06-30  licens går ut           Skolskjutsplanering, licens                84 560
    System: Skolskjutsplanering · Tjänst: Skolskjuts
    Enhet: Skolskjuts och administration
                beslutad  2027-07-31  utvecklingsmöjlighet    En lärplattform för alla elever                                4 370 000
    Tjänst: Grundskola
    Enhet: Barn- och utbildningsförvaltningen
2027-09-30      snart     2027-12-31  automatisk förlängning  Närvaro förskola, avtal                 annan rad
    System: Närvaro förskola · Tjänst: Förskola
    Enhet: Barn- och utbildningsförvaltningen
2027-09-30      god tid   2029-09-30  avtal går ut            Antagning gymnasiet, avtal              annan rad
    System: Antagning gymnasiet · Tjänst: Gymnasieskola
    Enhet: Barn- och utbildningsförvaltningen
2027-09-30      snart     2027-12-31  automatisk förlängning  Digitala läromedel, avtal               annan rad
    System: Digitala läromedel · Tjänst: Digitala läromedel
    Enhet: Barn- och utbildningsförvaltningen
2027-09-30      god tid   2029-12-31  licens går ut           Elevhälsodokumentation, licens            165 000
    System: Elevhälsodokumentation · Tjänst: Elevhälsa · Enhet: Elevhälsan
2027-09-30      snart     2027-12-31  automatisk förlängning  Elevhälsodokumentation, licens          annan rad
    System: Elevhälsodokumentation · Tjänst: Elevhälsa · Enhet: Elevhälsan
2027-10-31      snart     2029-08-31  avtal går ut            Extra anpassningar, avtal                  92 000
    System: Extra anpassningar · Tjänst: Elevhälsa
    Enhet: Barn- och utbildningsförvaltningen
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              26 poster                               7 030 899   1 020 000  4 370 000

Kommunstyrelsen
2024-04-14      passerad  2026-07-14  supporten upphör        Intranät                                  559 000     516 000
    På grund av: Microsoft SharePoint · Tjänst: Intern kommunikation · Enhet:
    Kommunikationsavdelningen · Tidigaste efterträdare: 2029-02-22
    Går att göra: köp utökad support för Microsoft SharePoint; uppgradera
    Microsoft SharePoint: en nyare release har support längre; slå ihop med
    det andra systemet för samma uppgift; godta risken, med ett slutdatum: en
    efterträdare kan vara på plats 2029-02-22
2025-06-30      beslutad  2027-06-30  planerad avveckling     Kontorsprogram                          1 591 000   1 477 000
    Tjänst: Arbetsplats och samarbete · Enhet: IT-drift
2025-12-31      beslutad  2028-12-31  avtal går ut            Lönesystem, avtal                       3 275 000
    System: Lönesystem · Tjänst: Lön och anställning · Enhet:
    Kommunledningsförvaltningen
    Besvaras av: OPP-0005 Lön och bemanning i ett flöde
2026-09-30      beslutad  2028-09-30  avtal går ut            Klienthantering, avtal                    398 000
    System: Klienthantering · Tjänst: Arbetsplats och samarbete · Enhet:
    Kommunledningsförvaltningen
2026-10-30      beslutad  2027-04-30  option att nyttja       Driftavtal datorhall                    5 200 000
    System: E-arkiv
    Tjänst: Ärende- och dokumenthantering och 1 till
    Enhet: IT-avdelningen
2026-11-28      nu        2027-02-28  automatisk förlängning  Veeam Data Platform                       187 200
    System: Säkerhetskopiering · Tjänst: Serverdrift och datalagring · Enhet:
    IT-drift
2026-12-30      nu        2027-06-30  automatisk förlängning  Digital underskrift, avtal                 98 000
    System: Digital underskrift
    Tjänst: Ärende- och dokumenthantering och 1 till
    Enhet: Kommunledningsförvaltningen
2026-12-30      snart     2029-06-30  avtal går ut            E-arkiv, avtal                            487 000
    System: E-arkiv
    Tjänst: Ärende- och dokumenthantering och 1 till
    Enhet: Kommunledningsförvaltningen
2026-12-30      nu        2027-09-30  automatisk förlängning  Kontaktcenterplattform, avtal             387 000
    System: Kontaktcenterplattform · Tjänst: Medborgarservice · Enhet:
    Kommunledningsförvaltningen
2026-12-30      snart     2029-06-30  licens går ut           IBM MQ                                    372 000
    System: Integrationsplattform
    Tjänst: Integration och dataflöden och 3 till
    Enhet: Systemutveckling
2026-12-31      snart     2028-12-31  avtal går ut            Utalarmering, avtal                       145 000
    System: Utalarmering · Tjänst: Krisledning och beredskap · Enhet:
    Kommunledningsförvaltningen
2026-12-31      snart     2029-12-31  licens går ut           Oracle Database Standard Edition 2        672 000
    System: Ekonomisystem · Tjänst: Ekonomi och redovisning · Enhet:
    Ekonomiavdelningen
                          2026-12-31  licens går ut           Fakturahantering, licens                  309 760
    System: Fakturahantering · Tjänst: Ekonomi och redovisning · Enhet:
    Ekonomiavdelningen
                          2026-12-31  licens går ut           Intranät, licens                          270 000
    System: Intranät · Tjänst: Intern kommunikation · Enhet:
    Kommunikationsavdelningen
2026-12-31      nu        2027-03-31  automatisk förlängning  Kontaktcenterplattform, licens            266 868
    System: Kontaktcenterplattform · Tjänst: Medborgarservice · Enhet:
    Kontaktcenter
2026-12-31      nu        2027-03-31  automatisk förlängning  Kontaktcenterplattform, utökning           38 124
    System: Kontaktcenterplattform · Tjänst: Medborgarservice · Enhet:
    Kontaktcenter
2026-12-31      nu        2027-03-31  automatisk förlängning  Samarbetsyta, licens                      924 000
    System: Samarbetsyta · Tjänst: Arbetsplats och samarbete · Enhet: IT-drift
                          2026-12-31  licens går ut           Serverplattform, licens                   715 000
    System: Serverplattform · Tjänst: Serverdrift och datalagring · Enhet:
    IT-drift
                          2026-12-31  licens går ut           Serverplattform, utökning                  96 250
    System: Serverplattform · Tjänst: Serverdrift och datalagring · Enhet:
    IT-drift
2026-12-31      snart     2028-12-31  licens går ut           IT-ärendehantering, licens                171 472
    System: IT-ärendehantering · Tjänst: IT-support · Enhet: IT-support
2026-12-31      snart     2028-12-31  licens går ut           IT-ärendehantering, utökning               24 472
    System: IT-ärendehantering · Tjänst: IT-support · Enhet: IT-support
2027-01-31      nu        2027-05-31  option att nyttja       Synpunkter och felanmälan, avtal          151 000
    System: Synpunkter och felanmälan · Tjänst: Medborgarservice · Enhet:
    Kommunledningsförvaltningen
2027-02-28      beslutad  2028-12-31  avtal går ut            Lönesystem, avtal                       annan rad
    System: Rehabiliteringsstöd · Tjänst: Lön och anställning · Enhet:
    Kommunledningsförvaltningen
    Besvaras av: OPP-0005 Lön och bemanning i ett flöde
2027-02-28      god tid   2028-12-31  avtal går ut            Rekryteringsstöd, avtal                   200 000
    System: Rekryteringsstöd · Tjänst: Rekrytering och bemanning · Enhet:
    Kommunledningsförvaltningen
2027-02-28      snart     2027-08-31  automatisk förlängning  IT-ärendehantering, avtal                 256 000
    System: IT-ärendehantering · Tjänst: IT-support · Enhet:
    Kommunledningsförvaltningen
2027-02-28      god tid   2029-02-28  licens går ut           Veeam Data Platform                     annan rad
    System: Säkerhetskopiering · Tjänst: Serverdrift och datalagring · Enhet:
    IT-drift
2027-03-30      snart     2027-06-30  automatisk förlängning  E-arkiv, avtal                          annan rad
    System: E-arkiv
    Tjänst: Ärende- och dokumenthantering och 1 till
    Enhet: Kommunledningsförvaltningen
2027-03-30      snart     2028-09-30  avtal går ut            Inköp och beställning, avtal              385 000
    System: Inköp och beställning · Tjänst: Inköp och upphandling · Enhet:
    Kommunledningsförvaltningen
2027-03-30      snart     2027-06-30  automatisk förlängning  IBM MQ                                  annan rad
    System: Integrationsplattform
    Tjänst: Integration och dataflöden och 3 till
    Enhet: Systemutveckling
                          2027-03-31  avtal går ut            Ramavtal telefoni                           okänt
    Enhet: Upphandlingsenheten
                          2027-03-31  licens går ut           E-arkiv, licens                           338 000
    System: E-arkiv
    Tjänst: Ärende- och dokumenthantering och 1 till
    Enhet: Kansliavdelningen
                          2027-03-31  licens går ut           E-arkiv, utökning                          45 500
    System: E-arkiv
    Tjänst: Ärende- och dokumenthantering och 1 till
    Enhet: Kansliavdelningen
2027-03-31      god tid   2029-03-31  licens går ut           Kontaktcenterplattform, licens          annan rad
    System: Kontaktcenterplattform · Tjänst: Medborgarservice · Enhet:
    Kontaktcenter
2027-03-31      god tid   2029-03-31  licens går ut           Kontaktcenterplattform, utökning        annan rad
    System: Kontaktcenterplattform · Tjänst: Medborgarservice · Enhet:
    Kontaktcenter
                          2027-03-31  licens går ut           Synpunkter och felanmälan, licens         104 940
    System: Synpunkter och felanmälan · Tjänst: Medborgarservice · Enhet:
    Kontaktcenter
                          2027-03-31  licens går ut           Krisledningsstöd, licens                  115 000
    System: Krisledningsstöd · Tjänst: Krisledning och beredskap · Enhet:
    Säkerhetsenheten
                          2027-03-31  licens går ut           Telefonväxel, licens                      444 500
    System: Telefonväxel · Tjänst: E-post och telefoni · Enhet: IT-drift
2027-03-31      god tid   2029-03-31  licens går ut           Samarbetsyta, licens                    annan rad
    System: Samarbetsyta · Tjänst: Arbetsplats och samarbete · Enhet: IT-drift
                          2027-03-31  licens går ut           Identitetshantering, licens               320 000
    System: Identitetshantering
    Tjänst: Identitet och åtkomst och 2 till
    Enhet: IT-drift
2027-04-30      god tid   2029-01-31  licens går ut           Citrix Virtual Apps and Desktops          675 000
    System: Virtuell arbetsplats · Tjänst: Arbetsplats och samarbete · Enhet:
    IT-drift
2027-05-31      god tid   2029-08-31  licens går ut           FortiGate UTP                             243 200
    System: Nätverk och brandvägg · Tjänst: Serverdrift och datalagring ·
    Enhet: IT-drift
2027-05-31      snart     2027-08-31  automatisk förlängning  FortiGate UTP                           annan rad
    System: Nätverk och brandvägg · Tjänst: Serverdrift och datalagring ·
    Enhet: IT-drift
2027-06-30      snart     2027-12-31  automatisk förlängning  Ärendesystem, avtal                       835 000
    System: Ärendesystem
    Tjänst: Ärende- och dokumenthantering
    Enhet: Kommunledningsförvaltningen
2027-06-30      snart     2027-09-30  automatisk förlängning  Nämndmöten, avtal                         151 000
    System: Nämndmöten
    Tjänst: Politisk styrning och nämndmöten
    Enhet: Kommunledningsförvaltningen
2027-06-30      snart     2028-06-30  option att nyttja       Ekonomisystem, avtal                    2 617 000
    System: Ekonomisystem · Tjänst: Ekonomi och redovisning · Enhet:
    Kommunledningsförvaltningen
2027-06-30      snart     2028-09-30  avtal går ut            Inköp och beställning, avtal            annan rad
    System: Upphandlingsstöd · Tjänst: Inköp och upphandling · Enhet:
    Kommunledningsförvaltningen
2027-06-30      snart     2027-12-31  automatisk förlängning  Nätverk och brandvägg, avtal              724 000
    System: Nätverk och brandvägg · Tjänst: Serverdrift och datalagring ·
    Enhet: Kommunledningsförvaltningen
2027-06-30      snart     2027-09-30  automatisk förlängning  Microsoft 365 E3, köp 1                 5 771 000
    System: Samarbetsyta · Tjänst: Arbetsplats och samarbete · Enhet: IT-drift
2027-06-30      snart     2027-09-30  automatisk förlängning  Microsoft 365 E3, köp 2                   906 400
    System: Samarbetsyta · Tjänst: Arbetsplats och samarbete · Enhet: IT-drift
2027-06-30      snart     2027-09-30  automatisk förlängning  Microsoft 365 F3                        1 862 000
    System: Samarbetsyta · Tjänst: Arbetsplats och samarbete · Enhet: IT-drift
2027-06-30      god tid   2029-12-31  licens går ut           Red Hat Enterprise Linux Server           588 000
    System: Serverplattform · Tjänst: Serverdrift och datalagring · Enhet:
    IT-drift
                          2027-06-30  licens går ut           Beslutsstöd, licens                       310 143
    System: Beslutsstöd · Tjänst: Ekonomi och redovisning · Enhet:
    Ekonomiavdelningen
                          2027-06-30  licens går ut           Beslutsstöd, utökning                      43 204
    System: Beslutsstöd · Tjänst: Ekonomi och redovisning · Enhet:
    Ekonomiavdelningen
                          2027-06-30  licens går ut           Rekryteringsstöd, licens                  142 000
    System: Rekryteringsstöd · Tjänst: Rekrytering och bemanning · Enhet:
    HR-avdelningen
                          2027-06-30  licens går ut           Bemanningsplanering, licens               402 204
    System: Bemanningsplanering · Tjänst: Hemtjänst och 2 till · Enhet:
    HR-avdelningen
                          2027-06-30  licens går ut           Bemanningsplanering, utökning              57 354
    System: Bemanningsplanering · Tjänst: Hemtjänst och 2 till · Enhet:
    HR-avdelningen
                          2027-06-30  licens går ut           Virtuell arbetsplats, licens              424 253
    System: Virtuell arbetsplats · Tjänst: Arbetsplats och samarbete · Enhet:
    IT-drift
                          2027-06-30  licens går ut           Virtuell arbetsplats, utökning             60 526
    System: Virtuell arbetsplats · Tjänst: Arbetsplats och samarbete · Enhet:
    IT-drift
2027-06-30      god tid   2029-06-30  licens går ut           Inloggningsportal, licens                 155 000
    System: Inloggningsportal · Tjänst: Identitet och åtkomst · Enhet:
    IT-drift
2027-08-31      god tid   2029-08-31  avtal går ut            IT-ärendehantering, avtal               annan rad
    System: IT-ärendehantering · Tjänst: IT-support · Enhet:
    Kommunledningsförvaltningen
2027-09-30      god tid   2029-09-30  avtal går ut            Nämndmöten, avtal                       annan rad
    System: Nämndmöten
    Tjänst: Politisk styrning och nämndmöten
    Enhet: Kommunledningsförvaltningen
2027-09-30      god tid   2029-06-30  avtal går ut            Digital underskrift, avtal              annan rad
    System: Digital underskrift
    Tjänst: Ärende- och dokumenthantering och 1 till
    Enhet: Kommunledningsförvaltningen
2027-09-30      snart     2027-12-31  automatisk förlängning  Rekryteringsstöd, avtal                 annan rad
    System: Rekryteringsstöd · Tjänst: Rekrytering och bemanning · Enhet:
    Kommunledningsförvaltningen
2027-09-30      god tid   2029-12-31  avtal går ut            Bemanningsplanering, avtal                571 000
    System: Bemanningsplanering · Tjänst: Hemtjänst och 2 till · Enhet:
    Kommunledningsförvaltningen
2027-09-30      snart     2027-12-31  automatisk förlängning  Bemanningsplanering, avtal              annan rad
    System: Bemanningsplanering · Tjänst: Hemtjänst och 2 till · Enhet:
    Kommunledningsförvaltningen
2027-09-30      god tid   2029-09-30  avtal går ut            Kontaktcenterplattform, avtal           annan rad
    System: Kontaktcenterplattform · Tjänst: Medborgarservice · Enhet:
    Kommunledningsförvaltningen
2027-09-30      god tid   2029-12-31  avtal går ut            Nätverk och brandvägg, avtal            annan rad
    System: Nätverk och brandvägg · Tjänst: Serverdrift och datalagring ·
    Enhet: Kommunledningsförvaltningen
                          2027-09-30  avtal går ut            Avrop kontorslicenser                   1 213 000
    System: Samarbetsyta · Tjänst: Arbetsplats och samarbete · Enhet:
    IT-avdelningen
                          2027-09-30  avtal går ut            Avrop serverlicenser                      884 000
    System: Serverplattform · Tjänst: Serverdrift och datalagring · Enhet:
    IT-avdelningen
2027-09-30      god tid   2029-09-30  licens går ut           Microsoft 365 E3, köp 1                 annan rad
    System: Samarbetsyta · Tjänst: Arbetsplats och samarbete · Enhet: IT-drift
2027-09-30      god tid   2029-09-30  licens går ut           Microsoft 365 E3, köp 2                 annan rad
    System: Samarbetsyta · Tjänst: Arbetsplats och samarbete · Enhet: IT-drift
2027-09-30      god tid   2029-09-30  licens går ut           Microsoft 365 F3                        annan rad
    System: Samarbetsyta · Tjänst: Arbetsplats och samarbete · Enhet: IT-drift
2027-09-30      snart     2027-12-31  automatisk förlängning  Red Hat Enterprise Linux Server         annan rad
    System: Serverplattform · Tjänst: Serverdrift och datalagring · Enhet:
    IT-drift
                          2027-09-30  licens går ut           Inköp och beställning, licens             231 363
    System: Inköp och beställning · Tjänst: Inköp och upphandling · Enhet:
    Upphandlingsenheten
                          2027-09-30  licens går ut           Inköp och beställning, utökning            32 718
    System: Inköp och beställning · Tjänst: Inköp och upphandling · Enhet:
    Upphandlingsenheten
                          2027-09-30  licens går ut           Säkerhetskopiering, licens                221 000
    System: Säkerhetskopiering · Tjänst: Serverdrift och datalagring · Enhet:
    IT-drift
                          2027-09-30  licens går ut           Säkerhetskopiering, utökning               26 000
    System: Säkerhetskopiering · Tjänst: Serverdrift och datalagring · Enhet:
    IT-drift
2027-09-30      snart     2027-12-31  automatisk förlängning  IT-ärendehantering, licens              annan rad
    System: IT-ärendehantering · Tjänst: IT-support · Enhet: IT-support
2027-09-30      snart     2027-12-31  automatisk förlängning  IT-ärendehantering, utökning            annan rad
    System: IT-ärendehantering · Tjänst: IT-support · Enhet: IT-support
2027-10-31      snart     2028-01-31  automatisk förlängning  Citrix Virtual Apps and Desktops        annan rad
    System: Virtuell arbetsplats · Tjänst: Arbetsplats och samarbete · Enhet:
    IT-drift
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              80 poster, för 1 är kostnaden okänd    37 693 451   1 993 000          0

Kultur- och fritidsnämnden
2024-01-31      passerad  2026-01-31  avtal går ut            Bibliotekssystem, avtal                   314 000
    System: Bibliotekssystem · Tjänst: Bibliotek
    Enhet: Kultur- och fritidsförvaltningen
    Tidigaste efterträdare: 2028-11-22
    Går att göra: godta risken, med ett slutdatum: en efterträdare kan vara på
    plats 2028-11-22
2024-10-31      passerad  2026-08-31  avtal går ut            Kassa och entré, avtal                     88 000
    System: Kassa och entré · Tjänst: Bad och idrott
    Enhet: Kultur- och fritidsförvaltningen
    Tidigaste efterträdare: 2028-09-22
    Går att göra: värdet tillåter direktupphandling: 10 månader kortare,
    besluta senast 2025-08-31; godta risken, med ett slutdatum: en
    efterträdare kan vara på plats 2028-09-22
                          2026-12-31  licens går ut           Lokalbokning, licens                       84 600
    System: Lokalbokning
    Tjänst: Lokaler och bokning och 1 till
    Enhet: Fritid och föreningsliv
                          2027-03-31  licens går ut           Meröppet, licens                           55 800
    System: Meröppet · Tjänst: Bibliotek · Enhet: Biblioteken
2027-06-30      snart     2028-06-30  automatisk förlängning  E-medier, avtal                           202 000
    System: E-medier · Tjänst: Bibliotek
    Enhet: Kultur- och fritidsförvaltningen
                          2027-09-30  licens går ut           Bibliotekssystem, licens                  230 000
    System: Bibliotekssystem · Tjänst: Bibliotek · Enhet: Biblioteken
2027-09-30      god tid   2029-06-30  licens går ut           Föreningsregister, licens                  27 590
    System: Föreningsregister · Tjänst: Föreningsstöd · Enhet: Fritid och
    föreningsliv
                          2027-09-30  licens går ut           Kassa och entré, licens                    74 024
    System: Kassa och entré · Tjänst: Bad och idrott · Enhet: Simhallen
                          2027-09-30  licens går ut           Kassa och entré, utökning                  10 574
    System: Kassa och entré · Tjänst: Bad och idrott · Enhet: Simhallen
2027-10-30      god tid   2029-06-30  avtal går ut            E-medier, avtal                         annan rad
    System: E-medier · Tjänst: Bibliotek
    Enhet: Kultur- och fritidsförvaltningen
2027-10-31      snart     2029-07-31  avtal går ut            Föreningsregister, avtal                   43 000
    System: Föreningsregister · Tjänst: Föreningsstöd
    Enhet: Kultur- och fritidsförvaltningen
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              11 poster                               1 129 588           0          0

Miljö- och hälsoskyddsnämnden
2025-09-30      passerad  2027-12-31  avtal går ut            Miljöärenden, avtal                       276 000
    System: Miljöärenden · Tjänst: Miljötillsyn · Enhet: Miljöförvaltningen ·
    Tidigaste efterträdare: 2029-02-22
    Går att göra: godta risken, med ett slutdatum: en efterträdare kan vara på
    plats 2029-02-22
                          2026-12-31  licens går ut           Serveringstillståndsstöd, licens           22 500
    System: Serveringstillståndsstöd · Tjänst: Serveringstillstånd · Enhet:
    Livsmedel och hälsoskydd
                          2027-06-30  licens går ut           Miljöärenden, licens                      165 483
    System: Miljöärenden · Tjänst: Miljötillsyn · Enhet: Miljöskydd
                          2027-06-30  licens går ut           Miljöärenden, utökning                     18 387
    System: Miljöärenden · Tjänst: Miljötillsyn · Enhet: Miljöskydd
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              4 poster                                  482 370           0          0

Samhällsbyggnadsnämnden
2026-11-28      snart     2029-02-28  avtal går ut            Geodataplattform, avtal                   568 000
    System: Geodataplattform
    Tjänst: Kartor och geodata och 3 till
    Enhet: Samhällsbyggnadsförvaltningen
2026-11-28      nu        2027-02-28  automatisk förlängning  Geodataplattform, avtal                 annan rad
    System: Geodataplattform
    Tjänst: Kartor och geodata och 3 till
    Enhet: Samhällsbyggnadsförvaltningen
2026-12-30      snart     2028-09-30  avtal går ut            Bostadsanpassningsstöd, avtal              55 000
    System: Bostadsanpassningsstöd · Tjänst: Bostadsanpassning
    Enhet: Samhällsbyggnadsförvaltningen
2026-12-31      snart     2028-12-31  licens går ut           Ritningsarkiv, licens                      47 520
    System: Ritningsarkiv · Tjänst: Bygglov · Enhet: Bygglovsenheten
2027-04-28      god tid   2029-02-28  avtal går ut            Geodataplattform, avtal                 annan rad
    System: Kartportal
    Tjänst: Kartor och geodata och 1 till
    Enhet: Samhällsbyggnadsförvaltningen
                          2027-06-30  licens går ut           Kartportal, licens                         65 000
    System: Kartportal
    Tjänst: Kartor och geodata och 1 till
    Enhet: Kart- och mätenheten
                          2027-06-30  licens går ut           Bostadsanpassningsstöd, licens             35 001
    System: Bostadsanpassningsstöd · Tjänst: Bostadsanpassning · Enhet:
    Bygglovsenheten
2027-09-30      god tid   2029-12-31  licens går ut           Bygglovshandläggning, licens              259 996
    System: Bygglovshandläggning · Tjänst: Bygglov · Enhet: Bygglovsenheten
2027-09-30      snart     2027-12-31  automatisk förlängning  Bygglovshandläggning, licens            annan rad
    System: Bygglovshandläggning · Tjänst: Bygglov · Enhet: Bygglovsenheten
2027-09-30      snart     2027-12-31  automatisk förlängning  Ritningsarkiv, licens                   annan rad
    System: Ritningsarkiv · Tjänst: Bygglov · Enhet: Bygglovsenheten
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              10 poster                               1 030 517           0          0

Socialnämnden
2024-09-30      passerad  2026-09-30  planerad avveckling     Jourdokumentation                          32 000      32 000
    Tjänst: Socialjour · Enhet: Barn och familj · Tidigaste efterträdare:
    2028-11-22
    Går att göra: slå ihop med något av 2 andra system för samma uppgift;
    godta risken, med ett slutdatum: en efterträdare kan vara på plats
    2028-11-22
2025-06-30      passerad  2027-09-30  avtal går ut            Vuxenutredning, avtal                     246 000
    System: Vuxenutredning · Tjänst: Stöd till vuxna · Enhet:
    Socialförvaltningen · Tidigaste efterträdare: 2029-02-22
    Går att göra: slå ihop med något av 3 andra system för samma uppgift;
    godta risken, med ett slutdatum: en efterträdare kan vara på plats
    2029-02-22
2026-12-30      nu        2028-06-30  avtal går ut            Utredning barn, avtal                   1 180 000
    System: Utredning barn · Tjänst: Stöd till barn och familj · Enhet:
    Socialförvaltningen
2026-12-31      snart     2028-12-31  avtal går ut            Familjehemsregister, avtal                121 000
    System: Familjehemsregister · Tjänst: Stöd till barn och familj · Enhet:
    Socialförvaltningen
2026-12-31      snart     2029-03-31  avtal går ut            E-tjänst försörjningsstöd, avtal          412 000
    System: E-tjänst försörjningsstöd · Tjänst: Försörjningsstöd · Enhet:
    Socialförvaltningen
2026-12-31      nu        2027-03-31  automatisk förlängning  E-tjänst försörjningsstöd, avtal        annan rad
    System: E-tjänst försörjningsstöd · Tjänst: Försörjningsstöd · Enhet:
    Socialförvaltningen
                          2026-12-31  licens går ut           E-tjänst försörjningsstöd, licens         206 000
    System: E-tjänst försörjningsstöd · Tjänst: Försörjningsstöd · Enhet:
    Ekonomiskt bistånd
                          2026-12-31  licens går ut           Handläggning försörjningsstöd, licens     429 975
    System: Handläggning försörjningsstöd
    Tjänst: Försörjningsstöd · Enhet: Ekonomiskt bistånd
                          2026-12-31  licens går ut           Robot försörjningsstöd, licens             95 000
    System: Robot försörjningsstöd · Tjänst: Försörjningsstöd · Enhet:
    Ekonomiskt bistånd
2027-03-31      god tid   2028-12-31  avtal går ut            Robot försörjningsstöd, avtal             153 000
    System: Robot försörjningsstöd · Tjänst: Försörjningsstöd · Enhet:
    Socialförvaltningen
2027-03-31      snart     2027-12-31  automatisk förlängning  Robot försörjningsstöd, avtal           annan rad
    System: Robot försörjningsstöd · Tjänst: Försörjningsstöd · Enhet:
    Socialförvaltningen
                          2027-03-31  licens går ut           E-tjänst orosanmälan, licens               48 000
    System: E-tjänst orosanmälan · Tjänst: Stöd till barn och familj · Enhet:
    Barn och familj
                          2027-03-31  licens går ut           Familjerättsstöd, licens                   45 840
    System: Familjerättsstöd · Tjänst: Familjerätt · Enhet: Barn och familj
                          2027-03-31  licens går ut           Familjerättsstöd, utökning                  6 112
    System: Familjerättsstöd · Tjänst: Familjerätt · Enhet: Barn och familj
2027-06-30      snart     2027-12-31  automatisk förlängning  Familjehemsregister, avtal              annan rad
    System: Familjehemsregister · Tjänst: Stöd till barn och familj · Enhet:
    Socialförvaltningen
2027-06-30      snart     2027-12-31  option att nyttja       Handläggning försörjningsstöd, avtal      651 000
    System: Handläggning försörjningsstöd
    Tjänst: Försörjningsstöd · Enhet: Socialförvaltningen
                          2027-09-30  licens går ut           Utredning barn, licens                    583 770
    System: Utredning barn · Tjänst: Stöd till barn och familj · Enhet: Barn
    och familj
                          2027-09-30  licens går ut           Utredning barn, utökning                   82 940
    System: Utredning barn · Tjänst: Stöd till barn och familj · Enhet: Barn
    och familj
                                      utvecklingsmöjlighet    Besked om försörjningsstöd på en dag                               okänt
    Tjänst: Försörjningsstöd · Enhet: Socialförvaltningen
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              19 poster, för 1 är kostnaden okänd     4 292 637      32 000          0

Tekniska nämnden
2026-06-30      beslutad  2028-04-30  avtal går ut            Parkeringstillstånd, avtal                 95 000
    System: Parkeringstillstånd · Tjänst: Parkering · Enhet: Tekniska
    förvaltningen
2026-11-28      nu        2027-02-28  automatisk förlängning  Kostplanering, avtal                      131 000
    System: Kostplanering · Tjänst: Måltider · Enhet: Tekniska förvaltningen
2026-12-31      snart     2028-12-31  licens går ut           Gatudatabas, licens                        65 472
    System: Gatudatabas · Tjänst: Gator och trafik · Enhet: Gata och park
2026-12-31      snart     2028-12-31  licens går ut           Gatudatabas, utökning                       8 184
    System: Gatudatabas · Tjänst: Gator och trafik · Enhet: Gata och park
                          2026-12-31  licens går ut           Fastighetssystem, licens                  309 960
    System: Fastighetssystem
    Tjänst: Fastighetsförvaltning och 1 till
    Enhet: Fastighetsavdelningen
                          2026-12-31  licens går ut           Fastighetsstyrning, licens                145 000
    System: Fastighetsstyrning · Tjänst: Fastighetsförvaltning · Enhet:
    Fastighetsavdelningen
2027-02-28      god tid   2029-02-28  avtal går ut            Kostplanering, avtal                    annan rad
    System: Kostplanering · Tjänst: Måltider · Enhet: Tekniska förvaltningen
2027-02-28      god tid   2028-12-31  licens går ut           Parkeringstillstånd, licens                74 024
    System: Parkeringstillstånd · Tjänst: Parkering · Enhet: Gata och park
2027-02-28      god tid   2028-12-31  licens går ut           Parkeringstillstånd, utökning              10 574
    System: Parkeringstillstånd · Tjänst: Parkering · Enhet: Gata och park
2027-03-30      snart     2027-06-30  automatisk förlängning  Belysningsstyrning, licens                 60 000
    System: Belysningsstyrning · Tjänst: Gator och trafik · Enhet: Gata och
    park
2027-03-31      god tid   2029-03-31  licens går ut           Kostplanering, licens                     104 975
    System: Kostplanering · Tjänst: Måltider · Enhet: Måltidsservice
2027-06-30      god tid   2029-06-30  licens går ut           Belysningsstyrning, licens              annan rad
    System: Belysningsstyrning · Tjänst: Gator och trafik · Enhet: Gata och
    park
                          2027-09-30  licens går ut           Passersystem, licens                      130 000
    System: Passersystem
    Tjänst: Fastighetsförvaltning och 1 till
    Enhet: Fastighetsavdelningen
2027-09-30      snart     2027-12-31  automatisk förlängning  Parkeringstillstånd, licens             annan rad
    System: Parkeringstillstånd · Tjänst: Parkering · Enhet: Gata och park
2027-09-30      snart     2027-12-31  automatisk förlängning  Parkeringstillstånd, utökning           annan rad
    System: Parkeringstillstånd · Tjänst: Parkering · Enhet: Gata och park
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              15 poster                               1 134 189           0          0

Vård- och omsorgsnämnden
2024-05-12      passerad  2026-11-12  supporten upphör        Hemtjänstplanering                      1 520 000   1 442 000
    På grund av: Ruttsnickaren Hemtjänstplanering
    Tjänst: Hemtjänst · Enhet: Hemtjänsten · Tidigaste efterträdare:
    2029-05-22
    Går att göra: köp utökad support för Ruttsnickaren Hemtjänstplanering; slå
    ihop med något av 4 andra system för samma uppgift; godta risken, med ett
    slutdatum: en efterträdare kan vara på plats 2029-05-22
                          2026-12-31  licens går ut           Mobil hemtjänst, licens                   280 140
    System: Mobil hemtjänst · Tjänst: Hemtjänst · Enhet: Hemtjänsten
                          2026-12-31  licens går ut           Vårddokumentation, licens                 646 914
    System: Vårddokumentation · Tjänst: Särskilt boende och 1 till · Enhet:
    Särskilda boenden
                          2026-12-31  licens går ut           Vårddokumentation, utökning                92 079
    System: Vårddokumentation · Tjänst: Särskilt boende och 1 till · Enhet:
    Särskilda boenden
                          2026-12-31  licens går ut           Läkemedelssignering, licens               225 000
    System: Läkemedelssignering
    Tjänst: Kommunal hälso- och sjukvård och 2 till
    Enhet: Hälso- och sjukvårdsenheten
2026-12-31      snart     2029-12-31  licens går ut           Patientdokumentation, licens              388 772
    System: Patientdokumentation · Tjänst: Kommunal hälso- och sjukvård ·
    Enhet: Hälso- och sjukvårdsenheten
2026-12-31      snart     2029-12-31  licens går ut           Patientdokumentation, utökning             53 866
    System: Patientdokumentation · Tjänst: Kommunal hälso- och sjukvård ·
    Enhet: Hälso- och sjukvårdsenheten
2027-03-30      snart     2029-06-30  avtal går ut            Trygghetslarm, avtal                      983 000
    System: Trygghetslarm · Tjänst: Trygghetslarm och 1 till
    Enhet: Vård- och omsorgsförvaltningen
                          2027-03-31  licens går ut           Digital tillsyn, licens                   139 446
    System: Digital tillsyn · Tjänst: Trygghetslarm · Enhet: Hemtjänsten
                          2027-03-31  licens går ut           Digital tillsyn, utökning                  19 431
    System: Digital tillsyn · Tjänst: Trygghetslarm · Enhet: Hemtjänsten
                          2027-03-31  licens går ut           Omsorgsavgifter, licens                   133 855
    System: Omsorgsavgifter · Tjänst: Avgifter inom omsorgen · Enhet:
    Avgiftsenheten
                          2027-03-31  licens går ut           Omsorgsavgifter, utökning                  14 090
    System: Omsorgsavgifter · Tjänst: Avgifter inom omsorgen · Enhet:
    Avgiftsenheten
2027-04-30      god tid   2029-04-30  avtal går ut            Mobil hemtjänst, avtal                    356 000
    System: Mobil hemtjänst · Tjänst: Hemtjänst
    Enhet: Vård- och omsorgsförvaltningen
2027-06-30      snart     2029-12-31  avtal går ut            Hemtjänstplanering, avtal                 765 000
    System: Hemtjänstplanering · Tjänst: Hemtjänst
    Enhet: Vård- och omsorgsförvaltningen
2027-06-30      god tid   2029-12-31  licens går ut           Hemtjänstplanering, licens                490 110
    System: Hemtjänstplanering · Tjänst: Hemtjänst · Enhet: Hemtjänsten
                          2027-06-30  licens går ut           Hjälpmedelsregister, licens                65 472
    System: Hjälpmedelsregister · Tjänst: Hjälpmedel · Enhet: Hälso- och
    sjukvårdsenheten
                          2027-06-30  licens går ut           Hjälpmedelsregister, utökning               8 184
    System: Hjälpmedelsregister · Tjänst: Hjälpmedel · Enhet: Hälso- och
    sjukvårdsenheten
2027-07-30      snart     2028-04-30  automatisk förlängning  Mobil hemtjänst, avtal                  annan rad
    System: Mobil hemtjänst · Tjänst: Hemtjänst
    Enhet: Vård- och omsorgsförvaltningen
2027-08-31      god tid   2029-08-31  avtal går ut            Digitala lås, avtal                       348 000
    System: Digitala lås · Tjänst: Hemtjänst
    Enhet: Vård- och omsorgsförvaltningen
2027-08-31      snart     2029-08-31  avtal går ut            Hjälpmedelsregister, avtal                 98 000
    System: Hjälpmedelsregister · Tjänst: Hjälpmedel
    Enhet: Vård- och omsorgsförvaltningen
2027-08-31      god tid   2029-08-31  avtal går ut            Digital tillsyn, avtal                    209 000
    System: Digital tillsyn · Tjänst: Trygghetslarm
    Enhet: Vård- och omsorgsförvaltningen
2027-09-30      snart     2027-12-31  automatisk förlängning  Hemtjänstplanering, licens              annan rad
    System: Hemtjänstplanering · Tjänst: Hemtjänst · Enhet: Hemtjänsten
2027-09-30      snart     2027-12-31  automatisk förlängning  Patientdokumentation, licens            annan rad
    System: Patientdokumentation · Tjänst: Kommunal hälso- och sjukvård ·
    Enhet: Hälso- och sjukvårdsenheten
2027-09-30      snart     2027-12-31  automatisk förlängning  Patientdokumentation, utökning          annan rad
    System: Patientdokumentation · Tjänst: Kommunal hälso- och sjukvård ·
    Enhet: Hälso- och sjukvårdsenheten
2027-09-30      god tid   2029-12-31  licens går ut           LSS-handläggning, licens                    4 479
    System: LSS-handläggning · Tjänst: Stöd enligt LSS · Enhet:
    LSS-verksamheten
2027-09-30      snart     2027-12-31  automatisk förlängning  LSS-handläggning, licens                annan rad
    System: LSS-handläggning · Tjänst: Stöd enligt LSS · Enhet:
    LSS-verksamheten
                                      utvecklingsmöjlighet    Vi skriver allt två gånger                                         okänt
    Tjänst: Hemtjänst
    Enhet: Vård- och omsorgsförvaltningen
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              27 poster, för 1 är kostnaden okänd     6 840 838   1 442 000          0

Ingen nämnd
2024-04-13      passerad  2026-10-13  supporten upphör        Driftövervakning vatten                   515 000     474 000
    På grund av: Microsoft Windows Server och 2 till
    Tjänst: Vatten och avlopp · Enhet: Vatten och avlopp · Tidigaste
    efterträdare: 2029-05-22
    Går att göra: uppgradera Microsoft Windows Server: en nyare release har
    support längre; slå ihop med något av 2 andra system för samma uppgift;
    godta risken, med ett slutdatum: en efterträdare kan vara på plats
    2029-05-22
2026-09-30      beslutad  2028-12-31  planerad avveckling     Hyressystem                               556 000     524 000
    Tjänst: Uthyrning av bostäder · Enhet: Uthyrning och kundservice
    Besvaras av: OPP-0003 Uthyrning utan papper
2026-09-30      beslutad  2028-12-31  avtal går ut            Hyressystem, avtal                        400 000
    System: Hyressystem · Tjänst: Uthyrning av bostäder · Enhet:
    Exempelbostäder AB
    Besvaras av: OPP-0003 Uthyrning utan papper
2026-12-31      nu        2027-12-31  automatisk förlängning  Underhållsplanering, avtal                 71 000
    System: Underhållsplanering · Tjänst: Underhåll av bostäder · Enhet:
    Exempelbostäder AB
2026-12-31      snart     2028-12-31  avtal går ut            Ledningskarta, avtal                      105 000
    System: Ledningskarta · Tjänst: Vatten och avlopp och 1 till · Enhet:
    Exempel Energi och Vatten AB
2027-02-28      god tid   2028-12-31  avtal går ut            Underhållsplanering, avtal              annan rad
    System: Underhållsplanering · Tjänst: Underhåll av bostäder · Enhet:
    Exempelbostäder AB
                          2027-03-31  licens går ut           Driftövervakning vatten, licens           255 000
    System: Driftövervakning vatten · Tjänst: Vatten och avlopp · Enhet:
    Vatten och avlopp
2027-05-30      god tid   2028-09-30  licens går ut           Bostadskö, licens                          75 000
    System: Bostadskö · Tjänst: Uthyrning av bostäder · Enhet: Uthyrning och
    kundservice
2027-06-30      snart     2027-09-30  automatisk förlängning  Avfallskunder, avtal                      237 000
    System: Avfallskunder · Tjänst: Avfall och återvinning · Enhet: Exempel
    Energi och Vatten AB
2027-06-30      snart     2027-09-30  automatisk förlängning  Bostadskö, licens                       annan rad
    System: Bostadskö · Tjänst: Uthyrning av bostäder · Enhet: Uthyrning och
    kundservice
                          2027-06-30  licens går ut           Kundinformation energi, licens            444 144
    System: Kundinformation energi · Tjänst: Elnät och energi · Enhet: Elnät
    och energi
                          2027-06-30  licens går ut           Kundinformation energi, utökning           63 444
    System: Kundinformation energi · Tjänst: Elnät och energi · Enhet: Elnät
    och energi
2027-09-30      snart     2029-01-31  avtal går ut            Bostadskö, avtal                           94 000
    System: Bostadskö · Tjänst: Uthyrning av bostäder · Enhet: Exempelbostäder
    AB
2027-09-30      snart     2027-12-31  automatisk förlängning  Ledningskarta, avtal                    annan rad
    System: Ledningskarta · Tjänst: Vatten och avlopp och 1 till · Enhet:
    Exempel Energi och Vatten AB
2027-09-30      god tid   2029-09-30  avtal går ut            Avfallskunder, avtal                    annan rad
    System: Avfallskunder · Tjänst: Avfall och återvinning · Enhet: Exempel
    Energi och Vatten AB
2027-09-30      god tid   2029-12-31  licens går ut           Mätvärdesinsamling, licens                214 998
    System: Mätvärdesinsamling · Tjänst: Elnät och energi · Enhet: Elnät och
    energi
2027-09-30      snart     2027-12-31  automatisk förlängning  Mätvärdesinsamling, licens              annan rad
    System: Mätvärdesinsamling · Tjänst: Elnät och energi · Enhet: Elnät och
    energi
--------------  --------  ----------  ----------------------  -------------------------------------  ----------  ----------  ---------
                                                              17 poster                               3 030 586     998 000          0
= 0
$ forvalta --lang sv report supplier LEV-0003
Leverantör: Tallmon Konsult AB
==============================

Kod                                           LEV-0003
Namn                                          Tallmon Konsult AB
Del av                                        inte angivet
Organisationsnummer                           559912-9979
Land                                          SE
Leverantörer i koncernen, den själv inräknad  1
System som vilar på den                       1
Avtal som inte har gått ut                    3
Varav direktupphandlade                       0
Avtalat i år                                  2 674 000 kr
Avtal utan känd kostnad                       1

System som vilar på den
-----------------------

Kod       Namn                   Fas      Verksamhetskritiskhet  Användare  Besluta senast  Beslut
--------  ---------------------  -------  ---------------------  ---------  --------------  ------
SYS-0040  Integrationsplattform  i drift                      4         25  2026-12-30      snart
    Ansvarig enhet: Systemutveckling · Leverantör: Nordvik Data AB ·
    Underhålls av: Nordvik Data AB

Avtal
-----

Kod       Namn                               Nuvarande slut  Kostnad per år
--------  ---------------------------------  --------------  --------------
AVT-0113  Ramavtal IT-konsulter              2028-02-29               okänt
    Läge: gäller · Slag: ramavtal · Upphandling: öppet förfarande ·
    Förlängning: upphör av sig självt · Slutligt slut: 2028-02-29 ·
    Leverantör: Tallmon Konsult AB · Ansvarig enhet: Upphandlingsenheten
AVT-0114  Avrop integrationsutveckling 2026  2028-02-29           1 950 000
    Läge: gäller · Slag: avrop · Upphandling: avrop från ramavtal ·
    Förlängning: upphör av sig självt · Slutligt slut: 2028-02-29 ·
    Leverantör: Tallmon Konsult AB · Ansvarig enhet: IT-avdelningen
AVT-0115  Avrop testledning 2026             2028-02-29             724 000
    Läge: gäller · Slag: avrop · Upphandling: avrop från ramavtal ·
    Förlängning: upphör av sig självt · Slutligt slut: 2028-02-29 ·
    Leverantör: Tallmon Konsult AB · Ansvarig enhet: IT-avdelningen
--------  ---------------------------------  --------------  --------------
                                                                  2 674 000

Licenser
--------

[det finns inga]

Berörda tjänster
----------------

Kod       Namn                        Ansvarig enhet                      Verksamhetskritiskhet  Användare  Besluta senast  Beslut
--------  --------------------------  ----------------------------------  ---------------------  ---------  --------------  --------
SRV-0004  Ekonomi och redovisning     Kommunledningsförvaltningen                             4        780  2026-12-30      snart
SRV-0019  Integration och dataflöden  Kommunledningsförvaltningen                             4         25  2026-12-30      snart
SRV-0027  Hemtjänst                   Vård- och omsorgsförvaltningen                          4       1250  2024-05-12      passerad
SRV-0035  Grundskola                  Barn- och utbildningsförvaltningen                      4       4600  2026-12-30      snart

Berörda nämnder
---------------

Kod       Namn
--------  ---------------
UNI-0002  Kommunstyrelsen

Pengar år för år
----------------

Avtalat är vad de avtal som löper det året anger att de kostar; budget,
prognos och utfall är de kostnader som förts på dem. Det är samma pengar sedda
två gånger och ska inte läggas ihop.

  År  Avtalat per år  Avtal utan känd kostnad
----  --------------  -----------------------
2024
2025
2026       2 674 000                        1
2027       2 674 000                        1
2028       2 674 000                        1
2029               0                        0
2030               0                        0
2031               0                        0

Avtalat per år
2024  okänt
2025  okänt
2026 ######################################## 2 674 tkr
2027 ######################################## 2 674 tkr
2028 ######################################## 2 674 tkr
2029  0 kr
2030  0 kr
2031  0 kr
# Avtalat per år

Vad som kommer
--------------

Besluta senast  Läge   Dag         Vad                     Namn                                  Per år
--------------  -----  ----------  ----------------------  ---------------------------------  ---------
2026-12-30      snart  2029-06-30  licens går ut           IBM MQ                               372 000
    System: Integrationsplattform
    Tjänst: Integration och dataflöden och 3 till
    Enhet: Systemutveckling · Nämnd: Kommunstyrelsen
2027-03-30      snart  2027-06-30  automatisk förlängning  IBM MQ                             annan rad
    System: Integrationsplattform
    Tjänst: Integration och dataflöden och 3 till
    Enhet: Systemutveckling · Nämnd: Kommunstyrelsen
                       2028-02-29  avtal går ut            Avrop integrationsutveckling 2026  1 950 000
    System: Integrationsplattform
    Tjänst: Integration och dataflöden och 3 till
    Enhet: IT-avdelningen · Nämnd: Kommunstyrelsen
                       2028-09-30  licens går ut           Integrationsplattform, licens        411 600
    System: Integrationsplattform
    Tjänst: Integration och dataflöden och 3 till
    Enhet: Systemutveckling · Nämnd: Kommunstyrelsen
                       2028-09-30  licens går ut           Integrationsplattform, utökning       58 800
    System: Integrationsplattform
    Tjänst: Integration och dataflöden och 3 till
    Enhet: Systemutveckling · Nämnd: Kommunstyrelsen

Vad som kan sluta tillsammans
-----------------------------

Avtal vars nästa slut som ännu går att nå ligger inom tolv månader från ett
annats: de kan besvaras med en upphandling.

Slutar      Kod       Avtal                                 Per år
----------  --------  ---------------------------------  ---------
3 avtal, 2028-02-29 till 2028-02-29
2028-02-29  AVT-0113  Ramavtal IT-konsulter                  okänt
2028-02-29  AVT-0114  Avrop integrationsutveckling 2026  1 950 000
2028-02-29  AVT-0115  Avrop testledning 2026               724 000

Vad som har lovats
------------------

[det finns inga]

Kan vi lämna
------------

System                                       1
Den minst beredda                            60 %
Kostnad för att lämna alla, där den är känd  507 000 kr
Därav uppskattade, system                    1
Kostnaden inte känd, system                  0
Alla kan ha en efterträdare                  2029-05-22
Ska-krav som saknas                          1
Berörda nämnder                              Kommunstyrelsen

Systemen, den minst beredda först
---------------------------------

Kod       System                 Beredd att lämna  Högst  Att lämna kostar  Säkerhet i siffran  Efterträdare  Avtalet lämnat
--------  ---------------------  ----------------  -----  ----------------  ------------------  ------------  --------------
SYS-0040  Integrationsplattform              60 %   90 %           507 000  uppskattad          2029-05-22    2027-06-30

Ska-krav
--------

Ska-krav          Läge
----------------  --------
SYS-0040 Integrationsplattform
datan är vår      uppfyllt
öppna standarder  saknas
öppet gränssnitt  uppfyllt
= 0
$ forvalta --lang sv report service SRV-0038
Tjänst: Skolskjuts
==================

Kod                     SRV-0038
Namn                    Skolskjuts
Ansvarig enhet          Barn- och utbildningsförvaltningen
Nämnd                   Barn- och utbildningsnämnden
Förvaltningsobjekt      Skola och förskola
Riktar sig till         extern
Målgrupp                inte angivet
Digital                 ja
Verksamhetskritiskhet   2
Användare               1120
Support t.o.m.          2027-08-24
Besluta senast          2027-01-31
Beslut                  snart
Utlösande händelse      avtal går ut
Utlösande dag           2029-01-31
Tidigaste efterträdare  2028-11-22
Föråldring              52,27
Förvaltningsskuld       inte angivet
Att åtgärda, medel+     0

Ansökan, rutter och kort.
(SRV-0038, Beskrivning)

Vem som ansvarar
----------------

Roll         Person       Ställföreträdare  Fr.o.m.
-----------  -----------  ----------------  ----------
systemägare  Jan Norling  Fredrik Kovač     2021-10-09

System den vilar på
-------------------

Kod       Namn                 Betydelse  Andel av kostnaden  Fas      Support t.o.m.  Besluta senast  Beslut  Livscykelkostnad
--------  -------------------  ---------  ------------------  -------  --------------  --------------  ------  ----------------
SYS-0076  Skolskjutsplanering          2               100 %  i drift  2027-08-24      2027-01-31      snart          4 522 699
    Leverantör: Ruttsnickaren AB
    Ansvarig enhet: Skolskjuts och administration
    Att åtgärda, medel+: 0

Vad som händer härnäst
----------------------

Besluta senast  Läge      Dag         Vad                     Namn                            Per år
--------------  --------  ----------  ----------------------  ---------------------------  ---------
2026-10-30      beslutad  2027-04-30  option att nyttja       Driftavtal datorhall         5 200 000
    System: Skolskjutsplanering · Tjänst: Skolskjuts · Enhet: IT-avdelningen ·
    Nämnd: Kommunstyrelsen
2026-12-31      nu        2027-01-31  automatisk förlängning  Skolskjutsplanering, avtal     106 000
    System: Skolskjutsplanering · Tjänst: Skolskjuts
    Enhet: Barn- och utbildningsförvaltningen
    Nämnd: Barn- och utbildningsnämnden
2027-01-31      snart     2029-01-31  avtal går ut            Skolskjutsplanering, avtal   annan rad
    System: Skolskjutsplanering · Tjänst: Skolskjuts
    Enhet: Barn- och utbildningsförvaltningen
    Nämnd: Barn- och utbildningsnämnden
                          2027-06-30  licens går ut           Skolskjutsplanering, licens     84 560
    System: Skolskjutsplanering · Tjänst: Skolskjuts
    Enhet: Skolskjuts och administration
    Nämnd: Barn- och utbildningsnämnden

Vad den kostar
--------------

I år                                          290 000 kr
Under livslängden, det som dagens budget ser  3 565 575 kr
Under livslängden, i sin helhet               4 522 699 kr
Som årskostnad, hela                          530 198 kr
Uppskattat, andel av hela kostnaden           7,92 %

  År  Dagens budget  Inte i dagens budget      Summa
----  -------------  --------------------  ---------
2026        161 000               129 000    290 000
2027        399 120               129 000    528 120
2028        399 120                29 000    428 120
2029        399 120                29 000    428 120
2030        399 120                29 000    428 120
2031        399 120                29 000    428 120
2032        399 120                29 000    428 120
2033        399 120                29 000    428 120
2034        399 120                29 000    428 120
2035        399 120                29 000    428 120
2036        399 120               679 000  1 078 120

Kostnad per år
2026 ######===== 290 tkr
2027 ###############===== 528 tkr
2028 ###############= 428 tkr
2029 ###############= 428 tkr
2030 ###############= 428 tkr
2031 ###############= 428 tkr
2032 ###############= 428 tkr
2033 ###############= 428 tkr
2034 ###############= 428 tkr
2035 ###############= 428 tkr
2036 ###############========================= 1 078 tkr
# Dagens budget   = Inte i dagens budget

Vad som levereras
-----------------

[det finns inga]

Att åtgärda
-----------

[det finns inga]

Incidenter de senaste tolv månaderna
------------------------------------

I systemen den vilar på  1
Varav öppna              0
Varav betydande          0
Stod stilla, minuter     0
Hur länge är inte känt   0

Planerade ändringar
-------------------

[det finns inga]

Avtal
-----

Kod       Namn                        Nuvarande slut  Sista uppsägningsdag  Kostnad per år
--------  --------------------------  --------------  --------------------  --------------
AVT-0059  Skolskjutsplanering, avtal  2027-01-31      2026-12-31                   106 000
    Leverantör: Ruttsnickaren AB · Läge: gäller · Slut vid uppsägning i dag:
    2027-01-31
AVT-0108  Driftavtal datorhall        2027-04-30                                 5 200 000
    Leverantör: Molnåsen Drift AB · Läge: gäller · Slutligt slut: 2031-04-30
--------  --------------------------  --------------  --------------------  --------------
                                                                                 5 306 000

Integrationer
-------------

Kod       Från system   Till                 Slag  Kritisk  Kostnad per år
--------  ------------  -------------------  ----  -------  --------------
INT-0020  Elevregister  Skolskjutsplanering  fil   nej              29 000
    Namn: Elevregister till Skolskjutsplanering
    Riktning: åt båda håll · Standard: leverantörens egen

Utvecklingsmöjligheter
----------------------

[det finns inga]
= 0
$ forvalta --lang sv report opportunity OPP-0003
Utvecklingsmöjlighet: Uthyrning utan papper
===========================================

Kod                    OPP-0003
Steg                   beslutad
Spår                   verksamhetsutveckling
Storlek                liten
Tjänst                 Uthyrning av bostäder
Enhet                  Exempelbostäder AB
Nämnd                  inte angivet
Besluta senast         inte angivet
Beslutat               2026-09-17
Start                  2027-02-01
Slut                   2028-11-30
Slut enligt beslut     2028-11-30
Budget                 1 450 000 kr
Förbrukat              inte angivet
Framdrift              inte angivet
Hälsoläge              inte angivet
Gamla systemet slutar  2028-12-31
Plan för det gamla     behåll i läsläge
Program                inte angivet

Behovet
-------

Behov
.....

Som uthyrare behöver vi skriva kontrakt på nätet, så att flytten kan ske samma
vecka.
(OPP-0003, Behov)

Godtas när
..........

Nio av tio kontrakt skrivs under digitalt.
(OPP-0003, Godtas när)

Vad som utlöser det
-------------------

Slag                 Gäller              Senast
-------------------  ------------------  ----------
planerad avveckling  Hyressystem         2028-12-31
avtal går ut         Hyressystem, avtal  2028-12-31

System
------

Roll               Kod       Namn              Besluta senast  Beslut
-----------------  --------  ----------------  --------------  --------
ersätts            SYS-0111  Hyressystem                       beslutad
    Ansvarig enhet: Uthyrning och kundservice · Leverantör: Hyresrummet Data
    AB
berörs             SYS-0112  Bostadskö         2027-09-30      snart
    Ansvarig enhet: Uthyrning och kundservice · Leverantör: Hyresrummet Data
    AB
används i stället  SYS-0120  Nytt hyressystem
    Ansvarig enhet: Uthyrning och kundservice

Vad registret visste när den lyftes
-----------------------------------

Hyressystem används redan för tjänsten; Bostadskö används redan för tjänsten;
Förskoleplacering används till samma sak: Placering och kö
(Finns redan)

Arbetssättet som ändras
-----------------------

Nytt arbetssätt
...............

Visning bokas av den sökande.
(OPP-0003, Nytt arbetssätt)

Flöden som ändras
.................

[inte skrivet]

Roller som ändras
.................

[inte skrivet]

Målbild människor
.................

[inte skrivet]

Målbild process
...............

[inte skrivet]

Målbild teknik
..............

[inte skrivet]

Behållna funktioner      14
Ändrade funktioner       6
Nya funktioner           2
Processen kartlagd       inte angivet
Informationen kartlagd   inte angivet
Digitalt först övervägt  inte angivet

Alternativ bredvid att göra ingenting
-------------------------------------

Alternativ            Kod       Slag            År  Under livslängden     Per år      Minst      Högst  Nettonytta  Intjänat
--------------------  --------  --------------  --  -----------------  ---------  ---------  ---------  ----------  --------
Som det är                      göra ingenting  10          8 866 256  1 039 396  1 039 396  1 039 396  -8 866 256
Behåll hyressystemet  ALT-0003  behåll           5          3 159 998    690 000    690 000    690 000  -3 159 998
Nytt hyressystem      ALT-0004  byta            10          5 250 403    615 507    615 507    615 507  -3 032 551      2027

Kostnad per år
Som det är           ######################################## 1 039 tkr
Behåll hyressystemet ########################### 690 tkr
Nytt hyressystem     ######################## 616 tkr
# Per år

Alternativ med olika livslängd jämförs efter vad de kostar per år. Nettonytta
är nytta minus kostnad under livslängden, medelvärdet av minst, trolig och
högst; för det valda, om det inte självt anger någon nytta, efter vad nyttorna
är värda. Intjänat är det år då alternativet inte har kostat mer än att
fortsätta som det är.

  År  Som det är  Behåll hyressystemet  Nytt hyressystem
----  ----------  --------------------  ----------------
2026     617 412                     0           900 000
2027   1 877 151               669 903         1 142 718
2028   2 682 629             1 320 294         1 378 367
2029   3 510 404             1 951 742         1 607 153
2030   4 269 644             2 564 798         1 829 275
2031   5 006 771             3 159 998         2 044 927
2032   5 722 428                               2 254 298
2033   6 417 240                               2 457 571
2034   7 091 816                               2 654 923
2035   7 746 743                               2 846 527
2036   8 866 256                               3 032 551

Kostnad minus nytta, summerat
    10 000 tkr |
               |                                                            #
     8 000 tkr |                                                      #
               |                                                #
     6 000 tkr |                                    #     #
               |                              #
     4 000 tkr |                  #     #
               |            #           =     =                 +     +     +
     2 000 tkr |      #           =     +     +     +     +
               |#     =     =
          0 kr |=
                2026                                                     2036
# Som det är
= Behåll hyressystemet
+ Nytt hyressystem (intjänat 2027)

Vad som måste besvaras
----------------------

Före            levererad
Ställda frågor  11
Saknas          6

Läge      Fråga                              Varför
--------  ---------------------------------  -------------------------------
saknas    Dokumentation                      Ännu inte för Nytt hyressystem.
saknas    Avtal eller servicenivå            Ännu inte för Nytt hyressystem.
saknas    Rätt att använda det               Ännu inte för Nytt hyressystem.
saknas    Behörigheter givna                 Ännu inte för Nytt hyressystem.
saknas    De som förvaltar det är utbildade  Ännu inte för Nytt hyressystem.
saknas    Exitplan för det nya               Ännu inte för Nytt hyressystem.
besvarat  Vad som lämnas över                Nytt hyressystem.
besvarat  Systemägare                        Angivet för alla: 1.
besvarat  Systemförvaltare                   Angivet för alla: 1.
besvarat  Förvaltningsplan                   Angivet för alla: 1.
besvarat  Pengar för åren efter              Angivet för alla: 1.

Nyttor
------

Kod       Titel           Mottagare     Värde före  Målvärde  Senast      Värde per år
--------  --------------  ------------  ----------  --------  ----------  ------------
BEN-0003  Kortare tomtid  organisation       14,00      6,00  2029-06-30       260 000
    Slag: pengar · Mått: dagar per lägenhet · Nyttoansvarig: Filip Wikström ·
    Betalas av: Exempelbostäder AB

Mål
---

Kod       Namn                                   Grad  Vikt  Källa
--------  -------------------------------------  ----  ----  -----------------
GOL-0005  Enkelt att leva och driva företag här     3    20  budget
GOL-0006  Besked samma dag                          4    10  övergripande plan

Krav
----

[det finns inga]

Milstolpar
----------

[det finns inga]

Timmar
------

[det finns inga]

Risker
------

[det finns inga]

Beslut
------

Kod       Datum       Titel                  Utfall   Diarienummer      Belopp
--------  ----------  ---------------------  -------  -------------  ---------
DEC-0002  2026-09-17  Uthyrning utan papper  godkänd  KS 2026-00777  1 450 000
    Text: Uthyrning utan papper: beslut enligt förslag.

Lärdomar
--------

[det finns inga]

Att åtgärda
-----------

[det finns inga]

Personer
--------

Efterfrågad av       Kent Mohamud
Mottagen             2026-03-02
Mottagen av          Eva Lindqvist
Uppdragsgivare       Kent Mohamud
Ansvarig i IT        Agnes Kovač
Oberoende granskare  inte angivet
Hjälp som önskas     inte angivet
= 0
$ forvalta --lang sv report decision OPP-0003
Tjänsteskrivelse: Uthyrning utan papper
=======================================

Diarienummer  KS 2026-00651
Dag           2026-11-22
Nämnd         inte angivet
Enhet         Exempelbostäder AB
Kod           OPP-0003

Förslag till beslut
-------------------

Nämnden beslutar att genomföra ”Nytt hyressystem” för ”Uthyrning utan papper”
inom en budget på 1 450 000 kr.
(ALT-0004, Valt; OPP-0003, Budget)

Sammanfattning
--------------

Utlöses av Hyressystem: planerad avveckling, 2028-12-31.
”Nytt hyressystem” kostar omkring 615 507 kr per år under 10 år.
Att fortsätta som det är kostar omkring 1 039 396 kr per år.
(OPP-0003, utlösande händelser, besluta senast och alternativ)

Bakgrund
--------

Behov
.....

Som uthyrare behöver vi skriva kontrakt på nätet, så att flytten kan ske samma
vecka.
(OPP-0003, Behov)

Godtas när
..........

Nio av tio kontrakt skrivs under digitalt.
(OPP-0003, Godtas när)

Vad som utlöser det
...................

Slag                 Gäller              Senast
-------------------  ------------------  ----------
planerad avveckling  Hyressystem         2028-12-31
avtal går ut         Hyressystem, avtal  2028-12-31

System
......

Roll               Kod       Namn              Besluta senast  Beslut
-----------------  --------  ----------------  --------------  --------
ersätts            SYS-0111  Hyressystem                       beslutad
    Ansvarig enhet: Uthyrning och kundservice · Leverantör: Hyresrummet Data
    AB
berörs             SYS-0112  Bostadskö         2027-09-30      snart
    Ansvarig enhet: Uthyrning och kundservice · Leverantör: Hyresrummet Data
    AB
används i stället  SYS-0120  Nytt hyressystem
    Ansvarig enhet: Uthyrning och kundservice

Hyressystem används redan för tjänsten; Bostadskö används redan för tjänsten;
Förskoleplacering används till samma sak: Placering och kö
(Finns redan)

Alternativ
----------

Alternativ            Kod       Slag            År  Under livslängden     Per år      Minst      Högst  Nettonytta  Intjänat
--------------------  --------  --------------  --  -----------------  ---------  ---------  ---------  ----------  --------
Som det är                      göra ingenting  10          8 866 256  1 039 396  1 039 396  1 039 396  -8 866 256
Behåll hyressystemet  ALT-0003  behåll           5          3 159 998    690 000    690 000    690 000  -3 159 998
Nytt hyressystem      ALT-0004  byta            10          5 250 403    615 507    615 507    615 507  -3 032 551      2027

Kostnad per år
Som det är           ######################################## 1 039 tkr
Behåll hyressystemet ########################### 690 tkr
Nytt hyressystem     ######################## 616 tkr
# Per år

Alternativ med olika livslängd jämförs efter vad de kostar per år. Nettonytta
är nytta minus kostnad under livslängden, medelvärdet av minst, trolig och
högst; för det valda, om det inte självt anger någon nytta, efter vad nyttorna
är värda. Intjänat är det år då alternativet inte har kostat mer än att
fortsätta som det är.

Varför, och varför inte
.......................

Kod       Titel                 Slag    Valt
--------  --------------------  ------  ----
ALT-0003  Behåll hyressystemet  behåll  nej
    Varför inte: Löser inte behovet.
ALT-0004  Nytt hyressystem      byta    ja

Ekonomiska konsekvenser
-----------------------

Budget                 1 450 000 kr
Förbrukat              inte angivet
Andel för dem utanför  inte angivet

Vad alternativen kostar är uppskattat; minst och högst anger hur säkert det
är. Kostnaderna är utan moms och utan prisökningar.

  År  Som det är  Behåll hyressystemet  Nytt hyressystem
----  ----------  --------------------  ----------------
2026     617 412                     0           900 000
2027   1 877 151               669 903         1 142 718
2028   2 682 629             1 320 294         1 378 367
2029   3 510 404             1 951 742         1 607 153
2030   4 269 644             2 564 798         1 829 275
2031   5 006 771             3 159 998         2 044 927
2032   5 722 428                               2 254 298
2033   6 417 240                               2 457 571
2034   7 091 816                               2 654 923
2035   7 746 743                               2 846 527
2036   8 866 256                               3 032 551

Kostnad minus nytta, summerat
    10 000 tkr |
               |                                                            #
     8 000 tkr |                                                      #
               |                                                #
     6 000 tkr |                                    #     #
               |                              #
     4 000 tkr |                  #     #
               |            #           =     =                 +     +     +
     2 000 tkr |      #           =     +     +     +     +
               |#     =     =
          0 kr |=
                2026                                                     2036
# Som det är
= Behåll hyressystemet
+ Nytt hyressystem (intjänat 2027)

Nyttor
......

Titel           Mottagare     Värde före  Målvärde  Senast      Värde per år
--------------  ------------  ----------  --------  ----------  ------------
Kortare tomtid  organisation       14,00      6,00  2029-06-30       260 000
    Mått: dagar per lägenhet · Nyttoansvarig: Filip Wikström · Betalas av:
    Exempelbostäder AB

Konsekvenser för personal
-------------------------

[inte skrivet]

Nytt arbetssätt
...............

Visning bokas av den sökande.
(OPP-0003, Nytt arbetssätt)

Prövning av barnets bästa
-------------------------

[inte skrivet]

Risker
------

[inte skrivet]

Beslutsunderlag
---------------

Titel                                    Slag           Diarienummer   Daterat     Gäller                 Kod
---------------------------------------  -------------  -------------  ----------  ---------------------  --------
Riskanalys hyressystem                   riskbedömning  KS 2026-01102  2026-03-25  Hyressystem            REF-0121
Handbok hyressystem                      handbok                       2026-10-27  Hyressystem            REF-0122
Tjänsteskrivelse: Uthyrning utan papper  beslut         KS 2026-00651  2026-09-03  Uthyrning utan papper  REF-0161

Vad som måste besvaras
......................

Före            levererad
Ställda frågor  11
Saknas          6

Läge      Fråga                              Varför
--------  ---------------------------------  -------------------------------
saknas    Dokumentation                      Ännu inte för Nytt hyressystem.
saknas    Avtal eller servicenivå            Ännu inte för Nytt hyressystem.
saknas    Rätt att använda det               Ännu inte för Nytt hyressystem.
saknas    Behörigheter givna                 Ännu inte för Nytt hyressystem.
saknas    De som förvaltar det är utbildade  Ännu inte för Nytt hyressystem.
saknas    Exitplan för det nya               Ännu inte för Nytt hyressystem.
besvarat  Vad som lämnas över                Nytt hyressystem.
besvarat  Systemägare                        Angivet för alla: 1.
besvarat  Systemförvaltare                   Angivet för alla: 1.
besvarat  Förvaltningsplan                   Angivet för alla: 1.
besvarat  Pengar för åren efter              Angivet för alla: 1.

Tidigare beslut
...............

Kod       Datum       Titel                  Utfall   Diarienummer
--------  ----------  ---------------------  -------  -------------
DEC-0002  2026-09-17  Uthyrning utan papper  godkänd  KS 2026-00777

Beslutet skickas till
---------------------

Vem                 Som
------------------  -----------------
Exempelbostäder AB  enhet
Kent Mohamud        uppdragsgivare
Agnes Kovač         ledare i IT
Hans Törnqvist      systemägare
Andreas Fransson    systemförvaltare
Filip Wikström      informationsägare
= 0
$ forvalta --lang sv report decision AVT-0044
Tjänsteskrivelse: Omsorgsplanering, avtal
=========================================

Diarienummer  VON 2024-02520
Dag           2026-11-22
Nämnd         Vård- och omsorgsnämnden
Enhet         Vård- och omsorgsförvaltningen
Kod           AVT-0044

Förslag till beslut
-------------------

[inte skrivet]

Sammanfattning
--------------

Gäller t.o.m. 2031-07-31.
Förlängs bara genom beslut: slutar om ingen förlänger det.
Uppsägningstid 6 månader: sista uppsägningsdag 2031-01-31.
Uppsägning i dag avslutar det 2027-05-22.
(AVT-0044, avtalets villkor)

Bakgrund
--------

[inte skrivet]

Namn               Omsorgsplanering, avtal
Avtalsnummer       A2025-840
Slag               avtal
Leverantör         Omsorgslogik AB
Ansvarig enhet     Vård- och omsorgsförvaltningen
Undertecknat       2025-05-29
Start              2025-08-01
Första slut        2031-07-31
Förlängning        förlängning genom beslut
Förlängs med       12
Uppsägningstid     6
Optioner           inte angivet
Använda optioner   inte angivet
Upphandling        avrop från ramavtal
Nästa upphandling  öppet förfarande

System
......

Kod       Namn              Del         Besluta senast  Beslut
--------  ----------------  ----------  --------------  -------
SYS-0056  Omsorgsplanering  huvudavtal  2029-04-30      god tid

Vad som har lovats
..................

Åtagande          Målnivå  Utfall  Mätt
----------------  -------  ------  ----------
Återläsningsprov  1        1       2026-05-22

Alternativ
----------

Väg                          Senast      Löper då till
---------------------------  ----------  -------------
låt det gå ut                            2031-07-31
säg upp till periodens slut  2031-01-31  2031-07-31
säg upp i dag                2026-11-22  2027-05-22

Villkor för att lämna
.....................

Leverantören lämnar ut alla uppgifter i öppet format inom 30 dagar och raderar
därefter.
(AVT-0044, Villkor för att lämna)

Ekonomiska konsekvenser
-----------------------

Kostnad per år         438 000 kr
Totalt värde           2 660 000 kr
Takvolym               inte angivet
Avropat                inte angivet
Prismodell             fast pris
Index                  inte angivet
Årlig uppräkning       inte angivet
Kostnad för att lämna  inte angivet

Ändringar av avtalet
....................

[det finns inga]

Konsekvenser för personal
-------------------------

[inte skrivet]

Prövning av barnets bästa
-------------------------

[inte skrivet]

Risker
------

[inte skrivet]

Beslutsunderlag
---------------

[inte skrivet]

Beslutet skickas till
---------------------

Vem                             Som
------------------------------  ----------------
Vård- och omsorgsförvaltningen  enhet
Maria Höglund                   avtalsägare
Lars Petrović                   avtalsförvaltare
= 0
$ forvalta --lang sv report decision SYS-0091
Tjänsteskrivelse: Bibliotekssystem
==================================

Diarienummer  KS 2024-00352
Dag           2026-11-22
Nämnd         Kultur- och fritidsnämnden
Enhet         Biblioteken
Kod           SYS-0091

Förslag till beslut
-------------------

[inte skrivet]

Sammanfattning
--------------

Besluta senast 2024-01-31.
Bibliotekssystem, avtal slutar 2026-01-31: det är uppsagt.
Dagen har passerat: med beslut i dag är en efterträdare på plats 2028-11-22,
34 månader för sent.
24 månader till en efterträdare: behovsarbete 6 månader + upphandling 12
månader + införande 6 månader.
Upphandling 12 månader: öppet förfarande.
Införande 6 månader, som angivet.
(SYS-0091, beslutsklockan)

Bakgrund
--------

Katalog, lån, reservationer och avgifter.
(SYS-0091, Syfte)

Namn                    Bibliotekssystem
Fas                     i drift
I drift fr.o.m.         2015-08-01
Leverantör              Biblioteksro AB
Verksamhetskritiskhet   3
Användare               14800
Support t.o.m.          2026-11-12
Besluta senast          2024-01-31
Beslut                  passerad
Utlösande händelse      avtal går ut
Utlösande dag           2026-01-31
Tidigaste efterträdare  2028-11-22
Glapp                   34

Berörda tjänster
................

Kod       Namn       Betydelse  Ansvarig enhet                    Verksamhetskritiskhet
--------  ---------  ---------  --------------------------------  ---------------------
SRV-0048  Bibliotek          3  Kultur- och fritidsförvaltningen                      3

Alternativ
----------

Vad som kommer och, där beslutsdagen har passerat, vad som går att göra:

Besluta senast  Läge      Dag         Vad                Namn                         Per år
--------------  --------  ----------  -----------------  ------------------------  ---------
2024-01-31      passerad  2026-01-31  avtal går ut       Bibliotekssystem, avtal     314 000
    System: Bibliotekssystem · Tjänst: Bibliotek
    Enhet: Kultur- och fritidsförvaltningen
    Nämnd: Kultur- och fritidsnämnden · Tidigaste efterträdare: 2028-11-22
    Går att göra: godta risken, med ett slutdatum: en efterträdare kan vara på
    plats 2028-11-22
2026-10-30      beslutad  2027-04-30  option att nyttja  Driftavtal datorhall      5 200 000
    System: Bibliotekssystem · Tjänst: Bibliotek · Enhet: IT-avdelningen ·
    Nämnd: Kommunstyrelsen
                          2027-09-30  licens går ut      Bibliotekssystem, licens    230 000
    System: Bibliotekssystem · Tjänst: Bibliotek · Enhet: Biblioteken · Nämnd:
    Kultur- och fritidsnämnden

Utvecklingsmöjligheter
......................

[det finns inga]

Ekonomiska konsekvenser
-----------------------

Livscykelkostnad, snäv  6 523 998 kr
Livscykelkostnad        12 516 793 kr
Förvaltningsskuld       inte angivet
Ersättningsvärde        1 300 000 kr
Kostnad för att lämna   inte angivet

Konsekvenser för personal
-------------------------

[inte skrivet]

Prövning av barnets bästa
-------------------------

[inte skrivet]

Risker
------

[inte skrivet]

Beslutsunderlag
---------------

Titel                        Slag           Diarienummer   Daterat     Gäller            Kod
---------------------------  -------------  -------------  ----------  ----------------  --------
Riskanalys bibliotekssystem  riskbedömning  KS 2024-00352  2024-08-25  Bibliotekssystem  REF-0101

Beslutet skickas till
---------------------

Vem             Som
--------------  ----------------
Biblioteken     enhet
Klara Ängström  systemägare
Kent Hosseini   systemförvaltare
= 0
