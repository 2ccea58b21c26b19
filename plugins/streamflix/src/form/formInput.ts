/*
 * What the user has entered into a form, kept in this tab for each visit of a form. A reload or a new sign-in loads the page again,
 * another theme renders it again, and the way back from another page opens it again: each time the scaffolder would start with an
 * empty form. Secrets are kept by name only, as form data has nothing else; what confirms something is not kept at all.
 */

const key = 'streamflix:form-input';

/** Visits that are kept. */
const most = 5;

interface FormInput {
  /** Entry in the history of the browser: opening the same address again is another visit. */
  entry: string;
  /** Path and query of the form. */
  address: string;
  /** Whether the user has gone to another page since. */
  isLeft?: boolean;
  /** Form data by the id of its field. */
  values: Record<string, unknown>;
}

interface Navigation extends EventTarget {
  currentEntry?: { key?: string };
}

// Where a browser has no Navigation API, the router's key identifies an entry, and input is not marked as left.
const navigationOf = () => (window as { navigation?: Navigation }).navigation;

/** Stands for the first entry of a page that has no key. */
const firstEntry = `page ${Math.random()}`;

const addressNow = () => window.location.pathname + window.location.search;

const entryNow = (): string =>
  navigationOf()?.currentEntry?.key ?? window.history.state?.key ?? firstEntry;

const isInput = (input: Partial<FormInput> | undefined): input is FormInput =>
  typeof input?.entry === 'string' &&
  typeof input.address === 'string' &&
  typeof input.values === 'object' &&
  input.values !== null;

/** Of the latest visits, newest first. */
function read(): FormInput[] {
  try {
    const inputs = JSON.parse(window.sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(inputs) ? inputs.filter(isInput) : [];
  } catch {
    // Storage may be denied, or hold anything.
    return [];
  }
}

function write(inputs: readonly FormInput[]) {
  try {
    window.sessionStorage.setItem(key, JSON.stringify(inputs.slice(0, most)));
  } catch {
    // Without storage, the input lasts as long as the page.
  }
}

const isAt = (input: FormInput) =>
  input.entry === entryNow() && input.address === addressNow();

/** Address of the form that was being filled in when this page was loaded, if it was loaded there. */
let reloaded: string | undefined;
let isLoaded = false;

/**
 * The page was loaded at the address of a form that the user had not left: this is the same visit. A sign-in may have made another
 * entry in the history of it.
 */
function continueVisit() {
  if (isLoaded) return;
  isLoaded = true;
  const [load] = window.performance?.getEntriesByType?.('navigation') ?? [];
  const inputs = read();
  const input = inputs.find(
    ({ address, isLeft }) =>
      load && !isLeft && new URL(address, load.name).href === load.name,
  );
  if (!input) return;
  reloaded = input.address;
  if (input.address === addressNow()) input.entry = entryNow();
  write(inputs);
}

/** Whether the form is as it was before the page was loaded again. */
export function isFormReloaded(): boolean {
  continueVisit();
  return reloaded === addressNow();
}

/** What this visit of the form has entered into a field; undefined if nothing. */
export function keptInput(field: string): unknown {
  continueVisit();
  return read().find(isAt)?.values[field];
}

let isWatching = false;

function watchNavigation() {
  if (isWatching) return;
  isWatching = true;
  navigationOf()?.addEventListener('currententrychange', () =>
    write(
      read().map(input => (isAt(input) ? input : { ...input, isLeft: true })),
    ),
  );
}

export function keepInput(field: string, value: unknown): void {
  continueVisit();
  watchNavigation();
  const inputs = read();
  const current = inputs.find(isAt);
  const values = current?.values ?? {};
  const isSame = JSON.stringify(values[field]) === JSON.stringify(value);
  if (isSame && !current?.isLeft) return;
  write([
    {
      entry: entryNow(),
      address: addressNow(),
      values: { ...values, [field]: value },
    },
    ...inputs.filter(input => !isAt(input)),
  ]);
}
