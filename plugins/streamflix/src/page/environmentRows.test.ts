import {
  degradedSnapshot,
  deployingSnapshot,
  failedSnapshot,
  healthySnapshot,
  statusOf,
} from '../__testUtils__/snapshots';
import { searchRows, sortRows, toRow } from './environmentRows';

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

describe('the rows of the Environments page', () => {
  it.each([
    ['eu-central', ['demo-9']],
    ['video pipeline', ['demo-9']],
    ['DEMO', ['demo-10', 'demo-9']],
    ['failing', ['broken']],
    ['demo eu-west-2', ['demo-10']],
    ['group:default/video demo-9', ['demo-9']],
    ['nothing of the kind', []],
  ])('are found by “%s”', (search, found) => {
    expect(named(searchRows(rows, search))).toEqual(found);
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

  it('are sorted by health with the worst first when descending', () => {
    const sorted = sortRows(rows, {
      column: 'health',
      direction: 'descending',
    });
    expect(named(sorted)).toEqual([
      'broken',
      'short',
      'coming',
      'demo-9',
      'demo-10',
    ]);
  });

  it('are sorted by age with the youngest first when ascending', () => {
    const [first, second] = rows;
    const older = { ...first, createdAt: '2020-01-01T00:00:00.000Z' };
    const sorted = sortRows([older, second], {
      column: 'age',
      direction: 'ascending',
    });
    expect(named(sorted)).toEqual([second.suffix, older.suffix]);
  });
});
