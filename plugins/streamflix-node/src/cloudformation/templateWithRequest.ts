import {
  requestToMetadata,
  type TemplateRequest,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * A synthesised template with the request in its metadata. Synthesis knows only the specification; what was asked for, and by
 * whom, is added for a deployment.
 *
 * @param templateBody - minified JSON
 */
export function templateWithRequest(
  templateBody: string,
  request: TemplateRequest,
): string {
  const template = JSON.parse(templateBody) as { Metadata?: object };
  return JSON.stringify({
    ...template,
    Metadata: { ...template.Metadata, ...requestToMetadata(request) },
  });
}
