import {
  historyToMetadata,
  requestToMetadata,
  type HistoryEntry,
  type TemplateRequest,
} from '@streamflix/backstage-plugin-streamflix-common';
import { inlineLimit, stagedLimit } from './templateLimits';

/**
 * Adds the request and the history of operations to a synthesised template's metadata. Synthesis knows only the specification; a
 * deployment adds what was requested, and by whom. The history takes what space is left: its oldest entries are left out where
 * the template would not fit into the request, or into S3 when it is too large for the request anyway.
 *
 * @param templateBody - minified JSON
 * @param history - newest first
 */
export function templateWithRequest(
  templateBody: string,
  request: TemplateRequest,
  history: readonly HistoryEntry[],
): string {
  const { Metadata, ...template } = JSON.parse(templateBody) as {
    Metadata?: object;
  };
  const bodyWith = (count: number) =>
    JSON.stringify({
      ...template,
      Metadata: {
        ...Metadata,
        ...requestToMetadata(request),
        ...historyToMetadata(history.slice(0, count)),
      },
    });
  const limit =
    Buffer.byteLength(bodyWith(0)) > inlineLimit ? stagedLimit : inlineLimit;
  for (let count = history.length; count > 0; count -= 1) {
    const body = bodyWith(count);
    if (Buffer.byteLength(body) <= limit) return body;
  }
  return bodyWith(0);
}
