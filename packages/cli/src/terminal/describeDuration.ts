/** A duration that is not exact: `45 s`, `5 min`. */
export const describeDuration = (seconds: number): string =>
  seconds < 90
    ? `${Math.max(0, Math.round(seconds))} s`
    : `${Math.round(seconds / 60)} min`;
