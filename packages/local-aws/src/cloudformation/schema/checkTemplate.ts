import { resourceSchema } from './ResourceSchema';
import { validationError } from '../template/validationError';
import {
  dependencyGraph,
  type DependencyGraph,
  presentResources,
} from '../template/dependencyGraph';
import { isPseudoParameter } from '../template/pseudoParameters';
import { references, type Reference } from '../template/references';
import type { Json, Template } from '../template/Template';

/** Source: "AWS CloudFormation quotas". */
const MOST = { Resources: 500, Parameters: 200, Outputs: 200, Mappings: 200 };

type Outcome = Readonly<Record<string, boolean>>;

function checkSize(template: Template): void {
  const counts = {
    Resources: Object.keys(template.resources).length,
    Parameters: Object.keys(template.parameters).length,
    Outputs: Object.keys(template.outputs).length,
    Mappings: Object.keys(template.mappings).length,
  };
  for (const [section, most] of Object.entries(MOST)) {
    const count = counts[section as keyof typeof counts];
    if (count > most) {
      throw validationError(
        `Template format error: Number of ${section.toLowerCase()}, ${count}, is greater than maximum allowed, ${most}`,
      );
    }
  }
  if ((template.description?.length ?? 0) > 1024) {
    throw validationError(
      "Template format error: 'Description' length is greater than 1024.",
    );
  }
}

/** Types that run code or nested stacks, which local AWS does not support. */
const isBeyondLocalAws = (type: string): boolean =>
  type.startsWith('Custom::') ||
  [
    'AWS::CloudFormation::CustomResource',
    'AWS::CloudFormation::Macro',
    'AWS::CloudFormation::Stack',
    'AWS::CloudFormation::WaitCondition',
  ].includes(type);

function checkTypes(template: Template): void {
  const types = new Set(
    Object.values(template.resources).map(({ type }) => type),
  );
  const beyond = [...types].filter(isBeyondLocalAws);
  if (beyond.length > 0) {
    throw validationError(
      `Local AWS runs neither functions nor nested stacks, so it cannot make resources of type [${beyond.join(
        ', ',
      )}]. Its README lists what it imitates.`,
    );
  }
  const unknown = [...types].filter(type => !resourceSchema(type));
  if (unknown.length > 0) {
    throw validationError(
      `Template format error: Unrecognized resource types: [${unknown.join(
        ', ',
      )}]`,
    );
  }
}

function checkAttribute(
  template: Template,
  { target, attribute }: Extract<Reference, { kind: 'attribute' }>,
): void {
  const { type } = template.resources[target];
  const schema = resourceSchema(type);
  if (schema && attribute !== undefined && !schema.attributes.has(attribute)) {
    throw validationError(
      `Template error: resource ${target} does not support attribute type ${attribute} in Fn::GetAtt`,
    );
  }
}

function checkReferences(
  template: Template,
  block: string,
  values: readonly Json[],
  present: ReadonlySet<string>,
  taken: Outcome | undefined,
): void {
  const unresolved = new Set<string>();
  for (const reference of values.flatMap(value => [
    ...references(value, taken),
  ])) {
    const { kind, target } = reference;
    if (kind === 'condition') {
      if (!(target in template.conditions)) {
        throw validationError(
          `Template format error: Unresolved condition dependency ${target} in the ${block} block of the template`,
        );
      }
    } else if (kind === 'attribute') {
      if (!(target in template.resources)) {
        throw validationError(
          `Template error: instance of Fn::GetAtt references undefined resource ${target}`,
        );
      }
      if (!present.has(target)) unresolved.add(target);
      checkAttribute(template, reference);
    } else if (
      !(target in template.parameters) &&
      !isPseudoParameter(target) &&
      !present.has(target)
    ) {
      unresolved.add(target);
    }
  }
  if (unresolved.size > 0) {
    throw validationError(
      `Template format error: Unresolved resource dependencies [${[
        ...unresolved,
      ].join(', ')}] in the ${block} block of the template`,
    );
  }
}

/**
 * Makes the checks CloudFormation makes before it changes anything: sizes, types, references, cycles.
 *
 * @param taken - results of the template's conditions, once the parameters are known.
 * @returns the dependencies.
 * @throws AwsError `ValidationError` with CloudFormation's message for the first error.
 */
export function checkTemplate(
  template: Template,
  taken?: Outcome,
): DependencyGraph {
  checkSize(template);
  if (template.transforms.length > 0) {
    throw validationError(
      `Local AWS runs no transforms, and the template asks for [${template.transforms.join(
        ', ',
      )}]. Expand it before submitting it.`,
    );
  }
  checkTypes(template);
  const present = new Set(presentResources(template, taken ?? {}));
  const named = [
    ...Object.values(template.resources),
    ...Object.values(template.outputs),
  ].flatMap(({ condition }) => condition ?? []);
  const resources = [...present].map(id => template.resources[id]);
  checkReferences(
    template,
    'Resources',
    [
      ...named.map(name => ({ Condition: name })),
      ...resources.map(({ properties }) => properties),
    ],
    present,
    taken,
  );
  // DependsOn may name a resource whose condition is false, but not one that is not in the template.
  const strangers = resources
    .flatMap(({ dependsOn }) => dependsOn)
    .filter(target => !(target in template.resources));
  if (strangers.length > 0) {
    throw validationError(
      `Template format error: Unresolved resource dependencies [${[
        ...new Set(strangers),
      ].join(', ')}] in the Resources block of the template`,
    );
  }
  const outputs = Object.values(template.outputs).filter(
    ({ condition }) => condition === undefined || taken?.[condition] !== false,
  );
  checkReferences(
    template,
    'Outputs',
    outputs.flatMap(({ value, exportName }) => [value, exportName ?? null]),
    present,
    taken,
  );
  return dependencyGraph(template, taken);
}
