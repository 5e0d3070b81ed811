"""Remove what Wagtail puts into a new database: its two groups and their workflow. Ours belong to Redaktionen."""

from django.db import migrations

GROUPS = ("Editors", "Moderators")


def remove(apps, schema_editor):
    name = "Moderators approval"
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=name).delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=name).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name=name).delete()
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
