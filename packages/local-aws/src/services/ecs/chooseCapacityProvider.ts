import { fieldsOf, numberOf, stringOf } from '../../world/values';

/**
 * The capacity provider of a service's n-th task, counted from 0: bases are filled first, the rest is distributed by weight.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export function chooseCapacityProvider(
  strategy: readonly unknown[],
  index: number,
): string | undefined {
  const items = strategy.map(fieldsOf).map(item => ({
    name: stringOf(item.CapacityProvider),
    base: numberOf(item.Base) ?? 0,
    weight: numberOf(item.Weight) ?? 0,
  }));
  let rest = index;
  for (const { name, base } of items) {
    if (rest < base) return name;
    rest -= base;
  }
  const weighted = items.flatMap(({ name, weight }) =>
    Array.from({ length: Math.min(weight, 1000) }, () => name),
  );
  return weighted[rest % Math.max(1, weighted.length)] ?? items[0]?.name;
}
