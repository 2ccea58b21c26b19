/**
 * Outcomes are read by stack, for the history of an environment.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('streamflix_outcomes', table => {
    table.string('stack_arn').notNullable().defaultTo('');
    table.index('stack_arn');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('streamflix_outcomes', table => {
    table.dropIndex('stack_arn');
    table.dropColumn('stack_arn');
  });
};
