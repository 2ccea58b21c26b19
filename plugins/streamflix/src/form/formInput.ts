/*
 * What the user has entered into a form, kept in this tab until the user leaves the form: a reload or a new sign-in loads the page
 * again, and the scaffolder would start with an empty form. Secrets are kept by name only, as form data has nothing else.
 */

const key = 'streamflix:form-input';

interface FormInput {
  /** Path and query of the form. */
  address: string;
  /** Form data by the id of its field. */
  values: Record<string, unknown>;
}

const addressNow = () => window.location.pathname + window.location.search;

function read(): FormInput | undefined {
  try {
    const input = JSON.parse(window.sessionStorage.getItem(key) ?? 'null');
    return typeof input?.address === 'string' &&
      typeof input.values === 'object' &&
      input.values !== null
      ? input
      : undefined;
  } catch {
    // Storage may be denied, or hold anything.
    return undefined;
  }
}

/** What the page was loaded with: read once, before this page keeps anything itself. */
let loaded: FormInput | undefined;
let isRead = false;

/** Only a form at the address of the loaded page was left by a reload; any other was opened on purpose, and starts as it should. */
function inputOfLoadedPage(): FormInput | undefined {
  if (!isRead) {
    isRead = true;
    const [load] = window.performance?.getEntriesByType?.('navigation') ?? [];
    const input = read();
    loaded =
      load && input && new URL(input.address, load.name).href === load.name
        ? input
        : undefined;
  }
  return loaded?.address === addressNow() ? loaded : undefined;
}

/** Whether the form is as it was before the page was loaded again. */
export const isFormReloaded = (): boolean => inputOfLoadedPage() !== undefined;

/** The input of a field before the page was loaded again; undefined once the field has it. */
export const inputBeforeReload = (field: string): unknown =>
  inputOfLoadedPage()?.values[field];

function forgetElsewhere() {
  if (read()?.address !== addressNow()) window.sessionStorage.removeItem(key);
}

let isWatching = false;

function watchAddress() {
  if (isWatching) return;
  isWatching = true;
  // Where a browser has no Navigation API, the input is forgotten with the next form instead.
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', forgetElsewhere);
}

/** Keeps the input of a field. */
export function keepInput(field: string, value: unknown): void {
  watchAddress();
  const before = inputOfLoadedPage();
  if (before) delete before.values[field];
  const address = addressNow();
  const kept = read();
  const values = kept?.address === address ? kept.values : {};
  if (JSON.stringify(values[field]) === JSON.stringify(value)) return;
  try {
    window.sessionStorage.setItem(
      key,
      JSON.stringify({ address, values: { ...values, [field]: value } }),
    );
  } catch {
    // Without storage, the input lasts as long as the page.
  }
}
