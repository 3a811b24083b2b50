from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def keep_the_latest(apps, schema_editor):
    """Of several invitations that wait for one person, one role and one organisation, the latest stays."""
    seen = set()
    waiting = apps.get_model("reception", "Invitation").objects.filter(accepted_at=None, withdrawn_at=None)
    for invitation in waiting.order_by("-invited_at", "-pk"):
        key = (invitation.member_id, invitation.organisation_id, invitation.role)
        if key in seen:
            invitation.withdrawn_at = timezone.now()
            invitation.save(update_fields=["withdrawn_at"])
        seen.add(key)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0005_sentences_of_constraints'),
        ('reception', '0003_open_session'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(keep_the_latest, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('member', 'organisation', 'role'), name='invitation_waiting_once', violation_error_message='Cette personne vient d’être invitée : l’invitation attend sa réponse.'),
        ),
    ]
