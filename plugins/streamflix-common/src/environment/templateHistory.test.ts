import fc from 'fast-check';
import { printable } from '../printable';
import { encodeBase64Url } from './base64url';
import {
  appendToHistory,
  historyToMetadata,
  readHistoryMetadata,
  toHistoryEntry,
  type HistoryEntry,
} from './templateHistory';
import { metadataKeys } from './templateMetadata';

const operation = {
  operation: 'a'.repeat(32),
  kind: 'change' as const,
  requester: 'user:default/ada',
  at: '2026-01-01T00:00:00.000Z',
  differences: [],
};

const entry = toHistoryEntry(operation);

const metadataOf = (history: unknown, format = 2) => ({
  [metadataKeys.history]: encodeBase64Url(JSON.stringify({ format, history })),
});

describe('the history in a template', () => {
  it('reads back what was written, in pure ASCII and within its limits, whatever the texts in it', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(
        anyText,
        fc.array(fc.tuple(anyText, fc.option(anyText)), { maxLength: 30 }),
        (requester, values) => {
          const made = toHistoryEntry({
            ...operation,
            requester,
            differences: values.map(([from, to]) => ({
              path: 'service.image',
              title: 'Image',
              from,
              to: to ?? undefined,
            })),
          });
          const metadata = historyToMetadata([made]);
          const text = JSON.stringify(metadata);
          expect(text).toMatch(/^[\x20-\x7e]+$/);
          // Three bytes for each character at most, and four thirds of it in base64.
          expect(text.length).toBeLessThan(6_000);
          expect(made.differences.length + made.more).toBe(values.length);
          const read = readHistoryMetadata(metadata);
          if (!read.ok) throw new Error(read.reason);
          expect(historyToMetadata(read.value)).toEqual(metadata);
          for (const shown of [
            read.value[0].requester,
            ...read.value[0].differences.map(({ from = '' }) => from),
          ]) {
            expect(shown).toBe(printable(shown));
          }
        },
      ),
    );
  });

  it('keeps the last ten operations, newest first', () => {
    let history: HistoryEntry[] = [];
    for (let n = 0; n < 12; n += 1) {
      history = appendToHistory(history, {
        ...entry,
        operation: n.toString(16).padStart(32, '0'),
      });
    }
    expect(history.map(each => Number.parseInt(each.operation, 16))).toEqual([
      11, 10, 9, 8, 7, 6, 5, 4, 3, 2,
    ]);
  });

  it('writes a number, a list and a missing value as text', () => {
    const { differences } = toHistoryEntry({
      ...operation,
      differences: [
        { path: 'service.maxTasks', title: '', from: 10, to: 14 },
        { path: 'secrets.apiKeys', title: '', from: [], to: ['streamflix/a'] },
        { path: 'costCenter', title: '', from: undefined, to: 'x'.repeat(99) },
      ],
    });
    expect(differences).toEqual([
      { path: 'service.maxTasks', from: '10', to: '14' },
      { path: 'secrets.apiKeys', from: '[]', to: '["streamflix/a"]' },
      { path: 'costCenter', from: undefined, to: `${'x'.repeat(39)}…` },
    ]);
  });

  it('is empty in a template without one, and adds nothing to it', () => {
    expect(historyToMetadata([])).toEqual({});
    for (const metadata of [undefined, {}, { Other: 1 }]) {
      expect(readHistoryMetadata(metadata)).toEqual({ ok: true, value: [] });
    }
  });

  it.each<[string, unknown]>([
    ['text that is no base64url', { [metadataKeys.history]: '{??}' }],
    ['a later format', metadataOf([entry], 3)],
    ['eleven entries', metadataOf(Array.from({ length: 11 }, () => entry))],
    [
      'a requester with a line break',
      metadataOf([{ ...entry, requester: 'a\nb' }]),
    ],
    [
      'a requester that is too long',
      metadataOf([{ ...entry, requester: 'a'.repeat(201) }]),
    ],
    [
      'an operation that is no id',
      metadataOf([{ ...entry, operation: '../x' }]),
    ],
    ['a time that is none', metadataOf([{ ...entry, at: 'today' }])],
    [
      'a field that is not known',
      metadataOf([{ ...entry, more: 0, html: '<b>' }]),
    ],
    [
      'a path that is none',
      metadataOf([{ ...entry, differences: [{ path: 'a"b' }] }]),
    ],
  ])('is not read with %s', (_, metadata) => {
    expect(readHistoryMetadata(metadata)).toMatchObject({ ok: false });
  });
});
