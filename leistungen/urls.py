"""Addresses of the catalogue."""

from django.urls import path

from leistungen import pruefseite, views

urlpatterns = [
    path("leistungen/<slug:slug>/", views.leistung, name="leistung"),
    path("leistungen/<slug:slug>/<slug:ort>/", views.leistung, name="leistung_ort"),
    path("pruefen/<str:token>/", pruefseite.pruefen, name="pruefen"),
    path("stellen/<slug:slug>/", views.stelle, name="stelle"),
]
