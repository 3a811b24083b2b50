"""Django's settings, read once from the environment; safe by default."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from interregions.config.environment import (
    Environment,
    WrongSetting,
    postgresql_options,
    redis_address,
    site_address,
    smtp_options,
)
from interregions.config.look import always_the_same, version_of

env = Environment()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = env.folder("INTERREGIONS_HOME")

SECRET_KEY = env.secret()
DEBUG = env.boolean("INTERREGIONS_DEBUG")
SITE_URL = site_address(env.text("INTERREGIONS_SITE_URL"))
ALLOWED_HOSTS = [
    *(host.strip() for host in env.text("INTERREGIONS_ALLOWED_HOSTS").split(",") if host.strip()),
    urlsplit(SITE_URL).hostname or "",
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "interregions.common",
    "interregions.vocabulary",
    "interregions.network",
    "interregions.toolkit.charts",
    "interregions.toolkit.documents",
    "interregions.toolkit.live",
    "interregions.toolkit.jobs",
    "interregions.toolkit.mail",
    "interregions.toolkit.journal",
    "interregions.toolkit.telephone",
    "interregions.toolkit.files",
    "interregions.toolkit.imports",
    "interregions.toolkit.approvals",
    "interregions.toolkit.publication",
    "interregions.toolkit.writing",
    "interregions.toolkit.asking",
    "interregions.toolkit.introductions",
    "interregions.reception",
    "interregions.knowledge.observatory",
    "interregions.knowledge.practices",
    "interregions.exchange.themes",
    "interregions.exchange.cycles",
    "interregions.exchange.notes",
    "interregions.exchange.surveys",
    "interregions.exchange.meetings",
    "interregions.exchange.debate",
    "interregions.exchange.outcomes",
    "interregions.journey",
    "interregions.privacy",
    "interregions.config",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",  # first: static files and redirects carry the policy too
    "interregions.common.permissions.PermissionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "interregions.common.compression.PageCompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "interregions.common.bodies.BodyLimitMiddleware",
    "interregions.common.middleware.DoorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "interregions.common.repeats.RepeatMiddleware",
    "interregions.network.middleware.ActingMandateMiddleware",
    "interregions.common.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "interregions.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["interregions.common.templates_loader.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "interregions.network.context.who_and_where",
            ],
            "builtins": ["interregions.common.templatetags.components"],
        },
    }
]

if env.text("DATABASE_URL"):
    DATABASES: dict[str, dict[str, Any]] = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            **postgresql_options(env.text("DATABASE_URL")),
            # A connection is looked at before it is lent: a database that was restarted costs no page.
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": 16, "timeout": 10},
                "prepare_threshold": 2**31,  # not by repetition: only what asks for it (common/prepared.py)
            },
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "interregions.sqlite3",
            "CONN_MAX_AGE": None,  # the threads that serve are few and stay: each keeps its connection
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = redis_address(env.text("REDIS_URL"))
JOBS_IMMEDIATE = False  # true in the tests: a job runs on commit, and nothing else is woken
WEB_PROCESSES = env.integer("INTERREGIONS_WEB_PROCESSES", least=1, most=32)
if WEB_PROCESSES > 1 and not (REDIS_URL and env.text("DATABASE_URL")):
    raise WrongSetting("More than one web process needs PostgreSQL (DATABASE_URL) and Redis (REDIS_URL).")

AUTH_USER_MODEL = "network.Member"
AUTHENTICATION_BACKENDS = ["interregions.reception.backends.CodeBackend"]
LOGIN_URL = "/entrer/"
LOGIN_REDIRECT_URL = "/a-faire/"
SESSION_ENGINE = "interregions.network.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "interregions.common.views.page_expired"

HTTPS = env.boolean("INTERREGIONS_HTTPS")
# __Host-: the browser takes the cookie from this very host and over HTTPS, never from a neighbour of its domain.
SESSION_COOKIE_NAME = "__Host-interregions_session" if HTTPS else "interregions_session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
# W005, W021: the subdomains beside ours and the browsers' preload list are for the domain's owner to decide.
# W009: the secret is measured at the start (environment.py), more than 190 bits from 32 random characters.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W009", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^sante/"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.boolean("INTERREGIONS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = f"/static/{version_of(PACKAGE / 'common/static')}/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = always_the_same
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
MAX_UPLOAD_BYTES = env.integer("INTERREGIONS_MAX_UPLOAD_MB", least=1, most=500) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SMTP = bool(env.text("SMTP_URL"))
if SMTP:
    for name, value in smtp_options(env.text("SMTP_URL")).items():
        globals()[name] = value
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if SMTP else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.text("INTERREGIONS_SENDER")

# What one process remembers for a moment, another must know too: with several there is Redis.
CACHES = {
    "default": (
        {"BACKEND": "interregions.config.caching.SharedMemory", "LOCATION": REDIS_URL, "KEY_PREFIX": "interregions"}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.one_of("INTERREGIONS_LOG_LEVEL", "DEBUG", "INFO", "WARNING", "ERROR"),
    },
}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
