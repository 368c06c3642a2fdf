from django.db import migrations, models

CARRIED_SO_FAR = """
INSERT INTO requests_app_message_enclosures (message_id, document_id)
SELECT letter.message_id, enclosed.document_id
FROM requests_app_letter AS letter
JOIN requests_app_letter_enclosures AS enclosed ON enclosed.letter_id = letter.id
WHERE letter.message_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0041_similar_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="enclosures",
            field=models.ManyToManyField(related_name="sent_in", to="requests_app.document"),
        ),
        # So far one mail carried a letter with all of its files.
        migrations.RunSQL(CARRIED_SO_FAR, migrations.RunSQL.noop),
    ]
