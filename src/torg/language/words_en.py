"""What makes an English text hard to read, and what to write in its place."""

from __future__ import annotations

INSTEAD = """
in the event that | in the event of | in cases where -> if
is equipped with -> has
prior to -> before
subsequent to -> after
is of the opinion that | are of the opinion that -> think that
with the aim of | with a view to | for the purpose of | for the purposes of -> to
in order to -> to
due to the fact that | owing to the fact that | in view of the fact that | on the grounds that -> because
on the basis of | on the basis that -> because of; from
gives an indication of -> shows
in accordance with | pursuant to | in compliance with | in conformity with -> under; by
with regard to | with respect to | in respect of -> about
in relation to | with reference to | regarding | concerning -> about
as regards -> about
provided that | on condition that -> if
unless otherwise stated -> unless it says so
inter alia -> among others
whether or not -> whether
in so far as | insofar as -> as far as
thus | hence | thereby -> so
notwithstanding -> even if; despite
furthermore | moreover -> also
during the course of | in the course of -> during
at this point in time | at the present time | at this moment in time | as of today -> now
at a later date | at a later point in time -> later
as soon as possible | at your earliest convenience | at our earliest convenience -> the date, such as "by 3 December"
without undue delay | forthwith -> at once
in due course -> the date, such as "by 3 December"
prior approval -> permission first
facilitate | facilitates -> help; make easier
utilise | utilises | utilize | utilized | utilised -> use
commence | commences | commenced -> start; begin
terminate | terminates | terminated -> end
endeavour | endeavor -> try
ascertain -> find out
request that you -> ask you to
in receipt of | are in receipt of -> have
has the ability to | have the ability to | is able to | are able to | have the opportunity to -> can
is entitled to | are entitled to -> have a right to
is obliged to | are obliged to | is required to | are required to -> must
it is necessary that | it is a requirement that | it is mandatory to -> you must
it should be noted that | please note that | please be advised that | kindly note that -> (leave it out, and say it)
we would like to inform you that -> (leave it out, and say it)
we hereby inform you that | this is to inform you that -> (leave it out, and say it)
please find enclosed | please find attached | enclosed please find | attached please find -> here is
with reference to your letter -> thank you for your letter
hereby | herewith | hereinafter | hereto -> (leave it out)
therein | thereof | thereto -> in it; of it
aforementioned | aforesaid | above-mentioned | abovementioned -> this; these
the said -> this
to a large extent | to a great extent -> much; often
to a lesser extent -> less
at all times -> always
a large number of | a considerable number of | numerous -> many
the majority of -> most
a sufficient number of | sufficient -> enough
in the vicinity of -> near
by means of -> with
in lieu of -> instead of
per annum -> a year
per diem -> a day
additional -> more; extra
assistance -> help
assist | assists -> help
obtain | obtains | obtained -> get
purchase | purchased -> buy
reside | resides | residing -> live
remuneration -> pay
inform us -> tell us
notify | notified -> tell
submit | submits | submitted -> send
forward to us -> send us
furnish -> give
render -> give; make
remit | remittance -> pay; payment
deem | deemed | deems -> think; count as
effectuate -> do
implement | implemented -> do; start
expedite -> speed up
rectify -> put right
amend | amended -> change
in writing to the undersigned -> to me in writing
concerning the matter of -> about
until such time as -> until
within the time limit of -> by the date
kindly -> please
"""
PARTICIPLES = """
the undersigned -> I
the person concerned | the party concerned -> you; the person
outstanding amount -> what you owe
following receipt of -> when we have
the foregoing -> this
"""
SHORT = """
i.e -> that is
e.g -> for example
etc -> and so on
viz -> namely
cf -> see
w.r.t -> about
asap -> the date
incl -> with
approx -> about
n.b -> note
p.a -> a year
"""
# Infinitive, participle where it is not made by the rule.
VERBS = """
process | send sent | give given | take taken | make made | pay paid | hold held | write written | tell told |
do done |
decide | grant granted | reject rejected | assess | consider considered | register registered | calculate calculated |
carry carried | contact contacted | notify notified | inform informed | archive archived | approve approved |
require required | deliver delivered | receive received | update updated | create created | reimburse reimbursed |
change changed | order ordered | collect collected | empty emptied | repair repaired | close closed | open opened |
block blocked | check checked | examine examined | determine determined | answer answered | forward forwarded |
refund refunded | submit submitted | choose chosen | publish published | correct corrected | solve solved |
follow followed |
plan planned | transfer transferred | delete deleted | allocate allocated | build built | clear cleared |
postpone postponed |
cancel cancelled | move moved | review reviewed | complete completed | issue issued | charge charged |
handle handled |
inspect inspected | offer offered | put put | find found | bring brought | set set | refuse refused
"""
DEPONENT: list[str] = []
LIGHT = """
carry carries carried carrying conduct conducts conducted conducting perform performs performed performing
undertake undertakes undertook
undertaken effect effected
""".split()
FROM_NOUN = """
assessment assess | inspection inspect | investigation look into | evaluation evaluate | calculation work out |
registration register | review review | examination examine | payment pay | consideration consider | decision decide |
application apply | notification tell | verification check | consultation ask | measurement measure | repair repair
""".strip()
