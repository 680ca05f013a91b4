"""Addresses of the employees' pages, under the language and desk/."""

from __future__ import annotations

from django.urls import path

from torg.faces.desk import agreements, books, enquiry, feedback, gate, inbox, mail

app_name = "desk"
urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("login/", gate.LogIn.as_view(), name="login"),
    path("logout/", gate.LogOut.as_view(), name="logout"),
    path("find/", inbox.find, name="find"),
    path("enquiry/<int:number>/", enquiry.show, name="enquiry"),
    path("enquiry/<int:number>/answer/", enquiry.give_answer, name="answer"),
    path("enquiry/<int:number>/<slug:deed>/", enquiry.do, name="do"),
    path("file/<int:contact_id>/<int:index>/", enquiry.download, name="file"),
    path("text/<int:contact_id>/", enquiry.whole, name="whole"),
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
