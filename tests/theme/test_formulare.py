"""Forms in KERN-UX: what a person, also with a screen reader, is told at each field."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template.loader import render_to_string

from theme.forms import KernForm, KernRadioSelect, KernRenderer


class Probe(KernForm):
    name = forms.CharField(label="Name", help_text="Wie im Ausweis")
    farbe = forms.ChoiceField(label="Farbe", choices=[("rot", "Rot"), ("blau", "Blau")], widget=KernRadioSelect)
    notiz = forms.CharField(label="Notiz", required=False, widget=forms.Textarea)


def test_label_hint_and_input_belong_together():
    html = Probe()["name"].as_field_group()
    assert '<label class="kern-label" for="id_name">' in html
    assert 'id="id_name_helptext"' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'class="kern-form-input__input"' in html


def test_required_and_optional_are_said_in_words():
    form = Probe()
    assert "(Pflichtangabe)" in form["name"].as_field_group()
    assert "(freiwillig)" in form["notiz"].as_field_group()
    assert [name for name in form.fields if 'aria-required="true"' in form[name].as_field_group()] == ["name", "farbe"]


def test_errors_stand_at_the_field_and_in_a_list_that_leads_there():
    form = Probe({"name": "", "farbe": "grün"})
    field = form["name"].as_field_group()
    assert 'id="id_name_error"' in field
    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert 'aria-invalid="true"' in field
    liste = render_to_string("components/fehlerliste.html", {"form": form})
    assert 'href="#id_name"' in liste
    assert 'href="#id_farbe_feld"' in liste
    assert 'role="alert"' in liste
    assert 'tabindex="-1" autofocus' in liste, "the list has the focus when the page is there"


def test_choices_are_one_group_with_a_legend():
    html = Probe({"name": "A", "farbe": "blau"})["farbe"].as_field_group()
    assert html.count('type="radio"') == 2
    assert '<legend class="kern-label">Farbe' in html
    assert 'value="blau" id="id_farbe_1" class="kern-form-check__radio" checked' in html


def test_a_whole_form_renders_its_fields():
    html = str(Probe())
    assert html.count("kern-label__optional") == 3


def test_markup_in_a_value_is_only_text():
    assert "<script>" not in Probe({"name": "<script>"})["name"].as_field_group()


@pytest.mark.parametrize("widget", [forms.TextInput, forms.NumberInput, forms.EmailInput, forms.HiddenInput])
@pytest.mark.parametrize("value", [None, "", "Bär & <b>", 7])
def test_inputs_of_one_line_are_written_as_django_would(widget, value):
    attrs = {"id": "id_x", "class": "a b", "data-q": '"<', "readonly": True, "disabled": False, "maxlength": 5}
    made = widget(attrs=attrs)
    assert made.render("x", value, renderer=KernRenderer()) == made.render("x", value, renderer=TemplatesSetting())
