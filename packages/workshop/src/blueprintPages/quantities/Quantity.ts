import { grouped } from '../markdown';

/** Hours AWS counts a month as. */
export const hours = 730;

/** What a bill is made from, without prices. */
export interface Quantity {
  what: string;
  /** Per month. */
  quantity: string;
  /** How it comes about. */
  from: string;
  /** Whether use decides. */
  byUse?: boolean;
}

/** A number with its thousands apart, and two decimals at most. */
export const amount = (value: number) => {
  const [whole, part] = String(Math.round(value * 100) / 100).split('.');
  return part ? `${grouped(Number(whole))}.${part}` : grouped(Number(whole));
};

/** `from` to `to`, or the one number both are. */
export const range = (from: number, to: number) =>
  from === to ? amount(from) : `${amount(from)}–${amount(to)}`;

/** A quantity that use decides. */
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
