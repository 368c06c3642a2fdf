"""PostgreSQL itself refuses to change or remove what stands on the trail."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail is append-only: % refused.', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER trail_rows_stay BEFORE UPDATE OR DELETE ON requests_app_auditevent
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
CREATE TRIGGER trail_table_stays BEFORE TRUNCATE ON requests_app_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();
"""
BACKWARD = """
DROP TRIGGER trail_table_stays ON requests_app_auditevent;
DROP TRIGGER trail_rows_stay ON requests_app_auditevent;
DROP FUNCTION trail_is_append_only();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = (("requests_app", "0001_tables"),)
    operations = (migrations.RunSQL(FORWARD, BACKWARD),)
