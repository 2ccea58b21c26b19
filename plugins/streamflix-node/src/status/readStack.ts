import { NotFoundError } from '@backstage/errors';
import {
  areaOf,
  deletionNote,
  isRetained,
  isValues,
  printable,
  retainedResources,
  readSpecMetadata,
  type EnvironmentRef,
  type EnvironmentSpec,
  type EnvironmentStack,
  type DeletedResource,
  type Reading,
  type StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { isProtected, runsProtected } from '../cloudformation/completion';
import {
  resourceConsoleUrl,
  stackConsoleUrl,
} from '../cloudformation/consoleUrl';
import { readTemplateBody } from '../cloudformation/describeStack';
import { readResources } from '../cloudformation/readResources';
import { read } from './reading';
import { findEnvironment } from './readSnapshot';
import type { ListedEnvironment } from '../cloudformation/stackFacts';
import { withoutCaller } from '../cloudformation/withoutCaller';

/** StreamFlix's templates are JSON; others are not its own. */
function parseTemplate(body: string): Record<string, unknown> {
  try {
    const template: unknown = JSON.parse(body);
    return isValues(template) ? template : {};
  } catch {
    return {};
  }
}

/** The specification of the running environment. */
function specOf(
  template: Reading<Record<string, unknown>>,
  stack: StackFacts,
): Reading<EnvironmentSpec> {
  if (!template.ok) return template;
  const { value, readAt } = template;
  const spec = readSpecMetadata(value.Metadata);
  if (!spec.ok) return { ...spec, readAt };
  const deletionProtection = runsProtected(stack, value, spec.value);
  return { ok: true, value: { ...spec.value, deletionProtection }, readAt };
}

/** The resource as in the template; only its type when the template could not be read. */
function deletedResourceOf(
  template: Reading<Record<string, unknown>>,
  { logicalId, type }: { logicalId: string; type: string },
): DeletedResource {
  const declared =
    template.ok && isValues(template.value.Resources)
      ? template.value.Resources[logicalId]
      : undefined;
  return {
    Type: type,
    ...(isValues(declared) && {
      Properties: declared.Properties,
      DeletionPolicy: String(declared.DeletionPolicy ?? ''),
    }),
  };
}

/**
 * Reads the current state of an environment: its specification, its resources, and what a destruction does to each.
 *
 * @param found - the environment as just read; it is looked up when missing
 * @throws NotFoundError when there is no such environment; AwsError when stack or resources could not be read
 * @public
 */
export async function readStack(
  access: AwsAccess,
  ref: EnvironmentRef,
  found?: ListedEnvironment,
): Promise<EnvironmentStack> {
  const environment = found ?? (await findEnvironment(access, ref));
  if (!environment) {
    throw new NotFoundError(
      `There is no environment ${ref.suffix} in ${ref.region} of account ${ref.account}.`,
    );
  }
  const { stack, readAt } = environment;
  const { cloudFormation } = await access.clients(ref);
  const [template, resources, isLocalAws] = await Promise.all([
    read(async () =>
      parseTemplate(await readTemplateBody(cloudFormation, stack.stackArn)),
    ),
    readResources(cloudFormation, stack.stackArn),
    access.isLocalAws().catch(() => false),
  ]);
  const spec = specOf(template, stack);
  const deleted = resources.map(resource =>
    deletedResourceOf(template, resource),
  );
  const named = spec.ok
    ? [spec.value.secrets.database, ...spec.value.secrets.apiKeys]
    : [];
  return {
    ref,
    blueprint: stack.blueprint,
    owner: stack.owner,
    stackStatus: stack.status,
    protected: isProtected(stack, spec.ok ? spec.value : undefined),
    spec,
    resources: resources.map((resource, index) => ({
      logicalId: resource.logicalId,
      physicalId: resource.physicalId,
      type: resource.type,
      area: areaOf(resource.type),
      status: resource.status,
      reason: withoutCaller(resource.reason && printable(resource.reason)),
      deletionNote: deletionNote(deleted[index]),
      retained: isRetained(deleted[index]),
      consoleUrl: isLocalAws
        ? undefined
        : resourceConsoleUrl(ref, stack.stackArn, resource),
    })),
    outputs: Object.entries(stack.outputs)
      .map(([name, value]) => ({ name, value }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    consoleUrl: isLocalAws ? undefined : stackConsoleUrl(ref, stack.stackArn),
    retainedResources: retainedResources(
      named.filter(name => name !== undefined),
    ),
    readAt,
  };
}
