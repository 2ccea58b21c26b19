import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  MetricSeries,
  Plot,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  Area,
  AreaChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts';
import { streamflixTranslationRef } from '../translation';
import { formatHour } from '../components/formatTime';
import { formatValue } from '../components/formatValue';
import styles from './MetricPlot.module.css';

interface Point {
  at: number;
  /** Null breaks the line: AWS had no data. */
  value: number | null;
}

/** CloudWatch returns one point every 5 minutes; a longer interval is a gap. */
const gap = 7.5 * 60_000;

/** Points for the chart, with a break wherever a reading is missing. */
export function withGaps(series: MetricSeries['points']): Point[] {
  const points = series.map(({ at, value }) => ({
    at: new Date(at).getTime(),
    value,
  }));
  return points.flatMap((point, index): Point[] => {
    const next = points[index + 1];
    return next && next.at - point.at > gap
      ? [point, { at: (point.at + next.at) / 2, value: null }]
      : [point];
  });
}

function Tip({
  active,
  payload,
  unit,
}: TooltipContentProps & { unit: Plot['unit'] }) {
  const point = payload?.[0]?.payload as Point | undefined;
  return active && point && point.value !== null ? (
    <div className={styles.tip}>
      {formatHour(point.at)} · {formatValue(point.value, unit)}
    </div>
  ) : null;
}

/** A metric over the last hour, as a chart with a text alternative for screen readers. */
export function MetricPlot({ plot }: { plot: Plot }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { label, unit, points } = plot;
  if (points.length === 0) {
    return <p className={styles.none}>{t('plot.none', { label })}</p>;
  }
  const values = points.map(point => point.value);
  const range = {
    label,
    latest: formatValue(values[values.length - 1], unit),
    lowest: formatValue(Math.min(...values), unit),
    highest: formatValue(Math.max(...values), unit),
  };
  return (
    <figure className={styles.plot}>
      <div role="img" aria-label={t('plot.description', range)}>
        <div className={styles.chart}>
          <ResponsiveContainer initialDimension={{ width: 300, height: 64 }}>
            <AreaChart
              data={withGaps(points)}
              margin={{ top: 4, right: 4, bottom: 4, left: 4 }}
              accessibilityLayer={false}
            >
              <XAxis
                dataKey="at"
                type="number"
                domain={['dataMin', 'dataMax']}
                hide
              />
              <YAxis domain={[0, unit === 'percent' ? 100 : 'auto']} hide />
              <Tooltip
                content={props => <Tip {...props} unit={unit} />}
                isAnimationActive={false}
              />
              <Area
                dataKey="value"
                type="monotone"
                stroke="var(--bui-fg-announcement)"
                strokeWidth={2}
                fill="var(--bui-fg-announcement)"
                fillOpacity={0.15}
                dot={{ r: 1.5 }}
                isAnimationActive={false}
              />
            </AreaChart>
          </ResponsiveContainer>
        </div>
      </div>
      <figcaption className={styles.caption}>
        <span>{t('plot.caption', { label })}</span>
        <span>{t('plot.range', range)}</span>
      </figcaption>
    </figure>
  );
}
