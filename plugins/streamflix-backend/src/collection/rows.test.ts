import type {
  EnvironmentStatus,
  EnvironmentSummary,
  StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import { changedRows, rowsOfListing, withStatuses } from './rows';

const account = '000000000000';
const readAt = '2026-03-02T10:00:00.000Z';

const refOf = (suffix: string, region = 'eu-west-2') => ({
  account,
  region,
  suffix,
});

const stackOf = (
  suffix: string,
  more: Partial<StackFacts> = {},
): StackFacts => ({
  stackArn: `arn:${suffix}`,
  stackName: `streamflix-${suffix}`,
  status: 'CREATE_COMPLETE',
  createdAt: readAt,
  terminationProtection: false,
  outputs: {},
  ...more,
});

const listed = (suffix: string, more: Partial<StackFacts> = {}) => ({
  ref: refOf(suffix),
  stack: stackOf(suffix, more),
  readAt,
});

const row = (
  suffix: string,
  more: Partial<EnvironmentSummary> = {},
): EnvironmentSummary => ({
  ...refOf(suffix),
  stackArn: `arn:${suffix}`,
  stackName: `streamflix-${suffix}`,
  createdAt: readAt,
  health: 'healthy',
  state: 'Running',
  reasons: [],
  ...more,
});

const statusOf = (
  suffix: string,
  more: Partial<EnvironmentStatus>,
): EnvironmentStatus => ({
  ref: refOf(suffix),
  health: 'unknown',
  state: 'Could not be read',
  reasons: ['Why.'],
  components: [],
  localAws: true,
  readAt,
  ...more,
});

describe('the rows after a listing', () => {
  it('are kept for stacks that have not changed', () => {
    const rows = rowsOfListing({ items: [listed('abc')], failures: [] }, [
      row('abc'),
    ]);
    expect(rows).toEqual([row('abc')]);
  });

  it.each([
    ['is new', [], {}],
    ['was created again', [row('abc', { stackArn: 'arn:before' })], {}],
    ['has changed since', [row('abc')], { updatedAt: readAt }],
  ])('do not call a stack healthy that %s', (_, before, more) => {
    const rows = rowsOfListing(
      { items: [listed('abc', more)], failures: [] },
      before,
    );
    expect(rows).toMatchObject([{ suffix: 'abc', health: 'unknown' }]);
  });

  it('show a stack with an operation in progress', () => {
    const rows = rowsOfListing(
      {
        items: [listed('abc', { status: 'DELETE_IN_PROGRESS' })],
        failures: [],
      },
      [row('abc')],
    );
    expect(rows).toMatchObject([{ health: 'deploying' }]);
  });

  it('no longer contain deleted environments, but still those that could not be listed', () => {
    const rows = rowsOfListing(
      {
        items: [],
        failures: [{ account, region: 'eu-central-1', reason: 'Denied.' }],
      },
      [row('gone'), row('there', { region: 'eu-central-1' })],
    );
    expect(rows).toMatchObject([
      { suffix: 'there', health: 'unknown', reasons: ['Denied.'] },
    ]);
  });

  it('leave out what was planned and never deployed', () => {
    const rows = rowsOfListing(
      {
        items: [listed('abc', { status: 'REVIEW_IN_PROGRESS' })],
        failures: [],
      },
      [],
    );
    expect(rows).toEqual([]);
  });
});

describe('the rows after a reading', () => {
  const list = {
    items: [row('abc'), row('xyz')],
    failures: [],
    localAws: true,
    readAt,
  };

  it('contain the new readings, new environments included, in order', () => {
    const summary = row('mid', { health: 'degraded' });
    const { items } = withStatuses(list, [
      statusOf('mid', { health: 'degraded', summary }),
    ]);
    expect(items.map(({ suffix }) => suffix)).toEqual(['abc', 'mid', 'xyz']);
  });

  it('no longer contain an environment that was deleted', () => {
    const { items } = withStatuses(list, [
      statusOf('abc', { health: 'absent' }),
    ]);
    expect(items.map(({ suffix }) => suffix)).toEqual(['xyz']);
  });

  it('show an environment that could not be read as unknown', () => {
    const { items } = withStatuses(list, [statusOf('abc', {})]);
    expect(items[0]).toMatchObject({
      suffix: 'abc',
      health: 'unknown',
      reasons: ['Why.'],
    });
  });
});

describe('the rows that a new list changes', () => {
  const list = (...items: EnvironmentSummary[]) => ({
    items,
    failures: [],
    localAws: true,
    readAt,
  });

  it('are those that are new, deleted or different', () => {
    const before = list(row('abc'), row('gone'), row('same'));
    const after = list(
      row('abc', { health: 'failing' }),
      row('fresh'),
      row('same'),
    );
    expect(changedRows(before, after)).toEqual([
      refOf('abc'),
      refOf('gone'),
      refOf('fresh'),
    ]);
  });

  it('are none when only the time of the reading differs', () => {
    const before = list(row('abc'));
    expect(
      changedRows(before, { ...before, readAt: '2027-01-01T00:00:00.000Z' }),
    ).toEqual([]);
  });
});
