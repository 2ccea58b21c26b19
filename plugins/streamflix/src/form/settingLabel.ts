const kindOf = (path: string) => path.split('.')[1];

/** Whether the choices of a setting have a unit, which is not that of its value: its description would name the other one. */
export const hasOwnUnit = (path: string) =>
  ['cpu', 'memory'].includes(kindOf(path));

/** How a selectable value of a setting reads: CPU units as vCPU, MiB as GiB, all others as they are. */
export function settingLabel(path: string, value: string | number): string {
  if (typeof value !== 'number') return value;
  switch (kindOf(path)) {
    case 'cpu':
      return `${value / 1024} vCPU`;
    case 'memory':
      return `${value / 1024} GiB`;
    default:
      return String(value);
  }
}
