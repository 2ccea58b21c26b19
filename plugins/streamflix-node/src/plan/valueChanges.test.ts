import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import { valueChanges } from './valueChanges';

const change = (before: object, after: object): ResourceChange => ({
  BeforeContext: JSON.stringify({ Properties: before }),
  AfterContext: JSON.stringify({ Properties: after }),
});

describe('valueChanges', () => {
  it('names the path of each value that differs, and leaves out the others', () => {
    const containers = (Cpu: number, Image: string) => ({
      ContainerDefinitions: [{ Cpu, Image, Essential: true }],
    });
    expect(
      valueChanges(change(containers(256, 'a'), containers(512, 'b')), [
        'ContainerDefinitions',
      ]),
    ).toEqual([
      { path: 'ContainerDefinitions.0.Cpu', before: '256', after: '512' },
      { path: 'ContainerDefinitions.0.Image', before: 'a', after: 'b' },
    ]);
  });

  it('compares named entries by name, not by position', () => {
    const [a, b, c] = ['A', 'B', 'C'].map(Name => ({ Name, Value: Name }));
    expect(
      valueChanges(
        change(
          { Environment: [a, b] },
          { Environment: [c, { ...b, Value: '2' }] },
        ),
        ['Environment'],
      ),
    ).toEqual([
      { path: 'Environment.A', before: 'A', after: undefined },
      { path: 'Environment.B', before: 'B', after: '2' },
      { path: 'Environment.C', before: undefined, after: 'C' },
    ]);
  });

  it('marks a value that exists only afterwards as not known yet', () => {
    expect(
      valueChanges(
        change(
          { TaskDefinition: 'arn:1' },
          { TaskDefinition: '{{changeSet:KNOWN_AFTER_APPLY}}' },
        ),
        ['TaskDefinition'],
      ),
    ).toEqual([
      {
        path: 'TaskDefinition',
        before: 'arn:1',
        after: '(known after the change)',
      },
    ]);
  });

  it('shortens a long text, removes control characters, and shows at most 30 values', () => {
    const many = (text: string) =>
      Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => [`key${index}`, text]),
      );
    const values = valueChanges(
      change({ Tags: many('\u001b[31m') }, { Tags: many('x'.repeat(500)) }),
      ['Tags'],
    );
    expect(values).toHaveLength(30);
    expect(values[0]).toEqual({
      path: 'Tags.key0',
      before: ' [31m',
      after: `${'x'.repeat(200)}…`,
    });
  });
});
