import { causes, findCause } from './findCause';
import { generalCauses } from './generalCauses';
import causeLabels from './__fixtures__/causeLabels.json';
import corpus from './__fixtures__/awsMessages.json';

const { silent } = causeLabels;

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
          const [, service = 'Any'] = /\(Service: (\w+)/.exec(text) ?? [];
          const sentence = text.replace(/ \(Service: [^)]*\)/, '');
          return [
            label,
            `Resource handler returned message: "${sentence} (Service: ${service}, Status Code: 400, Request ID: 1)" (RequestToken: 1, HandlerErrorCode: ${code})`,
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
        expect.stringMatching(/^https:\/\//),
      ]);
    }
    expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
    expect(new Set(causes.map(({ cause }) => cause)).size).toBe(causes.length);
  });
});
