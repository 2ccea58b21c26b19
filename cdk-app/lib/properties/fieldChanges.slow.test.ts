import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import {
  checkChange,
  fieldChanges,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import fc from 'fast-check';
import { changeable } from './__testUtils__/fields';
import { seed } from './__testUtils__/runs';
import { anyTrial } from './__testUtils__/Trial';

jest.setTimeout(600_000);

/** Types whose loss loses data. */
const stores =
  /^AWS::(RDS::DB(Cluster|Instance)|EFS::FileSystem|KMS::Key|Kinesis::Stream|ElastiCache::(ReplicationGroup|ServerlessCache)|SQS::Queue|ECR::Repository)$/;

/** Immutable copies: every change of what they copy makes another. */
const revisions = /^AWS::(ECS::TaskDefinition|ApiGateway::Deployment)$/;

interface Effect {
  /** Whether nothing else changes with the field. */
  alone: boolean;
  /** Types of resources that are replaced for certain, according to the registry schema. */
  replaced: string[];
  /** Whether the schema names a property that replaces the resource, at least under a condition. */
  mayReplace: boolean;
  added: string[];
  removed: string[];
  refused: boolean;
}

const trialOf = anyTrial('complete');

/** What the drawn changes of one field do. */
function effectsOf(path: string): Effect[] {
  return fc
    .sample(trialOf(path), { numRuns: 10, seed })
    .flatMap(({ change }) => {
      if (change?.path !== path) return [];
      const { before, after } = change;
      const { changes } = fullDiff(
        structuredClone(before.body),
        structuredClone(after.body),
      ).resources;
      // The readers of a cluster hold no data of their own.
      const all = Object.entries(changes).flatMap(([id, each]) =>
        id.startsWith('DatabaseReader') && each.isRemoval ? [] : [each],
      );
      const types = (which: typeof all) =>
        which.flatMap(({ newResourceType, oldResourceType }) => {
          const type = newResourceType ?? oldResourceType ?? '';
          return revisions.test(type) ? [] : [type];
        });
      return [
        {
          alone: change.differing.length === 1,
          replaced: types(
            all.filter(
              ({ changeImpact }) =>
                changeImpact === ResourceImpact.WILL_REPLACE,
            ),
          ),
          mayReplace: all.some(({ changeImpact }) =>
            [ResourceImpact.WILL_REPLACE, ResourceImpact.MAY_REPLACE].includes(
              changeImpact,
            ),
          ),
          added: types(all.filter(({ isAddition }) => isAddition)),
          removed: types(all.filter(({ isRemoval }) => isRemoval)),
          refused: checkChange(before.spec, after.spec).length > 0,
        },
      ];
    });
}

const exchangedBy = (effects: readonly Effect[]) =>
  effects.flatMap(({ replaced, added, removed }) => [
    ...replaced,
    ...added,
    ...removed,
  ]);

/** How the templates contradict the kind that the table states. */
function contradictions(path: string): string[] {
  const { kind } = fieldChanges[path];
  const all = effectsOf(path);
  const effects = all.filter(({ alone }) => alone);
  const allowed = effects.filter(({ refused }) => !refused);
  const lost = allowed.flatMap(({ replaced, removed }) =>
    [...replaced, ...removed].filter(type => stores.test(type)),
  );
  const unless = (holds: boolean, problem: string) => (holds ? [] : [problem]);
  if (kind === 'never') {
    // A value without effect, such as the name of no database, may change.
    return [
      ...unless(
        effects.every(({ refused, mayReplace }) => refused === mayReplace),
        'what is refused is not what the schema replaces',
      ),
      ...unless(
        effects.some(({ refused }) => refused),
        'nothing is refused',
      ),
    ];
  }
  if (kind === 'data') return unless(lost.length > 0, 'no store is lost');
  return [
    ...unless(lost.length === 0, `a store is lost: ${lost}`),
    ...unless(
      kind !== 'in place' || exchangedBy(allowed).length === 0,
      `not in place: ${exchangedBy(allowed)}`,
    ),
    // Some parts need others: there is no API without a service.
    ...unless(
      kind !== 'parts' || exchangedBy(all).length > 0,
      'no part is added, removed or replaced',
    ),
  ];
}

describe('the table of changes and the templates agree', () => {
  it.each(changeable)('about %s', path => {
    expect(contradictions(path)).toEqual([]);
  });
});
