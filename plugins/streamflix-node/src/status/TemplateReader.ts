import {
  GetTemplateCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  specFromMetadata,
  specMetadataKey,
  type EnvironmentSpec,
  type Reading,
  type StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import { LRUCache } from 'lru-cache';
import type { Place } from '../AwsAccess';
import { known, unread } from './reading';

/** What a stack's template tells of its environment. */
export interface TemplateFacts {
  /** Undefined when the template carries none. */
  spec?: EnvironmentSpec;
  /** Of every resource. */
  logicalIds: string[];
}

/**
 * Reads templates, each once: a stack's template is the same until the stack changes.
 */
export class TemplateReader {
  private readonly kept = new LRUCache<string, TemplateFacts>({ max: 1000 });

  async read(
    client: CloudFormationClient,
    place: Place,
    stack: StackFacts,
  ): Promise<Reading<TemplateFacts>> {
    // The status belongs to the key: while a stack changes, its template may be the one before or the one after.
    const key = [stack.stackArn, stack.updatedAt, stack.status].join(' ');
    const found = this.kept.get(key);
    if (found) return known(found);
    try {
      const { TemplateBody = '' } = await client.send(
        new GetTemplateCommand({ StackName: stack.stackArn }),
      );
      const facts = readTemplate(TemplateBody);
      this.kept.set(key, facts);
      return known(facts);
    } catch (error) {
      return unread(error, { action: 'cloudformation:GetTemplate', ...place });
    }
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** @throws Error when the template carries a specification of a version this one does not understand */
function readTemplate(body: string): TemplateFacts {
  let template: unknown;
  try {
    template = JSON.parse(body);
  } catch {
    // Ours are JSON: this is the YAML of another hand.
    return { logicalIds: [] };
  }
  if (!isObject(template)) return { logicalIds: [] };
  const { Metadata, Resources } = template;
  const logicalIds = isObject(Resources) ? Object.keys(Resources) : [];
  const spec = specFromMetadata(Metadata);
  if (!spec && isObject(Metadata) && specMetadataKey in Metadata) {
    throw new Error(
      'the specification in it was written by another version of the platform',
    );
  }
  return { spec, logicalIds };
}
