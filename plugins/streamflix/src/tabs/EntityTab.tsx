import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Flex } from '@backstage/ui';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { ComponentType } from 'react';
import { environmentRefOf } from '../api/environmentRefOf';
import { useInstallation } from '../api/useInstallation';
import { LocalAwsBanner } from '../components/LocalAws';
import { streamflixTranslationRef } from '../translation';

/** A tab of the current entity's environment; a message if the entity lacks annotations. */
export function EntityTab(props: {
  content: ComponentType<{ environment: EnvironmentRef }>;
}) {
  const { content: Content } = props;
  const { t } = useTranslationRef(streamflixTranslationRef);
  const found = environmentRefOf(useEntity().entity);
  const { installation } = useInstallation();
  return 'ref' in found ? (
    <Flex direction="column" gap="4">
      {installation?.localAws && <LocalAwsBanner />}
      <Content environment={found.ref} />
    </Flex>
  ) : (
    <Alert
      status="warning"
      icon
      title={t('overview.missingAnnotations', {
        names: found.missing.join(', '),
      })}
    />
  );
}
