import type { BlueprintDesign } from './BlueprintDesign';
import { section, table } from './markdown';
import { quantities } from './quantities/quantities';
import { hours, type Quantity } from './quantities/Quantity';

const rows = (some: readonly Quantity[]) =>
  some.map(({ what, quantity, from }) => [what, quantity, from]);

/** The billed quantities: those that are fixed, and those that depend on use. */
export function quantitiesSection(design: BlueprintDesign): string {
  const all = quantities(design);
  return section(
    'Monthly quantities',
    `Quantities, not prices: those differ by region and contract. A month is ${hours} hours; ranges go from the lowest to the highest the scaling limits allow.`,
    '### What runs',
    table(['What', 'A month', 'From'], rows(all.filter(({ byUse }) => !byUse))),
    '### What use decides',
    table(
      ['What', 'A month', 'Depends on'],
      rows(all.filter(({ byUse }) => byUse)),
    ),
  );
}
