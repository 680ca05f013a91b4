"""Settings are environment variables; what is wrong with them is said at once and in sentences."""

import pytest

from torg.config import kinds
from torg.config.environment import SETTINGS, Environment, SettingsFaulty, read

PRODUCTION = {
    "TORG_PRODUCTION": "yes",
    "TORG_SECRET_KEY": "x" * 50,
    "TORG_SEALING_KEYS": "y" * 50,
    "TORG_LOOKUP_KEY": "z" * 50,
    "TORG_BASE_URL": "https://post.example.org",
    "TORG_SMTP_SEND": "smtp+starttls://torg:s%40fe@mail.example.org",
    "TORG_MAIL_FROM": "post@example.org",
    "TORG_MAIL_DOMAIN": "example.org, example.com",
}
TOGETHER = {
    "TORG_LANGUAGE_MODEL_URL": {"TORG_LANGUAGE_MODEL_NAME": "small"},
    "TORG_LANGUAGE_MODEL_NAME": {"TORG_LANGUAGE_MODEL_URL": "https://model.example.org/v1"},
    "TORG_OIDC_ISSUER": {"TORG_OIDC_CLIENT_ID": "torg"},
    "TORG_OIDC_CLAIM": {"TORG_OIDC_MAP": "a=manager"},
    "TORG_OIDC_MAP": {"TORG_OIDC_CLAIM": "groups"},
}
"""What an example needs beside it."""


def faults(**variables: str) -> tuple[str, ...]:
    with pytest.raises(SettingsFaulty) as caught:
        read(variables)
    return caught.value.faults


def test_nothing_has_to_be_set_to_try_torg_out() -> None:
    torg = read({})
    assert (torg.database_url, torg.production, torg.web_address.port) == ("", False, 8000)


def test_every_example_is_accepted() -> None:
    for setting in SETTINGS:
        if setting.name != "TORG_PRODUCTION" and setting.read is not kinds.file:
            read({**TOGETHER.get(setting.name, {}), setting.name: setting.example})


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert read({"TORG_WEB_ADDRESS": " "}) == read({})


def test_every_wrong_setting_is_named_in_one_go() -> None:
    found = faults(TORG_WEB_ADDRESS="everywhere", TORG_DEBUG="perhaps", TORG_COLOUR_MAIN="green", TORG_TIME_ZONE="Oslo")
    assert [fault.split()[0] for fault in found] == [
        "TORG_WEB_ADDRESS",
        "TORG_TIME_ZONE",
        "TORG_COLOUR_MAIN",
        "TORG_DEBUG",
    ]


def test_a_misspelt_setting_is_told_with_the_nearest_name() -> None:
    assert faults(TORG_HOST="post.example.org") == ("TORG_HOST is no setting of Torg; is TORG_HOSTS meant?",)


def test_production_tells_what_it_lacks_with_an_example() -> None:
    found = faults(TORG_PRODUCTION="yes")
    assert {fault.split()[0] for fault in found} >= {one.name for one in SETTINGS if one.required}
    assert all("Example: " in fault for fault in found if "must be set" in fault)


def test_production_refuses_an_address_without_https() -> None:
    assert faults(**{**PRODUCTION, "TORG_BASE_URL": "http://post.example.org"}) == (
        "TORG_BASE_URL must begin with https:// in production.",
    )


def test_production_refuses_to_show_faults_to_visitors() -> None:
    assert "TORG_DEBUG" in faults(**PRODUCTION, TORG_DEBUG="yes")[0]


def test_a_short_key_is_refused() -> None:
    assert faults(TORG_SECRET_KEY="secret") == (
        "TORG_SECRET_KEY is shorter than 32 characters; make a longer one at random.",
    )


def test_the_mail_server_is_read_from_one_address() -> None:
    server = read(PRODUCTION).smtp_send
    assert server is not None
    assert (server.host, server.port, server.security, server.user, server.password) == (
        "mail.example.org",
        587,
        "starttls",
        "torg",
        "s@fe",
    )


def test_a_mail_server_in_a_log_shows_no_password() -> None:
    assert str(read(PRODUCTION).smtp_send) == "torg@mail.example.org:587 (starttls)"


def test_several_mailboxes_can_be_fetched_from() -> None:
    boxes = read(
        {"TORG_MAILBOXES": "imaps://a%40example.org:p1@imap.example.org/INBOX, imap://b:p2@localhost:1143/In/Torg"}
    ).mailboxes
    assert [(box.user, box.port, box.security, box.folder) for box in boxes] == [
        ("a@example.org", 993, "tls", "INBOX"),
        ("b", 1143, "none", "In/Torg"),
    ]


def test_a_mailbox_without_a_user_is_refused() -> None:
    assert "imap.example.org without a user" in faults(TORG_MAILBOXES="imaps://imap.example.org/INBOX")[0]


def test_lmtp_is_received_as_well_as_smtp() -> None:
    assert str(read({"TORG_SMTP_LISTEN": "lmtp://[::1]:2424"}).smtp_listen) == "lmtp://[::1]:2424"


def test_a_fault_in_a_secret_setting_does_not_show_it() -> None:
    any_text = {"TORG_SECRET_KEY", "TORG_OIDC_CLIENT_SECRET", "TORG_LANGUAGE_MODEL_KEY"}
    for name in (setting.name for setting in SETTINGS if setting.secret and setting.name not in any_text):
        (fault,) = faults(**{name: "ftp://u:hush-hush@example.org"})
        assert "hush-hush" not in fault


def test_who_needs_a_second_factor_is_said_in_one_word_or_by_roles() -> None:
    assert read({}).second_factor == ("asked",)
    assert read({"TORG_SECOND_FACTOR": "administrator, auditor"}).second_factor == ("administrator", "auditor")
    assert len(read({"TORG_SECOND_FACTOR": "all"}).second_factor) == 6
    assert "must be off, asked, all, or roles" in faults(TORG_SECOND_FACTOR="boss")[0]


def test_what_a_claim_means_is_read_line_by_line_and_a_wrong_line_is_named() -> None:
    said = read({"TORG_OIDC_CLAIM": "groups", "TORG_OIDC_MAP": "cn=front=front_line/service, x=auditor"}).oidc_map
    assert said == (("cn=front", "front_line", "service"), ("x", "auditor", ""))
    assert "'x=boss'" in faults(TORG_OIDC_CLAIM="groups", TORG_OIDC_MAP="x=boss")[0]
    assert "set together" in faults(TORG_OIDC_CLAIM="groups")[0]
    assert "TORG_OIDC_CLIENT_ID must be set" in faults(TORG_OIDC_ISSUER="https://login.example.org")[0]
    assert "must begin with https://" in faults(TORG_OIDC_ISSUER="http://login.example.org", TORG_OIDC_CLIENT_ID="t")[0]


def test_every_setting_is_a_field() -> None:
    assert len(SETTINGS) == len(Environment.__dataclass_fields__)


@pytest.mark.parametrize(
    "address",
    [
        "http://model.example.org/v1",
        "http://localhost.example.org/v1",
        "http://127.0.0.1@example.org/v1",
        "https:///v1",
    ],
)
def test_a_language_model_elsewhere_is_reached_over_https_alone(address: str) -> None:
    said = faults(TORG_LANGUAGE_MODEL_URL=address, TORG_LANGUAGE_MODEL_NAME="small")[0]
    assert "must be like https://" in said


@pytest.mark.parametrize("address", ["https://model.example.org/v1", "http://localhost:8080/v1", "http://127.0.0.1/v1"])
def test_a_language_model_on_this_machine_needs_no_https(address: str) -> None:
    assert read({"TORG_LANGUAGE_MODEL_URL": address, "TORG_LANGUAGE_MODEL_NAME": "small"}).language_model_url == address
