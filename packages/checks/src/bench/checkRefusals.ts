import type { Measurement } from './Measurement';

/** A template that AWS refuses, and what it says. */
export interface Refusal {
  readonly mistake: string;
  readonly aws: string;
  readonly template: {
    readonly Resources: Readonly<Record<string, { readonly Type?: string }>>;
  };
}

/** Where a deployment ended, with the message given there. */
export interface Outcome {
  readonly where: 'call' | 'validation' | 'resource' | 'created' | 'broken';
  readonly message: string;
}

/** Share of templates refused, in percent. */
const target = 85;

/** Named after the service of the resource that has the mistake: X, or the first. A template may lack even that. */
export function familyOf({ template: { Resources } }: Refusal): string {
  const resource = Resources.X ?? Object.values(Resources)[0];
  return resource?.Type?.split('::')[1] ?? 'CloudFormation';
}

const isRefused = ({ where }: Outcome) =>
  where !== 'created' && where !== 'broken';

/** The templates that were accepted, and how many of each family were refused, and where. */
export function checkRefusals(
  results: readonly { readonly refusal: Refusal; readonly outcome: Outcome }[],
): Measurement[] {
  const families = [
    ...new Set(results.map(({ refusal }) => familyOf(refusal))),
  ].sort();
  const line = (name: string, of: typeof results): Measurement => {
    const at = (where: Outcome['where']) =>
      of.filter(({ outcome }) => outcome.where === where).length;
    const refused = of.filter(({ outcome }) => isRefused(outcome)).length;
    const share = (100 * refused) / of.length;
    return {
      name,
      value: `${refused} of ${of.length} (${share.toFixed(
        0,
      )} %): at the call ${at('call')}, by validation ${at(
        'validation',
      )}, at the resource ${at('resource')}`,
      missed: name === 'refused' && share < target,
    };
  };
  return [
    ...results
      .filter(({ outcome }) => !isRefused(outcome))
      .map(({ refusal, outcome }) => ({
        name: `${outcome.where}: ${refusal.mistake}`,
        value: outcome.message || `AWS: ${refusal.aws}`,
      })),
    ...families.map(family =>
      line(
        family,
        results.filter(({ refusal }) => familyOf(refusal) === family),
      ),
    ),
    line('refused', results),
  ];
}
