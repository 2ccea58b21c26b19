import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { OperationRequester } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef, type Translate } from '../translation';

function isEntityRef(id: string): boolean {
  try {
    return parseEntityRef(id).kind === 'user';
  } catch {
    return false;
  }
}

/** What is known of an id that was too long for AWS: what it is, and how it starts. */
function cutText(id: string, t: Translate): string {
  const [, user] = /^user:(?:default\/)?(.*)$/.exec(id) ?? [];
  if (user) return t('operations.cutUser', { name: user });
  // Without the account and the service, which every identity has.
  const [, identity] = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(id) ?? [];
  return t('operations.cutIdentity', { name: identity ?? id });
}

/** Who requested an operation, as text. */
function requesterText(
  { id, isCut, from }: OperationRequester,
  t: Translate,
): string {
  if (id) return isCut ? cutText(id, t) : id;
  return t(
    from === 'terminal' ? 'operations.anIdentity' : 'operations.notKnown',
  );
}

/** Who requested an operation: a link to the user, or the identity in AWS. */
export function RequesterName(props: { requester: OperationRequester }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { requester } = props;
  const { id, isCut } = requester;
  return id && !isCut && isEntityRef(id) ? (
    <EntityRefLink entityRef={id} defaultKind="user" />
  ) : (
    <span>{requesterText(requester, t)}</span>
  );
}
