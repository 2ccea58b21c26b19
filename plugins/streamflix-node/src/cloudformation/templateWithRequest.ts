import {
  requestToMetadata,
  type TemplateRequest,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * Adds the request to a synthesised template's metadata. Synthesis knows only the specification; a deployment adds what was
 * requested, and by whom.
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
