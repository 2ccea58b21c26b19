/**
 * What was published of operations, and which stacks are looked at. Both can be deleted: they are made again from AWS, and the worst
 * that happens is that a recent outcome is published a second time.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('streamflix_state', table => {
    table.comment('Single values by name');
    table.string('name', 64).primary();
    table.string('value').notNullable();
  });
  await knex.schema.createTable('streamflix_stacks', table => {
    table.comment('Stacks of environments, as they were last looked at');
    table.string('stack_arn').primary();
    table.string('account', 12).notNullable();
    table.string('region', 32).notNullable();
    table.string('suffix', 32).notNullable();
    table
      .string('mark')
      .notNullable()
      .comment('Status and time of the last operation');
    table.boolean('in_progress').notNullable();
    table.bigInteger('claimed_until').notNullable().defaultTo(0);
    table.string('claimed_by', 64).notNullable().defaultTo('');
  });
  await knex.schema.createTable('streamflix_outcomes', table => {
    table.comment('Outcomes of operations, and how far they were published');
    table.string('operation_id', 64).primary();
    table.text('record').notNullable();
    table.bigInteger('ended_at').notNullable();
    table.bigInteger('claimed_until').notNullable().defaultTo(0);
    table.string('claimed_by', 64).notNullable().defaultTo('');
    table.boolean('is_announced').notNullable().defaultTo(false);
    table.boolean('is_audited').notNullable().defaultTo(false);
    table.boolean('is_notified').notNullable().defaultTo(false);
    table.index('ended_at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('streamflix_outcomes');
  await knex.schema.dropTable('streamflix_stacks');
  await knex.schema.dropTable('streamflix_state');
};
