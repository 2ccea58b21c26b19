import {
  blueprintIds,
  blueprints,
  offeredRegions,
  withheldRegions,
  zoneLimits,
  type BlueprintId,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { checkWithCdkNag, type NagFinding, type NagResult } from './cdkNag';
import { checkWithCfnLint, type CfnLintResult } from './cfnLint';
import { checkWithCloudFormation } from './cloudFormation';
import type { BlueprintMetrics, Check } from './Report';
import { specOf, templateOf, withApp } from './templates';
import { eventsApp } from '@streamflix/cdk-app/synth/synthesizeEvents';
import { variants } from '@streamflix/cdk-app/synth/variants';
import type { EventsOptions } from '@streamflix/cdk-app/lib/EventsStack';

/** Templates by region and name, such as `complete` or `complete, HTTP API`. */
export type Templates = Record<string, Record<string, string>>;

const format = ({ id, resource, text }: NagFinding) =>
  `${id} at ${resource}: ${text}`;

const nagCheck = (
  of: BlueprintId | 'events',
  what: string,
  { findings, stale }: NagResult,
): Check => ({
  by: 'cdk-nag',
  of,
  what,
  findings: [
    ...findings.map(format),
    ...stale.map(
      finding =>
        `${format(finding)} This acknowledges what is not found there.`,
    ),
  ],
});

/** Why the product refuses a region, as part of a message where there is one. */
function whyNot(blueprint: BlueprintId, region: string, problems: Problem[]) {
  const { onlyRegions } = blueprints[blueprint];
  return onlyRegions && !onlyRegions.regions.includes(region)
    ? onlyRegions.reason
    : withheldRegions[region] ?? problems.map(p => p.message).join(' ');
}

/** Checks a blueprint in every region, without cfn-lint. */
export function checkBlueprint(
  blueprint: BlueprintId,
  templates: Templates,
): { metrics: BlueprintMetrics; checks: Check[] } {
  const [home] = blueprints[blueprint].homeRegions;
  const checks: Check[] = [];
  const metrics: BlueprintMetrics = {
    blueprint,
    resources: 0,
    bytes: 0,
    regions: [],
    notOffered: {},
    acknowledged: [],
  };
  for (const region of [...offeredRegions, ...Object.keys(withheldRegions)]) {
    const spec = specOf(blueprint, { region });
    if (Array.isArray(spec)) {
      metrics.notOffered[region] = whyNot(blueprint, region, spec);
      continue;
    }
    withApp(spec, app => {
      const result = checkWithCdkNag(app);
      const template = templateOf(app);
      checks.push(nagCheck(blueprint, `${blueprint} in ${region}`, result));
      (templates[region] ??= {})[blueprint] = template;
      metrics.regions.push(region);
      if (region === home) {
        metrics.resources = Object.keys(JSON.parse(template).Resources).length;
        metrics.bytes = Buffer.byteLength(template);
        metrics.acknowledged = result.acknowledged;
        checks.push({
          by: 'CloudFormation',
          of: blueprint,
          what: `${blueprint} in ${region}`,
          findings: checkWithCloudFormation(spec),
        });
      }
    });
  }
  return { metrics, checks };
}

/** Checks the variants of `complete`, without cfn-lint. */
export const checkVariants = (templates: Templates): Check[] =>
  Object.entries(variants).map(([what, overrides]) => {
    const spec = specOf('complete', overrides);
    if (Array.isArray(spec)) {
      throw new Error(`${what}: ${spec.map(p => p.message).join(' ')}`);
    }
    return withApp(spec, app => {
      const name = `complete, ${what}`;
      const check = nagCheck('complete', name, checkWithCdkNag(app));
      (templates[spec.region] ??= {})[name] = templateOf(app);
      return check;
    });
  });

/** Every kind of the stack of events; its template is the same in all regions. */
const eventStacks: Readonly<Record<string, EventsOptions>> = {
  events: {},
  'events, accepts other accounts': {
    acceptFrom: ['111122223333', '444455556666'],
  },
  'events, forwards': {
    forwardTo:
      'arn:aws:events:eu-west-2:111122223333:event-bus/streamflix-events',
  },
};

/** Checks the stack of events, without cfn-lint. */
export const checkEvents = (templates: Templates): Check[] =>
  Object.entries(eventStacks).flatMap(([what, options]) => {
    const make = (directory: string) => eventsApp(options, directory);
    const of = 'events';
    return withApp(make, app => {
      const nag = nagCheck(of, what, checkWithCdkNag(app));
      const template = templateOf(app);
      for (const region of offeredRegions) {
        (templates[region] ??= {})[what] = template;
      }
      const findings = checkWithCloudFormation(make);
      return [nag, { by: 'CloudFormation', of, what, findings }];
    });
  });

/** What a template is of, by its name. */
const subjectOf = (name: string): Check['of'] => {
  const [first] = name.split(',');
  return first === 'events'
    ? first
    : blueprintIds.find(id => first === id) ?? 'regions';
};

const limitsOf = (region: string) => {
  const tasks = { enabled: true, architecture: 'x86_64' };
  return zoneLimits(region, {
    api: { kind: 'rest' },
    service: tasks,
    worker: tasks,
  });
};

/** Compares our region data with cfn-lint's. */
export function checkRegions(regions: CfnLintResult['regions']): Check[] {
  const offered: readonly string[] = offeredRegions;
  return Object.entries(regions).map(([region, { known, zones }]) => {
    const findings: string[] = [];
    const isWithheld = region in withheldRegions;
    if (!offered.includes(region) && !isWithheld) {
      findings.push('It is new: offer it in regions.ts, or withhold it.');
    } else if (isWithheld && known) {
      findings.push('cfn-lint knows it by now: offer it in regions.ts.');
    } else if (!isWithheld && !known) {
      findings.push('It is offered, and cfn-lint does not know what is there.');
    }
    // Plans choose among the account's zones; a region with fewer than three needs documented zones for the form to know.
    if (zones < 3 && !limitsOf(region).some(limit => limit.zones)) {
      findings.push(`It has ${zones} zones: add them to zoneFacts.ts.`);
    }
    return { by: 'regions', of: 'regions', what: region, findings };
  });
}

/** Checks every template with cfn-lint for its own region, and our region data. */
export async function checkTemplates(
  python: string,
  templates: Templates,
): Promise<Check[]> {
  const { findings, regions } = await checkWithCfnLint(python, templates);
  const checks = Object.entries(templates).flatMap(([region, named]) =>
    Object.keys(named).map(
      (name): Check => ({
        by: 'cfn-lint',
        of: subjectOf(name),
        what: `${name} in ${region}`,
        findings: findings
          .filter(f => f.name === name && f.regions.includes(region))
          .map(f => `${f.rule} (${f.level}) at ${f.path}: ${f.message}`),
      }),
    ),
  );
  return [...checks, ...checkRegions(regions)];
}
