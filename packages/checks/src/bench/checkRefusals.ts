import type { Measurement } from './Measurement';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type?: string }>>;
}

/** A template that AWS refuses, and what it says, or one that it accepts. */
export interface TemplateCase {
  readonly mistake: string;
  readonly aws: string;
  readonly accepted?: boolean;
  readonly template: Template;
  /** Created first; `template` is then a change of it. */
  readonly before?: Template;
}

/** Where a deployment ended, with the message given there. */
export interface Outcome {
  readonly where: 'call' | 'validation' | 'resource' | 'accepted' | 'broken';
  readonly message: string;
}

/** Share of templates refused, in percent. */
const target = 85;

/** Named after the service of the resource that has the mistake: X, or the first. A template may lack even that. */
export function familyOf({ template: { Resources } }: TemplateCase): string {
  const resource = Resources.X ?? Object.values(Resources)[0];
  return resource?.Type?.split('::')[1] ?? 'CloudFormation';
}

const isRefused = ({ where }: Outcome) =>
  where !== 'accepted' && where !== 'broken';

interface Result {
  readonly each: TemplateCase;
  readonly outcome: Outcome;
}

const isAsExpected = ({ each, outcome }: Result) =>
  each.accepted ? outcome.where === 'accepted' : isRefused(outcome);

/** The templates with another outcome than on AWS, and how many of each family were refused, and where. */
export function checkRefusals(results: readonly Result[]): Measurement[] {
  const refusals = results.filter(({ each }) => !each.accepted);
  const families = [
    ...new Set(refusals.map(({ each }) => familyOf(each))),
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
      .filter(result => !isAsExpected(result))
      .map(({ each, outcome }) => ({
        name: `${isRefused(outcome) ? 'refused' : outcome.where}: ${
          each.mistake
        }`,
        value: outcome.message || `AWS: ${each.aws}`,
        missed: each.accepted,
      })),
    ...families.map(family =>
      line(
        family,
        refusals.filter(({ each }) => familyOf(each) === family),
      ),
    ),
    line('refused', refusals),
  ];
}
