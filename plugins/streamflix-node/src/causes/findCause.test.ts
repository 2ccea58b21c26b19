import { causes, findCause } from './findCause';
import { generalCauses } from './generalCauses';
import causeLabels from './__fixtures__/causeLabels.json';
import corpus from './__fixtures__/awsMessages.json';
import fewMessages from './__fixtures__/fewMessages.json';

const { silent } = causeLabels;

/** Sources whose name was not kept: each of their messages is from another file. */
const nameless = ['public repository (stored copy)', 'not recorded'];

const found = corpus.messages.map(({ source, text }) => ({
  id: findCause(text)?.id,
  source: nameless.includes(source) ? text : source,
}));

const distinctSources = (id: string) =>
  new Set(found.filter(m => m.id === id).map(({ source }) => source)).size;

const expected = (label: string): (string | undefined)[] =>
  silent.includes(label)
    ? [undefined]
    : (causeLabels.labels as Record<string, string[]>)[label] ?? [label];

const withLabel = corpus.messages.map(({ cause, text }): [string, string] => [
  cause,
  text,
]);

describe('the known causes', () => {
  it.each(withLabel)('give %s for %s', (label, text) => {
    expect(expected(label)).toContain(findCause(text)?.id);
  });

  it.each(['GeneralServiceException', 'InvalidRequest'])(
    'are found in the message of a resource handler, which leaves out the service’s error code and adds %s',
    code => {
      const missed = withLabel
        .filter(
          ([label, text]) =>
            !silent.includes(label) && !text.includes('HandlerErrorCode'),
        )
        .map(([label, text]): [string, string] => {
          const [, name] = /\(Service: ([\w ]+)/.exec(text) ?? [];
          const service = name ? `Service: ${name}, ` : '';
          const sentence = text.replace(/ \(Service: [^)]*\)/, '');
          return [
            label,
            `Resource handler returned message: "${sentence} (${service}Status Code: 400, Request ID: 1)" (RequestToken: 1, HandlerErrorCode: ${code})`,
          ];
        })
        .filter(
          ([label, text]) => !expected(label).includes(findCause(text)?.id),
        );
      expect(missed).toEqual([]);
    },
  );

  it('have a message for each cause that the corpus labels', () => {
    const ids = new Set(causes.map(({ id }) => id));
    const labels = new Set(
      withLabel.map(([label]) => label).filter(l => !silent.includes(l)),
    );
    expect([...labels].filter(label => !ids.has(label))).toEqual([]);
  });

  it('each have messages from two sources, or a reason why there are fewer', () => {
    const few = causes
      .map(({ id }) => id)
      .filter(id => distinctSources(id) < 2);
    expect(few.sort()).toEqual(Object.keys(fewMessages.causes).sort());
  });

  it('have every id that a label of the corpus maps to', () => {
    const ids = new Set(causes.map(({ id }) => id));
    const mapped = new Set(Object.values(causeLabels.labels).flat());
    expect([...mapped].filter(id => !ids.has(id))).toEqual([]);
  });

  it('are found in linear time, however long the message is', () => {
    const patterns = causes.flatMap(({ patterns: sentences, codes = [] }) => [
      ...sentences,
      ...codes,
    ]);
    const words = new Set(
      patterns.flatMap(({ source }) => source.match(/[A-Za-z]{3,}/g) ?? []),
    );
    const texts = [
      [...words].join(' ').repeat(3),
      'CannotPull secret EFS stack subnet '.repeat(1_000),
      'a'.repeat(30_000),
    ];
    const slow = patterns.filter(pattern => {
      const start = process.cpuUsage().user;
      texts.forEach(text => pattern.test(text));
      // Microseconds: a pattern that backtracks takes minutes for these.
      return process.cpuUsage().user - start > 2_000_000;
    });
    expect(slow).toEqual([]);
  });

  it('never advise to destroy an environment for a general reason', () => {
    const destructive = generalCauses.filter(({ resolution }) =>
      /destroy/i.test(resolution),
    );
    expect(destructive).toEqual([]);
  });

  it('each have an id, a cause, a resolution and a page of their own', () => {
    for (const { id, cause, resolution, documentation } of causes) {
      expect([id, cause]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect([id, resolution]).toEqual([
        id,
        expect.stringMatching(/^[A-Z].*\.$/),
      ]);
      expect([id, documentation]).toEqual([
        id,
        expect.stringMatching(
          /^https:\/\/(docs\.aws\.amazon\.com|health\.aws\.amazon\.com|aws\.amazon\.com|nodejs\.org)\/\S+$/,
        ),
      ]);
    }
    expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
    expect(new Set(causes.map(({ cause }) => cause)).size).toBe(causes.length);
  });
});
