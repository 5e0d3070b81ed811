"""Where the staff's provider comes in. Its redirect address is registered there, so it is the same in all languages."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.env import STAFF_OIDC
from cms.konto import views

NUR = {"provider_id": STAFF_OIDC}

urlpatterns = [
    path(f"{STAFF_OIDC}/login/", views.oidc_login, NUR, name="openid_connect_login"),
    path(f"{STAFF_OIDC}/login/callback/", openid_connect.callback, NUR, name="openid_connect_callback"),
]
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
