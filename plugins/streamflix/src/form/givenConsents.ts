/*
 * What the user has confirmed in a form. An address can fill in any field, and *Start over* fills in all of them: a confirmation that
 * the user did not give at this visit of the form is none.
 */

/** The visit of a form: the history has a key for each, also of the same address. */
export const visitNow = () =>
  `${window.history.state?.key} ${window.location.href}`;

const textOf = (value: unknown) => JSON.stringify(value) ?? '';

/** Values that confirm nothing, among them those that the form gives to a field without a value. */
const empty = ['', '""', '{}', '[]'];

let visit: string | undefined;
const given = new Map<string, string>();

/** Records what a field of the form now holds. */
export function recordConsent(field: string, value: unknown): void {
  if (visit !== visitNow()) given.clear();
  visit = visitNow();
  given.set(field, textOf(value));
}

/** Whether the value of a field confirms nothing, or was given at this visit. */
export const isConsentGiven = (field: string, value: unknown): boolean =>
  empty.includes(textOf(value)) ||
  (visit === visitNow() && given.get(field) === textOf(value));
