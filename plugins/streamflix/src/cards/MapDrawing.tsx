import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiGlobalLine } from '@remixicon/react';
import {
  layOutMap,
  mapGeometry,
  type MapNode,
  type PartStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo } from 'react';
import { formatValue } from '../components/formatValue';
import { healthLooks } from '../components/HealthBadge';
import { MapLines } from '../components/MapLines';
import { percentOf } from '../components/percentOf';
import { streamflixTranslationRef } from '../translation';
import styles from './MapCard.module.css';
import { goToCard } from './StatusCard';
import { useMapTexts } from './useMapTexts';

/** Vertical sizes in pixels, horizontal ones relative to each other: the boxes keep their height on any screen. */
const sizes = {
  part: { width: 19, height: 80 },
  internetWidth: 8,
  gap: { x: 4, y: 24 },
};

/** A part: its name, its most important value, and a mark unless it is well. */
function PartBox(props: { status: PartStatus; from: MapNode['id'][] }) {
  const { status, from } = props;
  const { t } = useTranslationRef(streamflixTranslationRef);
  const texts = useMapTexts();
  const { id, health, kind, value } = status;
  const look = health && health !== 'healthy' ? healthLooks[health] : undefined;
  const content = (
    <>
      <span className={styles.name}>
        {texts.nameOf(id)}
        {look && <look.Icon aria-hidden className={styles.mark} />}
      </span>
      <VisuallyHidden>
        {t('map.health', { health: texts.healthOf(status) })}
      </VisuallyHidden>
      {value && (
        <span className={styles.reading}>
          <span className={styles.value}>
            {value.value === undefined
              ? t('metric.none')
              : formatValue(value.value, value.unit)}
          </span>{' '}
          {value.label}
        </span>
      )}
      {from.length > 0 && (
        <span className={styles.from} aria-hidden>
          {t('map.from', { parts: from.map(texts.nameOf).join(', ') })}
        </span>
      )}
    </>
  );
  const attributes = {
    className: styles.box,
    'data-tone': look?.tone,
    'data-health': health,
  };
  return kind ? (
    <button {...attributes} type="button" onClick={() => goToCard(kind)}>
      {content}
    </button>
  ) : (
    <div {...attributes}>{content}</div>
  );
}

/** The parts as boxes, with arrows in the direction of requests and records; on a narrow screen as a list. */
export function MapDrawing({ parts }: { parts: readonly PartStatus[] }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const ids = parts.map(({ id }) => id).join(' ');
  const { map, geometry } = useMemo(() => {
    const laidOut = layOutMap(parts.map(({ id }) => id));
    return { map: laidOut, geometry: mapGeometry(laidOut, sizes) };
    // The status is read every few seconds; the layout depends on the parts only.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ids]);
  const { boxes, width, height } = geometry;
  return (
    <div className={styles.container}>
      <div
        className={styles.map}
        style={{ height, maxWidth: `${map.columns * 18}rem` }}
      >
        <svg className={styles.lines} aria-hidden>
          <MapLines geometry={geometry} />
        </svg>
        <ul className={styles.nodes} aria-label={t('map.title')}>
          {map.nodes.map(({ id }) => {
            const box = boxes.get(id);
            const status = parts.find(each => each.id === id);
            return (
              <li
                key={id}
                className={styles.node}
                style={
                  box && {
                    left: percentOf(box.x, width),
                    top: box.y,
                    width: percentOf(box.width, width),
                    height: box.height,
                  }
                }
              >
                {status ? (
                  <PartBox
                    status={status}
                    from={map.edges
                      .filter(({ to }) => to === id)
                      .map(edge => edge.from)}
                  />
                ) : (
                  <div className={styles.internet}>
                    <RiGlobalLine aria-hidden />
                    {t('map.internet')}
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
