/**
 * Widths of Arial in thousandths of the font size, for characters whose width differs from a digit's. Source: the font's metrics.
 */
const widths: Record<string, number> = {
  ...Object.fromEntries([..."ijl'"].map(c => [c, 222])),
  ...Object.fromEntries([...' !,./:;I[]\\ft|'].map(c => [c, 278])),
  ...Object.fromEntries([...'()-r`'].map(c => [c, 333])),
  ...Object.fromEntries([...'*'].map(c => [c, 389])),
  ...Object.fromEntries([...'Jcksvxyz'].map(c => [c, 500])),
  ...Object.fromEntries([...'FTZ'].map(c => [c, 611])),
  ...Object.fromEntries([...'ABEKPSVXY&'].map(c => [c, 667])),
  ...Object.fromEntries([...'CDHNRUw'].map(c => [c, 722])),
  ...Object.fromEntries([...'GOQ'].map(c => [c, 778])),
  ...Object.fromEntries([...'Mm'].map(c => [c, 833])),
  ...Object.fromEntries([...'%'].map(c => [c, 889])),
  W: 944,
};

/** Width of a text in pixels. A little wider than Arial, which not every machine has; bold adds a tenth. */
export const textWidth = (text: string, size: number, bold = false): number =>
  ([...text].reduce((sum, c) => sum + (widths[c] ?? 556), 0) / 1000) *
  size *
  (bold ? 1.12 : 1.03);
