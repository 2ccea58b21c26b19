/** How a selectable value of a setting reads: CPU units as vCPU, MiB as GiB, all others as they are. */
export function settingLabel(path: string, value: string | number): string {
  if (typeof value !== 'number') return value;
  switch (path.split('.')[1]) {
    case 'cpu':
      return `${value / 1024} vCPU`;
    case 'memory':
      return `${value / 1024} GiB`;
    default:
      return String(value);
  }
}
