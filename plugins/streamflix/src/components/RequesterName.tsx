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

/** Who requested an operation, as text. */
function requesterText(
  { id, isCut, from }: OperationRequester,
  t: Translate,
): string {
  if (id) return isCut ? `${id}…` : id;
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
