import {
  degradedSnapshot,
  deployingSnapshot,
  failedSnapshot,
  healthySnapshot,
  statusOf,
} from '../__testUtils__/snapshots';
import { countByHealth, filterRows, sortRows, toRow } from './environmentRows';

const rows = [
  healthySnapshot('demo-10'),
  healthySnapshot('demo-9', 'video-pipeline', 'eu-central-1'),
  degradedSnapshot('short'),
  deployingSnapshot('coming'),
  failedSnapshot('broken'),
].flatMap(snapshot => {
  const { summary } = statusOf(snapshot);
  return summary ? toRow(summary) : [];
});
const named = (found: typeof rows) => found.map(({ suffix }) => suffix);
const everything = {
  text: '',
  health: '',
  blueprint: '',
  region: '',
  owner: '',
};

describe('the rows of the Environments page', () => {
  it.each([
    ['eu-central', ['demo-9']],
    ['video pipeline', ['demo-9']],
    ['DEMO', ['demo-10', 'demo-9']],
    ['failing', ['broken']],
    ['killed due to memory', ['short']],
    ['demo eu-west-2', ['demo-10']],
    ['group:default/video demo-9', ['demo-9']],
    ['nothing of the kind', []],
  ])('are found by “%s”', (text, found) => {
    expect(named(filterRows(rows, { ...everything, text }, []))).toEqual(found);
  });

  it.each([
    ['health', 'degraded', ['short']],
    ['blueprint', 'video-pipeline', ['demo-9']],
    ['region', 'eu-central-1', ['demo-9']],
    ['owner', 'group:default/other', []],
  ])('are filtered by %s', (name, value, found) => {
    expect(
      named(filterRows(rows, { ...everything, [name]: value }, [])),
    ).toEqual(found);
  });

  it('of the user are those that the user or a group of the user owns', () => {
    const [first, ...others] = rows;
    const own = { ...first, owner: 'user:default/guest' };
    expect(
      filterRows([own, ...others], { ...everything, owner: 'mine' }, [
        'user:default/guest',
      ]),
    ).toEqual([own]);
  });

  it('are counted by health, worst first, with the selected health even if it has none', () => {
    expect(countByHealth(rows, 'unknown')).toEqual([
      { health: 'failing', count: 1 },
      { health: 'degraded', count: 1 },
      { health: 'unknown', count: 0 },
      { health: 'deploying', count: 1 },
      { health: 'healthy', count: 2 },
    ]);
  });

  it('are sorted by suffix with numbers in numeric order', () => {
    const sorted = sortRows(rows, {
      column: 'suffix',
      direction: 'ascending',
    });
    expect(named(sorted)).toEqual([
      'broken',
      'coming',
      'demo-9',
      'demo-10',
      'short',
    ]);
  });

  it('are sorted by health with the worst first', () => {
    const sorted = sortRows(rows, { column: 'health', direction: 'ascending' });
    expect(named(sorted)).toEqual([
      'broken',
      'short',
      'coming',
      'demo-9',
      'demo-10',
    ]);
  });

  it('are sorted by their last change with the newest first', () => {
    const [first, second] = rows;
    const older = { ...first, createdAt: '2020-01-01T00:00:00.000Z' };
    const sorted = sortRows([older, second], {
      column: 'changed',
      direction: 'ascending',
    });
    expect(named(sorted)).toEqual([second.suffix, older.suffix]);
  });
});
