import { booleanOf, type Fields, stringOf } from '../../world/values';
import type { Deployment } from '../stacks/Deployment';
import { parseTemplate } from '../template/parseTemplate';
import type { Template } from '../template/Template';
import { validationError } from '../template/validationError';

/** Maximum size of a template in bytes, in the request itself and in S3. */
const LONGEST_BODY = 51_200;
const LONGEST_OBJECT = 1_048_576;

export interface TemplateSource {
  /** The object at an S3 URL as text. Throws CloudFormation's error when it cannot be read. */
  readObject(url: string, region: string): string;
}

function checkLength(body: string): void {
  if (Buffer.byteLength(body) > LONGEST_BODY) {
    throw validationError(
      `1 validation error detected: Value '${body.slice(
        0,
        512,
      )}…' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST_BODY}`,
    );
  }
}

function fetchTemplate(
  url: string,
  region: string,
  { readObject }: TemplateSource,
): string {
  const body = readObject(url, region);
  if (Buffer.byteLength(body) > LONGEST_OBJECT) {
    throw validationError(
      `Template may not exceed ${LONGEST_OBJECT} bytes in size.`,
    );
  }
  return body;
}

/**
 * The template of a request: in its body, in S3, or the stack's current one.
 *
 * @throws AwsError `ValidationError` when there is none, it is too long, or it is not a template.
 */
export function readTemplate(
  input: Fields,
  region: string,
  previous: Deployment | undefined,
  source: TemplateSource,
): Template {
  const body = stringOf(input.TemplateBody);
  const url = stringOf(input.TemplateURL);
  const isPrevious = booleanOf(input.UsePreviousTemplate) ?? false;
  if ([body, url, isPrevious || undefined].filter(Boolean).length > 1) {
    throw validationError(
      'You must specify only one of the following: TemplateBody, TemplateURL or UsePreviousTemplate.',
    );
  }
  if (isPrevious && previous) return previous.template;
  if (body !== undefined) {
    checkLength(body);
    return parseTemplate(body);
  }
  if (url !== undefined)
    return parseTemplate(fetchTemplate(url, region, source));
  throw validationError(
    'Either Template URL or Template Body must be specified.',
  );
}
