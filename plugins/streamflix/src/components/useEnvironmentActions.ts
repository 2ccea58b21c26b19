import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Authorization,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { messageOf } from '../api/messageOf';
import { useAuthorization } from '../api/useAuthorization';
import { templateRouteRef } from '../routes';
import { streamflixTranslationRef } from '../translation';
import { templateHref } from './templateHref';

/** An action on an environment: the URL of its form, or why the user may not take it. */
export type EnvironmentAction = { href: string } | { reason: string };

/** What the actions are called: a failed creation has nothing to change or destroy. */
export function useActionLabels(creationFailed: boolean) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return {
    change: t(creationFailed ? 'actions.correct' : 'actions.change'),
    destroy: t(creationFailed ? 'actions.remove' : 'actions.destroy'),
  };
}

/**
 * What the user may do with an environment, by permission and ownership. Undefined while it is being read, and if no scaffolder
 * is installed. What could not be read is not allowed.
 */
export function useEnvironmentActions(
  environment: EnvironmentRef,
  /** Entity reference in the catalog, or why it is not known. */
  entity: { ref?: string; error?: Error },
): { change: EnvironmentAction; destroy: EnvironmentAction } | undefined {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const template = useRouteRef(templateRouteRef);
  const { authorization, error = entity.error } = useAuthorization(
    template && environment,
  );
  if (!template) return undefined;
  if (error) {
    const reason = t('actions.unknown', { reason: messageOf(error, t) });
    return { change: { reason }, destroy: { reason } };
  }
  const { ref } = entity;
  if (!authorization || ref === undefined) return undefined;
  const action = (
    operation: 'change' | 'destroy',
    answer: Authorization,
  ): EnvironmentAction =>
    answer.allowed
      ? { href: templateHref(template, operation, ref) }
      : { reason: answer.reason };
  return {
    change: action('change', authorization.update),
    destroy: action('destroy', authorization.delete),
  };
}
