"""Nothing but a pôle or a cluster in their college: apart from the move, which PostgreSQL wants ended first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0006_clusters_in_their_college'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('college', 'CLUSTERS'), ('kind', 'CLUSTER')), models.Q(models.Q(('kind', 'CLUSTER'), _negated=True), models.Q(('college', 'CLUSTERS'), _negated=True)), _connector='OR'), name='organisation_clusters_in_their_college', violation_error_message='Un pôle ou un cluster est du collège des pôles et clusters, et lui seul.'),
        ),
    ]
