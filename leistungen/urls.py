"""Addresses of the catalogue."""

from django.urls import path

from leistungen import pruefseite, views
from leistungen.katalog import (
    aenderungen,
    aenderungsbericht,
    anmerken,
    anmerkungen,
    bericht,
    lesen,
    sammlung,
    vergleich,
    zahlen,
)

urlpatterns = [
    path("katalog/aenderungen/", aenderungen.AenderungenView.as_view(), name="katalog_aenderungen"),
    path("sammlung/<str:token>/", sammlung.sammlung, name="sammlung"),
    path("sammlung/<str:token>/<int:page_id>/", sammlung.sammlung_text, name="sammlung_text"),
    path("katalog/lesen/", lesen.LesenView.as_view(), name="katalog_lesen"),
    path("katalog/anmerken/", anmerken.AnmerkenView.as_view(), name="katalog_anmerken"),
    path("katalog/anmerkungen/", anmerkungen.AnmerkungenView.as_view(), name="katalog_anmerkungen"),
    path("katalog/vergleich/", vergleich.VergleichView.as_view(), name="katalog_vergleich"),
    path("leistungen/<slug:slug>/", views.leistung, name="leistung"),
    path("leistungen/<slug:slug>/<slug:ort>/", views.leistung, name="leistung_ort"),
    path("pruefen/<str:token>/", pruefseite.pruefen, name="pruefen"),
    path("stellen/<slug:slug>/", views.stelle, name="stelle"),
    path("katalog/", zahlen.KatalogView.as_view(), name="katalog"),
    path("katalog/zahlen.csv", zahlen.ZahlenCsvView.as_view(), name="katalog_csv"),
    path("katalog/aenderungen.csv", aenderungsbericht.AenderungenCsvView.as_view(), name="katalog_aenderungen_csv"),
    path("katalog/aenderungen.pdf", aenderungsbericht.AenderungenPdfView.as_view(), name="katalog_aenderungen_pdf"),
    path("katalog/bericht.pdf", bericht.BerichtPdfView.as_view(), name="katalog_pdf"),
    path("katalog/<slug:kennzahl>/", zahlen.ListeView.as_view(), name="katalog_liste"),
    path("katalog/<slug:kennzahl>/liste.csv", zahlen.ListeCsvView.as_view(), name="katalog_liste_csv"),
]
