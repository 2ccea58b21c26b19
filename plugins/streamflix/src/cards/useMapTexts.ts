import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  MapNode,
  PartStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { formatValue } from '../components/formatValue';
import { streamflixTranslationRef } from '../translation';

/** Texts of the map and of its table. */
export function useMapTexts() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const nameOf = (id: MapNode['id']): string =>
    id === 'internet' ? t('map.internet') : t(`map.parts.${id}`);
  const healthOf = ({ health }: PartStatus): string =>
    health ? t(`health.${health}`) : t('map.notRead');
  const valueOf = ({ value }: PartStatus): string => {
    if (!value) return '';
    const text =
      value.value === undefined
        ? t('metric.none')
        : formatValue(value.value, value.unit);
    return `${value.label}: ${text}`;
  };
  return { nameOf, healthOf, valueOf };
}
