import { isValues } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { Template } from './Template';

/**
 * @param body - JSON, as synthesis writes it and CloudFormation returns it
 * @throws Error when it is no template
 */
export function parseTemplate(body: string): Template {
  const template = JSON.parse(body);
  if (!isValues(template) || !isValues(template.Resources)) {
    throw new Error('This is not a template: it has no resources.');
  }
  return { Outputs: {}, ...template } as Template;
}
