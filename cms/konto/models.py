from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who logs in. Ours from the first migration, so that it can grow."""

    class Meta(AbstractUser.Meta):
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")

    def has_usable_password(self) -> bool:
        """An account that was made without a password, for the staff's provider, has none to change or to reset."""
        return bool(self.password) and super().has_usable_password()
