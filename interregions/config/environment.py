"""Settings as data: each has a name, a default, a French-free description, and stops the start when it is wrong."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit


class WrongSetting(SystemExit):
    """The environment cannot be used; the message says which variable and what to do. Exit code 2."""

    def __init__(self, sentence: str) -> None:
        super().__init__(2)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class Setting:
    """One environment variable of the product."""

    name: str
    default: str | None
    description: str


SETTINGS: tuple[Setting, ...] = (
    Setting("INTERREGIONS_SECRET_KEY", None, "Signing key, at least 32 characters, never shared. Required."),
    Setting("INTERREGIONS_HOME", "var", "Folder of the database, the files and the queue."),
    Setting("INTERREGIONS_SITE_URL", "http://localhost:8000", "Public address, used in every e-mail link."),
    Setting("INTERREGIONS_ALLOWED_HOSTS", "", "Host names served, by commas; the site's own host is always there."),
    Setting("INTERREGIONS_DEBUG", "false", "Developer pages with details of errors. Never in production."),
    Setting("INTERREGIONS_HTTPS", "true", "Secure cookies, HSTS, redirect to https. False only on one's own machine."),
    Setting("INTERREGIONS_PROXY", "false", "Trust X-Forwarded-Proto of the proxy in front."),
    Setting("DATABASE_URL", "", "postgres://user:password@host:port/name; empty: SQLite in INTERREGIONS_HOME."),
    Setting("REDIS_URL", "", "redis://host:port/0 for the queue; needed with more than one web process."),
    Setting(
        "INTERREGIONS_WEB_PROCESSES", "1", "Number of web processes; more than one needs PostgreSQL and REDIS_URL."
    ),
    Setting("SMTP_URL", "", "smtp://user:password@host:port, smtp+tls:// or smtps://; empty: nothing leaves."),
    Setting("INTERREGIONS_SENDER", "Cluster’s InterRégions <ne-pas-repondre@localhost>", "From: of every message."),
    Setting("INTERREGIONS_MAX_UPLOAD_MB", "20", "Largest file accepted, in megabytes."),
    Setting("INTERREGIONS_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
)


@dataclass
class Environment:
    """Reads declared variables only; a variable nobody declared cannot be read."""

    values: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def text(self, name: str) -> str:
        """The value, or its declared default. Raises WrongSetting when it is required and missing."""
        declared = next(setting for setting in SETTINGS if setting.name == name)
        value = self.values.get(name, "").strip()
        if value:
            return value
        if declared.default is None:
            raise WrongSetting(f"{name} is missing. {declared.description}")
        return declared.default

    def boolean(self, name: str) -> bool:
        """true/false, yes/no, on/off, 1/0; anything else stops the start."""
        value = self.text(name).lower()
        if value in {"true", "yes", "on", "1"}:
            return True
        if value in {"false", "no", "off", "0"}:
            return False
        raise WrongSetting(f"{name} must be true or false, not “{value}”.")

    def one_of(self, name: str, *choices: str) -> str:
        """One of a few words, in capitals or not."""
        value = self.text(name).upper()
        if value not in choices:
            raise WrongSetting(f"{name} must be one of {', '.join(choices)}, not “{value}”.")
        return value

    def folder(self, name: str) -> Path:
        """A folder that is there, made when it was not."""
        path = Path(self.text(name)).expanduser().resolve()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WrongSetting(f"{name} must be a folder one can write in; {path}: {error.strerror}.") from error
        if not os.access(path, os.W_OK):
            raise WrongSetting(f"{name} must be a folder one can write in; {path}: not by this user.")
        return path

    def integer(self, name: str, *, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self.text(name)
        if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
            raise WrongSetting(f"{name} must be a whole number from {least} to {most}, not “{value}”.")
        return int(value)

    def secret(self) -> str:
        """The signing key; refused when it is short."""
        value = self.text("INTERREGIONS_SECRET_KEY")
        if len(value) < 32:
            raise WrongSetting("INTERREGIONS_SECRET_KEY must have at least 32 characters.")
        return value


def parts_of(url: str, schemes: set[str], sentence: str) -> SplitResult:
    """The parts of an address of one of these schemes, with a usable port; else the sentence."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in schemes and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise WrongSetting(sentence)
    return parts


def site_address(url: str) -> str:
    """The public address, without a slash at its end."""
    sentence = "INTERREGIONS_SITE_URL must be a full address such as https://interregions.example.fr."
    if not parts_of(url, {"http", "https"}, sentence).hostname:
        raise WrongSetting(sentence)
    return url.rstrip("/")


def redis_address(url: str) -> str:
    """The queue's address as given, or nothing."""
    if url:
        parts_of(url, {"redis", "rediss", "unix"}, "REDIS_URL must be redis://host:port/0.")
    return url


def postgresql_options(url: str) -> dict[str, str]:
    """NAME, USER, PASSWORD, HOST and PORT of a postgres:// address; HOST may be a socket folder (?host=)."""
    sentence = "DATABASE_URL must be postgres://user:password@host:port/name."
    parts = parts_of(url, {"postgres", "postgresql"}, sentence)
    if not parts.path.strip("/"):
        raise WrongSetting(sentence)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
    }


def smtp_options(url: str) -> dict[str, object]:
    """Django's EMAIL_* settings for an smtp://, smtp+tls:// or smtps:// address."""
    sentence = "SMTP_URL must be smtp://, smtp+tls:// or smtps:// followed by host:port."
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    parts = parts_of(url, set(ports), sentence)
    if not parts.hostname:
        raise WrongSetting(sentence)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
