import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Operation,
  OperationResource,
  ResourceSpan,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  formatClock,
  formatSeconds,
  formatRange,
} from '../components/formatTime';
import { streamflixTranslationRef } from '../translation';

const secondsBetween = (from: string, to: string) =>
  (Date.parse(to) - Date.parse(from)) / 1000;

/** The texts of an operation and its resources. */
export function useOperationTexts() {
  const { t } = useTranslationRef(streamflixTranslationRef);

  const usually = ([from, to]: [number, number]) =>
    t('timeline.usually', { range: formatRange(from, to) });

  /** One period of work, as text. */
  const spanText = (span: ResourceSpan) => {
    const { action, startedAt, configuredAt, endedAt, result, reason } = span;
    const text =
      endedAt && result
        ? t(`timeline.spans.${result}`, {
            action: t(`timeline.actions.${action}`),
            at: formatClock(endedAt),
            duration: formatSeconds(secondsBetween(startedAt, endedAt)),
          })
        : t(
            configuredAt ? 'timeline.spans.stabilising' : 'timeline.spans.open',
            {
              action: t(`timeline.actions.${action}`),
              at: formatClock(configuredAt ?? startedAt),
            },
          );
    return reason ? `${text} ${reason}` : text;
  };

  /** A short text about a resource now. */
  const noteOf = (resource: OperationResource, operation: Operation) => {
    const { logicalId, state, spans, waitsFor, expectedEnd } = resource;
    if (logicalId === operation.explanation?.resource?.logicalId) {
      return t('timeline.rootFailure');
    }
    const last = spans.at(-1);
    if (state === 'waiting') {
      if (!waitsFor) return t('timeline.states.waiting');
      return waitsFor.length > 1
        ? t('timeline.waitsForMore', {
            logicalId: waitsFor[0],
            count: waitsFor.length - 1,
          })
        : t('timeline.waitsFor', { logicalId: waitsFor[0] });
    }
    if (last && !last.endedAt) {
      const { awaited } = operation;
      const label = t(
        last.configuredAt
          ? 'timeline.states.stabilising'
          : `timeline.ongoing.${last.action}`,
      );
      if (awaited?.logicalId === logicalId && awaited.usualSeconds) {
        return `${label}, ${usually(awaited.usualSeconds)}`;
      }
      return expectedEnd
        ? t('timeline.until', { label, time: formatClock(expectedEnd) })
        : label;
    }
    if (state === 'done' || state === 'deleted') {
      const { startedAt, endedAt } = last ?? {};
      const duration =
        startedAt && endedAt
          ? formatSeconds(secondsBetween(startedAt, endedAt))
          : '';
      return state === 'deleted'
        ? t('timeline.deletedIn', { duration })
        : duration;
    }
    return t(`timeline.states.${state}`);
  };

  return { spanText, noteOf, usually };
}
