"""Addresses of the search and of the list from A to Z."""

from django.urls import path

from search import views

urlpatterns = [
    path("suche/", views.suche, name="suche"),
    path("suche/vorschlaege/", views.vorschlaege, name="suche_vorschlaege"),
    path("suche/opensearch.xml", views.opensearch, name="opensearch"),
    path("leistungen/", views.leistungen, name="leistungen"),
]
