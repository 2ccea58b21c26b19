import {
  isValues,
  stackOutputs,
  valueAt,
} from '@streamflix/backstage-plugin-streamflix-common';
import { specOfTemplate } from './describeStack';

/**
 * Whether a template asks for protection against deletion. Where its specification cannot be read, its database and outputs show
 * it.
 *
 * @returns undefined when the template shows nothing: it is not JSON, so another tool wrote it
 */
export function protectionInTemplate(body: string): boolean | undefined {
  const spec = specOfTemplate(body);
  if (spec.ok) return spec.value.deletionProtection;
  let template: unknown;
  try {
    template = JSON.parse(body);
  } catch {
    return undefined;
  }
  const resources = valueAt(template, 'Resources');
  return (
    valueAt(template, `Outputs.${stackOutputs.deletionProtection}`) !==
      undefined ||
    (isValues(resources) &&
      Object.values(resources).some(
        resource => valueAt(resource, 'Properties.DeletionProtection') === true,
      ))
  );
}
