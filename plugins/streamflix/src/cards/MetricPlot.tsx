import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Plot } from '@streamflix/backstage-plugin-streamflix-common';
import { useState, type PointerEvent } from 'react';
import { formatHour } from '../components/formatTime';
import { formatValue } from '../components/formatValue';
import { streamflixTranslationRef } from '../translation';
import styles from './MetricPlot.module.css';
import { placePlot, size, type PlotGeometry } from './plotGeometry';

/** Milliseconds for which nothing is reported about missing values of a new environment. */
const youth = 15 * 60_000;

/** Place in the drawing as a share of its width or height. */
const share = (value: number, of: number) => `${(100 * value) / of}%`;

function Drawing({ geometry }: { geometry: PlotGeometry }) {
  const { path, points, limitY, markers } = geometry;
  const { width, height } = size;
  const line = { vectorEffect: 'non-scaling-stroke' } as const;
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {[0, height].map(y => (
        <line
          key={y}
          className={styles.grid}
          x2={width}
          y1={y}
          y2={y}
          {...line}
        />
      ))}
      {limitY !== undefined && (
        <line
          className={styles.limit}
          x2={width}
          y1={limitY}
          y2={limitY}
          {...line}
        />
      )}
      {markers.map(({ at, x }) => (
        <line
          key={at}
          className={styles.marker}
          x1={x}
          x2={x}
          y2={height}
          {...line}
        />
      ))}
      {points.length > 0 && <path className={styles.line} d={path} {...line} />}
    </svg>
  );
}

/**
 * A metric over the last hour, or since the environment exists, with a text alternative for screen readers.
 *
 * @param props.readAt - end of the axis
 * @param props.createdAt - of the environment
 * @param props.changes - when operations on the environment started
 */
export function MetricPlot(props: {
  plot: Plot;
  readAt: string;
  createdAt?: string;
  changes?: readonly string[];
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { plot, ...times } = props;
  const [pointed, setPointed] = useState<number>();
  const { label, unit, limit } = plot;
  const geometry = placePlot(plot, times);
  const { points, from, to, top, limitY, markers } = geometry;
  const last = points.at(-1);
  if (!last) {
    // CloudWatch has the first values of a new environment after some minutes; those of an earlier one of the same name are not its own.
    return to - from < youth || plot.points.length > 0 ? null : (
      <p className={styles.none}>{t('plot.none', { label })}</p>
    );
  }
  const values = points.map(({ value }) => value);
  const limitText =
    limit && t(`plot.${limit.kind}`, { value: formatValue(limit.value, unit) });
  const changeTexts = markers.map(({ at }) =>
    t('plot.change', { time: formatHour(at) }),
  );
  const description = t('plot.description', {
    label,
    latest: formatValue(last.value, unit),
    lowest: formatValue(Math.min(...values), unit),
    highest: formatValue(Math.max(...values), unit),
  });
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = (size.width * (event.clientX - box.left)) / box.width;
    const distance = (index: number) => Math.abs(points[index].x - x);
    setPointed(
      points.reduce(
        (best, _, index) => (distance(index) < distance(best) ? index : best),
        0,
      ),
    );
  };
  const tip = pointed === undefined ? undefined : points[pointed];
  return (
    <figure className={styles.plot}>
      <figcaption className={styles.caption}>{label}</figcaption>
      <span aria-hidden className={styles.axis}>
        <span>{formatValue(top, unit)}</span>
        <span>{formatValue(0, unit)}</span>
      </span>
      <div
        role="img"
        aria-label={[description, limitText, ...changeTexts]
          .filter(Boolean)
          .join('. ')}
        className={styles.chart}
        onPointerMove={point}
        onPointerLeave={() => setPointed(undefined)}
      >
        <Drawing geometry={geometry} />
        {limitY !== undefined && (
          <span
            className={styles.limitLabel}
            style={{ top: share(limitY, size.height) }}
          >
            {limitText}
          </span>
        )}
        {tip && (
          <span
            className={styles.tip}
            style={{ left: share(tip.x, size.width) }}
          >
            {formatHour(tip.at)} · {formatValue(tip.value, unit)}
          </span>
        )}
      </div>
      <span aria-hidden className={styles.times}>
        <span>{formatHour(from)}</span>
        {changeTexts.length > 0 && (
          <span className={styles.change}>{changeTexts.at(-1)}</span>
        )}
        <span>{formatHour(to)}</span>
      </span>
    </figure>
  );
}
