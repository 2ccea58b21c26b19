import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentStatus,
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

/**
 * One sentence about the whole: why it is not well, or that it is. If only one part has a problem, that the others are well.
 */
export function useVerdict(): (status: EnvironmentStatus) => string {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return ({ health, state, reasons, parts = [], progress }) => {
    if (health === 'healthy') return t('map.well');
    const [first, ...others] = reasons;
    if (progress || !first) return state;
    if (others.length > 0) {
      return `${first} ${t('map.more', { count: others.length })}`;
    }
    const read = parts.filter(part => part.health);
    const wrong = read.filter(part => part.health !== 'healthy');
    return wrong.length === 1 && read.length > 1
      ? `${first} ${t('map.restWell')}`
      : first;
  };
}
