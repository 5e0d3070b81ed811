"""Addresses of the catalogue."""

from django.urls import path

from leistungen import views

urlpatterns = [
    path("leistungen/<slug:slug>/", views.leistung, name="leistung"),
    path("leistungen/<slug:slug>/<slug:ort>/", views.leistung, name="leistung_ort"),
    path("stellen/<slug:slug>/", views.stelle, name="stelle"),
]
