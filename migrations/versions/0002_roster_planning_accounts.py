"""Full roster, offices, observances, year plan, calendar subscriptions, outbox, sign-in links."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calendar_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('value', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_version'))
    )
    op.create_table('observance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('tradition', sa.String(length=20), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('begins_evening_before', sa.Boolean(), nullable=False),
    sa.Column('is_approximate', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_observance_period')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_observance')),
    sa.UniqueConstraint('name', 'starts_on', name=op.f('uq_observance_name_starts_on'))
    )
    with op.batch_alter_table('observance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_observance_starts_on'), ['starts_on'], unique=False)

    op.create_table('office',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office')),
    sa.UniqueConstraint('title', name=op.f('uq_office_title'))
    )
    op.create_table('outbox_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('to_address', sa.String(length=254), nullable=False),
    sa.Column('to_name', sa.String(length=200), nullable=False),
    sa.Column('subject', sa.String(length=250), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('holds_secret', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(length=500), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_mail_key'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_mail_due_at'), ['due_at'], unique=False)

    op.create_table('outside_calendar',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_calendar')),
    sa.UniqueConstraint('name', name=op.f('uq_outside_calendar_name'))
    )
    op.create_table('contact_consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('basis', sa.String(length=200), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('revoked_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_consent_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_consent'))
    )
    with op.batch_alter_table('contact_consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_consent_person_id'), ['person_id'], unique=False)

    op.create_table('office_tenure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('is_deputy', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('ended', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_office_tenure_period')),
    sa.ForeignKeyConstraint(['office_id'], ['office.id'], name=op.f('fk_office_tenure_office_id_office')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_office_tenure_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office_tenure'))
    )
    with op.batch_alter_table('office_tenure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_office_tenure_office_id'), ['office_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_office_tenure_person_id'), ['person_id'], unique=False)

    op.create_table('organization_name',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('search_key', sa.String(length=300), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_organization_name_organization_id_organization'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organization_name'))
    )
    with op.batch_alter_table('organization_name', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organization_name_organization_id'), ['organization_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_organization_name_search_key'), ['search_key'], unique=False)

    op.create_table('outside_sitting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('calendar_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=255), nullable=False),
    sa.Column('summary', sa.String(length=300), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['calendar_id'], ['outside_calendar.id'], name=op.f('fk_outside_sitting_calendar_id_outside_calendar'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_sitting')),
    sa.UniqueConstraint('calendar_id', 'uid', name=op.f('uq_outside_sitting_calendar_id_uid'))
    )
    with op.batch_alter_table('outside_sitting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outside_sitting_calendar_id'), ['calendar_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outside_sitting_starts_at'), ['starts_at'], unique=False)

    op.create_table('calendar_feed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('reminder', sa.String(length=20), nullable=False),
    sa.Column('has_neutral_title', sa.Boolean(), nullable=False),
    sa.Column('has_agenda', sa.Boolean(), nullable=False),
    sa.Column('shows_cancelled', sa.Boolean(), nullable=False),
    sa.Column('shows_holds', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_used_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_calendar_feed_user_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feed_token_hash'))
    )
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feed_user_id'), ['user_id'], unique=False)

    op.create_table('one_time_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_one_time_link_user_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_link')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_one_time_link_key_hash'))
    )
    with op.batch_alter_table('one_time_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_time_link_user_id'), ['user_id'], unique=False)

    op.create_table('reconstitution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('term_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('ended', sa.JSON(), nullable=False),
    sa.Column('created_seats', sa.JSON(), nullable=False),
    sa.Column('created_by', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_reconstitution_committee_id_committee'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['term_id'], ['term.id'], name=op.f('fk_reconstitution_term_id_term')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reconstitution'))
    )
    with op.batch_alter_table('reconstitution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reconstitution_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reconstitution_term_id'), ['term_id'], unique=False)

    op.create_table('setting_confirmation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('setting', sa.String(length=60), nullable=False),
    sa.Column('confirmed_by', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_setting_confirmation_committee_id_committee'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_setting_confirmation'))
    )
    with op.batch_alter_table('setting_confirmation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_setting_confirmation_committee_id'), ['committee_id'], unique=False)

    op.create_table('sitting_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('pattern', sa.JSON(), nullable=False),
    sa.Column('created_by', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('committed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('year BETWEEN 1990 AND 2100', name=op.f('ck_sitting_plan_year')),
    sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_sitting_plan_committee_id_committee'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting_plan'))
    )
    with op.batch_alter_table('sitting_plan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sitting_plan_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sitting_plan_year'), ['year'], unique=False)

    op.create_table('planned_date',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('kept_reason', sa.String(length=500), nullable=False),
    sa.Column('is_dropped', sa.Boolean(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_planned_date_period')),
    sa.ForeignKeyConstraint(['plan_id'], ['sitting_plan.id'], name=op.f('fk_planned_date_plan_id_sitting_plan'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_planned_date_room_id_room')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_planned_date_sitting_id_sitting'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planned_date'))
    )
    with op.batch_alter_table('planned_date', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_planned_date_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_planned_date_room_id'), ['room_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_planned_date_sitting_id'), ['sitting_id'], unique=False)

    op.create_table('deadline_done',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('done_by', sa.String(length=200), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_deadline_done_sitting_id_sitting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deadline_done')),
    sa.UniqueConstraint('sitting_id', 'kind', name=op.f('uq_deadline_done_sitting_id_kind'))
    )

    op.create_table('sitting_partner',
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_sitting_partner_committee_id_committee')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_sitting_partner_sitting_id_sitting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sitting_id', 'committee_id', name=op.f('pk_sitting_partner'))
    )
    with op.batch_alter_table('sitting_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sitting_partner_committee_id'), ['committee_id'], unique=False)

    with op.batch_alter_table('committee', schema=None) as batch_op:
        batch_op.add_column(sa.Column('office_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('motions_due_days', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('access_due_days', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('minutes_wording', sa.String(length=20), nullable=False, server_default='resolution'))
        batch_op.add_column(sa.Column('attendance_groups', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('standing_agenda', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('color', sa.String(length=7), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('letterhead', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('founded_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('closed_reason', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('closing_ended', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.create_index(batch_op.f('ix_committee_office_id'), ['office_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_committee_office_id_office'), 'office', ['office_id'], ['id'])

    with op.batch_alter_table('failed_sign_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('origin_hash', sa.String(length=64), nullable=False, server_default=''))
        batch_op.create_index(batch_op.f('ix_failed_sign_in_origin_hash'), ['origin_hash'], unique=False)

    # The new columns are not known of open sign-ins: everybody signs in once more.
    op.execute('DELETE FROM login_session')
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False))
        batch_op.add_column(sa.Column('device', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('origin', sa.String(length=60), nullable=False, server_default=''))

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('may_speak', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('may_move', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('counts_for_quorum', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('gets_papers', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('deputy_order', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('publication_basis', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('publication_date', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('publication_revoked_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('end_reason', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('predecessor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('tenure_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_membership_predecessor_id'), ['predecessor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_tenure_id'), ['tenure_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_committee_id_starts_on_ends_on'), ['committee_id', 'starts_on', 'ends_on'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_membership_tenure_id_office_tenure'), 'office_tenure', ['tenure_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_membership_predecessor_id_membership'), 'membership', ['predecessor_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pronoun', sa.String(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('order_name', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('mobile', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('street', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('postal_code', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('town', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('language', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('papers_as', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('publication_revoked_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('sort_key', sa.String(length=400), nullable=False, server_default=''))
        batch_op.create_index(batch_op.f('ix_person_sort_key'), ['sort_key'], unique=False)

    with op.batch_alter_table('room', schema=None) as batch_op:
        batch_op.add_column(sa.Column('step_free_way', sa.String(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('lift_width_cm', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('has_accessible_wc', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('wheelchair_places', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('has_quiet_room', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('checked_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('closed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))

    with op.batch_alter_table('sitting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reference', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('kept_reason', sa.String(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('kept_warnings', sa.JSON(), nullable=False, server_default='[]'))

    op.create_index('uq_sitting_reference', 'sitting', ['reference'], unique=True, sqlite_where=sa.text("reference <> ''"), postgresql_where=sa.text("reference <> ''"))

    with op.batch_alter_table('term', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))

    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('password_changed_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('venue', schema=None) as batch_op:
        batch_op.add_column(sa.Column('directions', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))

    op.execute('UPDATE committee SET access_due_days = 28')
    op.execute('UPDATE membership SET counts_for_quorum = can_vote')
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.add_column(sa.Column('counts_for_quorum', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute('UPDATE attendance SET counts_for_quorum = can_vote')
    _fill_sort_keys()


def _fill_sort_keys() -> None:
    """The folded name as it was when this migration was written."""
    person = sa.table(
        'person', sa.column('id'), sa.column('last_name'), sa.column('first_name'), sa.column('sort_key')
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(person.c.id, person.c.last_name, person.c.first_name)).all():
        key = _folded(f'{row.last_name} {row.first_name}')[:400]
        connection.execute(sa.update(person).where(person.c.id == row.id).values(sort_key=key))


def _folded(text: str) -> str:
    text = unicodedata.normalize('NFKD', text.casefold().replace('ı', 'i').replace('ø', 'o').replace('ł', 'l'))
    return ' '.join(''.join(c for c in text if unicodedata.category(c) != 'Mn').split())


def downgrade() -> None:
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_column('counts_for_quorum')

    with op.batch_alter_table('venue', schema=None) as batch_op:
        batch_op.drop_column('version')
        batch_op.drop_column('directions')

    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.drop_column('password_changed_at')

    with op.batch_alter_table('term', schema=None) as batch_op:
        batch_op.drop_column('version')

    op.drop_index('uq_sitting_reference', table_name='sitting')
    with op.batch_alter_table('sitting', schema=None) as batch_op:
        batch_op.drop_column('kept_warnings')
        batch_op.drop_column('kept_reason')
        batch_op.drop_column('reference')

    with op.batch_alter_table('room', schema=None) as batch_op:
        batch_op.drop_column('version')
        batch_op.drop_column('closed_on')
        batch_op.drop_column('checked_on')
        batch_op.drop_column('has_quiet_room')
        batch_op.drop_column('wheelchair_places')
        batch_op.drop_column('has_accessible_wc')
        batch_op.drop_column('lift_width_cm')
        batch_op.drop_column('step_free_way')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_sort_key'))
        batch_op.drop_column('sort_key')
        batch_op.drop_column('publication_revoked_on')
        batch_op.drop_column('papers_as')
        batch_op.drop_column('language')
        batch_op.drop_column('town')
        batch_op.drop_column('postal_code')
        batch_op.drop_column('street')
        batch_op.drop_column('mobile')
        batch_op.drop_column('order_name')
        batch_op.drop_column('pronoun')

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_membership_predecessor_id_membership'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_membership_tenure_id_office_tenure'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_membership_committee_id_starts_on_ends_on'))
        batch_op.drop_index(batch_op.f('ix_membership_tenure_id'))
        batch_op.drop_index(batch_op.f('ix_membership_predecessor_id'))
        batch_op.drop_column('tenure_id')
        batch_op.drop_column('predecessor_id')
        batch_op.drop_column('end_reason')
        batch_op.drop_column('publication_revoked_on')
        batch_op.drop_column('publication_date')
        batch_op.drop_column('publication_basis')
        batch_op.drop_column('deputy_order')
        batch_op.drop_column('gets_papers')
        batch_op.drop_column('counts_for_quorum')
        batch_op.drop_column('may_move')
        batch_op.drop_column('may_speak')

    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.drop_column('origin')
        batch_op.drop_column('device')
        batch_op.drop_column('last_seen_at')

    with op.batch_alter_table('failed_sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_failed_sign_in_origin_hash'))
        batch_op.drop_column('origin_hash')

    with op.batch_alter_table('committee', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_committee_office_id_office'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_committee_office_id'))
        batch_op.drop_column('closing_ended')
        batch_op.drop_column('closed_reason')
        batch_op.drop_column('founded_on')
        batch_op.drop_column('letterhead')
        batch_op.drop_column('color')
        batch_op.drop_column('standing_agenda')
        batch_op.drop_column('attendance_groups')
        batch_op.drop_column('minutes_wording')
        batch_op.drop_column('access_due_days')
        batch_op.drop_column('motions_due_days')
        batch_op.drop_column('office_id')

    with op.batch_alter_table('sitting_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sitting_partner_committee_id'))

    op.drop_table('sitting_partner')
    op.drop_table('deadline_done')
    with op.batch_alter_table('planned_date', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_planned_date_sitting_id'))
        batch_op.drop_index(batch_op.f('ix_planned_date_room_id'))
        batch_op.drop_index(batch_op.f('ix_planned_date_plan_id'))

    op.drop_table('planned_date')
    with op.batch_alter_table('sitting_plan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sitting_plan_year'))
        batch_op.drop_index(batch_op.f('ix_sitting_plan_committee_id'))

    op.drop_table('sitting_plan')
    with op.batch_alter_table('setting_confirmation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_setting_confirmation_committee_id'))

    op.drop_table('setting_confirmation')
    with op.batch_alter_table('reconstitution', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reconstitution_term_id'))
        batch_op.drop_index(batch_op.f('ix_reconstitution_committee_id'))

    op.drop_table('reconstitution')
    with op.batch_alter_table('one_time_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_time_link_user_id'))

    op.drop_table('one_time_link')
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_feed_user_id'))

    op.drop_table('calendar_feed')
    with op.batch_alter_table('outside_sitting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outside_sitting_starts_at'))
        batch_op.drop_index(batch_op.f('ix_outside_sitting_calendar_id'))

    op.drop_table('outside_sitting')
    with op.batch_alter_table('organization_name', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organization_name_search_key'))
        batch_op.drop_index(batch_op.f('ix_organization_name_organization_id'))

    op.drop_table('organization_name')
    with op.batch_alter_table('office_tenure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_office_tenure_person_id'))
        batch_op.drop_index(batch_op.f('ix_office_tenure_office_id'))

    op.drop_table('office_tenure')
    with op.batch_alter_table('contact_consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_consent_person_id'))

    op.drop_table('contact_consent')
    op.drop_table('outside_calendar')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_mail_due_at'))

    op.drop_table('outbox_mail')
    op.drop_table('office')
    with op.batch_alter_table('observance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_observance_starts_on'))

    op.drop_table('observance')
    op.drop_table('calendar_version')
