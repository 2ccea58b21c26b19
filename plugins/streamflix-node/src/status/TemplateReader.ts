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
import { LRUCache } from 'lru-cache';
import { known, unread } from './reading';

/** What a stack's template contains about its environment. */
export interface TemplateFacts {
  /** Undefined when the template has none. */
  spec?: EnvironmentSpec;
  /** Of every resource. */
  logicalIds: string[];
}

/** Reads templates and caches them: a stack's template is the same until the stack changes. */
export class TemplateReader {
  private readonly kept = new LRUCache<string, TemplateFacts>({ max: 1000 });

  async read(
    client: CloudFormationClient,
    stack: StackFacts,
  ): Promise<Reading<TemplateFacts>> {
    // The status is part of the key: while a stack changes, its template may be the old or the new one.
    const key = [stack.stackArn, stack.updatedAt, stack.status].join(' ');
    const found = this.kept.get(key);
    if (found) return known(found);
    try {
      const { TemplateBody = '' } = await client.send(
        new GetTemplateCommand({ StackName: stack.stackArn }),
      );
      const facts = readTemplate(TemplateBody);
      if (facts.ok) this.kept.set(key, facts.value);
      return facts;
    } catch (error) {
      return unread(error);
    }
  }
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
