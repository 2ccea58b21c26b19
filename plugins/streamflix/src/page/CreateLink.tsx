import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { environmentCreatePermission } from '@streamflix/backstage-plugin-streamflix-common';
import { templateRouteRef } from '../routes';
import { streamflixTranslationRef } from '../translation';

/** The way to the form, for those who may use it, where there is a scaffolder. */
export function CreateLink() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const template = useRouteRef(templateRouteRef);
  const { allowed } = usePermission({
    permission: environmentCreatePermission,
  });
  return template && allowed ? (
    <ButtonLink
      variant="primary"
      iconStart={<RiAddLine aria-hidden />}
      href={template({
        namespace: 'default',
        templateName: 'create-streamflix-environment',
      })}
    >
      {t('page.create')}
    </ButtonLink>
  ) : null;
}
