"""Addresses of online applications."""

from django.urls import path

from antraege.views import abschluss, anlagen, einstieg, geaendert, station, verlassen

urlpatterns = [
    path("antrag/e/<str:kennung>/abschluss/", abschluss.AbschlussView.as_view(), name="antrag_abschluss"),
    path("antrag/e/<str:kennung>/abschluss/antrag.pdf", abschluss.PdfView.as_view(), name="antrag_pdf"),
    path("antrag/e/<str:kennung>/abbrechen/", verlassen.AbbrechenView.as_view(), name="antrag_abbrechen"),
    path("antrag/e/<str:kennung>/spaeter/", verlassen.SpaeterView.as_view(), name="antrag_spaeter"),
    path("antrag/e/<str:kennung>/anlage/<str:anlage>/", anlagen.AnlageView.as_view(), name="antrag_anlage"),
    path("antrag/e/<str:kennung>/geaendert/", geaendert.GeaendertView.as_view(), name="antrag_geaendert"),
    path("antrag/e/<str:kennung>/<slug:schritt>/", station.StationView.as_view(), name="antrag"),
    path("antrag/weiter/<str:token>/", verlassen.fortsetzen, name="antrag_fortsetzen"),
    path("antrag/stand/<str:token>/", abschluss.stand, name="antrag_stand"),
    path("antrag/<slug:slug>/", einstieg.formular, name="formular"),
    path("antrag/<slug:slug>/<slug:ort>/", einstieg.formular_am_ort, name="formular_am_ort"),
]
