"""Logging in: a few wrong tries are anybody's, many are a machine's."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.people.actions import note_wrong_log_in
from torg.people.models import WrongLogIn
from torg.people.queries import log_in_waits

URL = "/en/desk/login/"
TOO_MANY = "There have been too many wrong tries. Wait 1 minute, then try again."
NOW = timezone.now()


def tries(client: Client, username: str, password: str = "wrong") -> str:
    return client.post(URL, {"username": username, "password": password}).content.decode()


@pytest.mark.parametrize("username", ["kari", "nobody-of-that-name"])
def test_after_five_wrong_tries_the_next_is_refused_whether_or_not_there_is_such_a_name(
    town: Town, client: Client, username: str
) -> None:
    for _ in range(5):
        assert "do not fit together" in tries(client, username)
    page = tries(client, username, PASSWORD)
    assert TOO_MANY in page
    assert "do not fit together" not in page
    assert TOO_MANY in tries(client, username.upper())
    assert client.post(URL, {"username": "ola", "password": PASSWORD}).status_code == 302


def test_when_the_while_is_over_the_right_password_lets_one_in_and_the_count_begins_anew(
    town: Town, client: Client
) -> None:
    for _ in range(5):
        note_wrong_log_in(username="kari", address="192.0.2.1", now=timezone.now() - timedelta(seconds=61))
    assert client.post(URL, {"username": "kari", "password": PASSWORD}).status_code == 302
    assert log_in_waits(username="kari", address="", now=timezone.now()) == timedelta()


@pytest.mark.django_db
def test_each_further_try_doubles_the_while_and_old_tries_are_forgotten() -> None:
    for count, minutes in ((5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15)):
        while WrongLogIn.objects.count() < 2 * count:
            note_wrong_log_in(username="kari", address="192.0.2.1", now=NOW)
        assert log_in_waits(username="kari", address="", now=NOW) == timedelta(minutes=minutes)
    note_wrong_log_in(username="ola", address="192.0.2.1", now=NOW + timedelta(minutes=16))
    assert WrongLogIn.objects.count() == 2


@pytest.mark.django_db
def test_many_names_tried_from_one_address_are_stopped_too() -> None:
    for index in range(50):
        note_wrong_log_in(username=f"name-{index}", address="192.0.2.1", now=NOW)
    assert log_in_waits(username="another", address="192.0.2.1", now=NOW) == timedelta(minutes=1)
    assert log_in_waits(username="another", address="192.0.2.2", now=NOW) == timedelta()


@pytest.mark.django_db(transaction=True)
def test_many_tries_in_the_same_moment_are_slowed_like_many_in_turn(town: Town) -> None:
    together = threading.Barrier(8)
    said: list[bool] = []

    def guess(place: int) -> None:
        together.wait()
        try:
            said.append("do not fit together" in tries(Client(REMOTE_ADDR=f"192.0.2.{place}"), "kari"))
        finally:
            connections.close_all()

    guessing = [threading.Thread(target=guess, args=(place,)) for place in range(8)]
    for one in guessing:
        one.start()
    for one in guessing:
        one.join(timeout=60)
    assert sorted(said) == [False] * 3 + [True] * 5


def test_who_logs_in_rightly_again_and_again_is_never_slowed(town: Town) -> None:
    for _ in range(7):
        assert Client().post(URL, {"username": "kari", "password": PASSWORD}).status_code == 302
    assert not WrongLogIn.objects.exists()
