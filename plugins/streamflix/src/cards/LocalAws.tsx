import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Badge } from '@backstage/ui';
import { RiTestTubeLine } from '@remixicon/react';
import { streamflixTranslationRef } from '../translation';

/** Says at the head of a view that what it shows is no account. */
export function LocalAwsBanner() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <Alert
      status="info"
      icon={<RiTestTubeLine aria-hidden />}
      title={t('localAws.sentence')}
    />
  );
}

/** Says so in a card, where a sentence would crowd it; the sentence is there on request. */
export function LocalAwsBadge() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <Badge icon={<RiTestTubeLine aria-hidden />} title={t('localAws.sentence')}>
      {t('localAws.badge')}
    </Badge>
  );
}
