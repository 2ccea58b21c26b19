import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  useEffect,
  useRef,
  useState,
  type ComponentType,
  type MutableRefObject,
} from 'react';
import styles from './Form.module.css';
import { keepInput, keptInput } from './formInput';
import { isConsentGiven, recordConsent } from './givenConsents';
import { useDerivedFormData } from './useDerivedFormData';
import { rememberPlan, useStartOver } from './useStartOver';

type FieldProps<T> = FieldExtensionComponentProps<T>;

/** What takes the focus of a page: the first control that the user can reach, and that is not the hidden twin of another. */
const control =
  ':is(input, textarea, button):not(:disabled, [type=hidden], [aria-hidden=true] *)';

const firstControl = (within: Element | null | undefined) =>
  within?.querySelector<HTMLElement>(control);

/** The first control of a page that is reported as invalid. */
function firstInvalid(page: Element): HTMLElement | undefined {
  const invalid = page.querySelector<HTMLElement>(
    '[aria-invalid=true], [data-invalid]',
  );
  if (!invalid) return undefined;
  return invalid.matches(control)
    ? invalid
    : firstControl(invalid) ?? undefined;
}

/** The first page of a form, and each that follows *Next*, begins at its first control; without one, at its content. */
function useInitialFocus(
  own: MutableRefObject<HTMLDivElement | null>,
  isReady: boolean,
) {
  useEffect(() => {
    if (!isReady) return;
    // The control that had the focus was removed with its page, or nothing had it yet.
    const field = own.current;
    if (!field || document.activeElement !== document.body) return;
    const first = firstControl(field.closest('form'));
    const isBeforeOrWithin =
      first &&
      (field.contains(first) ||
        field.compareDocumentPosition(first) &
          Node.DOCUMENT_POSITION_PRECEDING);
    (isBeforeOrWithin ? first : field).focus({ preventScroll: true });
  }, [own, isReady]);
}

/**
 * The errors of the last attempt to leave the page, until the value changes: the form keeps them, and they would contradict the
 * new value.
 */
function useCurrentErrors(errors: readonly string[], formData: unknown) {
  const attempt = useRef<{ errors: string; value: string }>();
  const text = JSON.stringify(errors);
  const value = JSON.stringify(formData) ?? '';
  if (attempt.current?.errors !== text) {
    attempt.current = { errors: text, value };
  }
  return attempt.current.value === value ? errors : [];
}

/** Moves the focus to the first invalid control of the page, whichever field reports first. */
function useFocusOnErrors(
  own: MutableRefObject<HTMLDivElement | null>,
  errors: readonly string[],
) {
  const hasErrors = errors.length > 0;
  useEffect(() => {
    const form = own.current?.closest('form');
    if (!hasErrors || !form) return;
    (firstInvalid(form) ?? own.current)?.focus();
  }, [own, hasErrors]);
}

/** Renderings until a value is given up that the form does not take. */
const maxAttempts = 20;

/** Fields that wait for their input. One at a time: of several values written at once, the form takes only the last. */
const waiting = new Set<string>();

/**
 * Gives the field what the user has entered at this visit of the form, and keeps what is entered now.
 *
 * @returns the value that is still to be restored, and whether it is the field's turn
 */
function useKeptInput<T>(id: string, formData: T | undefined, isKept: boolean) {
  const [before] = useState(() =>
    isKept ? (keptInput(id) as T | undefined) : undefined,
  );
  const attempts = useRef(before === undefined ? maxAttempts : 0);
  if (JSON.stringify(formData) === JSON.stringify(before)) {
    attempts.current = maxAttempts;
  }
  const isRestored = attempts.current >= maxAttempts;
  if (isRestored) waiting.delete(id);
  else waiting.add(id);
  const [first] = waiting;
  const isTurn = first === id;
  useEffect(() => {
    if (isTurn) attempts.current += 1;
    if (isKept && isRestored) keepInput(id, formData);
  });
  useEffect(() => () => void waiting.delete(id), [id]);
  return { restored: isRestored ? undefined : before, isTurn };
}

/**
 * What all fields of the forms have in common.
 *
 * The form validates only properties that it has, so a field without a value gets an empty one: then one validator decides about
 * everything on the page. The errors of an attempt disappear with the value they are about. The focus follows the user: to the
 * first control of a page, and to the first invalid one. A form that is started over opens at the page with the problem.
 */
export function withFormBehavior<T>(
  Field: ComponentType<FieldProps<T>>,
  options: {
    /** The value of a field that has none; undefined where the field always writes one itself, or none is required. */
    empty?: NoInfer<T>;
    /** Whether the input lasts as long as the visit of the form: see `formInput`. */
    isKept?: boolean;
    /** Whether it confirms something: then the user has to give it, and no address can. */
    isConsent?: boolean;
    /** Whether it shows what will be done: a form that is started over ends there. */
    isPlan?: boolean;
  } = {},
) {
  const { empty, isKept = false, isConsent = false, isPlan = false } = options;
  return function FormField(props: FieldProps<T>) {
    const { formData, rawErrors = [], idSchema } = props;
    const own = useRef<HTMLDivElement>(null);
    const [isForeign, setForeign] = useState(isConsent);
    if (isForeign && isConsentGiven(idSchema.$id, formData)) setForeign(false);
    const onChange = (value: T | undefined) => {
      if (isConsent) recordConsent(idSchema.$id, value);
      if (isPlan) rememberPlan(value);
      props.onChange(value);
    };
    const { restored, isTurn } = useKeptInput(idSchema.$id, formData, isKept);
    const isReady = restored === undefined && !isForeign;
    useDerivedFormData(
      (restored ?? empty) as T,
      restored === undefined
        ? !isForeign && (empty === undefined || formData !== undefined)
        : !isTurn,
      onChange,
    );
    const errors = useCurrentErrors(rawErrors, formData);
    useInitialFocus(own, isReady);
    useFocusOnErrors(own, errors);
    useStartOver(own, formData, { isReady, isLast: isPlan });
    return (
      <div ref={own} data-form-field tabIndex={-1} className={styles.formField}>
        {isReady && (
          <Field
            {...props}
            formData={formData === empty ? undefined : formData}
            rawErrors={[...errors]}
            onChange={value => onChange(value ?? empty)}
          />
        )}
      </div>
    );
  };
}
