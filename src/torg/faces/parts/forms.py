"""How form fields look: the design system's markup around what Django itself writes for labels, help and errors."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField, widgets
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class LabelledField(BoundField):
    """A field as the page shows it: knows which of the four layouts it has, and gives its control the right class."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: widgets.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        control = widget or self.field.widget
        if isinstance(control, (widgets.Input, widgets.Textarea, widgets.ChoiceWidget)):
            own = str(control.attrs.get("class", ""))
            built["class"] = f"{own} ds-input".strip()
        return built

    @property
    def is_said_optional(self) -> bool:
        """Whether the label says that it may be left empty; a form can name fields of which one is enough."""
        return not self.field.required and self.name not in getattr(self.form, "one_is_enough", ())

    @property
    def layout(self) -> str:
        """group (several choices), check (one box), file, or line (label above the control)."""
        control = self.field.widget
        if isinstance(control, (widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
            return "group"
        if isinstance(control, widgets.CheckboxInput):
            return "check"
        if isinstance(control, widgets.FileInput):
            return "file"
        return "line"


class Renderer(TemplatesSetting):
    """Django's form renderer for all of Torg (setting FORM_RENDERER)."""

    field_template_name = "parts/field.html"
    bound_field_class = LabelledField


class ManyFilesInput(widgets.ClearableFileInput):
    """A file control that takes several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(FileField):
    """Several files; cleans to a list, empty when none was chosen."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        chosen = data if isinstance(data, (list, tuple)) else [data]
        cleaned = [super(ManyFilesField, self).clean(one, initial) for one in chosen if one]
        if not cleaned:
            super().clean(None, initial)
        return cleaned
