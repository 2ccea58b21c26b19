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

/** The reasons of what is worst come first; those of the stack, which are no component's, before them. */
function gravestReasons({
  health,
  reasons,
  components,
}: EnvironmentStatus): string[] {
  const ofComponents = new Set(components.flatMap(each => each.reasons));
  const worst = components
    .filter(component => component.health === health)
    .flatMap(component => component.reasons);
  const ofStack = reasons.filter(reason => !ofComponents.has(reason));
  return [...new Set([...ofStack, ...worst, ...reasons])];
}

/**
 * One sentence about the whole: why it is not well, or that it is. If only one part has a problem, that the others are well.
 */
export function useVerdict(): (status: EnvironmentStatus) => string {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return status => {
    const { health, state, parts = [], progress } = status;
    if (health === 'healthy') return t('map.well');
    const [first, ...others] = gravestReasons(status);
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
