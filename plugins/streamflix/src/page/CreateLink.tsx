import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAddLine } from '@remixicon/react';
import { messageOf } from '../api/messageOf';
import { useInstallation } from '../api/useInstallation';
import { templateRouteRef } from '../routes';
import { streamflixTranslationRef } from '../translation';
import { ActionLink } from '../components/ActionLink';

/** The link to the form of a new environment, if a scaffolder is installed; disabled for users who may not create one. */
export function CreateLink() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const template = useRouteRef(templateRouteRef);
  const { installation, error } = useInstallation();
  if (!template || (!installation && !error)) return null;
  const reason = error
    ? t('actions.unknown', { reason: messageOf(error, t) })
    : t('actions.mayNotCreate');
  return (
    <ActionLink
      variant="primary"
      icon={<RiAddLine aria-hidden />}
      label={t('page.create')}
      action={
        installation?.mayCreate && !error
          ? {
              href: template({
                namespace: 'default',
                templateName: 'create-streamflix-environment',
              }),
            }
          : { reason }
      }
    />
  );
}
