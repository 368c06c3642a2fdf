"""The administration pages: people and departments. Nothing about a case is registered."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from requests_app.models import CostTerm, Department, DepartmentSeat, User
from requests_app.services import audit


class _Recorded(admin.ModelAdmin):  # type: ignore[type-arg]
    """Every change to people and departments stands on the trail."""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Save, and record who changed which row and which fields."""
        super().save_model(request, obj, form, change)
        actor = request.user if isinstance(request.user, User) else None
        audit.record(
            "people",
            f"{'change' if change else 'add'}_{obj._meta.model_name}",
            actor=actor,
            at=timezone.now(),
            row=obj.pk,
            fields=sorted(form.changed_data),
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the seats, and record who was given which and who lost which."""
        super().save_formset(request, form, formset, change)
        given = [*formset.new_objects, *(seat for seat, _ in formset.changed_objects)]
        if given or formset.deleted_objects:
            audit.record(
                "people",
                "change_seats",
                actor=request.user if isinstance(request.user, User) else None,
                at=timezone.now(),
                given=[_as_data(seat) for seat in given],
                taken=[_as_data(seat) for seat in formset.deleted_objects],
            )


def _as_data(seat: DepartmentSeat) -> dict[str, object]:
    return {"department": seat.department_id, "user": seat.user_id, "seat": seat.seat}


class NewUserForm(BaseUserCreationForm):  # type: ignore[type-arg]
    """A new colleague, with a first password."""

    class Meta:
        model = User
        fields = ("email", "full_name", "job_title", "role")


class SeatInline(admin.TabularInline):  # type: ignore[type-arg]
    """The seats of a department, or of a person."""

    model = DepartmentSeat
    extra = 1


@admin.register(User)
class UserAdmin(_Recorded):
    """People: deactivated when they leave, never deleted."""

    list_display = ("full_name", "email", "role", "is_active")
    list_filter = ("role", "is_active")
    search_fields = ("full_name", "email")
    fields = ("email", "full_name", "job_title", "role", "is_active")
    inlines = (SeatInline,)

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> "type[forms.ModelForm[User]]":
        """Ask for a password when the person is new."""
        if obj is None:
            kwargs["form"] = NewUserForm
            kwargs["fields"] = None
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Show the password fields only for a new person."""
        if obj is None:
            return ("email", "full_name", "job_title", "role", "password1", "password2")
        return self.fields


@admin.register(Department)
class DepartmentAdmin(_Recorded):
    """Departments and who sits in them."""

    list_display = ("name", "is_active")
    search_fields = ("name", "areas_covered")
    inlines = (SeatInline,)


@admin.register(CostTerm)
class CostTermAdmin(_Recorded):
    """Later limits and rates of the Fees Regulations. What was in force once stays."""

    list_display = ("since", "limit", "limit_part_1", "rate", "source")


# Its own form would ask for a password alone; ours asks for the second step, too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(Group)
admin.site.site_header = "People and departments"
admin.site.site_title = "FOI Portal"
admin.site.index_title = "Settings"
