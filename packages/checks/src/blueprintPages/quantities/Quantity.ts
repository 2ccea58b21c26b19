import { grouped } from '../markdown';

/** Hours of a month in AWS's pricing. */
export const hours = 730;

/** A billed quantity, without its price. */
export interface Quantity {
  what: string;
  /** Per month. */
  quantity: string;
  /** How it is calculated. */
  from: string;
  /** Whether it depends on use. */
  byUse?: boolean;
}

/** A number with thousands separators and at most two decimals. */
export const amount = (value: number) => {
  const [whole, part] = String(Math.round(value * 100) / 100).split('.');
  return part ? `${grouped(Number(whole))}.${part}` : grouped(Number(whole));
};

/** `from` to `to`, or one number if both are equal. */
export const range = (from: number, to: number) =>
  from === to ? amount(from) : `${amount(from)}–${amount(to)}`;

/** A quantity that depends on use. */
export const byUse = (
  what: string,
  from: string,
  quantity = 'by use',
): Quantity => ({
  what,
  quantity,
  from,
  byUse: true,
});
