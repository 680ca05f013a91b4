"""Addresses of the employees' pages, under the language and desk/."""

from __future__ import annotations

from django.urls import path

from torg.faces.desk import (
    agreements,
    books,
    bulk,
    drafts,
    enquiry,
    feedback,
    find,
    gate,
    inbox,
    letters,
    live,
    mail,
    notes,
    presence,
    sieves,
    turns,
)

app_name = "desk"
urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("login/", gate.LogIn.as_view(), name="login"),
    path("logout/", gate.LogOut.as_view(), name="logout"),
    path("find/", find.show, name="find"),
    path("live/", live.show, name="live"),
    path("bulk/", bulk.do, name="bulk"),
    path("bulk/undo/", bulk.undo, name="undo"),
    path("offer/<int:enquiry_id>/", bulk.answer_offer, name="offer"),
    path("sieves/", sieves.show, name="sieves"),
    path("sieves/save/", sieves.save, name="save_sieve"),
    path("sieves/<int:sieve_id>/", sieves.change, name="sieve"),
    path("enquiry/<int:number>/", enquiry.show, name="enquiry"),
    path("enquiry/<int:number>/here/", presence.here, name="here"),
    path("enquiry/<int:number>/note/", notes.write, name="note"),
    path("enquiry/<int:number>/note/<int:note_id>/", notes.correct, name="correct"),
    path("enquiry/<int:number>/draft/<slug:purpose>/", drafts.save, name="save_draft"),
    path("enquiry/<int:number>/draft/<slug:purpose>/drop/", drafts.drop, name="drop_draft"),
    path("enquiry/<int:number>/<slug:deed>/", turns.do, name="do"),
    path("mentions/", notes.mentions, name="mentions"),
    path("file/<int:contact_id>/<str:path>/", letters.download, name="file"),
    path("letter/<int:contact_id>/", letters.frame, name="frame"),
    path("letter/<int:contact_id>/<str:path>/", letters.attached, name="attached"),
    path("text/<int:contact_id>/", letters.whole, name="whole"),
    path("feedback/", feedback.show, name="feedback"),
    path("feedback/<int:number>/", feedback.one, name="follow_up"),
    path("feedback/<int:number>/<slug:deed>/", feedback.mark, name="mark_feedback"),
    path("agreements/", agreements.show, name="agreements"),
    path("agreements/<slug:key>/", agreements.one, name="agreement"),
    path("quarantine/", mail.quarantine_list, name="quarantine"),
    path("quarantine/<int:kept_id>/", mail.quarantine_one, name="quarantined"),
    path("quarantine/<int:kept_id>/set-aside/", mail.put_aside, name="set_aside"),
    path("quarantine/<int:kept_id>/take-back/", mail.take_back, name="take_back"),
    path("aside/", mail.aside_list, name="aside"),
    path("reconciliation/", books.reconciliation, name="reconciliation"),
    path("unsent/", mail.unsent, name="unsent"),
    path("unsent/<int:outgoing_id>/", mail.try_again, name="retry"),
]
