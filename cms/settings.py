"""The one settings module. Everything that differs between installations comes from the environment.

Without any variable the portal runs embedded: SQLite, tantivy, in-process cache and tasks, mail on the console.
``docs/settings.md`` describes each variable.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cms.env import env, fernet_key, known_mail, read_or_create_key, staff_oidc_apps

BASE_DIR = Path(__file__).resolve().parent.parent
DATEN_DIR = env.path("DATEN_DIR", BASE_DIR / "var")

# --- How it runs ------------------------------------------------------------------------------------------------------

PRODUCTION = env.bool("PRODUCTION", False)
DEBUG = env.bool("DEBUG", False) and not PRODUCTION
SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else read_or_create_key(DATEN_DIR / "secret-key")
WEB_HOST = env.str("WEB_HOST", "127.0.0.1")
PORT = env.int("PORT", 8000)
WEB_WORKERS = env.int("WEB_WORKERS", 2)
BASE_URL = env.str("BASE_URL", f"http://localhost:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^gesund/$", r"^bereit/$"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # the visitor's address is the last one in X-Forwarded-For
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "antraege.views.verwahrt.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/verwaltung/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # KERN-UX draws its icons as data addresses in the style sheet
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
    },
}

# --- Apps -------------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "search",
    "antraege",
    "leistungen",
    "cms",
    "cms.konto",
    "theme",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.seitencache.SeitencacheMiddleware",
    "cms.middleware.SicherheitMiddleware",
    "cms.middleware.VerwaltungMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.SpracheMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.konto.middleware.ZweiterFaktorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
FORM_RENDERER = "theme.forms.KernRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.context_processors.portal",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATEN_DIR / 'portal.sqlite3'}", conn_max_age=None)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that starts by reading cannot be upgraded while another writes.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://portal")}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if env.bool("TASKS_DATABASE", PRODUCTION)
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}
SEITENCACHE_MB = env.int("SEITENCACHE_MB", 64)  # of each process
ANLAGE_BYTES = env.int("ANLAGE_MB", 20) * 1024 * 1024  # the largest file that citizens can attach
CLAMD_URL = env.str("CLAMD_URL", "")
STATIC_URL = "/static/"
STATIC_ROOT = DATEN_DIR / "static"
MEDIA_URL = "/medien/"
MEDIA_ROOT = DATEN_DIR / "medien"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "antraege": {  # what citizens upload: encrypted, and no address leads there
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATEN_DIR / "antraege", "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
LINKS_PRUEFEN = env.bool("LINKS_PRUEFEN", PRODUCTION)
LINKS_PRUEFEN_LOKAL = False  # never asks servers of the own network; tests run one
SEARCH_INDEX_DIR = DATEN_DIR / "suchindex"
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", "")
ELASTICSEARCH_USER = env.str("ELASTICSEARCH_USER", "")
ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", "")
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", "")
ELASTICSEARCH_CA = env.str("ELASTICSEARCH_CA", "")
ELASTICSEARCH_WAIT = env.float("ELASTICSEARCH_WAIT", 0.6)  # seconds of an answer, then the embedded engine gives it
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", "buergerportal")  # what the names of its indices begin with
SUCHEN_JE_MINUTE = env.int("SUCHEN_JE_MINUTE", 600)  # of one address, of those that the page cache cannot answer
SEARCH_URTEILE = [BASE_DIR / "tests" / "search" / "urteile" / "katalog.tsv"]  # judged queries over the demo catalogue

# --- Applications: keys to what citizens write; the first encrypts, all decrypt ----------------------------------------

ANTRAG_SCHLUESSEL = (
    env.list("ANTRAG_SCHLUESSEL")
    if PRODUCTION
    else env.list("ANTRAG_SCHLUESSEL", [read_or_create_key(DATEN_DIR / "antrag-schluessel", fernet_key)])
)

# --- Mail -------------------------------------------------------------------------------------------------------------

vars().update(known_mail(env.dj_email_url("EMAIL_URL", "console://")))
EMAIL_TIMEOUT = 20  # seconds; a server that is silent must not hold what waits behind
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "portal@localhost")

# --- Accounts (docs/adr/0008-staff-log-in-with-a-second-factor.md) -----------------------------------------------------

AUTH_USER_MODEL = "konto.User"
AUTHENTICATION_BACKENDS = ["cms.konto.backend.KontoBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
ZWEITER_FAKTOR = not DEBUG  # asked of everybody but the demo logins, which production refuses
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # cms.konto has pages for it, with limits
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # by its address an account is found: only those who run the portal set it
ACCOUNT_ADAPTER = "cms.konto.adapter.KontoAdapter"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/10m/ip,5/10m/key",
    "reset_password": "10/10m/ip,3/10m/key",
    "anmerkung": "20/10m/ip",  # of guests with a link
    "antrag": "3000/10m/ip",  # drafts opened: a school or an authority may stand behind one address
    "antrag_link": "20/10m/ip",  # mails with the link to a draft
    "pruefbitte": "60/10m/ip",  # answers of contacts about their texts
}
ACCOUNT_FORMS = {
    "login": "cms.konto.forms.AnmeldenForm",
    "reauthenticate": "cms.konto.forms.PasswortBestaetigenForm",
    "change_password": "cms.konto.forms.PasswortAendernForm",
    "reset_password": "cms.konto.forms.PasswortVergessenForm",
    "reset_password_from_key": "cms.konto.forms.NeuesPasswortForm",
}
MFA_ADAPTER = "cms.konto.adapter.ZweiterFaktorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever makes an account vouches for its address
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "cms.konto.forms.CodeForm",
    "authenticate_webauthn": "cms.konto.forms.SchluesselForm",
    "reauthenticate": "cms.konto.forms.CodeBestaetigenForm",
    "activate_totp": "cms.konto.forms.AppEinrichtenForm",
    "add_webauthn": "cms.konto.forms.SchluesselHinzufuegenForm",
}
STAFF_OIDC_MFA = env.bool("STAFF_OIDC_MFA", False)
SOCIALACCOUNT_ADAPTER = "cms.konto.adapter.OidcAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": staff_oidc_apps(
            issuer=env.str("STAFF_OIDC_ISSUER", ""),
            client_id=env.str("STAFF_OIDC_CLIENT_ID", ""),
            secret=env.str("STAFF_OIDC_CLIENT_SECRET", ""),
            name=env.str("STAFF_OIDC_NAME", "Verwaltungskonto"),
            production=PRODUCTION,
        )
    }
}
WAGTAILUSERS_PASSWORD_REQUIRED = not SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]

DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the edit form of a form of 300 fields posts some 9,000

# --- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("de", _("Deutsch")),
    ("en", _("Englisch")),
    ("de-simple", _("Leichte Sprache")),
]
LOCALE_PATHS = [BASE_DIR / app / "locale" for app in ("cms", "leistungen", "antraege", "search", "theme")]
FORMAT_MODULE_PATH = ["cms.formate"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- Wagtail ----------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Bürgerportal"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one: the account has no choice to offer
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAILIMAGES_IMAGE_MODEL = "cms.Bild"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.medienformulare.BildForm"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Dokument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.medienformulare.DokumentForm"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "leistungen.veroeffentlichen.publish_released"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
SILENCED_SYSTEM_CHECKS = [
    "wagtailadmin.W003",
    "security.W019",  # the editors' preview shows pages of the portal in a frame
]

PORTAL_RECHTE = [  # rights of the group Portal on models: what belongs to no Redaktion
    "cms.change_darstellung",
    *(f"cms.{action}_meldung" for action in ("view", "change", "delete")),
    *(f"leistungen.{action}_lebenslage" for action in ("add", "change", "delete")),
    *(f"search.{action}_{model}" for model in ("synonym", "anheftung") for action in ("add", "change", "delete")),
    "wagtail_localize.submit_translation",
]

RAT_RECHTE = ["leistungen.read_katalog"]  # rights of the group Rat

# --- What the apps on the left plug into the house on the right (dotted paths; imports never point that way) ----------

PROJEKTIONEN = [
    "cms.stellenstand.project",
    "leistungen.textstand.project",
    "leistungen.verlauf.project",
    "antraege.formularstand.project",
    "antraege.services.sachbearbeitung.project",
]
VOR_DEM_LOESCHEN = ["leistungen.verlauf.before_delete"]
FOLGENDE = ["search.indexing.catch_up"]
UMZUG = ["leistungen.services.umzug.move"]  # what follows a place that becomes part of another
NACHLASS = ["antraege.services.uebergeben.estate"]  # what else depends on a Redaktion, in words
UEBERGABE = ["antraege.services.uebergeben.hand_over"]  # what follows the texts of a Redaktion that ends
START_ABSCHNITTE = [
    "search.startseite.meist_gesucht",
    "antraege.startseite.online_direkt",
    "leistungen.startseite.lebenslagen",
    "search.startseite.a_bis_z",
    "search.startseite.schlagwortwolke",
]
KATALOG_KENNZAHLEN = [  # the figures of the council's page, in order
    "leistungen.kennzahlen.katalog.THEMENFELDER",
    "leistungen.kennzahlen.katalog.WEG",
    "leistungen.kennzahlen.katalog.EBENEN",
    "leistungen.kennzahlen.katalog.GEBUEHR",
    "leistungen.kennzahlen.aufgaben.ZU_PRUEFEN",
    "leistungen.kennzahlen.aufgaben.OHNE_ZUSTAENDIGKEIT",
    "leistungen.kennzahlen.aufgaben.LUECKEN",
    "leistungen.kennzahlen.aufgaben.UEBERFAELLIG",
    "leistungen.kennzahlen.katalog.AENDERUNG",
    "leistungen.kennzahlen.ozg.OZG_KOMMUNAL",
    "leistungen.kennzahlen.ozg.OZG",
]
ANGEMELDET = ["leistungen.katalog.zugang.navigation"]  # what the header offers to a user
ZEITPLAN = [  # what `manage.py zeitplan` runs, and how often it is due
    ("cms.tasks.publish_scheduled", timedelta(minutes=1)),
    ("search.tasks.catch_up", timedelta(minutes=1)),
    ("leistungen.aufgaben.catch_up", timedelta(minutes=1)),
    ("leistungen.services.zusammensetzen.renew_sources", timedelta(minutes=1)),
    ("leistungen.services.remind.remind_contacts", timedelta(hours=1)),
    ("leistungen.services.check_links.check_links", timedelta(minutes=1)),
    ("leistungen.schreibtisch.wochenmail.send_due", timedelta(minutes=10)),
    ("antraege.services.anlagen.rescan", timedelta(minutes=5)),
    ("search.tasks.reconcile", timedelta(days=1)),
    ("cms.tasks.look_into_documents", timedelta(minutes=10)),
    ("antraege.tasks.sweep", timedelta(minutes=1)),
    ("antraege.services.aufbewahren.sweep", timedelta(hours=1)),
    ("cms.tasks.prune_tasks", timedelta(hours=1)),
    ("cms.tasks.sweep", timedelta(hours=6)),
    ("antraege.services.protokollieren.watch", timedelta(days=1)),
    ("leistungen.verlauf.sweep", timedelta(days=1)),
    ("leistungen.services.anmerken.sweep", timedelta(days=1)),
]
NENNUNGEN = "leistungen.schreibtisch.nennungen.named_in"  # where an office or a person is named, for their edit forms
DATEIHINWEISE = "cms.dateien.with_notes"  # what the theme's filter `dateien` puts behind links to files
SEITENCACHE_TREFFER = {  # tag → who hears of cached answers that have it
    tag: f"search.protokoll.{tag}_again"
    for tag in ("suche", "suche_ohne", "suche_vermutet", "suchbegriff", "fehlsuche")
}
BEREITSCHAFT = {  # what /bereit/ asks
    "datenbank": "cms.bereitschaft.database",
    "migrationen": "cms.bereitschaft.migrations",
    "suchindex": "search.indexing.is_readable",
}
SITEMAP = ["cms.views.verzeichnis.pages", "leistungen.startseite.addresses"]
EINRICHTUNG = [  # management commands that `portal_run` calls, in order, at every start
    ("theme_build", []),
    ("gebiete_load", []),
    ("textstand_rebuild", []),
    ("katalog_load", ["--demo"]),
    ("formulare_load", ["--demo"]),
    ("portal_load", ["cms/demo", "leistungen/demo/online.yaml"]),
    ("search_rebuild", ["--if-needed"]),
]

DEFAULT_EXCEPTION_REPORTER = "cms.fehlerbericht.Fehlerbericht"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"pypdf": {"level": "CRITICAL"}},  # its warnings quote from citizens' files
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", "WARNING")},
}
