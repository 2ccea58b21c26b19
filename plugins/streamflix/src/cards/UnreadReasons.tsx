import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CollapsibleSection } from '../components/CollapsibleSection';
import { streamflixTranslationRef } from '../translation';
import { Reasons } from './StatusCard';

/**
 * Why something of a part could not be read: collapsed, because the overview has it already, once for all parts. A page may have the
 * card of the part only.
 */
export function UnreadReasons({ reasons }: { reasons: readonly string[] }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  if (reasons.length === 0) return null;
  return (
    <CollapsibleSection title={t('unread.why')}>
      <Reasons reasons={reasons} />
    </CollapsibleSection>
  );
}
