"""Addresses of the search and of the list from A to Z."""

from django.urls import path

from search import views

urlpatterns = [
    path("suche/", views.suche, name="suche"),
    path("leistungen/", views.leistungen, name="leistungen"),
]
