import {
  appendToHistory,
  readHistoryMetadata,
  resolveSpec,
  toHistoryEntry,
  type EnvironmentInput,
  type HistoryEntry,
} from '@streamflix/backstage-plugin-streamflix-common';
import { inlineLimit } from './templateLimits';
import { synthesize } from '../synthesis/synthesize';
import { templateWithRequest } from './templateWithRequest';

jest.setTimeout(60_000);

const largest: EnvironmentInput = {
  suffix: 'abcdefgh-klmnopqrst',
  region: 'eu-west-2',
  blueprint: 'complete',
  owner: 'group:default/video',
};

const historyOf = (entry: HistoryEntry) =>
  Array.from({ length: 10 }).reduce<HistoryEntry[]>(
    history => appendToHistory(history, entry),
    [],
  );

const usual = toHistoryEntry({
  operation: 'a'.repeat(32),
  kind: 'change',
  requester: 'user:default/ada.lovelace',
  at: '2026-01-01T00:00:00.000Z',
  differences: [
    { path: 'service.maxTasks', title: '', from: 10, to: 14 },
    { path: 'service.cpu', title: '', from: 512, to: 1024 },
  ],
});

/** The largest entry: every text is as long as it may be, in characters of three bytes. */
const maximal = toHistoryEntry({
  ...usual,
  requester: '映'.repeat(300),
  differences: Array.from({ length: 30 }, () => ({
    path: 'observability.logRetentionDays',
    title: '',
    from: '映'.repeat(300),
    to: '像'.repeat(300),
  })),
});

describe('a template with its history', () => {
  const requester = 'user:default/ada';
  let body: string;
  beforeAll(async () => {
    const resolution = resolveSpec(largest);
    if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
    const { spec } = resolution;
    ({ templateBody: body } = await synthesize(spec, { timeoutSeconds: 60 }));
  });

  /** The number of entries that the template keeps; it must be valid and within the limit of a request. */
  function keptOf(template: string, entry: HistoryEntry, limit = inlineLimit) {
    const written = templateWithRequest(
      template,
      { request: largest, requester },
      historyOf(entry),
    );
    expect(Buffer.byteLength(written)).toBeLessThanOrEqual(limit);
    const read = readHistoryMetadata(JSON.parse(written).Metadata);
    if (!read.ok) throw new Error(read.reason);
    expect(read.value).toEqual(historyOf(entry).slice(0, read.value.length));
    return read.value.length;
  }

  /** The template with a description that leaves this many bytes of the limit without a history. */
  function leaving(bytes: number): string {
    const bare = templateWithRequest(body, { request: largest, requester }, []);
    const size = inlineLimit - Buffer.byteLength(bare) - bytes;
    const { Description, ...template } = JSON.parse(body);
    return JSON.stringify({
      ...template,
      Description: 'x'.repeat(Description.length + size),
    });
  }

  it('keeps ten usual entries of the largest blueprint', () => {
    expect(keptOf(body, usual)).toBe(10);
  });

  it('keeps as many of ten maximal entries as fit, the newest', () => {
    const kept = keptOf(body, maximal);
    expect(kept).toBeGreaterThanOrEqual(1);
    expect(kept).toBeLessThan(10);
  });

  it('has no history where there is no space for one', () => {
    expect(keptOf(leaving(50), usual)).toBe(0);
    expect(keptOf(leaving(600), usual)).toBe(1);
  });

  it('keeps all of ten maximal entries when it goes through S3 anyway', () => {
    expect(keptOf(leaving(-1), maximal, 1_048_576)).toBe(10);
  });
});
