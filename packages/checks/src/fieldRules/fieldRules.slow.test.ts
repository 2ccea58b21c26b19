import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SchemaValidator, TemplateFile } from '@aws/cloudformation-validate';
import {
  resolveSpec,
  valueAt,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import fc from 'fast-check';
import { templateOf, withApp } from '../validate/templates';
import type { FieldRule } from './FieldRule';
import { fieldRules } from './fieldRules';
import { inputWith, limitValues, planAccepts, tableAccepts } from './verdicts';

const draws = Number(process.env.SPECS ?? 200);

/** A value of a field: at a limit, beyond one, or anywhere between. */
function anyValueOf(rule: FieldRule): fc.Arbitrary<unknown> {
  const limits = fc.constantFrom(...limitValues(rule));
  if (!rule.range) return limits;
  const [from, to, step = 1] = rule.range;
  const steps = Math.round((to - from) / step);
  return fc.oneof(
    limits,
    fc
      .integer({ min: -steps, max: 2 * steps })
      .map(count => from + count * step),
  );
}

const anyDraw = fc
  .constantFrom(...Object.entries(fieldRules))
  .chain(([path, rule]) =>
    anyValueOf(rule).map(value => ({ path, rule, value })),
  );

/** Whether the registry schema allows a value, as far as it states limits. */
function schemaAccepts(
  { inSchema: { from = -Infinity, to = Infinity, values } = {} }: FieldRule,
  value: unknown,
): boolean {
  if (values) return values.includes(value);
  return typeof value !== 'number' || (value >= from && value <= to);
}

describe('a drawn value of a field', () => {
  const directory = mkdtempSync(join(tmpdir(), 'streamflix-field-rules-'));
  const file = join(directory, 'template.json');
  const validator = new SchemaValidator();
  afterAll(() => {
    validator.free();
    rmSync(directory, { recursive: true });
  });

  /** Findings of AWS's validator that are more than information. */
  function findingsIn(template: unknown): string[] {
    writeFileSync(file, JSON.stringify(template));
    return validator
      .validate(new TemplateFile(file), 'eu-west-2')
      .filter(({ severity }) => severity !== 'INFO')
      .map(({ ruleId, message }) => `${ruleId} ${message}`);
  }

  const templates = new Map<string, { text: string; findings: string[] }>();

  /** The template of an environment in which the field has an effect, one for all values of a field, and what is found about it. */
  function templateFor(path: string, rule: FieldRule) {
    const allowed = limitValues(rule).find(value => tableAccepts(rule, value));
    const input = inputWith(path, rule, allowed);
    const key = JSON.stringify(rule.given ?? {});
    let template = templates.get(key);
    if (!template) {
      const resolution = resolveSpec(input);
      if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
      const spec: EnvironmentSpec = resolution.spec;
      const text = withApp(spec, templateOf);
      template = { text, findings: findingsIn(JSON.parse(text)) };
      templates.set(key, template);
    }
    return template;
  }

  /** Findings of AWS's validator about a value in the template, in addition to those without it. */
  function findingsAbout(
    path: string,
    rule: FieldRule & { property: string },
    value: unknown,
  ): string[] {
    const { text, findings: before } = templateFor(path, rule);
    const template: object = JSON.parse(text);
    const [logicalId, ...names] = rule.property.split('.');
    const name = names.pop() ?? '';
    const target = names.reduce<unknown>(
      (inner, key) => Object(inner)[key],
      valueAt(template, `Resources.${logicalId}.Properties`),
    ) as Record<string, unknown>;
    if (!Object.hasOwn(target, name)) {
      throw new Error(`The template has no ${rule.property}.`);
    }
    target[name] = rule.inTemplate?.(value as never) ?? value;
    return findingsIn(template).filter(finding => !before.includes(finding));
  }

  /** How the validator contradicts the table; nothing where the value is not in the template. */
  function contradictions(
    path: string,
    rule: FieldRule,
    value: unknown,
  ): string[] {
    const { property } = rule;
    if (!property || value === null) return [];
    const found = findingsAbout(path, { ...rule, property }, value);
    if (tableAccepts(rule, value)) return found;
    return found.length === 0 && !schemaAccepts(rule, value)
      ? ['The validator accepts what the registry schema forbids.']
      : [];
  }

  it('is validated alike by the plan, the table and the validator of AWS', () => {
    fc.assert(
      fc.property(anyDraw, ({ path, rule, value }) => {
        expect({
          plan: planAccepts(path, rule, value),
          contradictions: contradictions(path, rule, value),
        }).toEqual({ plan: tableAccepts(rule, value), contradictions: [] });
      }),
      { numRuns: draws, seed: 20_261_129 },
    );
  }, 300_000);
});
