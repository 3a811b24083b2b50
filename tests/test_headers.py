"""Every answer, a page, a refusal, a file or a redirect, carries the headers that protect who reads it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

STRICT = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
MARK = f"{settings.STATIC_URL}common/mark.svg"


def assert_protected(answer) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert all(words in policy for words in STRICT)
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=(), " in answer.headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/a-faire/", 302), ("/nulle-part/", 404), ("/robots.txt", 200), (MARK, 200), ("/sante/pret/", 200)],
)
def test_every_answer_carries_the_headers(address: str, status: int) -> None:
    answer = Client().get(address)
    assert answer.status_code == status
    assert_protected(answer)
    if address != MARK:
        assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.django_db
def test_a_refusal_carries_the_headers() -> None:
    answer = Client().post("/entrer/", {"email": "a\x00b@example.org"})
    assert answer.status_code == 409
    assert_protected(answer)


@pytest.mark.django_db
def test_a_breakdown_carries_the_headers(monkeypatch) -> None:
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("interregions.common.middleware.signed_out_page", lambda request: 1 / 0)
    answer = client.post("/a-faire/", {"x": "a b"})
    assert answer.status_code == 500
    assert_protected(answer)


@pytest.mark.django_db
def test_with_https_the_browser_is_told_to_stay_with_it(settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31536000
    plain = Client().get("/", headers={"host": "localhost"})
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://localhost/")
    assert_protected(plain)
    for address in ("/", "/nulle-part/", MARK):
        assert "max-age=31536000" in Client().get(address, secure=True).headers["Strict-Transport-Security"]


@pytest.mark.django_db
def test_files_of_the_look_are_kept_by_the_browser_and_pages_are_not_shared() -> None:
    assert "immutable" in Client().get(MARK).headers["Cache-Control"]
    assert "public" not in Client().get("/").headers.get("Cache-Control", "")


def test_the_settings_of_production_raise_no_warning(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "INTERREGIONS_SECRET_KEY": "Zq8vJ2mN4xR7tY1wL5pB9cD3fG6hS0kA",
        "INTERREGIONS_HOME": str(tmp_path),
        "INTERREGIONS_SITE_URL": "https://interregions.example.fr",
    }
    cookies = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    shell = [sys.executable, "-m", "interregions.config.command", "shell", "--verbosity", "0", "-c", cookies]
    named = subprocess.run(shell, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert named.stdout.split() == ["__Host-interregions_session", "__Host-csrftoken"]
    command = [sys.executable, "-m", "interregions.config.command", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    # The three left out are told why in settings.py.
    assert "(3 silenced)" in done.stdout + done.stderr
