import { isValues } from '@streamflix/backstage-plugin-streamflix-common';
import { useEffect, type RefObject } from 'react';
import { isFormReloaded } from './formInput';
import { visitNow } from './givenConsents';

/*
 * Backstage's *Start over* opens a form with the values of a task, at its first page: no page can be chosen. So each page is submitted
 * as *Next* does it, up to the first that is refused, or to the plan, which reports what AWS refuses.
 */

/** The visit at which the user decides where to go. */
let arrived: string | undefined;

const arrive = () => {
  arrived = visitNow();
};

/** One for all fields of a page: it is submitted once they have settled, and again when one of them has read its value. */
let timer: ReturnType<typeof setTimeout> | undefined;

const plansKey = 'streamflix:plans';

/** The last plans that this tab has shown. */
function openedPlans(): unknown[] {
  try {
    const plans = JSON.parse(window.sessionStorage.getItem(plansKey) ?? '[]');
    return Array.isArray(plans) ? plans : [];
  } catch {
    // Storage may be denied, or hold anything.
    return [];
  }
}

/** Records a plan that the user has seen, with what they confirmed. */
export function rememberPlan(plan: unknown): void {
  try {
    window.sessionStorage.setItem(
      plansKey,
      JSON.stringify([JSON.stringify(plan), ...openedPlans()].slice(0, 20)),
    );
  } catch {
    // Without storage, a form is started over at its first page.
  }
}

/**
 * Whether the address fills in a form whose plan this tab has shown. Anyone can write an address with a plan: opened from elsewhere, it
 * must not have one made at AWS before the user does anything.
 */
function isStartedOver(): boolean {
  try {
    const query = new URLSearchParams(window.location.search);
    const values: unknown = JSON.parse(query.get('formData') ?? 'null');
    return (
      isValues(values) &&
      openedPlans().includes(JSON.stringify(values.review)) &&
      !isFormReloaded()
    );
  } catch {
    // The address may contain anything.
    return false;
  }
}

/**
 * Leads a form that is started over to the page with the problem. It ends with the first input of the user.
 *
 * @param own - a field of the page
 * @param isReady - whether the field has its value
 * @param isLast - whether the field is the plan
 */
export function useStartOver(
  own: RefObject<HTMLElement | null>,
  formData: unknown,
  { isReady, isLast }: { isReady: boolean; isLast: boolean },
) {
  const value = JSON.stringify(formData);
  useEffect(() => {
    if (isLast) arrive();
    if (!isStartedOver() || arrived === visitNow()) return undefined;
    const inputs = ['input', 'keydown', 'pointerdown'] as const;
    for (const input of inputs) document.addEventListener(input, arrive, true);
    clearTimeout(timer);
    if (isReady) {
      timer = setTimeout(() => {
        if (arrived !== visitNow())
          own.current?.closest('form')?.requestSubmit();
      });
    }
    return () => {
      for (const input of inputs)
        document.removeEventListener(input, arrive, true);
    };
  }, [own, isReady, isLast, value]);
}
