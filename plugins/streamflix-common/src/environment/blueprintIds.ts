/**
 * The four systems this project replaces, and their union.
 *
 * @public
 */
export const blueprintIds = [
  'media-processing',
  'content-delivery',
  'video-pipeline',
  'broadcast',
  'complete',
] as const;

/** @public */
export type BlueprintId = (typeof blueprintIds)[number];
