import { alarmIds } from '@streamflix/backstage-plugin-streamflix-common';
import {
  blueprintIds,
  resourceName,
  stackOutputs,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { alarmsSection } from './alarmsSection';
import { designOf } from './BlueprintDesign';
import { fields, fieldsSection, limitsOf } from './fieldsSection';
import { outputsSection } from './outputsSection';
import { permissionsSection } from './permissionsSection';
import { requireArea, resourcesSection } from './resourcesSection';
import { summarySection } from './summarySection';
import { teardownSection } from './teardownSection';

describe.each(blueprintIds)('the page of %s', id => {
  const design = designOf(id);

  it('lists every resource once, in an area', () => {
    const page = resourcesSection(design);
    for (const resource of Object.keys(design.template.Resources)) {
      expect(page.split(`\`${resource}\``)).toHaveLength(2);
    }
  });

  it('lists every field of the form with its path and title', () => {
    const page = fieldsSection(design);
    for (const { path, schema } of fields()) {
      expect(page).toContain(`${schema.title}<br>\`${path}\``);
    }
  });

  it('explains for every value that cannot be changed later why not', () => {
    const fixed = fields().filter(({ schema }) => schema.fixed);
    expect(fixed.length).toBeGreaterThan(0);
    for (const { schema } of fixed) {
      expect(fieldsSection(design)).toContain(
        `**Cannot be changed later:** ${schema.fixed}.`,
      );
    }
  });

  it('has only alarms that a card shows', () => {
    const alarms = Object.values<{
      Type: string;
      Properties?: { AlarmName?: string };
    }>(design.template.Resources).filter(
      ({ Type }) => Type === 'AWS::CloudWatch::Alarm',
    );
    expect(alarms.length > 0).toBe(design.spec.observability.alarms);
    const names = alarmIds.map(each => resourceName(each, design.spec.suffix));
    for (const { Properties } of alarms) {
      expect(names).toContain(Properties?.AlarmName);
    }
  });

  it('describes every output', () => {
    const rows = outputsSection(design).split('\n').slice(4);
    expect(rows).toHaveLength(Object.keys(design.template.Outputs).length);
    expect(rows.filter(row => /\| – \|/.test(row))).toEqual([]);
  });

  it('gives every IAM statement its reason', () => {
    const page = permissionsSection(design);
    for (const { why } of design.statements) expect(page).toContain(why);
  });

  it('lists alarms, also those it would have', () => {
    expect(alarmsSection(design)).toContain('DatabaseCPUAlarm');
  });
});

describe('the pages', () => {
  it('list the regions of broadcast, and what it requires', () => {
    const page = summarySection(designOf('broadcast'));
    expect(page).toContain('**Restricted to `ap-northeast-1`**');
    expect(page).toContain('a database secret and API key secrets');
    expect(fieldsSection(designOf('broadcast'))).toMatch(
      /`secrets.database` \| must be given/,
    );
  });

  it('show the limits of numbers, choices and lists', () => {
    const limits = Object.fromEntries(
      fields().map(({ path, schema }) => [path, limitsOf(schema)]),
    );
    expect(limits['database.minCapacity']).toBe('0.5 to 256, in steps of 0.5');
    expect(limits['network.nat']).toBe('`single`, `per-zone`');
    expect(limits['secrets.apiKeys']).toMatch(/^at most 10, each `/);
    expect(limits['registry.enabled']).toBe('on or off');
    expect(Object.entries(limits).filter(([, limit]) => !limit)).toEqual([]);
  });

  it('describe what a destruction deletes, and what it retains', () => {
    const page = teardownSection(designOf('broadcast'));
    expect(page).toContain('deleted after 7 days');
    expect(page).toContain('deleted with every file in it');
    expect(page).toContain('Existing secrets that were named');
    expect(
      teardownSection(designOf('complete', { deletionProtection: true })),
    ).toContain('must be switched off first');
  });

  it('refuse a resource that belongs to no area, rather than leave it out', () => {
    expect(() => requireArea('AWS::Lambda::Function')).toThrow(
      'add its service to resourceArea.ts',
    );
  });

  it('know every output there can be', () => {
    expect(Object.values(stackOutputs).length).toBeGreaterThan(20);
  });
});
