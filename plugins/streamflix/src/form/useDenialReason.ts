import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentAuthorization,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { messageOf } from '../api/messageOf';
import { useAuthorization } from '../api/useAuthorization';
import { streamflixTranslationRef } from '../translation';

/** Why the user may not do this with the environment; undefined if it is allowed, and while the permission is being read. */
export function useDenialReason(
  environment: EnvironmentRef | undefined,
  operation: keyof EnvironmentAuthorization,
): string | undefined {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { authorization, error } = useAuthorization(environment);
  if (error) return t('actions.unknown', { reason: messageOf(error, t) });
  const answer = authorization?.[operation];
  return !answer || answer.allowed ? undefined : answer.reason;
}
