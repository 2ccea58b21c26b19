import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Progress } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';

/** The progress of an operation as text: what it does, and how much is done if that could be counted. */
export function useProgressText(): (progress: Progress) => string {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return ({ operation, done, total }) =>
    total > 0
      ? t('overview.progress', {
          operation: t(`operation.${operation}`),
          done: String(done),
          count: total,
        })
      : t(`operation.${operation}`);
}
