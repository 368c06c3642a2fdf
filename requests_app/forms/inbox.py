"""What is done to several cases at once."""

from django import forms

from requests_app.models import User
from requests_app.permissions import FOI_OFFICE


class AssignForm(forms.Form):
    """Who takes the picked cases."""

    owner = forms.ModelChoiceField(
        label="Give the picked cases to",
        queryset=User.objects.none(),
        empty_label=None,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choose somebody in the FOI office."
        ),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(role__in=FOI_OFFICE, is_active=True)
