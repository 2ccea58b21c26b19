/**
 * Why the tasks of services stopped: AWS no longer has it once a rollback has deleted them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('streamflix_diagnostics', table => {
    table
      .string('event')
      .primary()
      .comment('Id of the stack event in which the service failed');
    table.text('reasons').notNullable();
    table.bigInteger('stored_at').notNullable();
    table.index('stored_at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('streamflix_diagnostics');
};
