"""Who works here: people, departments, and the seats that join them."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


class Role(models.TextChoices):
    """What a person does in the handling of requests, across the whole authority."""

    FOI_MANAGER = "foi_manager", "FOI manager"
    FOI_ADMINISTRATOR = "foi_administrator", "FOI administrator"
    DIRECTOR_OF_CORPORATE_AFFAIRS = (
        "director_of_corporate_affairs",
        "Director of Corporate Affairs",
    )
    QUALIFIED_PERSON = "qualified_person", "Qualified person (section 36)"
    COMMUNICATIONS = "communications", "Communications"
    AUDITOR = "auditor", "Auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"
    DEPARTMENT_MEMBER = "department_member", "Department member"


class UserManager(BaseUserManager["User"]):
    """Makes people by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password they can only sign in by another way."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a system administrator, who may open the administration pages."""
        fields.setdefault("role", Role.SYSTEM_ADMINISTRATOR)
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff who can sign in. People are deactivated, never deleted."""

    email = models.EmailField("work e-mail address", unique=True)
    full_name = models.CharField("name", max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    role = models.CharField(
        max_length=40, choices=Role.choices, default=Role.DEPARTMENT_MEMBER, db_index=True
    )
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = UserManager()

    class Meta:
        ordering = ("full_name",)

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_staff(self) -> bool:
        """Whether the administration pages open: people and settings, no case content."""
        return self.role == Role.SYSTEM_ADMINISTRATOR

    @property
    def name_and_office(self) -> str:
        """Who they are, as a record of a decision says it."""
        return ", ".join(filter(None, (self.full_name, self.job_title)))

    def get_full_name(self) -> str:
        """The name as it stands on the trail."""
        return self.full_name


class Department(models.Model):
    """A part of the authority that holds information and answers questions."""

    name = models.CharField(max_length=150, unique=True)
    areas_covered = models.TextField(
        blank=True, help_text="What it holds, in words a request might use."
    )
    is_active = models.BooleanField(default=True)
    people: "models.ManyToManyField[User, DepartmentSeat]" = models.ManyToManyField(
        User, through="DepartmentSeat", related_name="departments"
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Seat(models.TextChoices):
    """A place in a department. A deputy may do what the principal may."""

    MANAGER = "manager", "Manager"
    DEPUTY_MANAGER = "deputy_manager", "Deputy manager"
    DIRECTOR = "director", "Director"
    DEPUTY_DIRECTOR = "deputy_director", "Deputy director"


MANAGER_SEATS = (Seat.MANAGER, Seat.DEPUTY_MANAGER)
DIRECTOR_SEATS = (Seat.DIRECTOR, Seat.DEPUTY_DIRECTOR)


class DepartmentSeat(models.Model):
    """Who sits where."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="seats")
    seat = models.CharField(max_length=20, choices=Seat.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("department", "user", "seat"), name="one_seat_once_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.get_seat_display()} · {self.department}"
