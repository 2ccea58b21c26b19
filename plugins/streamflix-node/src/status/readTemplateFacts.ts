import {
  GetTemplateCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  isValues,
  metadataKeys,
  readSpecMetadata,
  type EnvironmentSpec,
  type Reading,
  type StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { RareReadings } from './RareReadings';
import { known, unread } from './reading';

/** What a stack's template contains about its environment. */
export interface TemplateFacts {
  /** Undefined when the template has none. */
  spec?: EnvironmentSpec;
  /** Of every resource. */
  logicalIds: string[];
}

/** Reads a template, unless it was read since the stack has changed. */
export function readTemplateFacts(
  client: CloudFormationClient,
  stack: StackFacts,
  rare: RareReadings,
): Promise<Reading<TemplateFacts>> {
  return rare.read(stack, { what: 'template', always: false }, async () => {
    try {
      const { TemplateBody = '' } = await client.send(
        new GetTemplateCommand({ StackName: stack.stackArn }),
      );
      return readTemplate(TemplateBody);
    } catch (error) {
      return unread(error);
    }
  });
}

/** Not ok when the template has a specification that this version cannot read. */
function readTemplate(body: string): Reading<TemplateFacts> {
  let template: unknown;
  try {
    template = JSON.parse(body);
  } catch {
    // StreamFlix's templates are JSON: this is YAML from elsewhere.
    return known({ logicalIds: [] });
  }
  if (!isValues(template)) return known({ logicalIds: [] });
  const { Metadata, Resources } = template;
  const logicalIds = isValues(Resources) ? Object.keys(Resources) : [];
  if (!isValues(Metadata) || !(metadataKeys.spec in Metadata)) {
    return known({ logicalIds });
  }
  const spec = readSpecMetadata(Metadata);
  const { readAt } = known(undefined);
  return spec.ok
    ? known({ spec: spec.value, logicalIds })
    : { ...spec, readAt };
}
