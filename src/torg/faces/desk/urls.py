"""Addresses of the employees' pages, under the language and desk/."""

from __future__ import annotations

from django.urls import path

from torg.faces.desk import bulk, enquiry, find, gate, inbox, live, mail, sieves

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
    path("enquiry/<int:number>/answer/", enquiry.give_answer, name="answer"),
    path("enquiry/<int:number>/<slug:deed>/", enquiry.do, name="do"),
    path("file/<int:contact_id>/<int:index>/", enquiry.download, name="file"),
    path("text/<int:contact_id>/", enquiry.whole, name="whole"),
    path("quarantine/", mail.quarantine_list, name="quarantine"),
    path("quarantine/<int:kept_id>/", mail.quarantine_one, name="quarantined"),
    path("quarantine/<int:kept_id>/set-aside/", mail.put_aside, name="set_aside"),
    path("quarantine/<int:kept_id>/take-back/", mail.take_back, name="take_back"),
    path("aside/", mail.aside_list, name="aside"),
    path("unsent/", mail.unsent, name="unsent"),
    path("unsent/<int:outgoing_id>/", mail.try_again, name="retry"),
]
