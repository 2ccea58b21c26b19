/** The four systems this project replaces, and their union. */
export const blueprintIds = [
  'media-processing',
  'content-delivery',
  'video-pipeline',
  'broadcast',
  'complete',
] as const;

export type BlueprintId = (typeof blueprintIds)[number];
